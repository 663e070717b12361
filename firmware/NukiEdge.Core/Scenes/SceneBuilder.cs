using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;

namespace NukiEdge.Core.Scenes;

/// <summary>
/// Writes scenes into a <see cref="SceneTable"/>, step by step, everything checked. In each stretch it puts the relays
/// first, so that the runner has nothing to think about.
/// </summary>
public sealed class SceneBuilder
{
    /// <summary>Longest wait, ms: an hour.</summary>
    public const uint MaxWaitMs = 3600000;

    /// <summary>Shortest and longest time-out of an HTTP step, ms, and the usual one.</summary>
    public const int MinTimeoutMs = 100, MaxTimeoutMs = 30000, UsualTimeoutMs = 5000;

    private static readonly byte[] LocksPrefix = Ascii.Of("nuki/");
    private static readonly byte[] OwnPrefix = Ascii.Of("nukiedge/");

    private readonly SceneTable _table;
    private readonly Limits _limits;
    private readonly HttpUrl _url = new HttpUrl();
    private int _used;
    private int _begin;
    private int _relaysEnd;
    private int _steps;

    /// <summary>Builds into a table, within limits.</summary>
    public SceneBuilder(SceneTable table, Limits limits)
    {
        _table = table;
        _limits = limits;
    }

    /// <summary>HTTP steps may call addresses outside of private networks (targets.md 4.1: a house file from elsewhere could reach far).</summary>
    public bool MayBePublic
    {
        set { _url.MayBePublic = value; }
    }

    /// <summary>Begins the next scene; its name was just added to the table's names.</summary>
    public void Begin()
    {
        _begin = _used;
        _relaysEnd = _used;
        _steps = 0;
    }

    /// <summary>Takes the scene's steps out again: it keeps its place and does nothing.</summary>
    public void Empty()
    {
        _used = _begin;
        Begin();
    }

    /// <summary>Ends the scene.</summary>
    public void End()
    {
        _table.Ends[_table.Names.Count - 1] = (ushort)_used;
    }

    /// <summary>Adds a relay step, before the other steps of its stretch and behind its other relays.</summary>
    public int AddRelay(int relay, byte order, uint pulseMs)
    {
        int fault = Room(SceneTable.RelayBytes);
        if (fault != HouseFault.None)
        {
            return fault;
        }

        byte[] image = _table.Steps;
        int at = _relaysEnd;
        Array.Copy(image, at, image, at + SceneTable.RelayBytes, _used - SceneTable.RelayBytes - at);
        Header(at, StepType.Relay, SceneTable.RelayBytes);
        image[at + SceneTable.RelayAt] = (byte)relay;
        image[at + SceneTable.OrderAt] = order;
        Image.PutU32(image, at + SceneTable.PulseAt, pulseMs);
        _relaysEnd += SceneTable.RelayBytes;
        return HouseFault.None;
    }

    /// <summary>Adds a wait: the stretch ends here.</summary>
    public int AddWait(uint ms)
    {
        int fault = Room(SceneTable.WaitBytes);
        if (fault != HouseFault.None)
        {
            return fault;
        }

        int at = _used - SceneTable.WaitBytes;
        Header(at, StepType.Wait, SceneTable.WaitBytes);
        Image.PutU32(_table.Steps, at + SceneTable.WaitAt, ms);
        _relaysEnd = _used;
        return HouseFault.None;
    }

    /// <summary>Adds an HTTP call. The texts are translated (<see cref="TemplateText"/>).</summary>
    /// <param name="method">HttpCall.Get to HttpCall.Head.</param>
    public int AddHttp(byte method, int timeoutMs, byte bodyEscape, ByteWriter url, ByteWriter headers, ByteWriter body)
    {
        int fault = _url.Check(url.Buffer, url.Length);
        if (fault != HouseFault.None)
        {
            return fault;
        }

        int longest = TemplateText.LongestRendered(url.Buffer, 0, url.Length, Escape.Url)
            + TemplateText.LongestRendered(headers.Buffer, 0, headers.Length, Escape.Header)
            + TemplateText.LongestRendered(body.Buffer, 0, body.Length, bodyEscape);
        if (longest > _limits.CallBytes || headers.Overflow)
        {
            return HouseFault.RenderedTooLong;
        }

        int length = SceneTable.HttpTextAt + url.Length + headers.Length + body.Length;
        fault = Room(length);
        if (fault != HouseFault.None)
        {
            return fault;
        }

        byte[] image = _table.Steps;
        int at = _used - length;
        Header(at, StepType.Http, length);
        image[at + SceneTable.MethodAt] = method;
        image[at + SceneTable.BodyEscapeAt] = bodyEscape;
        Image.PutU16(image, at + SceneTable.TimeoutAt, timeoutMs);
        Image.PutU32(image, at + SceneTable.AddressAt, _url.Address);
        Image.PutU16(image, at + SceneTable.PortAt, _url.Port);
        Image.PutU16(image, at + SceneTable.UrlLengthAt, url.Length);
        Image.PutU16(image, at + SceneTable.HeadersLengthAt, headers.Length);
        Image.PutU16(image, at + SceneTable.BodyLengthAt, body.Length);
        int text = at + SceneTable.HttpTextAt;
        Array.Copy(url.Buffer, 0, image, text, url.Length);
        Array.Copy(headers.Buffer, 0, image, text + url.Length, headers.Length);
        Array.Copy(body.Buffer, 0, image, text + url.Length + headers.Length, body.Length);
        return HouseFault.None;
    }

    /// <summary>Adds an MQTT message. The texts are translated (<see cref="TemplateText"/>).</summary>
    public int AddMqtt(int qos, bool retain, byte payloadEscape, ByteWriter topic, ByteWriter payload)
    {
        if (!IsTopic(topic))
        {
            return HouseFault.BadTopic;
        }

        // Fixed header of 5 bytes at most, topic length and packet id of 2 each (MQTT 3.1.1 section 3.3)
        int most = _limits.MqttPacketBytes - 9 - _limits.TopicBytes;
        most = most < _limits.CallBytes ? most : _limits.CallBytes;
        if (TemplateText.LongestRendered(topic.Buffer, 0, topic.Length, Escape.Topic) > _limits.TopicBytes)
        {
            return HouseFault.TopicTooLong;
        }

        if (TemplateText.LongestRendered(payload.Buffer, 0, payload.Length, payloadEscape) > most)
        {
            return HouseFault.RenderedTooLong;
        }

        int length = SceneTable.MqttTextAt + topic.Length + payload.Length;
        int fault = Room(length);
        if (fault != HouseFault.None)
        {
            return fault;
        }

        byte[] image = _table.Steps;
        int at = _used - length;
        Header(at, StepType.Mqtt, length);
        image[at + SceneTable.QosAt] = (byte)(qos | (retain ? SceneTable.RetainBit : 0));
        image[at + SceneTable.PayloadEscapeAt] = payloadEscape;
        Image.PutU16(image, at + SceneTable.TopicLengthAt, topic.Length);
        Image.PutU16(image, at + SceneTable.PayloadLengthAt, payload.Length);
        Array.Copy(topic.Buffer, 0, image, at + SceneTable.MqttTextAt, topic.Length);
        Array.Copy(payload.Buffer, 0, image, at + SceneTable.MqttTextAt + topic.Length, payload.Length);
        return HouseFault.None;
    }

    /// <summary>
    /// Not a lock's topic and not the appliance's own, whatever a placeholder stands for: a first level that ends with a
    /// slash holds none, because a person may be called "nuki".
    /// </summary>
    private static bool IsTopic(ByteWriter topic)
    {
        bool isForeign = topic.Length > 0 && topic.Buffer[0] != '$'
            && !Image.StartsWith(topic.Buffer, 0, topic.Length, LocksPrefix)
            && !Image.StartsWith(topic.Buffer, 0, topic.Length, OwnPrefix);
        bool placeholderSeen = false;
        bool firstLevel = true;
        for (int i = 0; isForeign && i < topic.Length; i++)
        {
            byte b = topic.Buffer[i];
            placeholderSeen |= b <= Template.Time;
            isForeign = b != '+' && b != '#' && !(b == '/' && firstLevel && placeholderSeen);
            firstLevel &= b != '/';
        }

        return isForeign;
    }

    private int Room(int bytes)
    {
        if (_steps == _limits.SceneSteps)
        {
            return HouseFault.TooMany;
        }

        if (bytes > _table.Steps.Length - _used)
        {
            return HouseFault.ScenesTooLong;
        }

        _steps++;
        _used += bytes;
        return HouseFault.None;
    }

    private void Header(int at, byte type, int length)
    {
        _table.Steps[at] = type;
        Image.PutU16(_table.Steps, at + SceneTable.LengthAt, length);
    }
}
