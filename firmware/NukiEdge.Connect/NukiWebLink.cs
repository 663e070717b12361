using System;
using NukiEdge.Connect.Answers;
using NukiEdge.Connect.Cloud;
using NukiEdge.Connect.Merge;
using NukiEdge.Connect.Past;
using NukiEdge.Connect.Sync;
using NukiEdge.Connect.Webhooks;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect;

/// <summary>
/// Everything about Nuki Web, put together: one cloud thread, the sync, the roster that it brings up to date, the history of what
/// could not be heard, and webhooks. It sees to it that one request is under way at a time, and that only one of them builds the
/// next roster.
/// </summary>
public sealed class NukiWebLink : IPart
{
    private readonly House _house;
    private readonly EdgeLoop _edge;
    private readonly IClock _clock;
    private readonly IHmac _hmac;
    private readonly RosterMerge _merge;
    private readonly PastRequests _history;
    private readonly Absences _absences;
    private WebhookReceiver _webhooks;

    // The sync under way when the webhook came whose change is held; -1 while none is.
    private int _heldSince = -1;

    /// <summary>Hangs the sync on the loop, behind whatever brings events in.</summary>
    /// <param name="times">When the loop may stand still for it.</param>
    /// <param name="hmac">Checks webhooks; null for none.</param>
    /// <param name="seed">Different in each box: times are spread by it.</param>
    public NukiWebLink(House house, EdgeLoop edge, IClock clock, ICloud cloud, SyncTimes times, IHmac hmac, uint seed)
    {
        _house = house;
        _edge = edge;
        _clock = clock;
        _hmac = hmac;
        _merge = new RosterMerge(house, edge.Log, clock);
        RosterTake take = new RosterTake(house, _merge);
        AnswerJson json = new AnswerJson(); // one request at a time, so one for all readers on that thread
        Reader = new AuthListReader(json, take.Answer, house.NextRoster, house.Limits.Locks);
        Sync = new RosterSync(house.NukiWeb, clock, edge, cloud, times, new SyncQuestion(SyncQuestion.AuthsPath, Reader, take), null, seed);
        int entries = house.Limits.LogEntries / 2; // more would push all else out of the log
        LogListReader past = new LogListReader(json, entries < LogListReader.MostAsked ? entries : LogListReader.MostAsked);
        Outages outages = new Outages(house.NukiWeb, edge.Log, past, house.Limits.Locks);
        _history = new PastRequests(house, edge, clock, cloud, times, outages, Sync);
        _absences = new Absences(house, clock, outages, Reader);
        edge.RosterSync = Sync;
        edge.Add(this, LoopPart.Sync);
        UseWebhooks();
    }

    /// <summary>The sync.</summary>
    public RosterSync Sync { get; }

    /// <summary>What the last answer held beside the roster's numbers.</summary>
    public AuthListReader Reader { get; }

    /// <summary>True while a webhook's change is being taken over.</summary>
    public bool IsTaking => _merge.IsBusy && Sync.IsIdle;

    /// <summary>Tells whether the locks' messages can come in at all; null where that is always so (the built-in broker).</summary>
    public IHealth Hearing
    {
        set => _absences.Hearing = value;
    }

    /// <summary>
    /// Before the first turn: what the kept log says of the run before. From its last record on nobody was heard, until each lock is
    /// heard again; what happened meanwhile is asked for.
    /// </summary>
    /// <param name="kept">Opened.</param>
    public void Recall(LogSegments kept)
    {
        _absences.Began(_history.Outages.Past.Recall(kept));
    }

    /// <summary>
    /// Takes a webhook: the entry point of whatever route it comes by (firmware/docs/webhooks.md). On the loop. The body is wiped.
    /// </summary>
    /// <param name="header">Value of <see cref="WebhookReceiver.SignatureHeader"/>; a length of 0 where it is missing.</param>
    /// <param name="body">The raw bytes, as they were signed.</param>
    /// <returns>A <see cref="WebhookVerdict"/>; what to answer is <see cref="WebhookVerdict.HttpStatus"/>.</returns>
    public byte Receive(byte[] header, int headerAt, int headerLength, byte[] body, int bodyAt, int bodyLength)
    {
        UseWebhooks();
        if (_webhooks == null)
        {
            Array.Clear(body, bodyAt, bodyLength);
            return WebhookVerdict.Off;
        }

        byte verdict = _webhooks.Receive(header, headerAt, headerLength, body, bodyAt, bodyLength, _house.Roster);

        // What is held stands in the receiver. Once that has read another body it is left to the sync, which was asked for.
        bool isUntouched = verdict < WebhookVerdict.BadBody || verdict == WebhookVerdict.Replayed || verdict == WebhookVerdict.TooMany;
        _heldSince = isUntouched ? _heldSince : -1;
        if (verdict == WebhookVerdict.Changed || verdict == WebhookVerdict.Deleted)
        {
            Take(_webhooks.Delta);
        }

        return verdict;
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (IsTaking)
        {
            _merge.Step();
            return nowUs;
        }

        long historyUs = _history.Step(nowUs);
        if (!_history.IsIdle)
        {
            return historyUs;
        }

        long syncUs = Sync.Step(nowUs);
        long nextUs = historyUs < syncUs ? historyUs : syncUs;
        if (!Sync.IsIdle)
        {
            return nextUs;
        }

        if (_heldSince >= 0)
        {
            TakeHeld();
            return nowUs;
        }

        _absences.Look(nowUs);
        historyUs = _history.TryBegin(nowUs);
        return historyUs < nextUs ? historyUs : nextUs;
    }

    /// <summary>
    /// Takes over one auth that a webhook brought. While a sync is under way it is held: that sync was asked before the webhook came.
    /// </summary>
    private void Take(AuthDelta delta)
    {
        _heldSince = Sync.IsIdle ? -1 : Sync.Begun;
        if (_heldSince >= 0)
        {
            return;
        }

        while (_merge.IsBusy)
        {
            _merge.Step(); // the webhook before: "deleted" and "created" come one right after the other
        }

        _merge.BeginDelta(delta.Table, delta.Document);
    }

    /// <summary>No sync is under way any more. A good one that began after the webhook came knows all of it, and better.</summary>
    private void TakeHeld()
    {
        bool isKnown = Sync.WasGood && Sync.Done > _heldSince;
        _heldSince = -1;
        if (!isKnown)
        {
            Take(_webhooks.Delta);
        }
    }

    /// <summary>It takes 4 KB: only where there is a secret.</summary>
    private void UseWebhooks()
    {
        if (_webhooks == null && _hmac != null && _house.NukiWeb.WebhookSecret.Length > 0)
        {
            _webhooks = new WebhookReceiver(_house.NukiWeb, _hmac, _clock, Sync, _house.Locks, _edge.Log, _history.Outages.Past);
        }
    }
}
