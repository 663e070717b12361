using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Flash;

/// <summary>
/// Decides when the log in memory goes to flash: at most every 10 s, because flash wears out, and never within 10 s after an
/// announcement or a step, because a write stops everything for some 60 ms (targets.md 1.4). A few records at a time; a power
/// cut loses at most those not yet saved. Writing takes place in the turn of the loop, after everybody else had theirs.
/// </summary>
public sealed class LogSaver : IPart
{
    /// <summary>Time between two appends, microseconds (design section 8).</summary>
    public const long IntervalUs = 10000000;

    /// <summary>Quiet time after an event, microseconds (design section 8).</summary>
    public const long QuietUs = 10000000;

    /// <summary>After a change of the owner's, that which changed is saved whatever happens at the door, for so long, microseconds.</summary>
    private const long OwnerUs = 10000000;

    // Where flash fails, each try may cost old records their place: the interval doubles up to 85 minutes.
    private const int MostDoublings = 9;

    private readonly EventLog _log;
    private readonly LogSegments _segments;
    private readonly IClock _clock;
    private readonly LogRecord _record = new LogRecord();
    private long _seen;
    private long _lastTryUs;
    private long _ownerUs = long.MinValue / 2;
    private int _doublings;

    /// <summary>
    /// Saves what the log holds and gets. The first 10 s save nothing: a board that restarts over and over wears out no flash.
    /// </summary>
    public LogSaver(EventLog log, LogSegments segments, IClock clock)
    {
        _log = log;
        _segments = segments;
        _clock = clock;
        _lastTryUs = clock.NowUs;
        LastEventUs = _lastTryUs;
    }

    /// <summary>Records that were read from the log and are in flash, or were lost: the next to save has this number.</summary>
    public long Saved { get; private set; }

    /// <summary>Records that newer ones pushed out of memory before they could be saved.</summary>
    public long Missed { get; private set; }

    /// <summary>The last append failed; it is tried again at growing intervals.</summary>
    public bool IsFailing => _doublings > 0;

    /// <summary>When a turn first saw the last announcement or step; the time of construction before the first.</summary>
    public long LastEventUs { get; private set; }

    /// <summary>Longest time that one append took, microseconds.</summary>
    public long LongestAppendUs { get; private set; }

    /// <summary>
    /// From when on the stores may be written, microseconds: not within 10 s after an event, but at once when the owner has just changed
    /// something, for he was told that it is saved. The log itself always waits.
    /// </summary>
    public long StoresFromUs => _clock.NowUs - _ownerUs < OwnerUs ? long.MinValue : LastEventUs + QuietUs;

    /// <summary>The owner changed something that is kept.</summary>
    public void OwnerChanged()
    {
        _ownerUs = _clock.NowUs;
    }

    /// <inheritdoc />
    public long Step(long nowUs)
    {
        NoteEvents(nowUs);
        DropWhatIsGone();
        if (Saved == _log.Written)
        {
            return long.MaxValue;
        }

        long dueUs = DueUs();
        if (nowUs < dueUs)
        {
            return dueUs;
        }

        _lastTryUs = nowUs;
        bool isSaved = SaveBatch();
        _doublings = isSaved ? 0 : _doublings < MostDoublings ? _doublings + 1 : MostDoublings;
        return Saved == _log.Written ? long.MaxValue : DueUs();
    }

    /// <summary>Saves all there is at once: before a restart that was planned. Stops where flash takes nothing more.</summary>
    /// <returns>true when everything is in flash.</returns>
    public bool SaveAll()
    {
        DropWhatIsGone();
        while (Saved < _log.Written)
        {
            if (!SaveBatch())
            {
                return false;
            }
        }

        return true;
    }

    private long DueUs()
    {
        long intervalOverUs = _lastTryUs + (IntervalUs << _doublings);
        long quietUs = LastEventUs + QuietUs;
        return intervalOverUs > quietUs ? intervalOverUs : quietUs;
    }

    /// <summary>Looks at what the log got since the last turn. Notes are no events: nobody waits at the door.</summary>
    private void NoteEvents(long nowUs)
    {
        for (long number = _log.Written - 1; number >= _seen && _log.Read(number, _record); number--)
        {
            if (_record.Kind != EventLog.Note)
            {
                LastEventUs = nowUs;
                break;
            }
        }

        _seen = _log.Written;
    }

    private void DropWhatIsGone()
    {
        if (Saved < _log.Oldest)
        {
            Missed += _log.Oldest - Saved;
            Saved = _log.Oldest;
        }
    }

    private bool SaveBatch()
    {
        long beganUs = _clock.NowUs;
        for (long number = Saved; !_segments.IsBatchFull && _log.Read(number, _record); number++)
        {
            _segments.Add(_record);
        }

        int saved = _segments.Flush();
        Saved += saved;
        long tookUs = _clock.NowUs - beganUs;
        LongestAppendUs = tookUs > LongestAppendUs ? tookUs : LongestAppendUs;
        return saved > 0;
    }
}
