using System;
using System.Collections.Concurrent;
using System.Threading;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Verbs;

/// <summary>
/// Relays of a PC that has none: each change is a line. A thread of its own prints it, because a terminal may stand still
/// (Ctrl+S) and the loop must not.
/// </summary>
internal sealed class PrintedRelays : IRelays, IDisposable
{
    private const int LastLinesMs = 500;

    private readonly string[] _names;
    private readonly bool[] _on;
    private readonly BlockingCollection<(DateTime At, int Relay, bool On)> _changes = [];
    private readonly Thread _printer;

    /// <summary>One relay for each name, all off.</summary>
    public PrintedRelays(NameTable names)
    {
        _names = new string[names.Count];
        for (int i = 0; i < _names.Length; i++)
        {
            _names[i] = names.Text(i);
        }

        _on = new bool[_names.Length];
        _printer = new Thread(Print) { IsBackground = true, Name = "relay printer" };
        _printer.Start();
    }

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public void Write(int relay, bool on)
    {
        if (_on[relay] == on)
        {
            return;
        }

        _on[relay] = on;
        _changes.Add((DateTime.UtcNow, relay, on));
    }

    /// <summary>Prints what is left. The loop must have ended.</summary>
    public void Dispose()
    {
        _changes.CompleteAdding();
        _printer.Join(LastLinesMs);
    }

    private void Print()
    {
        foreach ((DateTime at, int relay, bool on) in _changes.GetConsumingEnumerable())
        {
            Ink.Line($"{at:HH:mm:ss} relay {_names[relay]}: {(on ? "ON" : "off")}", on ? "bold green" : "green");
        }
    }
}
