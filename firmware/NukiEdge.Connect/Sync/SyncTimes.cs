using NukiEdge.Core.Loop;

namespace NukiEdge.Connect.Sync;

/// <summary>
/// When a request may freeze the loop (design section 6). On the board every thread stands still from the look-up of the name to
/// the end of the handshake; on the PC nothing does, and both spans are 0.
/// </summary>
public sealed class SyncTimes
{
    /// <summary>Not within this after an event, and not while a relay-off or a step is due within this: microseconds.</summary>
    public long AfterEventUs = 10 * 1000000L, BeforeDueUs = 60 * 1000000L;

    /// <summary>First sync after start: at random between these, so that a street that gets its power back does not ask at once. Seconds.</summary>
    public int FirstFromSeconds = 30, FirstToSeconds = 300;

    // A call of a scene has its own deadline of 30 s at most; it is looked at again after this.
    private const long WhileCallUs = 1000000;

    /// <summary>Nothing is ever frozen: the PC.</summary>
    public static SyncTimes NeverFrozen()
    {
        return new SyncTimes { AfterEventUs = 0, BeforeDueUs = 0 };
    }

    /// <summary>When to ask again: <paramref name="nowUs"/> when all is quiet.</summary>
    /// <param name="sceneWaits">
    /// A scene waits for the answer, which the owner chose knowing that the box stands still meanwhile: only relays that go off
    /// soon are waited for, because a relay must never be on longer than its limit (design section 9, 3).
    /// </param>
    public long QuietFromUs(EdgeLoop edge, long nowUs, bool sceneWaits)
    {
        long fromUs = AfterDue(nowUs, edge.Relays.NextOffUs);
        if (sceneWaits)
        {
            return fromUs;
        }

        fromUs = Later(fromUs, AfterDue(nowUs, edge.Scenes.NextStepUs));
        fromUs = Later(fromUs, edge.LastEventUs + AfterEventUs);
        return BeforeDueUs > 0 && edge.Callers.IsBusy ? Later(fromUs, nowUs + WhileCallUs) : fromUs;
    }

    private long AfterDue(long nowUs, long dueUs)
    {
        return BeforeDueUs > 0 && dueUs <= nowUs + BeforeDueUs ? Later(dueUs + 1, nowUs + 1) : nowUs;
    }

    private static long Later(long a, long b)
    {
        return a > b ? a : b;
    }
}
