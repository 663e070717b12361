using System;
using System.Collections.Generic;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>
/// So many requests in any minute. Nuki publishes no number ("free, not limited, some abuse protection", facts B1), so
/// there is none unless it is set. Thread-safe.
/// </summary>
public sealed class RateLimit
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly Queue<DateTimeOffset> _taken = new();
    private readonly TimeProvider _clock;

    public RateLimit(TimeProvider clock)
    {
        _clock = clock;
    }

    /// <summary>Requests a minute, 0 for any number.</summary>
    public int PerMinute { get; set; }

    /// <summary>Counts a request.</summary>
    /// <returns>0 when it may go on, else the whole seconds until the next may.</returns>
    public int Take()
    {
        lock (_gate)
        {
            DateTimeOffset now = _clock.GetUtcNow();
            while (_taken.Count > 0 && now - _taken.Peek() >= Minute)
            {
                _taken.Dequeue();
            }

            if (PerMinute > 0 && _taken.Count >= PerMinute)
            {
                return Math.Max(1, (int)Math.Ceiling((_taken.Peek() + Minute - now).TotalSeconds));
            }

            _taken.Enqueue(now);
            return 0;
        }
    }
}
