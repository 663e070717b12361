using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Web.Houses;

/// <summary>Reads the scenes of a house file.</summary>
internal sealed class HouseScenes
{
    private const string RelayFields = "relay, do, ms";
    private const string HttpFields = "http, url, headers, body, timeoutMs";
    private const string MqttFields = "mqtt, payload, qos, retain";

    internal static readonly byte[][] Orders = Ascii.Table("off", "on", "toggle", "pulse");
    internal static readonly byte[][] Methods = Ascii.Table("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");

    private readonly House _house;
    private readonly SceneBuilder _builder;
    private readonly ByteWriter _first = new ByteWriter();
    private readonly HouseHeaders _headers;
    private readonly ByteWriter _body = new ByteWriter();
    private readonly byte[] _firstBytes;
    private readonly byte[] _bodyBytes;

    // The step being read. Fields may stand in any order, so they are collected first.
    private int _type;
    private int _kinds;
    private int _relay, _order, _method, _qos, _timeoutMs;
    private uint _ms;
    private bool _retain;

    // The scene being read.
    private int _freshHours;
    private bool _isSensitive, _asksFirst;

    public HouseScenes(House house)
    {
        _house = house;
        _builder = new SceneBuilder(house.Scenes, house.Limits) { MayBePublic = house.Targets.MayBePublic };
        _firstBytes = new byte[house.Limits.CallBytes];
        _bodyBytes = new byte[house.Limits.CallBytes];
        _headers = new HouseHeaders(house.Limits.CallBytes);
    }

    public bool Read(HouseFields f)
    {
        return f.Each(ReadScene, _house);
    }

    private bool ReadScene(HouseFields f, House house)
    {
        int names = _house.Scenes.Names.Count;
        bool hasSteps = false;
        _freshHours = 0;
        _asksFirst = false;
        _isSensitive = false;
        _builder.Begin();
        f.How.IsLoose = false;
        if (!f.BeginObject())
        {
            return false;
        }

        while (f.NextField())
        {
            hasSteps |= f.Field == "steps";
            if (!ReadSceneField(f))
            {
                return false;
            }
        }

        if (f.Error != null)
        {
            return false;
        }

        if (_house.Scenes.Names.Count == names || !hasSteps)
        {
            return f.Fail(HouseFault.Missing, hasSteps ? "name" : "steps");
        }

        if (!_isSensitive && (_freshHours > 0 || _asksFirst))
        {
            return f.Fail(HouseFault.Missing, "sensitive: true, which freshH and askFirst are about");
        }

        int freshHours = !_isSensitive ? 0 : _freshHours > 0 ? _freshHours : SceneTable.UsualFreshHours;
        _house.Scenes.SetSensitive(freshHours, _asksFirst);
        if (f.How.Drops())
        {
            _builder.Empty(); // half a scene could open what the other half was to close
        }

        _builder.End();
        return true;
    }

    private bool ReadSceneField(HouseFields f)
    {
        switch (f.Field)
        {
            case "name":
                return f.NewName(_house.Scenes.Names);
            case "steps":
                return ReadSteps(f);
            case "sensitive":
                bool ok = f.Flag();
                _isSensitive = f.Value == 1;
                return ok;
            case "askFirst":
                ok = f.Flag();
                _asksFirst = f.Value == 1;
                return ok;
            case "freshH":
                return f.Number(1, SceneTable.MaxFreshHours) && Keep(ref _freshHours, f);
            default:
                return f.UnknownField("name, sensitive, freshH, askFirst, steps");
        }
    }

    private bool ReadSteps(HouseFields f)
    {
        return f.Each(ReadStep, _house);
    }

    private bool ReadStep(HouseFields f, House house)
    {
        _type = 0;
        _kinds = 0;
        _order = -1;
        _ms = 0;
        _qos = 0;
        _retain = false;
        _timeoutMs = SceneBuilder.UsualTimeoutMs;
        _first.Reset(_firstBytes);
        _body.Reset(_bodyBytes);
        _headers.Reset();
        if (!f.BeginObject())
        {
            return false;
        }

        while (f.NextField())
        {
            if (!ReadField(f))
            {
                return false;
            }
        }

        return f.Error == null && AddStep(f);
    }

    /// <summary>The field belongs to one kind of step.</summary>
    private bool Of(int type)
    {
        _kinds |= 1 << type;
        return true;
    }

    private bool ReadField(HouseFields f)
    {
        switch (f.Field)
        {
            case "relay":
                return Is(f, StepType.Relay) && f.Reference(_house.RelayNames, "relay") && Keep(ref _relay, f);
            case "do":
                return Of(StepType.Relay) && f.Word(Orders, Orders.Length) && Keep(ref _order, f);
            case "ms":
                bool ok = Of(StepType.Relay) && f.Number(1, RelayBank.MaxLongestOnMs);
                _ms = (uint)f.Value;
                return ok;
            case "waitMs":
                ok = Is(f, StepType.Wait) && f.Number(1, SceneBuilder.MaxWaitMs);
                _ms = (uint)f.Value;
                return ok;
            case "http":
                return Is(f, StepType.Http) && f.Word(Methods, Methods.Length) && Keep(ref _method, f);
            case "url":
                return Of(StepType.Http) && ReadText(f, 1, false, _first);
            case "headers":
                return Of(StepType.Http) && _headers.Read(f);
            case "body":
                return Of(StepType.Http) && ReadText(f, 0, true, _body);
            case "payload":
                return Of(StepType.Mqtt) && ReadText(f, 0, true, _body);
            case "timeoutMs":
                return Of(StepType.Http) && f.Number(SceneBuilder.MinTimeoutMs, SceneBuilder.MaxTimeoutMs) && Keep(ref _timeoutMs, f);
            case "mqtt":
                return Is(f, StepType.Mqtt) && ReadText(f, 1, false, _first);
            case "qos":
                return Of(StepType.Mqtt) && f.Number(0, 2) && Keep(ref _qos, f);
            case "retain":
                ok = Of(StepType.Mqtt) && f.Flag();
                _retain = f.Value == 1;
                return ok;
            default:
                return f.UnknownField(RelayFields + " | " + HttpFields + " | " + MqttFields + " | waitMs");
        }
    }

    private bool AddStep(HouseFields f)
    {
        if (_kinds != 1 << _type)
        {
            return f.Fail(HouseFault.OneStepOnly);
        }

        int fault;
        int most = _house.Limits.CallBytes;
        switch (_type)
        {
            case StepType.Relay:
                if (_order < 0 || (_order == RelayOrder.Pulse && _ms == 0))
                {
                    return f.Fail(HouseFault.Missing, _order < 0 ? "do" : "ms");
                }

                if (_ms > 0 && _order != RelayOrder.Pulse)
                {
                    return f.UnknownField("ms only where do is pulse");
                }

                uint longestOnMs = f.How.IsLoose ? _ms : _house.LongestOnMs[_relay];
                if (_ms > longestOnMs && !f.How.ByPosition) // else the relays' table sees to it
                {
                    return f.Fail(HouseFault.OutOfRange, 1, longestOnMs);
                }

                fault = _builder.AddRelay(_relay, (byte)_order, _ms);
                break;
            case StepType.Wait:
                fault = _builder.AddWait(_ms);
                break;
            case StepType.Http:
                if (_body.Length > 0 && (_method == HttpCall.Get || _method == HttpCall.Head))
                {
                    return f.Fail(HouseFault.NoBodyHere);
                }

                byte escape = _headers.BodyEscape(_body);
                fault = _builder.AddHttp((byte)_method, _timeoutMs, escape, _first, _headers.Lines, _body);
                break;
            case StepType.Mqtt:
                fault = _builder.AddMqtt(_qos, _retain, HouseHeaders.EscapeByFirstCharacter(_body), _first, _body);
                break;
            default:
                return f.Fail(HouseFault.OneStepOnly);
        }

        most = fault == HouseFault.ScenesTooLong ? _house.Limits.SceneBytes
            : fault == HouseFault.TooMany ? _house.Limits.SceneSteps
            : fault == HouseFault.BadTopic ? _house.Limits.TopicBytes
            : fault == HouseFault.TopicTooLong ? _house.Limits.TopicBytes
            : most;
        f.How.IsLoose |= fault == HouseFault.UrlPublic && f.How.ByPosition; // the settings beside it are older
        return fault == HouseFault.None || f.How.IsLoose || f.Fail(fault, 0, most);
    }

    /// <summary>This field makes the step one of a type; a step has one.</summary>
    private bool Is(HouseFields f, int type)
    {
        if (_type != 0)
        {
            return f.Fail(HouseFault.OneStepOnly);
        }

        _type = type;
        return Of(type);
    }

    private static bool Keep(ref int into, HouseFields f)
    {
        into = (int)f.Value;
        return true;
    }

    private bool ReadText(HouseFields f, int least, bool lineBreaks, ByteWriter into)
    {
        if (!f.Text(least, _house.Limits.CallBytes))
        {
            return false;
        }

        into.Reset(into.Buffer);
        int fault = TemplateText.Translate(f.TextBytes, f.TextLength, lineBreaks, into);
        return fault == HouseFault.None || f.Fail(fault);
    }
}
