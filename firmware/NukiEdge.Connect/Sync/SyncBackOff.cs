using NukiEdge.Core.Log;

namespace NukiEdge.Connect.Sync;

/// <summary>How long to wait after a fault. The table stands in firmware/docs/cloud-sync.md too.</summary>
public static class SyncBackOff
{
    private const int Minute = 60, Hour = 3600, Day = 86400;

    /// <summary>What a server may ask for with Retry-After, at least and at most, seconds.</summary>
    public const int LeastRetryAfter = Minute, MostRetryAfter = Day;

    /// <summary>Seconds to the next try, before it is spread.</summary>
    /// <param name="fault">A <see cref="SyncFault"/>.</param>
    /// <param name="failures">Tries in a row that failed, this one included: from 1.</param>
    public static int Seconds(byte fault, int failures)
    {
        int first = First(fault);
        int most = Most(fault);
        int seconds = first;
        for (int i = 1; i < failures && seconds < most; i++)
        {
            seconds *= 2;
        }

        return seconds < most ? seconds : most;
    }

    /// <summary>Seconds that the server asked for, or -1 where it did not. Only a busy server is listened to.</summary>
    /// <param name="fault">What went wrong.</param>
    /// <param name="afterSeconds">From the header, or -1.</param>
    /// <param name="atUtc">From the header, or -1.</param>
    /// <param name="nowUtc">Seconds since 1970, or -1.</param>
    public static int Asked(byte fault, long afterSeconds, long atUtc, long nowUtc)
    {
        bool isBusy = fault == SyncFault.TooMany || fault == SyncFault.ServerError || fault == SyncFault.Busy;
        long seconds = afterSeconds >= 0 ? afterSeconds : atUtc >= 0 && nowUtc >= 0 ? atUtc - nowUtc : -1;
        bool isAsked = isBusy && (afterSeconds >= 0 || (atUtc >= 0 && nowUtc >= 0));
        return !isAsked ? -1
            : seconds < LeastRetryAfter ? LeastRetryAfter
            : seconds > MostRetryAfter ? MostRetryAfter
            : (int)seconds;
    }

    private static int First(byte fault)
    {
        switch (fault)
        {
            case SyncFault.Busy:
            case SyncFault.ServerError:
            case SyncFault.EverythingGone:
                return 2 * Minute;
            case SyncFault.Dns:
            case SyncFault.NoConnection:
            case SyncFault.TimedOut:
            case SyncFault.Stalled:
            case SyncFault.BrokeOff:
                return 10 * Minute;
            case SyncFault.TooMany:
            case SyncFault.NotHttp:
            case SyncFault.NotJsonType:
            case SyncFault.Redirected:
            case SyncFault.NotJson:
            case SyncFault.TlsFailed:
                return 15 * Minute;
            case SyncFault.Unauthorized:
            case SyncFault.Forbidden:
            case SyncFault.PaymentRequired:
            case SyncFault.UpgradeRequired:
                return Day;
            default:
                return Hour; // certificates, a stalled handshake, what can hardly cure itself
        }
    }

    private static int Most(byte fault)
    {
        switch (fault)
        {
            case SyncFault.Busy:
            case SyncFault.ServerError:
            case SyncFault.EverythingGone:
            case SyncFault.Dns:
            case SyncFault.NoConnection:
            case SyncFault.TimedOut:
            case SyncFault.Stalled:
            case SyncFault.BrokeOff:
                return 2 * Hour;
            case SyncFault.TlsStalled:
                return 12 * Hour;
            case SyncFault.Unauthorized:
            case SyncFault.Forbidden:
            case SyncFault.PaymentRequired:
            case SyncFault.UpgradeRequired:
                return Day;
            default:
                return 6 * Hour;
        }
    }
}
