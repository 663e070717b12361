using NukiEdge.Connect.Sync;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;

namespace NukiEdge.Connect.Merge;

/// <summary>Takes an answer that was read into <see cref="Answer"/> into the house's roster, slice by slice.</summary>
public sealed class RosterTake : IRosterTake
{
    private readonly RosterMerge _merge;

    /// <summary>For one house.</summary>
    public RosterTake(House house, RosterMerge merge)
    {
        _merge = merge;
        Answer = new AnswerTable(house.Limits, house.Locks);
    }

    /// <summary>What the reader fills on the cloud's thread.</summary>
    public AnswerTable Answer { get; }

    /// <inheritdoc/>
    public byte Refusal => SyncFault.TooManyAuths;

    /// <summary>Never: a Web API id holds the lock's MQTT id (facts B6, sample id_mapping), and other locks are none of ours.</summary>
    public bool WantsLocks => false;

    /// <inheritdoc/>
    public int LocksMissing => _merge.LocksMissing;

    /// <inheritdoc/>
    public byte Begin(long askedUs, long askedUtc)
    {
        _merge.Begin(Answer, askedUs, askedUtc);
        return Step();
    }

    /// <inheritdoc/>
    public byte Step()
    {
        switch (_merge.Step())
        {
            case MergeResult.Busy:
                return TakeResult.Working;
            case MergeResult.Changed:
                return TakeResult.Changed;
            case MergeResult.Unchanged:
                return TakeResult.Unchanged;
            case MergeResult.Doubted:
                return TakeResult.HeldForSecond;
            default:
                return TakeResult.Refused;
        }
    }
}
