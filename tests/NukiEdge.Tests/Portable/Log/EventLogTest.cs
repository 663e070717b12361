using NukiEdge.Core.Log;

namespace NukiEdge.Tests.Log;

[TestClass]
public class EventLogTest
{
    [TestMethod]
    public void The_ring_keeps_the_newest_and_tells_which_are_gone()
    {
        EventLog log = new EventLog(3);
        LogRecord record = new LogRecord();
        Assert.IsFalse(log.Read(0, record), "empty");
        for (int i = 0; i < 7; i++)
        {
            log.Add(EventLog.Note, 100 + i);
            log.SetNote((byte)(i + 1), i, i, (uint)i);
        }

        Assert.AreEqual(7L, log.Written);
        Assert.AreEqual(4L, log.Oldest);
        Assert.IsFalse(log.Read(3, record), "gone");
        Assert.IsFalse(log.Read(7, record), "not yet");
        Assert.IsFalse(log.Read(-1, record));
        for (int i = 4; i < 7; i++)
        {
            Assert.IsTrue(log.Read(i, record));
            Assert.AreEqual((long)i, record.Number);
            Assert.AreEqual(i + 1, record.Note);
            Assert.AreEqual((uint)(100 + i), record.UtcSeconds);
            Assert.AreEqual(i, record.Lock);
            Assert.AreEqual(i, record.Login);
            Assert.AreEqual((uint)i, record.NoteDetail);
        }
    }

    [TestMethod]
    public void An_announcement_comes_back_as_it_was_written()
    {
        EventLog log = new EventLog(1);
        log.Add(EventLog.Announcement, 4294967295);
        log.SetWho(7, 11, 5, 255, 2);
        log.SetEvent(4294967295, 4294967295, 4294967294, 4294967293, 4294967292);
        log.SetVerdict(Verdict.Held, Reason.CoolDown, 127, 63, 255, 123456);
        LogRecord r = new LogRecord();
        log.Read(0, r);
        Assert.AreEqual(EventLog.Announcement, r.Kind);
        Assert.AreEqual(4294967295, r.UtcSeconds);
        Assert.AreEqual("7 11 5 255 2", Join(r.Lock, r.Source, r.Who, r.Person, r.CredentialKind));
        Assert.AreEqual(4294967295, r.Action);
        Assert.AreEqual(4294967294, r.AuthId);
        Assert.AreEqual(4294967293, r.CodeId);
        Assert.AreEqual(255u, r.Context, "kept up to 255");
        Assert.AreEqual(255u, r.Trigger, "kept up to 255");
        Assert.AreEqual("127 63 255 2 12", Join(r.Rule, r.Scene, r.Run, r.Verdict, r.Reason));
        Assert.AreEqual(123456u, r.EndUs);
    }

    [TestMethod]
    public void A_step_comes_back_as_it_was_written_and_clears_what_was_there()
    {
        EventLog log = new EventLog(1);
        log.Add(EventLog.Announcement, 1);
        log.SetWho(7, 11, 5, 255, 2);
        log.SetEvent(1, 2, 3, 4, 5);
        log.Add(EventLog.Step, -1);
        log.SetStep(9, 63, 31, 2, -13, 4096, -5, long.MaxValue);
        LogRecord r = new LogRecord();
        log.Read(1, r);
        Assert.AreEqual("9 63 31 2 -13", Join(r.Run, r.Scene, r.StepIndex, r.StepType, r.Result));
        Assert.AreEqual(4096, r.Detail);
        Assert.AreEqual(0u, r.StartUs, "never before receipt");
        Assert.AreEqual(4294967295, r.EndUs, "never around the corner");
        Assert.AreEqual("-1 0 0 -1", Join(r.Lock, r.Source, r.Who, r.Person));
        Assert.AreEqual(0u, r.CodeId);
        Assert.AreEqual(0u, r.UtcSeconds, "the clock was not set");
    }

    private static string Join(params int[] numbers)
    {
        string all = "";
        for (int i = 0; i < numbers.Length; i++)
        {
            all += (i > 0 ? " " : "") + numbers[i].ToString();
        }

        return all;
    }
}
