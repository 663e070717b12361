using System;
using System.Diagnostics;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>The PC's clocks: a monotonic counter, and the wall clock, which a PC always has.</summary>
public sealed class PcClock : IClock
{
    private static readonly double UsPerTick = 1e6 / Stopwatch.Frequency;

    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Microseconds since this object was made.</summary>
    public long NowUs => (long)((Stopwatch.GetTimestamp() - _start) * UsPerTick);

    /// <inheritdoc />
    public long UtcSeconds => DateTimeOffset.UtcNow.ToUnixTimeSeconds();
}
