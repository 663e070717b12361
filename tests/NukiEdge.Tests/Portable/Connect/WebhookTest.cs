using NukiEdge.Connect.Merge;
using NukiEdge.Connect.Past;
using NukiEdge.Connect.Webhooks;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Log;

namespace NukiEdge.Tests.Connect;

[TestClass]
public class WebhookTest
{
    private const string Now = ",`creationDate`:`2026-11-22T00:38:00.000Z`,`updateDate`:`2026-11-22T00:39:00.000Z`";

    private readonly EdgeBench _bench = new EdgeBench();
    private readonly NukiWebSettings _settings = new NukiWebSettings(Limits.SmallBoard());
    private readonly TestClock _clock = new TestClock();
    private readonly EventLog _log = new EventLog(64);
    private readonly HmacSha256 _hmac = new HmacSha256();
    private readonly AskedSync _sync = new AskedSync();
    private readonly Roster _roster = new Roster(8);
    private WebhookReceiver _receiver;

    [TestMethod]
    public void Without_a_secret_it_is_off()
    {
        Begin();
        _settings.SetWebhookSecret(new byte[0], 0);
        Assert.AreEqual(WebhookVerdict.Off, Send(Auth("5", Now, false)));
        Assert.AreEqual(404, WebhookVerdict.HttpStatus(WebhookVerdict.Off));
        Assert.AreEqual(0L, _log.Written);
    }

    [TestMethod]
    public void Only_a_signature_over_exactly_these_bytes_is_believed_in_either_case()
    {
        Begin();
        byte[] body = Raw.Of(SampleHouse.Json(Auth("5", Now, false)));
        byte[] mac = _hmac.Of(Raw.Of("secret"), body);
        for (int i = 0; i < 32; i++)
        {
            mac[i] ^= 1;
            Assert.AreEqual(WebhookVerdict.BadSignature, Post(AnswerBench.Hex(mac), body));
            mac[i] ^= 1;
        }

        Assert.AreEqual(WebhookVerdict.BadSignature, Post(AnswerBench.Hex(_hmac.Of(Raw.Of("Secret"), body)), body));
        Assert.AreEqual(WebhookVerdict.BadHeader, Post("", body));
        Assert.AreEqual(WebhookVerdict.BadHeader, Post(AnswerBench.Hex(mac).Substring(2), body));
        Assert.AreEqual(WebhookVerdict.BadHeader, Post("sha256=" + AnswerBench.Hex(mac), body));
        Assert.AreEqual(WebhookVerdict.BadHeader, Post("G" + AnswerBench.Hex(mac).Substring(1), body));
        body[body.Length - 1] ^= 1;
        Assert.AreEqual(WebhookVerdict.BadSignature, Post(AnswerBench.Hex(mac), body));
        body[body.Length - 1] ^= 1;
        Assert.AreEqual(WebhookVerdict.Changed, Post(AnswerBench.Hex(mac).ToLower(), body));
        Assert.AreEqual(1, _sync.Asked, "nothing else has asked for a sync");
        Assert.AreEqual(1L, _log.Written, "one note of refusals");
        Assert.AreEqual(38, _receiver.Refused);
    }

    [TestMethod]
    public void A_body_over_four_kilobytes_or_empty_is_refused_before_it_is_hashed()
    {
        Begin();
        byte[] body = new byte[WebhookReceiver.MaxBodyBytes + 1];
        Assert.AreEqual(WebhookVerdict.BadLength, Post(AnswerBench.Hex(_hmac.Of(Raw.Of("secret"), body)), body));
        Assert.AreEqual(WebhookVerdict.BadLength, Send(""));
        Assert.AreEqual(413, WebhookVerdict.HttpStatus(WebhookVerdict.BadLength));
    }

    [TestMethod]
    public void The_body_is_wiped_because_a_PIN_may_stand_in_it()
    {
        Begin();
        byte[] body = Raw.Of(SampleHouse.Json(Auth("5", Now, false)));
        byte[] header = Raw.Of(AnswerBench.Hex(_hmac.Of(Raw.Of("secret"), body)));
        Assert.AreEqual(WebhookVerdict.Changed, _receiver.Receive(header, 0, header.Length, body, 0, body.Length, _roster));
        for (int i = 0; i < body.Length; i++)
        {
            Assert.IsTrue(body[i] == 0);
        }
    }

    [TestMethod]
    public void A_changed_auth_is_one_record_of_the_table_and_asks_for_a_sync()
    {
        Begin();
        Assert.AreEqual(WebhookVerdict.Changed, Send(Auth("5", ",`fingerprints`:{`8193`:`left`}" + Now, false)));
        Roster records = _receiver.Delta.Table.Records;
        Assert.AreEqual(2, records.Count);
        Assert.AreEqual(0, records.Find(0, CredentialKind.Code, 5));
        Assert.AreEqual(1, records.Find(0, CredentialKind.Fingerprint, 8193));
        Assert.IsTrue(records.IsDocument(0, _receiver.Delta.Document, 0));
        Assert.AreEqual(AnswerBench.Doc1.ToUpper(), AnswerBench.Hex(_receiver.Delta.Document));
        Assert.AreEqual("Anna", _receiver.Delta.Table.Labels.Text(records.Person(1)));
        Assert.IsFalse(_receiver.Delta.IsDeleted);
        Assert.AreEqual(1, _sync.Asked);
        Assert.AreEqual(SyncWhy.Webhook, _sync.Why);

        Assert.AreEqual(WebhookVerdict.Deleted, Send("{`feature`:`DEVICE_AUTHS`,`smartlockAuth`:{`smartlockId`:18119899116,`id`:`" + AnswerBench.Doc2
            + "`},`deleted`:true}"));
        Assert.AreEqual(0, _receiver.Delta.Table.Records.Count);
        Assert.AreEqual(AnswerBench.Doc2.ToUpper(), AnswerBench.Hex(_receiver.Delta.Document));
    }

    [TestMethod]
    public void Merged_it_gives_a_reused_number_to_its_new_owner_and_takes_a_deleted_one_away()
    {
        MergeBench house = new MergeBench("[{`name`:`Ben`,`credentials`:[{`lock`:`Front`,`code`:9}]}]", "", "");
        _settings.SetWebhookSecret(Raw.Of("secret"), 6);
        _receiver = new WebhookReceiver(_settings, _hmac, _clock, _sync, house.Edge.House.Locks, _log, new PastLog(_log));
        RosterMerge merge = house.Merge;
        House own = house.Edge.House;
        Merge(house, Auth("5", Now, false));
        int record = own.Roster.Find(0, CredentialKind.Code, 5);
        Assert.AreEqual("Anna", own.Persons.Text(own.Roster.Person(record)));
        int rows = own.Roster.Count;

        Merge(house, Raw.Swap(Raw.Swap(Auth("5", Now, false), AnswerBench.Doc1, AnswerBench.Doc2), "Anna", "Guest 7"));
        record = own.Roster.Find(0, CredentialKind.Code, 5);
        Assert.AreEqual("Guest 7", own.Persons.Text(own.Roster.Person(record)), "the same number, another document");
        Assert.AreEqual(rows, own.Roster.Count);

        Merge(house, Auth("5", "", true));
        Assert.AreEqual(rows, own.Roster.Count, "the deletion of a document that has no number any more takes none away");
        Merge(house, Raw.Swap(Auth("5", "", true), AnswerBench.Doc1, AnswerBench.Doc2));
        Assert.AreEqual(-1, own.Roster.Find(0, CredentialKind.Code, 5));
        Assert.AreEqual(rows - 1, own.Roster.Count, "all others stay");
        Assert.IsFalse(merge.IsBusy);
    }

    private void Merge(MergeBench house, string text)
    {
        byte verdict = Send(text);
        Assert.IsTrue(verdict == WebhookVerdict.Changed || verdict == WebhookVerdict.Deleted, text);
        house.Merge.BeginDelta(_receiver.Delta.Table, _receiver.Delta.Document);
        while (house.Merge.Step() == MergeResult.Busy)
        {
        }
    }

    [TestMethod]
    public void A_change_that_does_not_say_enough_or_is_not_of_now_only_asks_for_a_sync()
    {
        Begin();
        string created = ",`creationDate`:`2026-11-22T00:38:00.000Z`";
        Assert.AreEqual(WebhookVerdict.SyncOnly, Send(Auth("5", "", false)), "no dates, as in Nuki's abridged example");
        Assert.AreEqual(WebhookVerdict.SyncOnly, Send(Auth("5", created, false)));
        Assert.AreEqual(WebhookVerdict.SyncOnly, Send(Auth("5", created + ",`updateDate`:`2026-11-22T00:29:05.000Z`", false)), "ten minutes ago");
        Assert.AreEqual(WebhookVerdict.SyncOnly, Send(Auth("5", created + ",`updateDate`:`2026-11-22T00:49:07.000Z`", false)), "in ten minutes");
        Assert.AreEqual(WebhookVerdict.SyncOnly, Send(Auth("0", Now, false)), "not on the lock yet");
        Assert.AreEqual(WebhookVerdict.SyncOnly, Send(Raw.Swap(Auth("5", Now, false), "`type`:13", "`type`:99")));
        Assert.AreEqual(WebhookVerdict.SyncOnly, Send(Raw.Swap(Auth("5", Now, false), "`enabled`:true,", "")));
        _clock.UtcSeconds = -1;
        Assert.AreEqual(WebhookVerdict.SyncOnly, Send(Auth("7", Now, false)), "the clock is not set");
        Assert.AreEqual(8, _sync.Asked);
    }

    [TestMethod]
    public void The_same_body_counts_once_in_ten_minutes_and_then_its_dates_stop_it()
    {
        Begin();
        string body = Auth("5", Now, false);
        Assert.AreEqual(WebhookVerdict.Changed, Send(body));
        Assert.AreEqual(WebhookVerdict.Replayed, Send(body));
        _clock.PassMs(WebhookReceiver.WindowSeconds * 1000 - 1);
        Assert.AreEqual(WebhookVerdict.Replayed, Send(body));
        Assert.AreEqual(1, _sync.Asked, "a replay asks for nothing");
        _clock.PassMs(1);
        _clock.UtcSeconds += WebhookReceiver.WindowSeconds;
        Assert.AreEqual(WebhookVerdict.SyncOnly, Send(body));
    }

    [TestMethod]
    public void More_than_can_be_remembered_only_asks_for_a_sync()
    {
        Begin();
        for (int i = 1; i <= WebhookReceiver.MaxSeen; i++)
        {
            Assert.AreEqual(WebhookVerdict.Changed, Send(Auth(i.ToString(), Now, false)));
        }

        Assert.AreEqual(WebhookVerdict.TooMany, Send(Auth("99", Now, false)));
        Assert.AreEqual(WebhookReceiver.MaxSeen + 1, _sync.Asked);
        Assert.AreEqual(WebhookVerdict.Replayed, Send(Auth("1", Now, false)), "none is forgotten for it");
    }

    [TestMethod]
    public void What_is_signed_and_not_of_the_known_shape_changes_nothing()
    {
        Begin();
        string good = Auth("5", Now, false);
        Assert.AreEqual(WebhookVerdict.BadBody, Send("[" + good + "]"));
        Assert.AreEqual(WebhookVerdict.BadBody, Send(good + "x"));
        Assert.AreEqual(WebhookVerdict.BadBody, Send(good.Substring(0, good.Length - 1)));
        Assert.AreEqual(WebhookVerdict.BadBody, Send(Raw.Swap(good, "`deleted`:false,", "")));
        Assert.AreEqual(WebhookVerdict.BadBody, Send(Raw.Swap(good, "`deleted`:false,", "`deleted`:false,`deleted`:true,")));
        Assert.AreEqual(WebhookVerdict.BadBody, Send(Raw.Swap(good, "`name`:`Anna`", "`name`:null")));
        Assert.AreEqual(WebhookVerdict.BadBody, Send(Raw.Swap(good, "`authId`:5", "`authId`:`5`")));
        Assert.AreEqual(WebhookVerdict.BadBody, Send("{`feature`:`DEVICE_AUTHS`,`deleted`:false,`smartlockAuth`:null}"));
        Assert.AreEqual(WebhookVerdict.BadBody, Send("{`x`:1}"));
        Assert.AreEqual(WebhookVerdict.OtherFeature, Send("{`feature`:`DEVICE_CONFIG`,`smartlockId`:18119899116,`config`:{`name`:`x`}}"));
        Assert.AreEqual(WebhookVerdict.OtherFeature, Send("{`feature`:`ACCOUNT_USER`,`state`:7}"));
        Assert.AreEqual(WebhookVerdict.ForeignLock, Send(Raw.Swap(good, "18119899116", "18144654068")));
        Assert.AreEqual(WebhookVerdict.ForeignLock, Send(Raw.Swap(good, "18119899116", "9529964524")), "an Opener with this number");
        Assert.AreEqual(0, _sync.Asked);
    }

    [TestMethod]
    public void Log_entries_that_were_not_seen_live_are_told_and_run_nothing()
    {
        Begin();
        _log.Add(EventLog.Announcement, _clock.UtcSeconds - 3);
        _log.SetWho(0, 0, Who.Nobody, -1, CredentialKind.None);
        _log.SetEvent(1, 0, 0, 0, 0);
        _log.SetVerdict(Verdict.NoRule, 0, -1, -1, 0, 0);
        Assert.AreEqual(WebhookVerdict.KnownAlready, Send(Entry("2026-11-22T00:39:05.123Z", 1)));
        Assert.AreEqual(WebhookVerdict.Logged, Send(Entry("2026-11-22T00:39:05.123Z", 3)));
        Assert.AreEqual(WebhookVerdict.NotNow, Send(Entry("2026-11-22T00:20:00.000Z", 3)));
        Assert.AreEqual(WebhookVerdict.OtherFeature, Send(Entry("2026-11-22T00:39:05.123Z", 240)));
        Assert.AreEqual("Front: Unknown, unlatch by fingerprint, Nuki Web says, ran nothing", Last());
        Assert.AreEqual(0, _sync.Asked);
    }

    [TestMethod]
    public void A_status_is_a_note_when_it_changed_and_confirms_no_opening()
    {
        Begin();
        string locked = "{`feature`:`DEVICE_STATUS`,`smartlockId`:18119899116,`state`:{`mode`:2,`state`:1,`trigger`:6,`batteryCharge`:90},`serverState`:0}";
        Assert.AreEqual(WebhookVerdict.Logged, Send(locked));
        Assert.AreEqual("Front: locked, Nuki Web says", Last());
        Assert.AreEqual(WebhookVerdict.KnownAlready, Send(Raw.Swap(locked, "90", "89")));
        Assert.AreEqual(WebhookVerdict.Logged, Send(Raw.Swap(locked, "`state`:1", "`state`:3")));
        Assert.AreEqual(WebhookVerdict.BadBody, Send(Raw.Swap(locked, "`state`:1", "`state`:`3`")));
        Assert.AreEqual(WebhookVerdict.BadBody, Send(Raw.Swap(locked, "`state`:1,", "")));
    }

    private void Begin()
    {
        _settings.SetWebhookSecret(Raw.Of("secret"), 6);
        _receiver = new WebhookReceiver(_settings, _hmac, _clock, _sync, _bench.House.Locks, _log, new PastLog(_log));
    }

    private byte Send(string text)
    {
        byte[] body = Raw.Of(SampleHouse.Json(text));
        return Post(AnswerBench.Hex(_hmac.Of(Raw.Of("secret"), body)), body);
    }

    /// <summary>Posts a copy, in the middle of a larger buffer.</summary>
    private byte Post(string signature, byte[] body)
    {
        byte[] header = Raw.Of("x" + signature);
        byte[] buffer = new byte[body.Length + 2];
        System.Array.Copy(body, 0, buffer, 1, body.Length);
        return _receiver.Receive(header, 1, signature.Length, buffer, 1, body.Length, _roster);
    }

    private string Last()
    {
        LogRecord record = new LogRecord();
        _log.Read(_log.Written - 1, record);
        return new LogText(_bench.House).Line(record);
    }

    private static string Auth(string number, string more, bool deleted)
    {
        return "{`feature`:`DEVICE_AUTHS`,`deleted`:" + (deleted ? "true" : "false") + ",`smartlockAuth`:" + AnswerBench.Code(number, more) + "}";
    }

    private static string Entry(string date, int action)
    {
        return "{`feature`:`DEVICE_LOGS`,`smartlockLog`:{`id`:`1`,`smartlockId`:18119899116,`deviceType`:4,`authId`:`" + AnswerBench.Doc1
            + "`,`name`:`N`,`action`:" + action.ToString() + ",`trigger`:255,`state`:0,`autoUnlock`:false,`date`:`" + date + "`,`source`:2}}";
    }
}

/// <summary>Counts what it is asked.</summary>
public sealed class AskedSync : IRosterSync
{
    public int Asked;
    public byte Why;

    public int Done => 0;

    public bool WasGood => false;

    public int Ask(byte why)
    {
        Asked++;
        Why = why;
        return Asked;
    }
}
