using NukiEdge.Connect.Answers;
using NukiEdge.Connect.Cloud;
using NukiEdge.Connect.Past;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Log;

namespace NukiEdge.Tests.Connect;

/// <summary>The sample house was away from 00:00 to 00:30 on 2026-11-22; its Anna has document Doc1 behind code 12345.</summary>
[TestClass]
public class OutagesTest
{
    private const long From = 1795305600, Until = 1795307400, Front = 18119899116;

    private readonly EdgeBench _bench = new EdgeBench();
    private readonly NukiWebSettings _settings = new NukiWebSettings(Limits.SmallBoard());
    private readonly CloudRequest _request = new CloudRequest();
    private readonly EventLog _log = new EventLog(32);
    private Outages _outages;
    private Roster _roster;

    [TestMethod]
    public void What_was_missed_is_told_oldest_first_as_seen_later_and_runs_nothing()
    {
        Begin(16);
        Fill(Entry("2026-11-22T00:20:00.500Z", AnswerBench.Doc1, 1, 255, 0, 1) + "," + Entry("2026-11-22T00:10:00.000Z", AnswerBench.Doc2, 3, 5, 0, 0)
            + "," + Entry("2026-11-22T00:05:00.000Z", null, 2, 6, 0, 0) + "," + Entry("2026-11-22T00:04:00.000Z", null, 1, 255, 224, 1));
        Assert.AreEqual("Front: Nobody, unlock by keypad code, seen later, a wrong code, ran nothing\n"
            + "Front: Nobody, lock by auto-lock, seen later, ran nothing\n"
            + "Front: Unknown, unlatch by app, seen later, ran nothing\n"
            + "Front: Anna, unlock by keypad code, seen later, ran nothing\n", Lines());
        Assert.IsFalse(_outages.WantsRequest);
    }

    [TestMethod]
    public void Nobody_is_told_over_MQTT_of_what_is_past()
    {
        EventLog log = _bench.Edge.Log;
        LogEntry entry = new LogEntry { LockAction = 1, UtcSeconds = From };
        new PastLog(log).Write(entry, 0, new Roster(1), Verdict.SeenLater);
        entry.UtcSeconds = From + 60;
        new PastLog(log).Write(entry, 0, new Roster(1), Verdict.Told);
        _bench.Edge.Step();
        Assert.AreEqual("", _bench.Link.TakeTrace());

        log.Add(EventLog.Announcement, From);
        log.SetWho(0, 0, Who.Nobody, -1, CredentialKind.None);
        log.SetEvent(1, 0, 0, 0, 0);
        log.SetVerdict(Verdict.NoRule, 0, -1, -1, 0, 0);
        _bench.Edge.Step();
        Assert.IsTrue(_bench.Link.TakeTrace().Length > 0, "as of what happens now");
    }

    [TestMethod]
    public void Only_this_lock_these_times_and_actions_count()
    {
        Begin(16);
        Fill(Entry("2026-11-21T23:59:59.999Z", null, 1, 0, 0, 0) + "," + Entry("2026-11-22T00:30:00.000Z", null, 1, 0, 0, 0) + ","
            + Raw.Swap(Entry("2026-11-22T00:10:00Z", null, 1, 0, 0, 0), "18119899116", "21474836506") + ","
            + Entry("2026-11-22T00:10:00Z", null, 240, 0, 0, 0) + "," + Entry("2026-11-22T00:10:00Z", null, 6, 0, 0, 0));
        Assert.AreEqual("", Lines());
    }

    [TestMethod]
    public void What_was_seen_live_is_not_told_again()
    {
        Begin(16);
        LogRecord seen = new LogRecord { Kind = EventLog.Announcement, Lock = 0, Action = 1, UtcSeconds = (uint)From - 1 };
        _outages.Past.Remember(seen);
        _log.Add(EventLog.Announcement, Until);
        _log.SetWho(0, 0, Who.Nobody, -1, CredentialKind.None);
        _log.SetEvent(3, 0, 0, 0, 0);
        _log.SetVerdict(Verdict.Ran, 0, 0, 0, 1, 0);
        long before = _log.Written;
        Fill(Entry("2026-11-22T00:29:50Z", null, 3, 0, 0, 0) + "," + Entry("2026-11-22T00:00:15Z", null, 1, 0, 0, 0));
        Assert.AreEqual(before, _log.Written);

        Fill(Entry("2026-11-22T00:29:50Z", null, 1, 0, 0, 0) + "," + Entry("2026-11-22T00:29:30Z", null, 3, 0, 0, 0));
        Assert.AreEqual(before + 2, _log.Written, "another action, and another time");
        Fill(Entry("2026-11-22T00:29:50Z", null, 1, 0, 0, 0) + "," + Entry("2026-11-22T00:29:30Z", null, 3, 0, 0, 0));
        Assert.AreEqual(before + 2, _log.Written, "nor is what was told later");
    }

    [TestMethod]
    public void Of_too_many_the_newest_are_told_with_a_note_that_there_were_more()
    {
        Begin(3);
        Fill(Entry("2026-11-22T00:10:00Z", null, 1, 0, 0, 0) + "," + Entry("2026-11-22T00:01:00Z", null, 3, 0, 0, 0) + ","
            + Entry("2026-11-22T00:15:00Z", null, 2, 0, 0, 0) + "," + Entry("2026-11-22T00:12:00Z", null, 4, 0, 0, 0));
        Assert.AreEqual("Front: more happened while this box could not hear it; the last 3 follow, all are in Nuki Web\n"
            + "Front: Nobody, unlock by app, seen later, ran nothing\nFront: Nobody, lock'n'go by app, seen later, ran nothing\n"
            + "Front: Nobody, lock by app, seen later, ran nothing\n", Lines());
    }

    [TestMethod]
    public void It_asks_after_gaps_over_two_minutes_only_and_with_exact_times()
    {
        Begin(16);
        Assert.IsFalse(_outages.Add(0, Front, From, From + 119), "short");
        Assert.IsFalse(_outages.Add(0, 0, From, Until), "an id that nobody knows");
        Assert.IsFalse(_outages.Add(0, Front, -1, Until), "no clock");
        Assert.IsTrue(_outages.Add(0, Front, From, From + 120));
        Assert.IsTrue(_outages.Add(0, Front, From + 600, Until), "two gaps are one");
        _outages.Begin(_request);
        Assert.AreEqual("/smartlock/18119899116/log?fromDate=2026-11-22T00:00:00Z&toDate=2026-11-22T00:30:01Z&limit=50", _request.Path);
        Assert.IsFalse(_outages.WantsRequest, "one at a time");

        Begin(16);
        _settings.FillsGaps = false;
        Assert.IsFalse(_outages.Add(0, Front, From, Until));
        _settings.FillsGaps = true;
        _settings.SetToken(new byte[0], 0);
        Assert.IsFalse(_outages.Add(0, Front, From, Until));
    }

    [TestMethod]
    public void It_is_tried_three_times_and_then_told_that_the_gap_stays()
    {
        Begin(16);
        _outages.Add(0, Front, From, Until);
        for (int i = 0; i < Outages.Tries; i++)
        {
            Assert.IsTrue(_outages.WantsRequest);
            _outages.Begin(_request);
            _outages.End(SyncFault.ServerError, Until);
        }

        Assert.IsFalse(_outages.WantsRequest);
        Assert.AreEqual("Front: what happened while this box could not hear it stays unknown: "
            + "Nuki Web has a fault of its own: nothing to do, it is tried again\n", Lines());
    }

    [TestMethod]
    public void A_list_that_is_not_whole_tells_nothing()
    {
        string entry = Entry("2026-11-22T00:10:00Z", AnswerBench.Doc1, 1, 0, 0, 0);
        Refuse(AnswerFault.EndsEarly, "[" + entry);
        Refuse(AnswerFault.WrongType, "[" + Raw.Swap(entry, "`action`:1", "`action`:`1`") + "]");
        Refuse(AnswerFault.MissingField, "[" + Raw.Swap(entry, "`date`:", "`when`:") + "]");
        Refuse(AnswerFault.BadDate, "[" + Raw.Swap(entry, "00:10:00Z", "00:10") + "]");
        Refuse(AnswerFault.FieldTwice, "[" + Raw.Swap(entry, "`state`:0", "`state`:0,`state`:0") + "]");
        Refuse(AnswerFault.WrongType, "[" + Raw.Swap(entry, "`name`:`N`", "`name`:null") + "]");
        Refuse(AnswerFault.OutOfRange, "[" + Raw.Swap(entry, "`trigger`:0", "`trigger`:256") + "]");
    }

    [TestMethod]
    public void Every_note_and_every_end_has_a_sentence_of_its_own()
    {
        LogText text = new LogText(_bench.House);
        string[] all = new string[4];
        for (byte note = NoteCode.HistoryHasMore; note <= NoteCode.WebhookRefused; note++)
        {
            int at = note - NoteCode.HistoryHasMore;
            all[at] = text.Line(new LogRecord { Kind = EventLog.Note, Note = note, Lock = 0, Login = -1, NoteDetail = 1 });
            for (int i = 0; i < at; i++)
            {
                Assert.IsTrue(all[i] != all[at], all[i]);
            }
        }

        Assert.AreEqual("Front: locked, and offline, Nuki Web says",
            text.Line(new LogRecord { Kind = EventLog.Note, Note = NoteCode.WebhookStatus, Lock = 0, NoteDetail = 1 + 4 * 256 }));
        Assert.AreEqual("seen later, it did not succeed (Nuki's state 1), ran nothing",
            text.Decision(new LogRecord { Verdict = Verdict.SeenLater, Context = 1 }));
        Assert.AreEqual("Nuki Web says, a wrong finger, ran nothing", text.Decision(new LogRecord { Verdict = Verdict.Told, Context = 225 }));
    }

    private static void Refuse(int fault, string text)
    {
        LogListReader reader = new LogListReader(new AnswerJson(), 4);
        reader.Want(Front, From, Until);
        reader.Read(new MemorySource(SampleHouse.Json(text)));
        Assert.AreEqual(fault, reader.Fault, text);
        Assert.AreEqual(0, reader.Count);
    }

    private void Begin(int entries)
    {
        _settings.SetToken(Raw.Of("token"), 5);
        _outages = new Outages(_settings, _log, new LogListReader(new AnswerJson(), entries), 4);
        RosterBuilder builder = new RosterBuilder(8, _bench.House.Locks, _bench.House.Persons);
        builder.Begin();
        builder.Add(0, CredentialKind.Code, 12345, WebAuthType.KeypadCode, 0);
        builder.SetDocument(Raw.FromHex(AnswerBench.Doc1), 0, 1, 0);
        builder.Add(0, CredentialKind.Code, 7, WebAuthType.KeypadCode, 1);
        _roster = builder.Finish(new Roster(8));
    }

    private void Fill(string entries)
    {
        Assert.IsTrue(_outages.Add(0, Front, From, Until));
        Assert.IsTrue(_outages.WantsRequest);
        _outages.Begin(_request);
        byte fault = _request.Take(new FakeBody(SampleHouse.Json("[" + entries + "]"), SyncFault.None));
        Assert.AreEqual(SyncFault.None, fault);
        _outages.End(fault, Until);
        while (_outages.IsWriting)
        {
            _outages.Step(_roster);
        }
    }

    private string Lines()
    {
        LogText text = new LogText(_bench.House);
        LogRecord record = new LogRecord();
        string all = "";
        for (long i = _log.Oldest; i < _log.Written; i++)
        {
            _log.Read(i, record);
            all += text.Line(record) + "\n";
        }

        return all;
    }

    private static string Entry(string date, string document, int action, int trigger, int state, int source)
    {
        return "{`id`:`5bf3e8d1`,`smartlockId`:18119899116,`deviceType`:4," + (document == null ? "" : "`authId`:`" + document + "`,")
            + "`name`:`N`,`action`:" + action.ToString() + ",`trigger`:" + trigger.ToString() + ",`state`:" + state.ToString()
            + ",`autoUnlock`:false,`date`:`" + date + "`,`source`:" + source.ToString() + "}";
    }
}
