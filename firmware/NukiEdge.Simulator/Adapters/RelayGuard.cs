using System.Threading;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>Relays that a watcher can switch off for good while the loop, which owns them, stands still.</summary>
internal sealed class RelayGuard : IRelays
{
    // The loop may stand still inside of a relay's own code, and hold the gate.
    private const int GateMs = 200;

    private readonly IRelays _relays;
    private readonly object _gate = new();
    private bool _isOver;

    public RelayGuard(IRelays relays)
    {
        _relays = relays;
    }

    /// <inheritdoc/>
    public int Count => _relays.Count;

    /// <inheritdoc/>
    public void Write(int relay, bool on)
    {
        lock (_gate)
        {
            _relays.Write(relay, on && !_isOver);
        }
    }

    /// <summary>Everything off, and nothing goes on again. From any thread.</summary>
    public void AllOffForGood()
    {
        bool isMine = Monitor.TryEnter(_gate, GateMs);
        _isOver = true;
        for (int i = 0; i < _relays.Count; i++)
        {
            _relays.Write(i, false);
        }

        if (isMine)
        {
            Monitor.Exit(_gate);
        }
    }
}
