namespace NukiEdge.Core.Log;

/// <summary>How the sync with Nuki Web stands. Only the loop writes and reads it.</summary>
public sealed class SyncStatus
{
    /// <summary>Seconds since 1970 UTC of the last good sync and of the last try; -1 where there was none.</summary>
    public long LastGoodUtc = -1, LastTryUtc = -1;

    /// <summary>What went wrong at the last try: a <see cref="SyncFault"/>.</summary>
    public byte Fault;

    /// <summary>HTTP status of the last answer; 0 where there was none.</summary>
    public int HttpStatus;

    /// <summary>Tries in a row that failed.</summary>
    public int Failures;

    /// <summary>Tries since start, and good ones among them.</summary>
    public int Tries, Good;

    /// <summary>When the next try is due, on <see cref="Ports.IClock.NowUs"/>; <see cref="long.MaxValue"/> while none is.</summary>
    public long NextUs = long.MaxValue;

    /// <summary>Locks of which the last good answer had nothing, though one before it had.</summary>
    public int LocksMissing;

    /// <summary>A request is under way.</summary>
    public bool IsAsking;

    /// <summary>A try is due and waits until nothing happens at the door.</summary>
    public bool WaitsForQuiet;

    /// <summary>Seconds since 1970 UTC at which the server's certificate, and the root that vouches for it, end; -1 where not known.</summary>
    public long CertificateEndsUtc = -1, RootEndsUtc = -1;

    /// <summary>From start to end of the last request, microseconds. On the board up to all of it is a freeze.</summary>
    public long LastRequestUs;

    /// <summary>
    /// A root is warned of 30 days before its end: the owner has to bring a new one. The server's own certificate 3 days before:
    /// nobody but Nuki can renew it, and one of 90 days is usually renewed when it has 30 left.
    /// </summary>
    public const int WarnRootSeconds = 30 * 86400, WarnServerSeconds = 3 * 86400;

    /// <summary>True when the root's end is near or past.</summary>
    public bool RootEndsSoon(long utcSeconds)
    {
        return IsNear(RootEndsUtc, utcSeconds, WarnRootSeconds);
    }

    /// <summary>True when the end of the server's certificate is near or past.</summary>
    public bool CertificateEndsSoon(long utcSeconds)
    {
        return IsNear(CertificateEndsUtc, utcSeconds, WarnServerSeconds);
    }

    private static bool IsNear(long endUtc, long utcSeconds, int seconds)
    {
        return endUtc >= 0 && utcSeconds >= 0 && endUtc - utcSeconds < seconds;
    }
}
