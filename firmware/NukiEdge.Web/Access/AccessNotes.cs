using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Access;

/// <summary>What the log hears of access: never so often that guesses push the rest out.</summary>
public sealed class AccessNotes
{
    private const long FailedGapUs = 60000000, SlowedGapUs = 600000000;

    private readonly EventLog _log;
    private readonly IClock _clock;
    private long _failedUs = long.MinValue / 2;
    private long _slowedUs = long.MinValue / 2;

    /// <summary>Writes into a log.</summary>
    public AccessNotes(EventLog log, IClock clock)
    {
        _log = log;
        _clock = clock;
    }

    /// <summary>A fact.</summary>
    public void Add(byte code, uint detail)
    {
        _log.Add(EventLog.Note, _clock.UtcSeconds);
        _log.SetNote(code, -1, -1, detail);
    }

    /// <summary>A wrong password or code.</summary>
    public void Failed(byte code, uint peer)
    {
        if (_clock.NowUs - _failedUs >= FailedGapUs)
        {
            _failedUs = _clock.NowUs;
            Add(code, peer);
        }
    }

    /// <summary>Somebody guesses, and has to wait.</summary>
    public void Slowed(uint peer)
    {
        if (_clock.NowUs - _slowedUs >= SlowedGapUs)
        {
            _slowedUs = _clock.NowUs;
            Add(NoteCode.PageLoginSlowed, peer);
        }
    }
}
