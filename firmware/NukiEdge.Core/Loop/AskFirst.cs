using NukiEdge.Core.Locks;

namespace NukiEdge.Core.Loop;

/// <summary>
/// One rule that waits until Nuki Web has been asked, with the announcement that matched it. One at a time: a second one is
/// held as not fresh, and the sync that is under way makes the next visit right.
/// </summary>
public sealed class AskFirst
{
    // The motor has long turned by then: a scene that comes later surprises more than it helps.
    private const long PatienceUs = 20000000;

    /// <summary>The announcement.</summary>
    public readonly LockActionEvent Event = new LockActionEvent();

    /// <summary>The rule, and what it was asked about.</summary>
    public int Rule, Lock, Source;

    /// <summary>It had waited for the opening.</summary>
    public bool Opened;

    /// <summary>When the announcement came, and when the waiting is over, microseconds of the loop's clock.</summary>
    public long ReceivedUs, DeadlineUs;

    /// <summary>Number of the sync that it waits for.</summary>
    public int Sync;

    /// <summary>True while a rule waits.</summary>
    public bool IsWaiting => Sync > 0;

    /// <summary>Begins to wait.</summary>
    public void Begin(int sync, LockActionEvent e, int rule, int lockIndex, int source, bool opened, long receivedUs, long nowUs)
    {
        Event.CopyFrom(e);
        Sync = sync;
        Rule = rule;
        Lock = lockIndex;
        Source = source;
        Opened = opened;
        ReceivedUs = receivedUs;
        DeadlineUs = nowUs + PatienceUs;
    }

    /// <summary>Nothing waits any more. The other fields stay until the next one.</summary>
    public void End()
    {
        Sync = 0;
    }
}
