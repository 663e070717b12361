using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Life;

/// <summary>
/// Looks after the run from within the loop: proves it, ends safe mode, and sees what stands still beside the loop (callers,
/// listeners) or fails (faults, the saving of the log). A loop that stands still itself is the <see cref="Supervisor"/>'s.
/// </summary>
public sealed class LifeKeeper : IPart
{
    /// <summary>A run that is this old has proven itself, microseconds.</summary>
    public const long ProvenUs = 600000000;

    /// <summary>Safe mode ends by itself after this time without a fault, microseconds.</summary>
    public const long SafeUs = 1800000000;

    /// <summary>Callers that all hang, or a listener that is dead, for this long end the run, microseconds.</summary>
    public const long HangUs = 60000000;

    /// <summary>Faults in a row that end the run.</summary>
    public const int FaultLimit = 10;

    /// <summary>Faults with more time between them are not in a row, microseconds.</summary>
    public const long FaultRowUs = 60000000;

    private const long LookUs = 15000000;

    private readonly RunBook _book;
    private readonly EdgeLoop _edge;
    private readonly LogSaver _saver;
    private readonly HouseMemory _memory;
    private readonly IClock _clock;
    private readonly IRestart _power;
    private readonly long _startUs;
    private IHealth _listener;
    private byte _listenerPart;
    private long _wellUs;
    private long _faultUs;
    private int _faults;
    private bool _isProven;
    private bool _logFails;

    /// <summary>Takes over the run that the book has begun: says how the one before ended, and is careful where the book says so.</summary>
    /// <param name="saver">Where the log is kept, and <paramref name="memory"/> with it; null where they are not.</param>
    public LifeKeeper(RunBook book, EdgeLoop edge, LogSaver saver, HouseMemory memory, IClock clock, IRestart power)
    {
        _book = book;
        _edge = edge;
        _saver = saver;
        _memory = memory;
        _clock = clock;
        _power = power;
        _startUs = clock.NowUs;
        _faultUs = _startUs;
        if (book.Count > 1)
        {
            Note(NoteCode.RunBefore, (uint)(book.End(1) | (book.Part(1) << 8) | (book.Fault(1) << 16) | (book.IsProven(1) ? 1 << 24 : 0)));
        }

        if (book.IsSafe)
        {
            edge.IsSafe = true;
            Note(NoteCode.SafeMode, (uint)book.Quick);
        }
    }

    /// <summary>Also looks after something that listens; null for nothing.</summary>
    public void Watch(IHealth listener, byte part)
    {
        _listener = listener;
        _listenerPart = part;
        _wellUs = _clock.NowUs;
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        Prove(nowUs);
        if (_edge.IsSafe && nowUs - _faultUs >= SafeUs)
        {
            _edge.IsSafe = false;
            Note(NoteCode.SafeModeOver, 0);
        }

        if (_saver != null && _saver.IsFailing != _logFails)
        {
            _logFails = _saver.IsFailing;
            Note(_logFails ? NoteCode.LogNotKept : NoteCode.LogKeptAgain, 0);
        }

        _wellUs = _listener == null || _listener.IsWell ? nowUs : _wellUs;
        long hangSinceUs = _edge.Callers.AllHangSinceUs;
        if (hangSinceUs != long.MaxValue && nowUs - hangSinceUs >= HangUs)
        {
            _power.Restart(RunEnd.Stalled, LoopPart.Callers, 0);
        }
        else if (nowUs - _wellUs >= HangUs)
        {
            _power.Restart(RunEnd.Stalled, _listenerPart, 0);
        }

        return nowUs + LookUs;
    }

    /// <summary>
    /// An exception came out of a turn; the rim's only catch calls this. Relays off, scenes ended, a note; the loop goes on.
    /// The tenth in a row ends the run.
    /// </summary>
    public void Fault(byte kind)
    {
        long nowUs = _clock.NowUs;
        byte part = _edge.Watch.Part;
        _faults = nowUs - _faultUs <= FaultRowUs ? _faults + 1 : 1;
        _faultUs = nowUs;
        _edge.Halt();
        Note(NoteCode.Fault, (uint)(part | (kind << 8)));
        if (_faults >= FaultLimit)
        {
            _power.Restart(kind == FaultKind.OutOfMemory ? RunEnd.NoMemory : RunEnd.Faults, part, kind);
        }
    }

    /// <summary>The run's last word, into flash.</summary>
    public void EndRun(byte end, byte part, byte fault)
    {
        _book.EndRun(end, part, fault, _clock.NowUs - _startUs);
    }

    /// <summary>
    /// Once, after ten minutes, when nobody was at the door for ten seconds, and flash is not being written: one slot at a
    /// time is open. Its 126 bytes go at once.
    /// </summary>
    private void Prove(long nowUs)
    {
        bool mayWrite = _saver == null || (nowUs - _saver.LastEventUs >= LogSaver.QuietUs && !_memory.IsSaving);
        if (!_isProven && nowUs - _startUs >= ProvenUs && mayWrite)
        {
            _isProven = true;
            _book.Prove(nowUs - _startUs);
        }
    }

    private void Note(byte code, uint detail)
    {
        _edge.Log.Add(EventLog.Note, _clock.UtcSeconds);
        _edge.Log.SetNote(code, -1, -1, detail);
    }
}
