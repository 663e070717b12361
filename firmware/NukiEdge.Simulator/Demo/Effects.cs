using System;
using System.Collections.Generic;
using System.Threading;

namespace NukiEdge.Simulator.Demo;

/// <summary>
/// What was seen outside the appliance, in words: "relay Bell on", "HTTP GET /x", "MQTT home/x text". Written on any thread.
/// </summary>
internal sealed class Effects
{
    private readonly object _gate = new();
    private readonly List<string> _seen = [];

    /// <summary>Effects since the start.</summary>
    public int Total { get; private set; }

    /// <summary>Something was seen.</summary>
    public void Add(string effect)
    {
        lock (_gate)
        {
            _seen.Add(effect);
            Total++;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until each of the effects was seen as often as it is listed.</summary>
    /// <returns>What was still missing at the deadline.</returns>
    public List<string> WaitFor(IReadOnlyList<string> expected, int timeoutMs)
    {
        long deadline = Environment.TickCount64 + timeoutMs;
        lock (_gate)
        {
            while (true)
            {
                List<string> missing = Without(expected, _seen);
                long left = deadline - Environment.TickCount64;
                if (missing.Count == 0 || left <= 0)
                {
                    return missing;
                }

                Monitor.Wait(_gate, (int)left);
            }
        }
    }

    /// <summary>Takes everything that was seen and answers what was not expected.</summary>
    public List<string> Take(IReadOnlyList<string> expected)
    {
        lock (_gate)
        {
            List<string> unexpected = Without(_seen, expected);
            _seen.Clear();
            return unexpected;
        }
    }

    /// <summary>The first list without the second, one for one.</summary>
    private static List<string> Without(IReadOnlyList<string> from, IReadOnlyList<string> what)
    {
        var rest = new List<string>(from);
        foreach (string one in what)
        {
            rest.Remove(one);
        }

        return rest;
    }
}
