using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.Scenes;
using NukiEdge.Web.Access;
using NukiEdge.Web.Log;
using NukiEdge.Web.People;

namespace NukiEdge.Web.Api;

/// <summary>GET /api/status, written while it is sent: one lock, one relay, one warning at a time.</summary>
internal sealed class StatusText : PiecedText
{
    private const int Head = 0, Locks = 1, Relays = 2, Scenes = 3, Middle = 4, Warned = 5, Times = 6, Tail = 7;
    private const long Second = 1000000;

    private static readonly string[] Ends = { "no word", "restart", "stop", "stalled", "faults", "no memory", "no network", "network lost" };

    private readonly ApiParts _parts;
    private readonly House _house;
    private readonly OwnerDecisions _people;
    private readonly Warnings _warnings;
    private int _part;
    private int _item;
    private long _nowUs;

    public StatusText(ApiParts parts, OwnerDecisions people, JsonWriter json)
        : base(json)
    {
        _parts = parts;
        _house = parts.House;
        _people = people;
        _warnings = new Warnings(parts, people);
    }

    /// <inheritdoc/>
    protected override void Begin()
    {
        _part = Head;
        _item = 0;
        _nowUs = _parts.Clock.NowUs;
        _warnings.Look();
    }

    /// <inheritdoc/>
    protected override bool Next()
    {
        _item++;
        while (_part < Tail && _item >= Items())
        {
            _part++;
            _item = 0;
        }

        return _part < Tail || _item == 0;
    }

    /// <inheritdoc/>
    protected override void Write()
    {
        if (_item > 0)
        {
            Json.Raw((byte)',');
        }

        switch (_part)
        {
            case Head:
                WriteHead();
                break;
            case Locks:
                WriteLock(_item);
                break;
            case Relays:
                WriteRelay(_item);
                break;
            case Scenes:
                WriteScene(_item);
                break;
            case Middle:
                WriteMiddle();
                break;
            case Warned:
                _warnings.Write(Json, _item);
                break;
            case Times:
                WriteTimes(_item);
                break;
            default:
                Json.Raw("}}");
                break;
        }
    }

    private int Items()
    {
        return _part == Locks ? _house.Locks.Count : _part == Relays ? _house.RelayNames.Count : _part == Scenes ? _house.Scenes.Names.Count
            : _part == Warned ? _warnings.Count : _part == Times ? 3 : 1;
    }

    private void WriteHead()
    {
        Json.Open('{');
        Words("version", "0.1.0");
        Number("uptimeS", _nowUs / Second);
        Number("clock", _parts.Clock.UtcSeconds);
        Flag("safe", _parts.Edge.IsSafe);
        Number("heapFree", _parts.Heap == null ? -1 : _parts.Heap.FreeBytes(_nowUs));
        WriteLastRun();
        Words("revision", _parts.Revision());
        Number("undecided", _people.Undecided);
        Json.Field("locks");
        Json.Raw((byte)'[');
    }

    private void WriteLastRun()
    {
        RunBook runs = _parts.Runs;
        Json.Field("lastRun");
        if (runs == null || runs.Count < 2)
        {
            Json.Raw("null");
            return;
        }

        Json.Open('{');
        Words("end", Ends[runs.End(1) < Ends.Length ? runs.End(1) : 0]);
        Number("seconds", runs.Seconds(1) == 0 ? -1 : runs.Seconds(1));
        Json.Close('}');
    }

    private void WriteLock(int index)
    {
        NukiLock door = _house.Locks.At(index);
        LockState state = door.State;
        Json.Open('{');
        Number("id", index);
        Json.Field("lock");
        AccessApi.Hex(Json, door.Id, 1, 0);
        Named("name", _house.Locks.Names, index);
        Word("state", LockWords.State(state.State));
        Word("door", LockWords.Door(state.DoorSensorState));
        Known("connected", state.Connected);
        Number("battery", state.Value(LockTopic.BatteryChargeState));
        Known("batteryCritical", state.Value(LockTopic.BatteryCritical));
        Known("keypadBatteryCritical", state.Value(LockTopic.KeypadBatteryCritical));
        Age("stateAgeS", state, LockTopic.State);
        Age("doorAgeS", state, LockTopic.DoorSensorState);
        Age("connectedAgeS", state, LockTopic.Connected);
        Age("batteryAgeS", state, LockTopic.BatteryChargeState);
        Number("syncAgeS", door.AgeSeconds(_nowUs, _parts.Clock.UtcSeconds));
        Number("refusedEvents", door.RefusedEvents);
        Json.Close('}');
    }

    private void WriteRelay(int index)
    {
        RelayBank relays = _parts.Edge.Relays;
        if (index == 0)
        {
            Json.Raw("],\"relays\":[");
        }

        bool isOn = relays.IsOn(index);
        Json.Open('{');
        Number("id", index);
        Named("name", _house.RelayNames, index);
        Flag("on", isOn);
        Number("offInMs", isOn ? (relays.OffAtUs(index) - _nowUs) / 1000 : -1);
        Number("longestOnMs", _house.LongestOnMs[index]);
        Json.Close('}');
    }

    private void WriteScene(int index)
    {
        if (index == 0)
        {
            Json.Raw(_house.RelayNames.Count > 0 ? "],\"scenes\":[" : "],\"relays\":[],\"scenes\":[");
        }

        Json.Open('{');
        Number("id", index);
        Named("name", _house.Scenes.Names, index);
        Flag("sensitive", _house.Scenes.IsSensitive(index));
        Json.Close('}');
    }

    private void WriteMiddle()
    {
        Json.Raw(_house.Scenes.Names.Count > 0 ? "],"
            : _house.RelayNames.Count > 0 ? "],\"scenes\":[]," : "],\"relays\":[],\"scenes\":[],");
        Json.Name("broker");
        Json.Open('{');
        bool isExternal = _parts.Hearing != null;
        Words("kind", isExternal ? "external" : "built-in");
        Number("port", isExternal || _parts.Broker == null ? -1 : _parts.Broker.Port);
        Number("clients", isExternal ? (_parts.Hearing.IsWell ? 1 : 0)
            : _parts.Broker == null ? -1 : _parts.Broker.Connections);
        Json.Close('}');
        SyncStatus sync = _parts.Sync;
        Json.Field("nukiWeb");
        if (sync == null)
        {
            Json.Raw("null");
        }
        else
        {
            Json.Open('{');
            Number("code", sync.Fault);
            Words("text", SyncText.Line(sync, _parts.Clock.UtcSeconds));
            Number("lastGood", sync.LastGoodUtc);
            Flag("asking", sync.IsAsking);
            Json.Close('}');
        }

        Json.Field("warnings");
        Json.Raw((byte)'[');
    }

    private void WriteTimes(int index)
    {
        EventLog log = _parts.Edge.Log;
        Latencies times = index == 0 ? log.Decided : index == 1 ? log.Relay : log.Http;
        if (index == 0)
        {
            Json.Raw("],\"latencies\":{\"ends\":[");
            for (int i = 0; i < Latencies.Buckets - 1; i++)
            {
                Json.Raw(i == 0 ? "" : ",");
                Json.Number(Latencies.EndUs(i));
            }

            Json.Raw("],");
        }

        Json.Name(index == 0 ? "decided" : index == 1 ? "relay" : "http");
        Json.Open('{');
        Number("count", times.Count);
        Number("p50Us", times.PercentileUs(50));
        Number("p95Us", times.PercentileUs(95));
        Number("maxUs", times.MaxUs);
        Json.Field("buckets");
        Json.Open('[');
        for (int i = 0; i < Latencies.Buckets; i++)
        {
            Json.Next();
            Json.Number(times.CountIn(i));
        }

        Json.Close(']');
        Json.Close('}');
    }

    private void Word(string name, string word)
    {
        if (word == null)
        {
            Number(name, -1);
        }
        else
        {
            Words(name, word);
        }
    }

    private void Known(string name, int value)
    {
        Json.Field(name);
        Json.Raw(value < 0 ? "null" : value == 1 ? "true" : "false");
    }

    private void Age(string name, LockState state, int kind)
    {
        long receivedUs = state.ReceivedUs(kind);
        Number(name, receivedUs < 0 ? -1 : (_nowUs - receivedUs) / Second);
    }
}
