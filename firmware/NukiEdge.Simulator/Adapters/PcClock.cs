using System;
using System.Diagnostics;
using System.Threading;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>The PC's clocks: a monotonic counter, and the wall clock, which the bench can set.</summary>
public sealed class PcClock : IClock
{
    private static readonly double UsPerTick = 1e6 / Stopwatch.Frequency;

    private const long NotSet = long.MinValue;

    private long _wallOffset;
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Microseconds since this object was made.</summary>
    public long NowUs => (long)((Stopwatch.GetTimestamp() - _start) * UsPerTick);

    /// <inheritdoc />
    public long UtcSeconds => Volatile.Read(ref _wallOffset) is var offset && offset == NotSet ? -1
        : DateTimeOffset.UtcNow.ToUnixTimeSeconds() + offset;

    /// <summary>How far the wall clock was set from the PC's, seconds; null while it stands as on a board before its time has come.</summary>
    public long? WallOffset => Volatile.Read(ref _wallOffset) is var offset && offset == NotSet ? null : offset;

    /// <summary>Sets the wall clock, and never the other one. From any thread.</summary>
    /// <param name="utcSeconds">Seconds since 1970 UTC; null takes the time away.</param>
    public void SetWall(long? utcSeconds)
    {
        Volatile.Write(ref _wallOffset, utcSeconds is { } utc ? utc - DateTimeOffset.UtcNow.ToUnixTimeSeconds() : NotSet);
    }
}
