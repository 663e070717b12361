using NukiEdge.Connect.Answers;
using NukiEdge.Connect.Cloud;
using NukiEdge.Connect.Merge;
using NukiEdge.Connect.Sync;
using NukiEdge.Connect.Webhooks;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect;

/// <summary>
/// Everything about Nuki Web, put together: one cloud thread, the sync, and the roster that it brings up to date. It sees to it
/// that only one of them builds the next roster at a time.
/// </summary>
public sealed class NukiWebLink : IPart
{
    private readonly RosterMerge _merge;

    /// <summary>Hangs the sync on the loop, behind whatever brings events in.</summary>
    /// <param name="times">When the loop may stand still for it.</param>
    /// <param name="seed">Different in each box: times are spread by it.</param>
    public NukiWebLink(House house, EdgeLoop edge, IClock clock, ICloud cloud, SyncTimes times, uint seed)
    {
        _merge = new RosterMerge(house, edge.Log, clock);
        RosterTake take = new RosterTake(house, _merge);
        Reader = new AuthListReader(new AnswerJson(), take.Answer, house.NextRoster, house.Limits.Locks);
        SyncQuestion auths = new SyncQuestion(SyncQuestion.AuthsPath, Reader, take);
        Sync = new RosterSync(house.NukiWeb, clock, edge, cloud, times, auths, null, seed);
        edge.RosterSync = Sync;
        edge.Add(this, LoopPart.Sync);
    }

    /// <summary>The sync.</summary>
    public RosterSync Sync { get; }

    /// <summary>What the last answer held beside the roster's numbers.</summary>
    public AuthListReader Reader { get; }

    /// <summary>
    /// Takes over one auth that a webhook brought. While a sync is under way it is left to the next one, for which the webhook asks
    /// anyway.
    /// </summary>
    /// <returns>true when it is being taken over.</returns>
    public bool Take(AuthDelta delta)
    {
        if (!Sync.IsIdle || _merge.IsBusy)
        {
            return false;
        }

        _merge.BeginDelta(delta.Table, delta.Document);
        return true;
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (_merge.IsBusy && Sync.IsIdle)
        {
            _merge.Step();
            return nowUs;
        }

        return Sync.Step(nowUs);
    }
}
