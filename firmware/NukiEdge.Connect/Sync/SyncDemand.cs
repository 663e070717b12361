using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Sync;

/// <summary>Who waits for the next sync, and who may ask for one at all.</summary>
internal sealed class SyncDemand
{
    private readonly SyncRate _unknown = new SyncRate(RosterSync.UnknownGapUs);
    private readonly SyncRate _scenes = new SyncRate(RosterSync.SceneGapUs);
    private bool _unknownWaits;
    private bool _wasForUnknown;

    /// <summary>Somebody waits.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>A scene is among them.</summary>
    public bool SceneWaits { get; private set; }

    /// <summary>Takes a wish, if it may be had.</summary>
    /// <param name="why">A <see cref="SyncWhy"/>.</param>
    /// <param name="nowUs">Clock microseconds.</param>
    /// <param name="isFailing">The last sync failed: the back-off says when, and nothing that comes in from outside can hurry it.</param>
    /// <param name="isRefused">It failed because of the token or the account: the same question gets the same answer.</param>
    public bool Take(byte why, long nowUs, bool isFailing, bool isRefused)
    {
        bool mayBe = why == SyncWhy.SceneWaits ? !isRefused && (SceneWaits || _scenes.Grant(nowUs))
            : why == SyncWhy.UnknownCredential || why == SyncWhy.Webhook ? !isFailing && (IsWaiting || _unknown.Grant(nowUs))
            : true;
        IsWaiting |= mayBe;
        SceneWaits |= mayBe && why == SyncWhy.SceneWaits;
        _unknownWaits |= mayBe && why == SyncWhy.UnknownCredential;
        return mayBe;
    }

    /// <summary>For the engine itself: once more.</summary>
    public void Again()
    {
        IsWaiting = true;
    }

    /// <summary>The sync that will answer them begins, or they were told that none will.</summary>
    public void Begin()
    {
        _wasForUnknown = _unknownWaits;
        IsWaiting = SceneWaits = _unknownWaits = false;
    }

    /// <summary>What came of it: a sync for an unknown credential that changed nothing makes the next one wait longer.</summary>
    public void Learn(byte takeResult)
    {
        if (takeResult == TakeResult.Changed)
        {
            _unknown.Narrow();
        }
        else if (_wasForUnknown)
        {
            _unknown.Widen();
        }
    }
}
