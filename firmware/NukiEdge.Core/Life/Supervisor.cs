namespace NukiEdge.Core.Life;

/// <summary>
/// Sees from another thread that a turn of the loop does not end. It counts its own ticks instead of reading how late it is:
/// where the whole process stood still (a TLS handshake on the board, targets.md section 0, 1; a PC that slept) the watcher
/// stood still with it, and the loop gets its full time afterwards.
/// </summary>
public sealed class Supervisor
{
    /// <summary>
    /// Limit on the board, microseconds. Over anything that is slow and ends: a TLS handshake takes 1-3 s (targets.md 1.4), a
    /// DNS look-up 5 s and more, emptying flash 0.4 s a sector. Under the minute that an owner waits before pulling the plug.
    /// </summary>
    public const long BoardLimitUs = 60000000;

    /// <summary>Limit on a PC, microseconds: nothing in a turn waits there, but a disk can.</summary>
    public const long PcLimitUs = 5000000;

    private const int TicksToTrip = 5;

    private readonly LoopWatch _watch;
    private long _lastTickUs = long.MinValue / 2;
    private long _dueUs;
    private int _late;

    /// <summary>Watches one loop.</summary>
    /// <param name="limitUs">Longest time of a turn, microseconds; a fifth of it is the time between two ticks.</param>
    public Supervisor(LoopWatch watch, long limitUs)
    {
        _watch = watch;
        TickUs = limitUs / TicksToTrip;
    }

    /// <summary>Time between two calls of <see cref="Tick"/>, microseconds.</summary>
    public long TickUs { get; }

    /// <summary>One look. On the watcher's thread only.</summary>
    /// <returns>true when the loop stands still, in <see cref="LoopWatch.Part"/>: now everything goes off and starts again.</returns>
    public bool Tick(long nowUs)
    {
        bool stoodStill = nowUs - _lastTickUs > 3 * TickUs;
        long dueUs = _watch.DueUs;
        bool isSameTurn = dueUs == _dueUs && nowUs > dueUs;
        _lastTickUs = nowUs;
        _dueUs = dueUs;
        _late = isSameTurn && !stoodStill ? _late + 1 : 0;
        return _late >= TicksToTrip;
    }
}
