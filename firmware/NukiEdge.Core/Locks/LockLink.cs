namespace NukiEdge.Core.Locks;

/// <summary>
/// Whether a lock is connected, as this run has seen it: at the built-in broker its login's connection, at an external one its
/// topic "connected". Locks reboot and reconnect often (facts A1: 30 to 90 s after a broker restart), so gone is not yet offline.
/// </summary>
public sealed class LockLink
{
    /// <summary>A lock that is gone for so long is offline, microseconds.</summary>
    public const long OfflineUs = 60000000;

    /// <summary>
    /// What was announced before the lock was connected, nobody heard; an announcement is confirmed within 30 s or not at all.
    /// </summary>
    private const long UnheardUs = LockWatch.ConfirmUs;

    private long _sinceUs = long.MinValue / 2;

    /// <summary>When it is offline unless it comes back, clock microseconds; <see cref="long.MaxValue"/> while nothing runs.</summary>
    public long OfflineAtUs { get; private set; } = long.MaxValue;

    /// <summary>It was seen connected, and not told to be offline since.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>A connection of the lock began, or ours to the external broker did while it was connected.</summary>
    public void Begin(long nowUs)
    {
        _sinceUs = nowUs;
        IsKnown = true;
        OfflineAtUs = long.MaxValue;
    }

    /// <summary>It is gone. The time runs from the first word of it, and only for a lock that this run saw connected.</summary>
    /// <param name="restarts">The time begins again: a copy cannot say for how long.</param>
    public void Go(long nowUs, bool restarts)
    {
        if (IsKnown && (restarts || OfflineAtUs == long.MaxValue))
        {
            OfflineAtUs = nowUs + OfflineUs;
        }
    }

    /// <summary>It is offline and that is told: not again before it was connected.</summary>
    public void Tell()
    {
        IsKnown = false;
        OfflineAtUs = long.MaxValue;
    }

    /// <summary>An announcement of a moment ago may have been lost: the lock was not connected then.</summary>
    public bool MayHaveMissed(long nowUs)
    {
        return nowUs - _sinceUs <= UnheardUs;
    }
}
