using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Loop;

/// <summary>When a rule may run: times, first of the day, door, and whether it waits for the door.</summary>
[TestClass]
public class ConditionsTest
{
    private const string Code = "3,0,54321,12345,1";

    [TestMethod]
    public void Outside_its_times_a_rule_is_held_and_the_next_one_is_tried()
    {
        // The bench's clock starts on Sunday 2026-11-22 at 00:39:06 UTC, 01:39 in Vienna.
        EdgeBench bench = Bench("\"weekdays\": [\"sunday\"], \"from\": \"01:00\", \"until\": \"02:00\"", Second);
        bench.Announce(Code);
        AssertStartsWith("Front: Anna, unlatch by keypad code, Scene (rule Anna)", bench.TakeLog());
        PassHours(bench, 1);
        bench.Announce(Code);
        string log = bench.TakeLog();
        AssertStartsWith("Front: Anna, unlatch by keypad code, held: outside the rule's times (rule Anna)", log);
        Assert.IsTrue(log.IndexOf("Scene (rule Second)") > 0, log);
    }

    [TestMethod]
    public void With_a_clock_that_is_not_set_a_rule_with_times_is_held_and_no_other_takes_its_place()
    {
        EdgeBench bench = Bench("\"from\": \"00:00\", \"until\": \"24:00\"", Second);
        bench.Clock.UtcSeconds = -1;
        bench.Announce(Code);
        string log = bench.TakeLog();
        AssertStartsWith("Front: Anna, unlatch by keypad code, held: the rule has times, and the clock is not set (rule Anna)", log);
        Assert.AreEqual(-1, log.IndexOf("Second"), log);
        bench.Clock.UtcSeconds = 1795307946;
        bench.Announce(Code);
        AssertStartsWith("Front: Anna, unlatch by keypad code, Scene (rule Anna)", bench.TakeLog());
    }

    [TestMethod]
    public void The_first_arrival_of_the_owners_day_runs_once_a_day()
    {
        EdgeBench bench = Bench("\"firstOfDay\": true", "");
        bench.Announce(Code);
        AssertStartsWith("Front: Anna, unlatch by keypad code, Scene (rule Anna)", bench.TakeLog());
        PassHours(bench, 20); // Sunday 21:39 in Vienna
        bench.Announce(Code);
        AssertStartsWith("Front: Anna, unlatch by keypad code, held: the rule ran today already (rule Anna)", bench.TakeLog());
        PassHours(bench, 3); // Monday 00:39
        bench.Announce(Code);
        AssertStartsWith("Front: Anna, unlatch by keypad code, Scene (rule Anna)", bench.TakeLog());
    }

    [TestMethod]
    public void The_door_must_be_as_the_rule_wants_it_and_known()
    {
        EdgeBench bench = Bench("\"door\": \"closed\"", "");
        bench.Announce(Code);
        AssertStartsWith("Front: Anna, unlatch by keypad code, held: the door is not as the rule wants it, or not known", bench.TakeLog());
        Door(bench, "2");
        bench.Announce(Code);
        AssertStartsWith("Front: Anna, unlatch by keypad code, Scene (rule Anna)", bench.TakeLog());
        Door(bench, "3");
        bench.TakeLog();
        bench.Announce(Code);
        AssertStartsWith("Front: Anna, unlatch by keypad code, held: the door", bench.TakeLog());
    }

    [TestMethod]
    public void A_rule_that_waits_for_the_door_runs_when_it_opens_and_for_the_one_who_came()
    {
        EdgeBench bench = Bench("\"phase\": \"opened\"", "");
        State(bench, "1");
        bench.Announce(Code);
        AssertStartsWith("Front: Anna, unlatch by keypad code, held: until the lock or the door says that it opened (rule Anna)", bench.TakeLog());
        Assert.AreEqual("", bench.Relays.TakeTrace());
        bench.PassMs(1500);
        State(bench, "7");
        string log = bench.TakeLog();
        AssertStartsWith("Front opened, 1500 ms after the announcement\nFront: Anna, unlatch by keypad code, Scene (rule Anna)", log);
        bench.PassMs(100);
        State(bench, "5");
        Door(bench, "3");
        Assert.AreEqual("", bench.TakeLog(), "it ran already");
    }

    [TestMethod]
    public void An_announcement_that_nothing_confirms_in_thirty_seconds_is_no_opening()
    {
        EdgeBench bench = Bench("\"phase\": \"opened\"", "");
        State(bench, "1");
        bench.Announce(Code);
        bench.TakeLog();
        bench.PassMs(30001);
        State(bench, "3");
        Assert.AreEqual("Front opened, and nobody announced it (by hand, by key, or from the inside)\n", bench.TakeLog());
        Assert.AreEqual("", bench.Relays.TakeTrace());
    }

    [TestMethod]
    public void An_opening_that_nothing_announced_is_told_once_and_not_at_the_first_report()
    {
        EdgeBench bench = Bench("\"phase\": \"opened\"", "");
        State(bench, "3");
        Door(bench, "3");
        Assert.AreEqual("", bench.TakeLog(), "what was so before anything was known is no news");
        Door(bench, "2");
        State(bench, "1");
        bench.PassMs(200000);
        Door(bench, "3");
        Assert.AreEqual("Front opened, and nobody announced it (by hand, by key, or from the inside)\n", bench.TakeLog());
        State(bench, "3");
        Assert.AreEqual("", bench.TakeLog(), "the same opening");
    }

    [TestMethod]
    public void Locking_is_not_confirmed_by_an_opening_door()
    {
        EdgeBench bench = Bench("\"phase\": \"opened\"", "");
        State(bench, "3");
        Door(bench, "2");
        bench.Announce("2,0,54321,12345,0");
        bench.TakeLog();
        bench.PassMs(1000);
        Door(bench, "3");
        Assert.AreEqual(-1, bench.TakeLog().IndexOf("ms after the announcement"));
    }

    private const string Second = ", { \"name\": \"Second\", \"who\": \"known\", \"scene\": \"Scene\" }";

    private static EdgeBench Bench(string when, string more)
    {
        return new EdgeBench("{ \"house\": 1, \"timeZone\": \"CET-1CEST,M3.5.0,M10.5.0/3\","
            + " \"locks\": [{ \"name\": \"Front\", \"id\": \"3807B7EC\" }],"
            + " \"relays\": [{ \"name\": \"Light\" }],"
            + " \"persons\": [{ \"name\": \"Anna\", \"credentials\": [{ \"lock\": \"Front\", \"code\": 12345 }] }],"
            + " \"scenes\": [{ \"name\": \"Scene\", \"steps\": [{ \"relay\": \"Light\", \"do\": \"toggle\" }] }],"
            + " \"rules\": [{ \"name\": \"Anna\", \"who\": { \"person\": \"Anna\" }, \"scene\": \"Scene\", \"when\": { " + when + " } }"
            + more + "],"
            + " \"logins\": [{ \"user\": \"front\", \"password\": \"x\", \"role\": \"lock\", \"lock\": \"Front\" }] }");
    }

    private static void PassHours(EdgeBench bench, int hours)
    {
        bench.Clock.UtcSeconds += hours * 3600;
        bench.PassMs(hours * 3600000L);
        bench.TakeLog();
    }

    private static void State(EdgeBench bench, string value)
    {
        bench.Send("nuki/3807B7EC/state", value, EdgeBench.Front, 1);
    }

    private static void Door(EdgeBench bench, string value)
    {
        bench.Send("nuki/3807B7EC/doorsensorState", value, EdgeBench.Front, 1);
    }

    private static void AssertStartsWith(string expected, string actual)
    {
        Assert.IsTrue(actual.IndexOf(expected) == 0, actual);
    }
}
