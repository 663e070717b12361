using System;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>Relays that only remember. Stricter than hardware: a relay that does not exist is a fault.</summary>
public sealed class BenchRelays : IRelays
{
    private readonly bool[] _on;

    /// <summary>A number of relays, all off.</summary>
    public BenchRelays(int count)
    {
        _on = new bool[count];
    }

    /// <summary>Called on the loop's thread after each change: relay, on.</summary>
    public Action<int, bool>? Changed { get; set; }

    /// <inheritdoc/>
    public int Count => _on.Length;

    /// <summary>True while it is on.</summary>
    public bool IsOn(int relay)
    {
        return _on[relay];
    }

    /// <inheritdoc/>
    public void Write(int relay, bool on)
    {
        if (_on[relay] == on)
        {
            return;
        }

        _on[relay] = on;
        Changed?.Invoke(relay, on);
    }
}
