using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Core.Loop;

/// <summary>
/// What the appliance says of itself over MQTT: nukiedge/status, version, mode and relay/NAME/state as retained
/// topics that are stored nowhere, each relay's change, and nukiedge/event for each announcement (never retained: it is of
/// the moment). It follows the log and speaks at the end of a turn, when everything that matters has been done.
/// </summary>
public sealed class EdgeTopics : IOwnTopics, IPart
{
    private const int FixedTopics = 3;
    // What stands around the values is 96 bytes; four names of 32 can double in JSON; the rest is at most 80.
    private const int PayloadBytes = 768; // four names of 64 bytes, each of them a quote or backslash, and our words

    private static readonly byte[] Status = Ascii.Of("nukiedge/status");
    private static readonly byte[] Version = Ascii.Of("nukiedge/version");
    private static readonly byte[] Mode = Ascii.Of("nukiedge/mode");
    private static readonly byte[] Normal = Ascii.Of("normal");
    private static readonly byte[] Safe = Ascii.Of("safe");
    private static readonly byte[] Event = Ascii.Of("nukiedge/event");
    private static readonly byte[] RelayPrefix = Ascii.Of("nukiedge/relay/");
    private static readonly byte[] StateSuffix = Ascii.Of("/state");
    private static readonly byte[] Online = Ascii.Of("online");
    private static readonly byte[] VersionText = Ascii.Of("0.1.0");
    private static readonly byte[] On = Ascii.Of("on");
    private static readonly byte[] Off = Ascii.Of("off");
    private static readonly byte[][] VerdictWords = Ascii.Table("", "ran", "held", "no rule", "ignored");
    private static readonly byte[][] WhoWords = Ascii.Table("person", "unknown", "nobody", "keypad", "unproven", "collision",
        "not valid", "not sure", "doubtful");
    private static readonly byte[][] Fields = Ascii.Table("{\"time\":\"", "\",\"lock\":\"", "\",\"action\":\"", "\",\"source\":\"",
        "\",\"who\":\"", "\",\"person\":\"", "\",\"verdict\":\"", "\",\"rule\":\"", "\",\"scene\":\"", "\",\"us\":", "}");

    private readonly House _house;
    private readonly RelayBank _relays;
    private readonly EventLog _log;
    private readonly LogRecord _record = new LogRecord();
    private readonly ByteWriter _writer = new ByteWriter();
    private readonly byte[] _topic = new byte[96]; // a relay's name of 64 bytes between its two ends
    private readonly byte[] _payload = new byte[PayloadBytes];
    private readonly bool[] _told;
    private long _nextRecord;
    private int _toldChanges;
    private bool _toldSafe;

    /// <summary>Speaks for one house.</summary>
    public EdgeTopics(Limits limits, House house, RelayBank relays, EventLog log)
    {
        _house = house;
        _relays = relays;
        _log = log;
        _told = new bool[limits.Relays];
    }

    /// <summary>Where to; null while there is no link.</summary>
    public IMessageLink Link { get; set; }

    /// <summary>What nukiedge/mode says.</summary>
    public bool IsSafe { get; set; }

    /// <summary>
    /// Are states sent as retained messages? At the built-in broker they are not: it renders them when somebody subscribes.
    /// </summary>
    public bool RetainsStates { get; set; }

    /// <inheritdoc/>
    public int Count => FixedTopics + _house.RelayNames.Count;

    /// <inheritdoc/>
    public int RenderTopic(int index, byte[] buffer)
    {
        _writer.Reset(buffer);
        if (index < FixedTopics)
        {
            _writer.Add(index == 0 ? Status : index == 1 ? Version : Mode);
        }
        else
        {
            WriteRelayTopic(index - FixedTopics);
        }

        return _writer.Overflow ? 0 : _writer.Length;
    }

    /// <inheritdoc/>
    public int RenderPayload(int index, byte[] buffer)
    {
        _writer.Reset(buffer);
        _writer.Add(index == 0 ? Online : index == 1 ? VersionText : index == 2 ? ModeWord : _relays.IsOn(index - FixedTopics) ? On : Off);
        return _writer.Length;
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (_toldSafe != IsSafe)
        {
            _toldSafe = IsSafe;
            _writer.Reset(_topic);
            _writer.Add(Mode);
            Publish(ModeWord, ModeWord.Length, RetainsStates);
        }

        if (_toldChanges != _relays.Changes)
        {
            _toldChanges = _relays.Changes;
            TellRelays();
        }

        if (_nextRecord < _log.Oldest)
        {
            _nextRecord = _log.Oldest;
        }

        for (; _nextRecord < _log.Written; _nextRecord++)
        {
            // What Nuki Web tells of the past is no event: whoever subscribes would act on it.
            if (_log.Read(_nextRecord, _record) && _record.Kind == EventLog.Announcement && _record.Reason != Reason.Unreadable
                && _record.Verdict <= Verdict.Ignored)
            {
                TellEvent();
            }
        }

        return long.MaxValue;
    }

    private byte[] ModeWord => IsSafe ? Safe : Normal;

    private void TellRelays()
    {
        for (int i = 0; i < _house.RelayNames.Count; i++)
        {
            if (_told[i] == _relays.IsOn(i))
            {
                continue;
            }

            _told[i] = !_told[i];
            _writer.Reset(_topic);
            WriteRelayTopic(i);
            byte[] state = _told[i] ? On : Off;
            Publish(state, state.Length, RetainsStates);
        }
    }

    private void TellEvent()
    {
        _writer.Reset(_payload);
        _writer.Add(Fields[0]);
        _writer.AddUtc(_record.UtcSeconds == 0 ? -1 : _record.UtcSeconds);
        _writer.Add(Fields[1]);
        AddName(_house.Locks.Names, _record.Lock);
        _writer.Add(Fields[2]);
        _writer.Add(Template.ActionWord(_record.Action));
        _writer.Add(Fields[3]);
        _writer.Add(Template.SourceWords[_record.Source]);
        _writer.Add(Fields[4]);
        _writer.Add(WhoWords[_record.Who]);
        _writer.Add(Fields[5]);
        AddName(_house.Persons, _record.Who == Who.Person ? _record.Person : -1);
        _writer.Add(Fields[6]);
        _writer.Add(VerdictWords[_record.Verdict]);
        _writer.Add(Fields[7]);
        AddName(_house.Rules.Names, _record.Rule);
        _writer.Add(Fields[8]);
        AddName(_house.Scenes.Names, _record.Scene);
        _writer.Add(Fields[9]);
        _writer.AddDecimal(_record.EndUs, 1);
        _writer.Add(Fields[10]);
        int length = _writer.Overflow ? 0 : _writer.Length;
        _writer.Reset(_topic);
        _writer.Add(Event);
        Publish(_payload, length, false);
    }

    private void Publish(byte[] payload, int length, bool retain)
    {
        if (Link != null && length > 0 && !_writer.Overflow)
        {
            Link.Publish(_topic, 0, _writer.Length, payload, 0, length, 1, retain);
        }
    }

    private void WriteRelayTopic(int relay)
    {
        _writer.Add(RelayPrefix);
        NameTable names = _house.RelayNames;
        for (int i = 0; i < names.Length(relay); i++)
        {
            Escaping.Add(names.Bytes[names.Offset(relay) + i], Escape.Topic, _writer);
        }

        _writer.Add(StateSuffix);
    }

    private void AddName(NameTable names, int index)
    {
        for (int i = 0; index >= 0 && index < names.Count && i < names.Length(index); i++)
        {
            Escaping.Add(names.Bytes[names.Offset(index) + i], Escape.Json, _writer);
        }
    }
}
