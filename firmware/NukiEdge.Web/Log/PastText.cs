using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;

namespace NukiEdge.Web.Log;

/// <summary>Sentences for what Nuki Web says of the past, and by webhook.</summary>
internal static class PastText
{
    private const int Done = 0, WrongCode = 224, WrongFinger = 225, WrongTag = 226, ServerOffline = 4;

    /// <summary>How it came to be known, and how it ended (facts B4, state).</summary>
    public static string Decision(LogRecord r)
    {
        string told = r.Verdict == Verdict.SeenLater ? "seen later" : "Nuki Web says";
        string end = r.Context == Done ? ""
            : r.Context == WrongCode ? ", a wrong code"
            : r.Context == WrongFinger ? ", a wrong finger"
            : r.Context == WrongTag ? ", a wrong tag"
            : ", it did not succeed (Nuki's state " + r.Context.ToString() + ")";
        return told + end + ", ran nothing";
    }

    /// <summary>A note.</summary>
    public static string Sentence(LogRecord r, House house)
    {
        string door = r.Lock >= 0 ? LogText.Name(house.Locks.Names, r.Lock) : "a lock";
        switch (r.Note)
        {
            case NoteCode.HistoryHasMore:
                return door + ": more happened while this box could not hear it; the last " + r.NoteDetail.ToString() + " follow, all are in Nuki Web";
            case NoteCode.HistoryFailed:
                return door + ": what happened while this box could not hear it stays unknown: "
                    + SyncText.Sentence((byte)r.NoteDetail, 0);
            case NoteCode.WebhookStatus:
                return door + ": " + State((int)(r.NoteDetail & 255)) + (r.NoteDetail >> 8 == ServerOffline ? ", and offline" : "") + ", Nuki Web says";
            default:
                return "a webhook was refused (code " + r.NoteDetail.ToString() + "): check the key it is signed with, the relay, and whether somebody else sends them";
        }
    }

    private static string State(int state)
    {
        switch (state)
        {
            case LockStateCode.Locked:
                return "locked";
            case LockStateCode.Unlocked:
            case LockStateCode.UnlockedLockNGo:
                return "unlocked";
            case LockStateCode.Unlatched:
                return "unlatched";
            case LockStateCode.MotorBlocked:
                return "motor blocked";
            case LockStateCode.Uncalibrated:
                return "not calibrated";
            default:
                return "state " + state.ToString();
        }
    }
}
