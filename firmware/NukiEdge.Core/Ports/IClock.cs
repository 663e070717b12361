namespace NukiEdge.Core.Ports;

/// <summary>Time is a port: nothing in the portable assemblies reads it from anywhere else.</summary>
public interface IClock
{
    /// <summary>Microseconds of a monotonic counter. Starts anywhere, never goes back.</summary>
    long NowUs { get; }

    /// <summary>Seconds since 1970-01-01 UTC, or -1 while the wall clock is not set.</summary>
    long UtcSeconds { get; }
}
