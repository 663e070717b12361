using NukiEdge.Connect.Cloud;
using NukiEdge.Connect.Past;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Sync;

/// <summary>
/// Asks for what <see cref="Outages"/> want to know, while the sync has nothing to do and the loop may stand still. It comes after
/// the sync in everything: whoever steps both lets the sync begin first, and begins none while this one asks.
/// </summary>
public sealed class PastRequests
{
    /// <summary>
    /// For all of a request, ms: fifty entries are some 15 KB. A scene that waits for a sync meanwhile still gets its answer within its
    /// own 20 s.
    /// </summary>
    public const int TimeoutMs = 10000;

    private const long Second = 1000000;
    private const long LookUs = 10 * Second;

    private readonly House _house;
    private readonly EdgeLoop _edge;
    private readonly IClock _clock;
    private readonly ICloud _cloud;
    private readonly SyncTimes _times;
    private readonly RosterSync _sync;
    private readonly CloudRequest _request;
    private bool _isAsking;
    private int _tokenChanges;
    private long _deadlineUs;
    private long _notBeforeUs;

    /// <summary>Nothing to ask yet.</summary>
    /// <param name="outages">Say what.</param>
    /// <param name="sync">Says how it stands with Nuki Web.</param>
    public PastRequests(House house, EdgeLoop edge, IClock clock, ICloud cloud, SyncTimes times, Outages outages, RosterSync sync)
    {
        _house = house;
        _edge = edge;
        _clock = clock;
        _cloud = cloud;
        _times = times;
        _sync = sync;
        Outages = outages;
        _request = new CloudRequest(sync.TokenPlace) { TimeoutMs = TimeoutMs };
    }

    /// <summary>What is to be asked, and what came of it.</summary>
    public Outages Outages { get; }

    /// <summary>No request is under way, not even a late thread.</summary>
    public bool IsIdle => !_isAsking && _request.IsFree;

    /// <summary>Takes an answer, gives up a late one, and writes down an entry a turn.</summary>
    /// <returns>When to step again.</returns>
    public long Step(long nowUs)
    {
        if (_request.IsFinished)
        {
            if (_isAsking)
            {
                // An answer to another token is about another account.
                End(_house.NukiWeb.TokenChanges == _tokenChanges ? _request.Fault : SyncFault.BrokeOff, nowUs);
            }

            _request.Release();
        }
        else if (_isAsking && nowUs >= _deadlineUs)
        {
            End(SyncFault.TimedOut, nowUs);
        }

        if (Outages.IsWriting)
        {
            Outages.Step(_house.Roster);
            return nowUs;
        }

        return _isAsking ? _deadlineUs : long.MaxValue;
    }

    /// <summary>Begins a request if one is wanted and allowed. Only while the sync is idle, and after it had its turn.</summary>
    /// <returns>When to try again.</returns>
    public long TryBegin(long nowUs)
    {
        if (!IsIdle || !Outages.WantsRequest)
        {
            return long.MaxValue;
        }

        // A sync that fails says all there is to say about Nuki Web; when it works again this goes on.
        if (!_house.NukiWeb.HasToken || _sync.Status.Failures > 0 || _edge.IsSafe || _clock.UtcSeconds < 0)
        {
            return nowUs + LookUs;
        }

        long fromUs = _notBeforeUs > nowUs ? _notBeforeUs : _times.QuietFromUs(_edge, nowUs, false);
        if (fromUs > nowUs)
        {
            return fromUs;
        }

        _isAsking = true;
        _tokenChanges = _house.NukiWeb.TokenChanges;
        _deadlineUs = nowUs + TimeoutMs * 1000L + RosterSync.GraceUs;
        Outages.Begin(_request);
        _cloud.Start(_request);
        return _deadlineUs;
    }

    private void End(byte fault, long nowUs)
    {
        _isAsking = false;
        Outages.End(fault, _clock.UtcSeconds);
        if (fault == SyncFault.None)
        {
            return;
        }

        int asked = SyncBackOff.Asked(fault, _request.RetryAfterSeconds, _request.RetryAtUtc, _clock.UtcSeconds);
        _notBeforeUs = nowUs + (asked >= 0 ? asked : SyncBackOff.Seconds(fault, 1)) * Second;
        if (asked >= 0 || fault == SyncFault.TooMany)
        {
            _sync.AskNobodyBefore(_notBeforeUs);
        }
    }
}
