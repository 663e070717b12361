using System;
using NukiEdge.Connect.Answers;
using NukiEdge.Connect.Past;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Webhooks;

/// <summary>
/// From a webhook's header and raw body to a verdict (facts C), on the loop. Signed with HMAC-SHA256 under the owner's secret; off
/// without one: it takes some 4 KB, and a small board builds it when a secret is set. It runs no scene, whatever it says. What a replay could do stands in firmware/docs/webhooks.md.
/// </summary>
public sealed class WebhookReceiver
{
    /// <summary>Header that carries the signature.</summary>
    public const string SignatureHeader = "X-Nuki-Signature-SHA256";

    /// <summary>Largest body, bytes.</summary>
    public const int MaxBodyBytes = 4096;

    /// <summary>The same body within this is a replay; a change or an entry counts while its own time is no further from now: seconds.</summary>
    public const int WindowSeconds = 600;

    /// <summary>Bodies that are remembered so long; when more come, they only ask for a sync.</summary>
    public const int MaxSeen = 32;

    private const int MacBytes = 32;

    private readonly NukiWebSettings _settings;
    private readonly IHmac _hmac;
    private readonly IClock _clock;
    private readonly IRosterSync _sync;
    private readonly WebhookBody _body;
    private readonly WebhookNotes _notes;
    private readonly SeenList _seen = new SeenList(MaxSeen, WindowSeconds);
    private readonly byte[] _claimed = new byte[MacBytes];
    private readonly LockTable _locks;

    /// <summary>A receiver that has received nothing.</summary>
    /// <param name="sync">Asked after each change; null for none.</param>
    /// <param name="past">Writes what was not seen live.</param>
    public WebhookReceiver(NukiWebSettings settings, IHmac hmac, IClock clock, IRosterSync sync, LockTable locks, EventLog log, PastLog past)
    {
        _settings = settings;
        _hmac = hmac;
        _clock = clock;
        _sync = sync;
        _locks = locks;
        _body = new WebhookBody(new AnswerJson());
        _notes = new WebhookNotes(log, clock, past, locks.Capacity);
        Delta = new AuthDelta(locks);
    }

    /// <summary>The auth, after <see cref="WebhookVerdict.Changed"/> and <see cref="WebhookVerdict.Deleted"/>, until the next webhook.</summary>
    public AuthDelta Delta { get; }

    /// <summary>Webhooks that were refused since start.</summary>
    public int Refused { get; private set; }

    /// <summary>Takes a webhook. The body is wiped: a code's PIN may stand in it.</summary>
    /// <param name="header">Value of <see cref="SignatureHeader"/>; a length of 0 where it is missing.</param>
    /// <param name="body">The raw bytes, as they were signed.</param>
    /// <param name="roster">The one in use.</param>
    /// <returns>A <see cref="WebhookVerdict"/>.</returns>
    public byte Receive(byte[] header, int headerAt, int headerLength, byte[] body, int bodyAt, int bodyLength, Roster roster)
    {
        byte verdict = Check(header, headerAt, headerLength, body, bodyAt, bodyLength);
        verdict = verdict != 0 ? verdict : _body.Read(body, bodyAt, bodyLength) ? Apply(roster) : WebhookVerdict.BadBody;
        Array.Clear(body, bodyAt, bodyLength);
        Refused += WebhookVerdict.IsRefusal(verdict) ? 1 : 0;
        _notes.Ended(verdict);
        return verdict;
    }

    /// <returns>0 when it is Nuki's, and new.</returns>
    private byte Check(byte[] header, int headerAt, int headerLength, byte[] body, int bodyAt, int bodyLength)
    {
        if (_settings.WebhookSecret.Length == 0)
        {
            return WebhookVerdict.Off;
        }

        if (bodyLength <= 0 || bodyLength > MaxBodyBytes)
        {
            return WebhookVerdict.BadLength;
        }

        if (!Hex.Read(header, headerAt, headerLength, 2 * MacBytes, _claimed, 0))
        {
            return WebhookVerdict.BadHeader;
        }

        byte[] signed = new byte[bodyLength]; // the board's native HMAC takes whole arrays only
        Array.Copy(body, bodyAt, signed, 0, bodyLength);
        byte[] mac = _hmac.Of(_settings.WebhookSecret, signed);
        Array.Clear(signed, 0, bodyLength);
        if (!IsSame(mac, _claimed))
        {
            return WebhookVerdict.BadSignature;
        }

        if (_seen.Has(mac, _clock.NowUs))
        {
            return WebhookVerdict.Replayed;
        }

        if (!_seen.Add(mac, _clock.NowUs))
        {
            Ask();
            return WebhookVerdict.TooMany;
        }

        return 0;
    }

    /// <summary>Takes the same time wherever they differ.</summary>
    private static bool IsSame(byte[] a, byte[] b)
    {
        int difference = a.Length ^ MacBytes;
        for (int i = 0; i < MacBytes && i < a.Length; i++)
        {
            difference |= a[i] ^ b[i];
        }

        return difference == 0;
    }

    private byte Apply(Roster roster)
    {
        if (_body.Feature == WebhookBody.Auths)
        {
            return ApplyAuth();
        }

        int lockIndex = IndexOf(_body.Feature == WebhookBody.Logs ? _body.Entry.SmartlockId : _body.SmartlockId);
        switch (_body.Feature)
        {
            case WebhookBody.Logs:
                return lockIndex < 0 ? WebhookVerdict.ForeignLock
                    : !_body.Entry.IsAction ? WebhookVerdict.OtherFeature
                    : !IsNow(_body.Entry.UtcSeconds) ? WebhookVerdict.NotNow
                    : _notes.Told(_body.Entry, lockIndex, roster);
            case WebhookBody.Status:
                return lockIndex < 0 ? WebhookVerdict.ForeignLock : _notes.Status(lockIndex, _body.State, _body.ServerState);
            default:
                return WebhookVerdict.OtherFeature;
        }
    }

    private byte ApplyAuth()
    {
        AuthRecord auth = _body.Auth;
        int lockIndex = IndexOf(auth.SmartlockId);
        if (lockIndex < 0)
        {
            return WebhookVerdict.ForeignLock;
        }

        Ask();
        bool isFresh = auth.IsWhole && IsNow(auth.UpdatedUtc) && auth.Number != 0 && auth.IsKnownType;
        if (!_body.IsDeleted && !isFresh)
        {
            return WebhookVerdict.SyncOnly;
        }

        int twice = 0;
        Delta.Table.Begin(Delta.Records);
        if (!_body.IsDeleted)
        {
            auth.Put(Delta.Table, lockIndex, ref twice);
        }

        Delta.LockIndex = lockIndex;
        Delta.IsDeleted = _body.IsDeleted;
        Array.Copy(auth.Document, Delta.Document, Delta.Document.Length);
        return _body.IsDeleted ? WebhookVerdict.Deleted : WebhookVerdict.Changed;
    }

    private int IndexOf(long smartlockId)
    {
        return SmartlockId.HasMqtt(smartlockId) ? _locks.IndexOf(SmartlockId.MqttId(smartlockId)) : -1;
    }

    /// <summary>Near now by a clock that is set.</summary>
    private bool IsNow(long utcSeconds)
    {
        long now = _clock.UtcSeconds;
        return now >= 0 && utcSeconds >= 0 && now - utcSeconds <= WindowSeconds && utcSeconds - now <= WindowSeconds;
    }

    private void Ask()
    {
        if (_sync != null)
        {
            _sync.Ask(SyncWhy.Webhook);
        }
    }
}
