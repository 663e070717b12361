using NukiEdge.Core.Log;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Log;

namespace NukiEdge.Tests.Log;

[TestClass]
public class LogTextTest
{
    [TestMethod]
    public void Times_of_day_are_UTC_and_dashes_while_the_clock_is_not_set()
    {
        Assert.AreEqual("--:--:--", LogText.Time(new LogRecord()));
        Assert.AreEqual("00:39:06", LogText.Time(new LogRecord { UtcSeconds = 1795307946 }));
        Assert.AreEqual("23:59:59", LogText.Time(new LogRecord { UtcSeconds = 86399 }));
        Assert.AreEqual("00:00:00", LogText.Time(new LogRecord { UtcSeconds = 86400 }));
    }

    [TestMethod]
    public void Milliseconds_are_rounded_to_two_digits_below_one_and_to_one_above()
    {
        Assert.AreEqual("0.00 ms", LogText.Ms(4));
        Assert.AreEqual("0.01 ms", LogText.Ms(5));
        Assert.AreEqual("0.05 ms", LogText.Ms(50));
        Assert.AreEqual("0.99 ms", LogText.Ms(994));
        Assert.AreEqual("1.0 ms", LogText.Ms(995));
        Assert.AreEqual("1.0 ms", LogText.Ms(999));
        Assert.AreEqual("12.3 ms", LogText.Ms(12345));
        Assert.AreEqual("4294967.2 ms", LogText.Ms(4294967245));
    }

    [TestMethod]
    public void The_longest_time_is_not_told_as_none()
    {
        Assert.AreEqual("4294967.3 ms", LogText.Ms(4294967295), "a step more than 71 minutes after receipt");
    }

    [TestMethod]
    public void Every_reason_and_every_note_has_a_sentence_of_its_own()
    {
        EdgeBench bench = new EdgeBench();
        LogText text = new LogText(bench.House);
        string[] reasons = new string[Reason.NoRoom];
        for (byte reason = 1; reason <= Reason.NoRoom; reason++)
        {
            string sentence = text.Decision(new LogRecord { Verdict = Verdict.Held, Reason = reason, Rule = -1 });
            // an unreadable one is told by its fault instead
            Assert.IsTrue(reason == Reason.Unreadable || sentence.Length > "held: ".Length + 5, "reason " + reason.ToString());
            reasons[reason - 1] = sentence;
            Unique(reasons, reason - 1);
        }

        string[] notes = new string[25];
        for (byte note = 1; note <= 25; note++)
        {
            string sentence = text.Line(new LogRecord { Kind = EventLog.Note, Note = note, Lock = 0, Login = 0, NoteDetail = 1 });
            Assert.IsTrue(!sentence.StartsWith("note "), "note " + note.ToString());
            notes[note - 1] = sentence;
            Unique(notes, note - 1);
        }
    }

    [TestMethod]
    public void No_sentence_shows_a_password()
    {
        EdgeBench bench = new EdgeBench();
        LogText text = new LogText(bench.House);
        for (int note = 1; note < 256; note++)
        {
            for (int login = -1; login < 4; login++)
            {
                string sentence = text.Line(new LogRecord { Kind = EventLog.Note, Note = (byte)note, Lock = -1, Login = login });
                Assert.IsTrue(sentence.IndexOf("secret") < 0, sentence);
            }
        }
    }

    [TestMethod]
    public void Records_of_things_that_are_gone_are_still_told()
    {
        EdgeBench bench = new EdgeBench();
        LogText text = new LogText(bench.House);
        string line = text.Line(new LogRecord { Kind = EventLog.Announcement, Verdict = Verdict.Ran, Lock = 99, Person = 99, Rule = 99,
            Scene = 99, Action = 1 });
        Assert.AreEqual("?: ?, unlock by app, ? (rule ?), 0.00 ms", line);
    }

    private static void Unique(string[] sentences, int last)
    {
        for (int i = 0; i < last; i++)
        {
            Assert.IsTrue(sentences[i] != sentences[last], sentences[last]);
        }
    }
}
