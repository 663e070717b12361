namespace NukiEdge.Net.Http;

/// <summary>
/// The one large buffer: a body too large for its connection's own, and every reply while it is written and sent. Who holds it
/// while others wait has two seconds.
/// </summary>
internal sealed class WorkBuffer
{
    private const long LongestHoldUs = 2000000;

    private long _sinceUs;
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
    public long DueUs => Owner != null && _isWanted ? _sinceUs + LongestHoldUs : long.MaxValue;

    /// <summary>Takes it, or notes that somebody waits. True for the one who holds it already.</summary>
    public bool TryTake(HttpConnection c, long nowUs)
    {
        if (Owner == null)
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
