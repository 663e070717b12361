using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Loop;

/// <summary>Writes down what the loop decided: each announcement ends here, whatever becomes of it (invariant 9).</summary>
public sealed class Journal
{
    private readonly EventLog _log;
    private readonly IClock _clock;

    /// <summary>Writes into one log.</summary>
    public Journal(EventLog log, IClock clock)
    {
        _log = log;
        _clock = clock;
    }

    /// <summary>What was decided about an announcement, or about one rule that it matched.</summary>
    public void Verdict(LockActionEvent e, WhoIsIt who, int lockIndex, int source, byte verdict, byte reason, int rule, int scene, int run,
        long receivedUs)
    {
        _log.Add(EventLog.Announcement, _clock.UtcSeconds);
        _log.SetWho(lockIndex, source, who.Answer, who.Person, who.Kind);
        _log.SetEvent(e.Action, e.Trigger, e.AuthId, e.CodeId, e.Context);
        _log.SetVerdict(verdict, reason, rule, scene, run, _clock.NowUs - receivedUs);
    }

    /// <summary>An announcement that the grammar refused.</summary>
    /// <param name="fault">One of <see cref="LockActionEvent"/>'s.</param>
    public void Unreadable(int lockIndex, byte fault)
    {
        _log.Add(EventLog.Announcement, _clock.UtcSeconds);
        _log.SetWho(lockIndex, ActionSource.Other, Who.Nobody, -1, CredentialKind.None);
        _log.SetEvent(0, 0, 0, 0, fault);
        _log.SetVerdict(Log.Verdict.Ignored, Reason.Unreadable, -1, -1, 0, 0);
    }

    /// <summary>A note about a lock.</summary>
    public void Note(byte code, int lockIndex, uint detail)
    {
        _log.Add(EventLog.Note, _clock.UtcSeconds);
        _log.SetNote(code, lockIndex, -1, detail);
    }
}
