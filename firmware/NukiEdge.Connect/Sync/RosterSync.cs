using NukiEdge.Connect.Cloud;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Sync;

/// <summary>
/// Brings the roster up to date with Nuki Web: decides when to ask, hands the question to the cloud's thread, gives it up when
/// its time is over, has the answer taken into the house, and waits the right time after each fault. Hang it on the loop
/// behind whatever brings events in.
/// </summary>
public sealed class RosterSync : IPart, IRosterSync
{
    /// <summary>Between two syncs for unknown credentials or webhooks, and between two that a scene waits for: microseconds.</summary>
    public const long UnknownGapUs = 60 * Second, SceneGapUs = 10 * Second;

    /// <summary>The thread ends by itself at the request's time-out; the loop gives it this much more, microseconds.</summary>
    public const long GraceUs = 1 * Second;

    private const long Second = 1000000;
    private const long LocksGapUs = 86400 * Second;
    private const long LookUs = 10 * Second;
    private const int Idle = 0, Asking = 1, Taking = 2;

    private readonly NukiWebSettings _settings;
    private readonly IClock _clock;
    private readonly EdgeLoop _edge;
    private readonly ICloud _cloud;
    private readonly SyncTimes _times;
    private readonly SyncQuestion _auths;
    private readonly SyncQuestion _locks;
    private readonly CloudRequest _request = new CloudRequest();
    private readonly SyncDemand _demand = new SyncDemand();
    private readonly SyncJournal _journal;
    private readonly SyncSpread _spread;
    private SyncQuestion _question;
    private int _state;
    private bool _wantsLocks;
    private bool _isRefused;
    private int _begun;
    private int _tokenChanges;
    private int _askedTokenChanges;
    private int _everyMin;
    private long _dueUs;
    private long _notBeforeUs;
    private long _locksFromUs = long.MinValue;
    private long _startedUs;
    private long _startedUtc;

    /// <summary>A sync that has not begun.</summary>
    /// <param name="settings">The token, and how often.</param>
    /// <param name="edge">Tells when nothing is due, and has the log.</param>
    /// <param name="cloud">The thread.</param>
    /// <param name="times">When it may stand still.</param>
    /// <param name="auths">The list of auths.</param>
    /// <param name="locks">The list of locks, asked for only while the first one names a lock that is not known; null for never.</param>
    /// <param name="seed">Different in each box: times are spread by it.</param>
    public RosterSync(NukiWebSettings settings, IClock clock, EdgeLoop edge, ICloud cloud, SyncTimes times, SyncQuestion auths,
        SyncQuestion locks, uint seed)
    {
        _settings = settings;
        _clock = clock;
        _edge = edge;
        _cloud = cloud;
        _times = times;
        _auths = auths;
        _locks = locks;
        _spread = new SyncSpread(seed);
        _journal = new SyncJournal(Status, edge.Log, clock);
        _tokenChanges = settings.TokenChanges;
        _everyMin = settings.EveryMin;
        _dueUs = clock.NowUs + _spread.Between(times.FirstFromSeconds, times.FirstToSeconds);
    }

    /// <summary>How it stands.</summary>
    public SyncStatus Status { get; } = new SyncStatus();

    /// <summary>Nothing is under way, not even a late thread: others may ask Nuki Web, or build the next roster.</summary>
    public bool IsIdle => _state == Idle && _request.IsFree;

    /// <inheritdoc/>
    public int Done { get; private set; }

    /// <inheritdoc/>
    public bool WasGood { get; private set; }

    /// <summary>Number of the last sync that began.</summary>
    public int Begun => _begun;

    /// <inheritdoc/>
    public int Ask(byte why)
    {
        long nowUs = _clock.NowUs;
        LookAtSettings(nowUs);
        bool canAsk = _settings.HasToken && _clock.UtcSeconds >= 0 && nowUs >= _notBeforeUs && (!_edge.IsSafe || why == SyncWhy.Owner);
        return canAsk && _demand.Take(why, nowUs, Status.Failures > 0, _isRefused) ? _begun + 1 : 0;
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        LookAtSettings(nowUs);
        if (_request.IsFinished)
        {
            TakeAnswer(nowUs);
        }
        else if (_state == Asking && nowUs >= DeadlineUs)
        {
            // The thread may still hang in its call. Its answer is dropped; nothing is asked before it is back.
            End(SyncFault.TimedOut, nowUs);
        }

        if (_state == Taking)
        {
            Take(_question.Take.Step(), nowUs);
        }

        Status.IsAsking = _state == Asking;
        return _state == Taking ? nowUs : _state == Asking ? DeadlineUs : TryBegin(nowUs);
    }

    /// <summary>Where its token stands, for a request that is only made while this one is idle.</summary>
    internal byte[] TokenPlace => _request.Token;

    /// <summary>Another question was answered with "not so often": that is meant for this one too.</summary>
    /// <param name="us">Clock microseconds.</param>
    public void AskNobodyBefore(long us)
    {
        _notBeforeUs = us > _notBeforeUs ? us : _notBeforeUs;
    }

    private long DeadlineUs => _startedUs + _request.TimeoutMs * 1000L + GraceUs;

    /// <summary>A new token may be tried at once; a new interval counts from now.</summary>
    private void LookAtSettings(long nowUs)
    {
        if (_settings.TokenChanges != _tokenChanges)
        {
            _tokenChanges = _settings.TokenChanges;
            _isRefused = false;
            _notBeforeUs = 0;
            _dueUs = nowUs;
            Status.Failures = 0;
            Status.Fault = SyncFault.None;
        }

        if (_settings.EveryMin != _everyMin)
        {
            _everyMin = _settings.EveryMin;
            long dueUs = nowUs + _spread.Around(_everyMin * 60);
            _dueUs = Status.Failures == 0 && Status.Good > 0 ? dueUs : _dueUs;
        }
    }

    /// <summary>Begins if something is to be asked and may be.</summary>
    /// <returns>When to look again.</returns>
    private long TryBegin(long nowUs)
    {
        Status.WaitsForQuiet = false;
        if (!_settings.HasToken)
        {
            return CannotAsk(SyncFault.NoToken, long.MaxValue);
        }

        bool onlyLocks = !_demand.IsWaiting && nowUs < _dueUs && _wantsLocks;
        long wantUs = _demand.IsWaiting || onlyLocks ? nowUs : _dueUs;
        wantUs = wantUs < _notBeforeUs ? _notBeforeUs : wantUs;
        Status.NextUs = wantUs;
        if (nowUs < wantUs)
        {
            return wantUs;
        }

        if (!_request.IsFree)
        {
            return long.MaxValue; // the late thread wakes the loop
        }

        if (_edge.IsSafe && !_demand.IsWaiting)
        {
            return nowUs + LookUs; // a server that stalls in the handshake may be why the box restarted
        }

        if (_clock.UtcSeconds < 0)
        {
            return CannotAsk(SyncFault.ClockNotSet, nowUs + LookUs);
        }

        long quietUs = _times.QuietFromUs(_edge, nowUs, _demand.SceneWaits);
        if (quietUs > nowUs)
        {
            Status.WaitsForQuiet = true;
            return quietUs;
        }

        Begin(onlyLocks ? _locks : _auths, nowUs);
        return DeadlineUs;
    }

    /// <summary>Nothing can be asked. Whoever was promised an answer gets it now: a bad one.</summary>
    private long CannotAsk(byte fault, long lookAgainUs)
    {
        Status.Fault = fault;
        Status.NextUs = lookAgainUs;
        if (_demand.IsWaiting)
        {
            _demand.Begin();
            _begun++;
            Done = _begun;
            WasGood = false;
        }

        return lookAgainUs;
    }

    private void Begin(SyncQuestion question, long nowUs)
    {
        _question = question;
        _state = Asking;
        _startedUs = nowUs;
        _startedUtc = _clock.UtcSeconds;
        Status.IsAsking = true;
        if (question == _auths)
        {
            _demand.Begin();
            _begun++;
            Status.Tries++;
            Status.LastTryUtc = _startedUtc;
        }
        else
        {
            _wantsLocks = false;
            _locksFromUs = nowUs + LocksGapUs;
        }

        _request.Begin(question.Path, _settings.Token, question.Reader);
        _askedTokenChanges = _settings.TokenChanges;
        _cloud.Start(_request);
    }

    /// <summary>The thread is back: in time, or late.</summary>
    private void TakeAnswer(long nowUs)
    {
        if (_state == Asking)
        {
            _journal.Answered(_request, nowUs - _startedUs);
            if (_settings.TokenChanges != _askedTokenChanges)
            {
                Forget(); // good or bad, it is about another account
            }
            else if (_request.Fault != SyncFault.None)
            {
                End(_request.Fault, nowUs);
            }
            else
            {
                _state = Taking;
                Take(_question.Take.Begin(_startedUs, _startedUtc), nowUs);
            }
        }

        _request.Release();
    }

    /// <summary>Whoever waits for this answer is told that it is none; the next request is due already.</summary>
    private void Forget()
    {
        _state = Idle;
        Done = _begun;
        WasGood = false;
    }

    private void Take(byte result, long nowUs)
    {
        if (result != TakeResult.Working)
        {
            _demand.Learn(result);
            End(result == TakeResult.HeldForSecond ? SyncFault.EverythingGone
                : result == TakeResult.Refused ? _question.Take.Refusal
                : SyncFault.None, nowUs);
        }
    }

    private void End(byte fault, long nowUs)
    {
        _state = Idle;
        if (_question == _locks)
        {
            // With the locks known, the auths that could not be placed are asked for once more.
            if (fault == SyncFault.None)
            {
                _demand.Again();
            }

            return;
        }

        Done = _begun;
        WasGood = fault == SyncFault.None;
        _isRefused = SyncFault.IsAccount(fault);
        _journal.Ended(fault);
        if (WasGood)
        {
            Status.LocksMissing = _auths.Take.LocksMissing;
            _dueUs = nowUs + _spread.Around(_everyMin * 60);
            _wantsLocks = _locks != null && _auths.Take.WantsLocks && nowUs >= _locksFromUs;
            return;
        }

        int asked = SyncBackOff.Asked(fault, _request.RetryAfterSeconds, _request.RetryAtUtc, _clock.UtcSeconds);
        _dueUs = nowUs + _spread.After(asked >= 0 ? asked : SyncBackOff.Seconds(fault, Status.Failures));
        _notBeforeUs = asked >= 0 || fault == SyncFault.TooMany ? _dueUs : 0;
    }
}
