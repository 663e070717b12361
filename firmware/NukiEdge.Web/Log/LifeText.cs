using NukiEdge.Core.Bytes;
using NukiEdge.Core.Life;
using NukiEdge.Core.Log;

namespace NukiEdge.Web.Log;

/// <summary>Sentences about the run of the program: how it ended, where it stood still, what went wrong.</summary>
public static class LifeText
{
    private static readonly byte[][] Parts = Ascii.Table("the wait for the network", "the start", "the broker", "the scenes",
        "the HTTP calls", "the relays", "the appliance's own topics", "the network", "the heartbeat", "the saving of the log",
        "the saving of what was learned", "the record of runs", "the bench page's questions", "a part", "the end",
        "the external broker's link", "the sync with Nuki Web", "the page");

    private static readonly byte[][] Faults = Ascii.Table("other", "null reference", "index out of range", "out of memory",
        "invalid operation", "bad argument", "invalid cast", "not supported");

    /// <summary>How a run ended, as in "the broker stood still". For <see cref="RunEnd"/>, <see cref="LoopPart"/>, <see cref="FaultKind"/>.</summary>
    public static string End(byte end, byte part, byte fault)
    {
        switch (end)
        {
            case RunEnd.Restart:
                return "a restart that you asked for";
            case RunEnd.Stop:
                return "you ended it";
            case RunEnd.Stalled:
                return Part(part) + " stood still";
            case RunEnd.Faults:
                return "faults in a row in " + Part(part) + " (" + Fault(fault) + ")";
            case RunEnd.NoMemory:
                return "out of memory in " + Part(part);
            case RunEnd.NoNetwork:
                return "no network at the start";
            case RunEnd.NetworkLost:
                return "the network was lost";
            default:
                return "power loss, or killed";
        }
    }

    /// <summary>Sentences of the notes about runs.</summary>
    internal static string Sentence(byte note, uint detail)
    {
        switch (note)
        {
            case NoteCode.RunBefore:
                return "the run before ended: " + End((byte)detail, (byte)(detail >> 8), (byte)(detail >> 16))
                    + ((detail >> 24) != 0 || RunEnd.IsOwners((byte)detail) ? "" : ", within 10 minutes");
            case NoteCode.SafeMode:
                return "SAFE MODE after " + detail.ToString() + " quick restarts: no rule runs; 30 minutes without a fault, or a restart of yours, end it";
            case NoteCode.SafeModeOver:
                return "safe mode is over: rules run again";
            case NoteCode.Fault:
                return "FAULT of this program in " + Part((byte)detail) + " (" + Fault((byte)(detail >> 8)) + "): relays off, scenes ended";
            case NoteCode.LogNotKept:
                return "the log cannot be saved; it is tried again";
            default:
                return "the log is saved again";
        }
    }

    private static string Part(byte part)
    {
        return LogText.Text(Parts[part < Parts.Length ? part : LoopPart.Other]);
    }

    private static string Fault(byte fault)
    {
        return LogText.Text(Faults[fault < Faults.Length ? fault : FaultKind.Other]);
    }
}
