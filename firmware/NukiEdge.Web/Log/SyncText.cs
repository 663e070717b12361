using System.Text;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;

namespace NukiEdge.Web.Log;

/// <summary>Says to the owner, in one sentence each, how the sync with Nuki Web stands and what to do about it.</summary>
public static class SyncText
{
    /// <summary>What went wrong and what to do.</summary>
    /// <param name="fault">A <see cref="SyncFault"/>.</param>
    /// <param name="httpStatus">Of the answer; 0 where none came.</param>
    public static string Sentence(byte fault, int httpStatus)
    {
        switch (fault)
        {
            case SyncFault.None:
                return "all is well";
            case SyncFault.NoToken:
                return "there is no API token: make one in Nuki Web (menu API) and enter it here, or go on without names from Nuki";
            case SyncFault.ClockNotSet:
                return "the clock is not set, so Nuki Web's certificate cannot be checked: it waits for the time from the network";
            case SyncFault.Dns:
                return "no address was found for Nuki Web: check the internet connection and the DNS server of your router";
            case SyncFault.NoConnection:
                return "Nuki Web cannot be reached: check the internet connection and whether a firewall blocks port 443";
            case SyncFault.TimedOut:
                return "Nuki Web did not answer in time: nothing to do, it is tried again";
            case SyncFault.Stalled:
                return "Nuki Web fell silent in the middle of its answer: nothing to do, it is tried again";
            case SyncFault.BrokeOff:
                return "the connection broke in the middle of Nuki Web's answer: nothing to do, it is tried again";
            case SyncFault.Unexpected:
                return "something failed that should not: please report it with the version you run";
            default:
                return fault < SyncFault.Unauthorized ? Trust(fault) : fault < SyncFault.NotJson ? Status(fault, httpStatus) : Content(fault);
        }
    }

    /// <summary>The sentence of a note about a sync.</summary>
    public static string Note(LogRecord r)
    {
        byte fault = (byte)(r.NoteDetail & 255);
        int status = (int)(r.NoteDetail >> 8);
        switch (r.Note)
        {
            case NoteCode.SyncFailed:
                return "sync with Nuki Web failed (" + Code(fault, status) + "): " + Sentence(fault, status) + "; who is known stays as it was";
            case NoteCode.SyncWorks:
                return "sync with Nuki Web works again, after " + r.NoteDetail.ToString() + (r.NoteDetail == 1 ? " failure" : " failures");
            case NoteCode.SyncRefused:
                return "Nuki Web refuses the sync (" + Code(fault, status) + "): " + Sentence(fault, status) + "; it is tried once a day until then";
            case NoteCode.RootEndsSoon:
                return "the root certificate that vouches for Nuki Web ends on " + Day(r.NoteDetail)
                    + ": replace the set of roots before, or the sync stops";
            default:
                return "Nuki Web's own certificate ends on " + Day(r.NoteDetail) + " and was not renewed yet: only Nuki can do that";
        }
    }

    /// <summary>How it stands, in one line.</summary>
    /// <param name="status">Of the sync.</param>
    /// <param name="utcSeconds">Now.</param>
    public static string Line(SyncStatus status, long utcSeconds)
    {
        string good = status.LastGoodUtc < 0 || utcSeconds < 0 ? "no good sync since start" : "last good sync " + Ago(utcSeconds - status.LastGoodUtc);
        string now = status.IsAsking ? ", asking now" : status.WaitsForQuiet ? ", waiting until nothing happens at the door" : "";
        string fault = status.Fault == SyncFault.None ? "" : "; " + Sentence(status.Fault, status.HttpStatus);
        string ends = status.RootEndsSoon(utcSeconds) ? "; the root certificate ends on " + Day(status.RootEndsUtc)
            : status.CertificateEndsSoon(utcSeconds) ? "; Nuki Web's certificate ends on " + Day(status.CertificateEndsUtc)
            : "";
        string missing = status.LocksMissing == 0 ? ""
            : "; it had nothing of " + (status.LocksMissing == 1 ? "one lock" : status.LocksMissing.ToString() + " locks")
                + ", whose numbers stay as they were: look into Nuki Web";
        return good + now + missing + fault + ends;
    }

    private static string Trust(byte fault)
    {
        const string Kept = ", so the token was not sent";
        switch (fault)
        {
            case SyncFault.TlsWrongName:
                return "the certificate is for another server" + Kept + ": somebody or something stands between; check DNS and proxies in your network";
            case SyncFault.TlsExpired:
                return "Nuki Web's certificate is too old" + Kept + ": check date and time of this box; if they are right, only Nuki can renew it";
            case SyncFault.TlsNotYetValid:
                return "Nuki Web's certificate is not valid yet" + Kept + ": check date and time of this box";
            case SyncFault.TlsUnknownIssuer:
                return "the certificate comes from nobody this box trusts" + Kept
                    + ": a filter in your network may open connections; if Nuki has changed its issuer, replace the set of roots";
            case SyncFault.TlsWrongUse:
                return "the certificate is not one for servers" + Kept + ": somebody or something stands between";
            case SyncFault.TlsFailed:
                return "no secure connection came about" + Kept + ": check date and time, the set of roots, and filters in your network";
            case SyncFault.TlsStalled:
                return "the server fell silent before the connection was secure" + Kept + ": check filters and firewalls in your network";
            case SyncFault.NoRoots:
                return "the set of root certificates cannot be read" + Kept + ": put a right one in its place";
            case SyncFault.Redirected:
                return "the answer points to another address, which is never followed: log in at your network's own page, or check proxies";
            case SyncFault.NotJsonType:
                return "a page came instead of data: log in at your network's own page, or Nuki Web is down for work";
            case SyncFault.TooLarge:
                return "the answer is far longer than a list of auths can be: please report it";
            default:
                return "the answer was not HTTP: check proxies in your network";
        }
    }

    private static string Status(byte fault, int httpStatus)
    {
        switch (fault)
        {
            case SyncFault.Unauthorized:
                return "Nuki Web does not accept the API token: make a new one (a changed Nuki Web password ends all old ones) and enter it";
            case SyncFault.Forbidden:
                return "the API token may not read the authorisations: make a new one with this right and enter it";
            case SyncFault.PaymentRequired:
                return "Nuki wants to be paid for this use of the account: look into Nuki Web";
            case SyncFault.UpgradeRequired:
                return "Nuki wants another plan or version for this account: look into Nuki Web";
            case SyncFault.NotFound:
                return "Nuki Web does not know the address that was asked: look for a newer version of this software";
            case SyncFault.Busy:
                return "Nuki Web is just changing these authorisations: nothing to do, it is tried again soon";
            case SyncFault.TooMany:
                return "Nuki Web was asked too often: choose a longer interval, or see what else uses this account";
            case SyncFault.ServerError:
                return "Nuki Web has a fault of its own: nothing to do, it is tried again";
            default:
                return "Nuki Web answered " + httpStatus.ToString() + ", which nobody expected: please report it";
        }
    }

    private static string Content(byte fault)
    {
        switch (fault)
        {
            case SyncFault.NotJson:
                return "the answer cannot be read: nothing to do, it is tried again";
            case SyncFault.NotAuths:
                return "the answer is not a list of authorisations: look for a newer version of this software";
            case SyncFault.TooManyAuths:
                return "Nuki Web has more authorisations than fit into this box: delete old ones, or use a board with more memory";
            case SyncFault.Contradiction:
                return "the answer contradicts itself: nothing was changed; it is tried again";
            case SyncFault.EverythingGone:
                return "by this answer everybody, or most of one lock, would be gone: it counts when the next one says the same, so look into Nuki Web now";
            default:
                return "the new list could not be saved: look at the notes about flash";
        }
    }

    private static string Code(byte fault, int status)
    {
        return status > 0 && fault >= SyncFault.Unauthorized && fault < SyncFault.NotJson ? "HTTP " + status.ToString() : "code " + fault.ToString();
    }

    private static string Ago(long seconds)
    {
        return seconds < 90 ? "a moment ago" : seconds < 5400 ? (seconds / 60).ToString() + " minutes ago"
            : seconds < 172800 ? (seconds / 3600).ToString() + " hours ago" : (seconds / 86400).ToString() + " days ago";
    }

    private static string Day(long utcSeconds)
    {
        ByteWriter writer = new ByteWriter();
        writer.Reset(new byte[20]);
        writer.AddUtc(utcSeconds);
        return Encoding.UTF8.GetString(writer.Buffer, 0, writer.Length < 10 ? writer.Length : 10);
    }
}
