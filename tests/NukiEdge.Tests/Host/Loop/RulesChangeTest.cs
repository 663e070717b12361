using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Loop;

/// <summary>Rules and scenes that are changed while the loop runs: what goes on, what ends, and what the log says afterwards.</summary>
[TestClass]
public class RulesChangeTest
{
    private const string Code = "3,0,54321,5,1";
    private const string Changed = "rules and scenes were changed\n";
    private const string Wait = "{`name`:`Wait`,`steps`:[{`relay`:`Light`,`do`:`on`},{`waitMs`:1000},{`relay`:`Bell`,`do`:`pulse`,`ms`:500}]}";
    private const string Bell = "{`name`:`Bell`,`steps`:[{`relay`:`Bell`,`do`:`pulse`,`ms`:500}]}";
    private const string Calls = "{`name`:`Calls`,`steps`:[{`http`:`GET`,`url`:`http://10.0.0.9/a`},{`http`:`GET`,`url`:`http://10.0.0.9/b`},{`http`:`GET`,`url`:`http://10.0.0.9/c`}]}";

    [TestMethod]
    public void A_changed_rule_runs_at_the_next_event()
    {
        EdgeBench bench = Bench(Wait + "," + Bell, Rule("Anna", "Wait", ""));
        bench.Announce(Code);
        bench.PassMs(1000);
        bench.PassMs(5000);
        bench.TakeLog();
        bench.Relays.TakeTrace();
        Take(bench, Wait + "," + Bell, Rule("Anna", "Bell", ""));
        Assert.AreEqual(Changed, bench.TakeLog());
        bench.Announce(Code);
        AssertStarts("Front: Anna, unlatch by keypad code, Bell (rule Anna)", bench.TakeLog());
        Assert.AreEqual("1+ ", bench.Relays.TakeTrace());
    }

    [TestMethod]
    public void A_scene_under_way_that_stays_as_it_is_goes_on_at_its_new_place()
    {
        EdgeBench bench = Bench(Wait + "," + Bell, Rule("Anna", "Wait", ""));
        bench.Announce(Code);
        bench.PassMs(400);
        Take(bench, Bell + "," + Calls + "," + Wait, Rule("New", "Bell", "`lock`:`Gate`,"));
        bench.TakeLog();
        bench.Relays.TakeTrace();
        bench.PassMs(599);
        Assert.AreEqual("", bench.Relays.TakeTrace());
        bench.PassMs(1);
        Assert.AreEqual("1+ ", bench.Relays.TakeTrace());
        AssertStarts("Wait step 3: relay Bell pulse", bench.TakeLog());
    }

    [TestMethod]
    public void A_scene_under_way_that_is_changed_or_gone_ends_and_its_relays_go_off_in_time()
    {
        string[] next = { Wait.Replace("1000", "1001"), Wait.Replace("`Wait`,", "`Wait`,`sensitive`:true,"), Wait.Replace("`Wait`", "`Other`"), Bell };
        for (int i = 0; i < next.Length; i++)
        {
            string old = Wait.Replace("`do`:`on`", "`do`:`pulse`,`ms`:2000");
            EdgeBench bench = Bench(old, Rule("Anna", "Wait", ""));
            bench.Announce(Code);
            Assert.AreEqual("0+ ", bench.Relays.TakeTrace());
            bench.TakeLog();
            bench.PassMs(500);
            Take(bench, next[i].Replace("`do`:`on`", "`do`:`pulse`,`ms`:2000"), "");
            Assert.AreEqual(Changed + (i < 2 ? "scene Wait: ended, because it was changed\n" : "scene a scene that is gone: ended, because it was changed\n"),
                bench.TakeLog());
            bench.PassMs(1499);
            Assert.AreEqual("", bench.Relays.TakeTrace(), next[i]);
            bench.PassMs(1);
            Assert.AreEqual("0- ", bench.Relays.TakeTrace(), next[i]);
            bench.PassMs(5000);
            Assert.AreEqual("", bench.Relays.TakeTrace(), "nothing of it goes on");
            Assert.IsTrue(bench.Edge.Scenes.HasRoom);
        }
    }

    [TestMethod]
    public void Calls_that_wait_follow_an_unchanged_scene_and_others_are_not_sent()
    {
        EdgeBench bench = Bench(Calls + "," + Wait, Rule("Anna", "Calls", ""));
        bench.Announce(Code);
        int queued = bench.Edge.Callers.Queued;
        Assert.IsTrue(queued > 0);
        Take(bench, Wait + "," + Bell + "," + Calls, Rule("Anna", "Calls", ""));
        Assert.AreEqual(queued, bench.Edge.Callers.Queued);
        bench.TakeLog();
        FakeCaller caller = Busy(bench);
        Assert.AreEqual("http://10.0.0.9/a", caller.Url);
        caller.Answer(200);
        bench.PassMs(1);
        AssertStarts("Calls step 1: HTTP 200", bench.TakeLog());
        caller = Busy(bench);
        Assert.AreEqual("http://10.0.0.9/b", caller.Url, "rendered from the step's new place");
        Take(bench, Wait + "," + Calls.Replace("/b", "/d"), Rule("Anna", "Calls", ""));
        Assert.AreEqual(0, bench.Edge.Callers.Queued);
        string log = bench.TakeLog();
        Assert.IsTrue(log.IndexOf("Calls step 3: HTTP: not sent, the scene was changed") > 0, log);
        caller.Answer(204);
        bench.PassMs(1);
        AssertStarts("Calls step 2: HTTP 204", bench.TakeLog());
    }

    [TestMethod]
    public void The_cool_down_and_the_first_run_of_the_day_stay_with_the_rules_name()
    {
        string scenes = Bell + "," + Calls;
        string anna = Rule("Anna", "Bell", "`coolDownS`:60,");
        EdgeBench bench = Bench(scenes, anna + "," + Rule("Day", "Bell", "`actions`:[`lock`],`when`:{`firstOfDay`:true},"));
        bench.Announce(Code);
        bench.Announce("2,0,54321,5,1");
        bench.PassMs(3000);
        bench.TakeLog();
        Take(bench, scenes, Rule("Day", "Calls", "`actions`:[`lock`],`when`:{`firstOfDay`:true},") + "," + Rule("Front", "Bell", "`actions`:[`full lock`],")
            + "," + anna);
        bench.TakeLog();
        bench.Announce("2,0,54321,5,1");
        AssertStarts("Front: Anna, lock by keypad code, held: the rule ran today already (rule Day)", bench.TakeLog());
        bench.Announce(Code);
        AssertStarts("Front: Anna, unlatch by keypad code, held: the rule ran a moment ago (rule Anna)", bench.TakeLog());
        Take(bench, scenes, Rule("Anna 2", "Bell", "`coolDownS`:60,"));
        bench.PassMs(1);
        bench.TakeLog();
        bench.PassMs(3000);
        bench.Announce(Code);
        AssertStarts("Front: Anna, unlatch by keypad code, Bell (rule Anna 2)", bench.TakeLog());
    }

    [TestMethod]
    public void After_a_change_the_log_shows_the_names_of_then_or_says_that_they_are_gone()
    {
        EdgeBench bench = Bench(Wait + "," + Bell, Rule("Lock", "Wait", "`actions`:[`lock`],") + "," + Rule("Anna", "Bell", "") + "," + Rule("Gone", "Wait", "`actions`:[`full lock`],"));
        bench.Announce(Code);
        bench.Announce("6,0,54321,5,1");
        Take(bench, Bell + "," + Calls, Rule("New", "Calls", "`lock`:`Gate`,") + "," + Rule("Lock", "Calls", "`actions`:[`lock`],") + "," + Rule("Anna", "Calls", ""));
        string log = bench.TakeLog();
        Assert.IsTrue(log.IndexOf("Front: Anna, unlatch by keypad code, Bell (rule Anna)") == 0, log);
        Assert.IsTrue(log.IndexOf("Bell step 1: relay Bell pulse") > 0, log);
        Assert.IsTrue(log.IndexOf("Front: Anna, full lock by keypad code, a scene that is gone (a rule that is gone)") > 0, log);
        Assert.IsTrue(log.IndexOf("a scene that is gone step 1: relay Light on") > 0, log);
        bench.Edge.Step();
        Assert.IsTrue(bench.Link.TakeTrace().IndexOf("`rule`:``".Replace('`', '"')) > 0, "told over MQTT without a name");
    }

    [TestMethod]
    public void What_was_announced_before_a_change_opens_only_for_rules_that_were_there_then()
    {
        string scenes = Bell + "," + Wait;
        string opened = "`when`:{`phase`:`opened`},";
        EdgeBench bench = Bench(scenes, Rule("Now", "Bell", "`goOn`:true,") + "," + Rule("Then", "Wait", opened));
        bench.Announce(Code);
        bench.Relays.TakeTrace();
        Take(bench, scenes, Rule("Now", "Bell", "`goOn`:true," + opened) + "," + Rule("New", "Bell", "`goOn`:true," + opened) + "," + Rule("Then", "Wait", opened));
        bench.PassMs(1000);
        bench.Relays.TakeTrace();
        bench.Send("nuki/3807B7EC/state", "1", EdgeBench.Front, 1);
        bench.Send("nuki/3807B7EC/state", "3", EdgeBench.Front, 1);
        Assert.AreEqual("0+ ", bench.Relays.TakeTrace(), "Then, and not Now a second time");
        bench.PassMs(1000);
        bench.PassMs(60000);
        bench.Relays.TakeTrace();
        bench.Announce(Code);
        bench.Send("nuki/3807B7EC/state", "1", EdgeBench.Front, 1);
        bench.Send("nuki/3807B7EC/state", "3", EdgeBench.Front, 1);
        Assert.AreEqual("1+ 0+ ", bench.Relays.TakeTrace(), "the next announcement knows the new ones");
    }

    [TestMethod]
    public void Who_waits_for_Nuki_Web_runs_what_was_asked_about_or_nothing()
    {
        string alarm = "{`name`:`Alarm off`,`sensitive`:true,`askFirst`:true,`steps`:[{`relay`:`Light`,`do`:`on`}]}";
        string anna = Rule("Anna", "Alarm off", "");
        AssertAfterAnswer("0+ ", alarm, anna, Bell + "," + alarm, Rule("First", "Bell", "`lock`:`Gate`,") + "," + anna);
        AssertAfterAnswer("", alarm, anna, Bell + "," + alarm, Rule("Anna", "Bell", ""));
        AssertAfterAnswer("", alarm, anna, alarm.Replace("Light", "Bell"), anna);
        AssertAfterAnswer("", alarm, anna, alarm, "");
    }

    [TestMethod]
    public void A_wrong_set_is_refused_as_a_whole_and_changes_nothing()
    {
        EdgeBench bench = Bench(Wait, Rule("Anna", "Wait", "") + "," + Rule("B", "Wait", "`lock`:`Gate`,"));
        Assert.AreEqual("rules[1].scene", bench.Change("[" + Bell + "]", "[" + Rule("Anna", "Bell", "") + "," + Rule("B", "Wait", "") + "]").Path);
        Assert.AreEqual("scenes[0].steps[0]", bench.Change("[" + Bell.Replace("500", "2001") + "]", "[]").Path);
        Assert.AreEqual("rules[1].name", bench.Change("[" + Bell + "]", "[" + Rule("Anna", "Bell", "") + "," + Rule("Anna", "Bell", "") + "]").Path);
        Assert.AreEqual("", bench.TakeLog());
        Assert.AreEqual(2, bench.House.Rules.Count);
        Assert.AreEqual("Wait", bench.House.Scenes.Names.Text(0));
        bench.Announce(Code);
        AssertStarts("Front: Anna, unlatch by keypad code, Wait (rule Anna)", bench.TakeLog());
    }

    private static void AssertAfterAnswer(string trace, string scenes, string rules, string nextScenes, string nextRules)
    {
        EdgeBench bench = Bench(scenes, rules);
        bench.House.NukiWeb.SetToken(Raw.Of("abc"), 3);
        FakeSync sync = new FakeSync();
        bench.Edge.RosterSync = sync;
        bench.Announce(Code);
        Assert.AreEqual(1, sync.Asked);
        bench.TakeLog();
        Take(bench, nextScenes, nextRules);
        Assert.AreEqual(trace.Length == 0, bench.TakeLog().IndexOf("Front: the rule that waited for Nuki Web was changed, it does not run") > 0);
        bench.House.Locks.At(0).MarkSynced(bench.Clock.NowUs, bench.Clock.UtcSeconds);
        sync.Done = 1;
        sync.WasGood = true;
        bench.PassMs(1);
        Assert.AreEqual(trace, bench.Relays.TakeTrace(), nextRules);
    }

    private static FakeCaller Busy(EdgeBench bench)
    {
        FakeCaller busy = null;
        for (int i = 0; i < bench.Callers.Length; i++)
        {
            busy = bench.Callers[i].IsBusy ? bench.Callers[i] : busy;
        }

        return busy;
    }

    private static void Take(EdgeBench bench, string scenes, string rules)
    {
        Assert.IsTrue(bench.Change("[" + scenes + "]", "[" + rules + "]") == null);
    }

    private static string Rule(string name, string scene, string more)
    {
        return "{`name`:`" + name + "`,`who`:{`person`:`Anna`}," + more + "`scene`:`" + scene + "`}";
    }

    private static EdgeBench Bench(string scenes, string rules)
    {
        return new EdgeBench(SampleHouse.With(SampleHouse.Locks, SampleHouse.Relays, "[{`name`:`Anna`,`credentials`:[{`lock`:`Front`,`code`:5}]}]",
            "[" + scenes + "]", "[" + rules + "]", SampleHouse.Logins));
    }

    private static void AssertStarts(string expected, string actual)
    {
        Assert.IsTrue(actual.IndexOf(expected) == 0, "expected " + expected + " but was " + actual);
    }

    private sealed class FakeSync : IRosterSync
    {
        public int Asked;

        public int Done { get; set; }

        public bool WasGood { get; set; }

        public int Ask(byte why)
        {
            return ++Asked;
        }
    }
}
