namespace NukiEdge.Net.Http;

/// <summary>
/// The one large buffer: a body too large for its connection's own, and every reply while it is written and sent. Who holds it
/// while others wait has two seconds. A machine proves itself only with its whole body, so a stranger can be one up to there: it has a
/// quarter of a second, and when one used that up, all machines wait for three quarters, so that the page has most of the time.
/// </summary>
internal sealed class WorkBuffer
{
    private const long LongestHoldUs = 2000000, MachineHoldUs = 250000, MachinePauseUs = 750000;

    private long _sinceUs;
    private long _machinesFromUs;
    private bool _isWanted;

    public WorkBuffer(int bytes)
    {
        Bytes = new byte[bytes];
    }

    /// <summary>The buffer.</summary>
    public byte[] Bytes { get; }

    /// <summary>Who holds it, or null.</summary>
    public HttpConnection Owner { get; private set; }

    /// <summary>When the holder has to give it back, because somebody waits.</summary>
    public long DueUs => Owner == null || !_isWanted ? long.MaxValue
        : _sinceUs + (Owner.Who == Role.Machine ? MachineHoldUs : LongestHoldUs);

    /// <summary>When something changes here by itself: the holder is late, or machines may come again.</summary>
    public long NextUs(long nowUs)
    {
        long dueUs = DueUs;
        return nowUs < _machinesFromUs && _machinesFromUs < dueUs ? _machinesFromUs : dueUs;
    }

    /// <summary>The holder is late and will be dropped.</summary>
    public void IsLate(long nowUs)
    {
        if (Owner.Who == Role.Machine)
        {
            _machinesFromUs = nowUs + MachinePauseUs;
        }
    }

    /// <summary>Takes it, or notes that somebody waits. True for the one who holds it already.</summary>
    public bool TryTake(HttpConnection c, long nowUs)
    {
        if (Owner == null && (c.Who != Role.Machine || nowUs >= _machinesFromUs))
        {
            Owner = c;
            _sinceUs = nowUs;
            _isWanted = false;
        }

        _isWanted |= Owner != c;
        return Owner == c;
    }

    /// <summary>Gives it back, if it is this one's.</summary>
    public void Release(HttpConnection c)
    {
        if (Owner == c)
        {
            Owner = null;
        }
    }
}
