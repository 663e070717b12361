using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;

namespace NukiEdge.Web.Api;

/// <summary>
/// Tells the live view what is new at the end of each turn: which records, which relay, which lock. On the event path, so it only compares
/// counters; what it tells is where to read.
/// </summary>
public sealed class Onlooker : IPart
{
    private static readonly byte[] LogIs = Ascii.Of("{\"log\":");
    private static readonly byte[] LockIs = Ascii.Of("{\"lock\":");
    private static readonly byte[] RelayIs = Ascii.Of("{\"relay\":");
    private static readonly byte[] OnIs = Ascii.Of(",\"on\":true}");
    private static readonly byte[] OffIs = Ascii.Of(",\"on\":false}");
    private static readonly byte[] PersonsAre = Ascii.Of("{\"persons\":1}");

    private readonly House _house;
    private readonly EdgeLoop _edge;
    private readonly HttpServer _server;
    private readonly ByteWriter _text = new ByteWriter();
    private readonly byte[] _buffer = new byte[40];
    private readonly int[] _updates;
    private readonly bool[] _on;
    private long _log;
    private int _relays;
    private uint _roster;

    /// <summary>Tells a server's live events.</summary>
    public Onlooker(House house, EdgeLoop edge, HttpServer server)
    {
        _house = house;
        _edge = edge;
        _server = server;
        _updates = new int[house.Limits.Locks];
        _on = new bool[house.Limits.Relays];
        _log = edge.Log.Written;
        _relays = edge.Relays.Changes;
        _roster = house.Roster.Revision;
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (_edge.Log.Written != _log)
        {
            _log = _edge.Log.Written;
            Tell(LogIs, (uint)_log, null);
        }

        if (_edge.Relays.Changes != _relays)
        {
            _relays = _edge.Relays.Changes;
            TellRelays();
        }

        for (int i = 0; i < _house.Locks.Count; i++)
        {
            if (_house.Locks.At(i).State.Updates != _updates[i])
            {
                _updates[i] = _house.Locks.At(i).State.Updates;
                Tell(LockIs, (uint)i, null);
            }
        }

        if (_house.Roster.Revision != _roster)
        {
            _roster = _house.Roster.Revision;
            _server.Tell(PersonsAre, 0, PersonsAre.Length);
        }

        return long.MaxValue;
    }

    private void TellRelays()
    {
        for (int i = 0; i < _house.RelayNames.Count; i++)
        {
            bool isOn = _edge.Relays.IsOn(i);
            if (isOn != _on[i])
            {
                _on[i] = isOn;
                Tell(RelayIs, (uint)i, isOn ? OnIs : OffIs);
            }
        }
    }

    private void Tell(byte[] what, uint number, byte[] end)
    {
        _text.Reset(_buffer);
        _text.Add(what);
        _text.AddDecimal(number, 1);
        if (end == null)
        {
            _text.Add((byte)'}');
        }
        else
        {
            _text.Add(end);
        }

        _server.Tell(_buffer, 0, _text.Length);
    }
}
