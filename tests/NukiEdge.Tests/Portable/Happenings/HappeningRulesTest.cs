using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Core.Rules;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Happenings;

/// <summary>Rules about what happens and names nobody: their conditions, and that none of them is an arrival's.</summary>
[TestClass]
public class HappeningRulesTest
{
    private const string Low = "home/Front=|battery low|; ";

    [TestMethod]
    public void No_announcement_matches_such_a_rule_and_no_happening_one_of_arrivals_whatever_who_says()
    {
        string arrivals = "";
        string[] who = { "{`person`:`Anna`}", "`known`", "`code`", "`fingerprint`", "`auth`", "`unknown`", "`nobody`" };
        for (int i = 0; i < who.Length; i++)
        {
            arrivals += (i > 0 ? "," : "") + "{`name`:`W" + i.ToString() + "`,`who`:" + who[i] + ",`actions`:[`unlock`,`lock`,`unlatch`,`lock'n'go`,"
                + "`lock'n'go unlatch`,`full lock`,`fob without action`,`button without action`],`scene`:`S`,`goOn`:true}";
        }

        HappeningBench bench = new HappeningBench(arrivals, "");
        All(bench);
        Assert.AreEqual("", bench.Ran());

        bench = new HappeningBench(HappeningBench.AllRules, "");
        uint[] actions = { 1, 2, 3, 4, 5, 6, 80, 90 };
        string[] rest = { ",0,54321,12345,1", ",0,54321,999,1", ",0,7,0,0", ",2,0,0,0", ",172,0,0,0", ",171,0,0,0", ",3,9,0,2", ",6,0,0,0", ",0,0,0,0" };
        for (int i = 0; i < actions.Length; i++)
        {
            for (int k = 0; k < rest.Length; k++)
            {
                bench.Edge.Announce(actions[i].ToString() + rest[k]);
                bench.Pass(5);
            }
        }

        Assert.AreEqual("", bench.Ran());
        All(bench);
        Assert.AreEqual("home/Front=|door opened alone|; home/Front=|battery low|; home/Front=|keypad battery low|; home/Front=|lock offline|; ",
            bench.Ran());
    }

    [TestMethod]
    public void A_sensitive_scene_never_runs_for_what_names_nobody()
    {
        HappeningBench bench = new HappeningBench(HappeningBench.AllRules, "`sensitive`:true,");
        All(bench);
        Assert.AreEqual("", bench.Ran());
        string log = bench.Edge.TakeLog();
        Assert.IsTrue(log.IndexOf("Front: battery low, held: a sensitive scene, and what happened names nobody (rule B)") >= 0, log);
        Assert.IsTrue(log.IndexOf("Front: lock offline, held: a sensitive scene, and what happened names nobody (rule O)") >= 0, log);
    }

    [TestMethod]
    public void Lock_cool_down_times_and_go_on_count_as_for_arrivals()
    {
        HappeningBench bench = new HappeningBench("{`name`:`B`,`on`:`battery low`,`lock`:`Back`,`scene`:`S`}", "");
        Edge(bench);
        Assert.AreEqual("", bench.Ran(), "another lock");

        bench = new HappeningBench("{`name`:`1`,`on`:`battery low`,`lock`:`Front`,`coolDownS`:60,`scene`:`S`},{`name`:`2`,`on`:`battery low`,`scene`:`S`}", "");
        Edge(bench);
        Assert.AreEqual(Low, bench.Ran(), "the first match wins");
        Edge(bench);
        Assert.AreEqual("", bench.Ran());
        Assert.IsTrue(bench.Edge.TakeLog().IndexOf("Front: battery low, held: the rule ran a moment ago") > 0, "cool-down");
        bench.Pass(61);
        Edge(bench);
        Assert.AreEqual(Low, bench.Ran());

        // The bench's clock starts on a Sunday.
        bench = new HappeningBench("{`name`:`1`,`on`:`battery low`,`when`:{`weekdays`:[`monday`]},`scene`:`S`},"
            + "{`name`:`2`,`on`:`battery low`,`goOn`:true,`scene`:`S`},{`name`:`3`,`on`:`battery low`,`scene`:`S`}", "");
        Edge(bench);
        Assert.AreEqual(Low + Low, bench.Ran());
        Assert.IsTrue(bench.Edge.TakeLog().IndexOf("Front: battery low, held: outside the rule's times (rule 1)") > 0, "times");
    }

    [TestMethod]
    public void In_safe_mode_nothing_runs_and_the_log_says_so()
    {
        HappeningBench bench = new HappeningBench(HappeningBench.AllRules, "");
        bench.Edge.Edge.IsSafe = true;
        All(bench);
        Assert.AreEqual("", bench.Ran());
        Assert.IsTrue(bench.Edge.TakeLog().IndexOf("Front: lock offline, held: safe mode") > 0, "log");
    }

    [TestMethod]
    public void What_belongs_to_arrivals_is_refused_at_its_field_wherever_it_stands()
    {
        Assert.AreEqual("rules[0].who", Refused("`on`:`battery low`,`who`:`known`"));
        Assert.AreEqual("rules[0].who", Refused("`who`:`nobody`,`on`:`battery low`"));
        Assert.AreEqual("rules[0].actions", Refused("`on`:`lock offline`,`actions`:[`lock`]"));
        Assert.AreEqual("rules[0].sources", Refused("`sources`:[`app`],`on`:`door opened alone`"));
        Assert.AreEqual("rules[0].when.phase", Refused("`on`:`door opened alone`,`when`:{`phase`:`opened`}"));
        Assert.AreEqual("rules[0].on", Refused("`on`:`doorbell`"));
        Assert.AreEqual("rules[0]", Refused("`on`:`arrival`"), "who is missing");
        Assert.AreEqual("", Refused("`on`:`arrival`,`who`:`known`,`actions`:[`lock`]"));
        Assert.AreEqual("", Refused("`on`:`keypad battery low`,`when`:{`phase`:`announced`,`door`:`closed`}"));
    }

    [TestMethod]
    public void A_rule_is_written_as_it_was_read_and_without_what_is_of_arrivals()
    {
        string rule = "{\"name\": \"X\", \"on\": \"lock offline\", \"lock\": \"Front\", \"when\": {\"door\": \"closed\"}, \"coolDownS\": 5, "
            + "\"scene\": \"Welcome\", \"goOn\": true}";
        House house = new House(Limits.SmallBoard());
        HouseError error = HouseReader.Read(new MemorySource(SampleHouse.WithScenes(SampleHouse.Scenes, "[" + rule + "]")), house);
        Assert.IsTrue(error == null);
        HouseWriter writer = new HouseWriter(house, HouseSecrets.LeftOut, null);
        byte[] all = new byte[4000];
        string written = Raw.Text(all, 0, writer.Read(all, 0, all.Length));
        Assert.IsTrue(written.IndexOf(rule) > 0, written);
    }

    [TestMethod]
    public void Where_one_stood_a_rule_that_is_defined_anew_is_about_arrivals_again()
    {
        RuleTable rules = new RuleTable(1);
        rules.Names.Add(Raw.Of("a"), 0, 1);
        rules.Define(RuleWho.AnyKnown, 0, -1, 1, 1, 0, 0, false);
        rules.SetHappening(Happening.BatteryLow);
        Assert.IsTrue(rules.MatchesHappening(0, Happening.BatteryLow, 0));
        rules.Names.Shorten(0);
        rules.Names.Add(Raw.Of("b"), 0, 1);
        rules.Define(RuleWho.AnyKnown, 0, -1, 1, 1, 0, 0, false);
        Assert.IsFalse(rules.MatchesHappening(0, Happening.BatteryLow, 0));
        Assert.IsTrue(rules.Matches(0, new WhoIsIt { Answer = Who.Person }, 0, 1, 0));
    }

    private static string Refused(string fields)
    {
        HouseError error = HouseReader.Read(new MemorySource(SampleHouse.WithScenes(SampleHouse.Scenes,
            SampleHouse.Json("[{`name`:`X`," + fields + ",`scene`:`Welcome`}]"))), new House(Limits.SmallBoard()));
        return error == null ? "" : error.Path;
    }

    /// <summary>A battery becomes low, again and again.</summary>
    private static void Edge(HappeningBench bench)
    {
        bench.State("batteryCritical", "false");
        bench.State("batteryCritical", "true");
    }

    /// <summary>Everything that can happen and is no announcement, long after the lock connected.</summary>
    private static void All(HappeningBench bench)
    {
        int connection = bench.Connect("front", "3807B7EC");
        bench.Pass(1000);
        bench.State("doorsensorState", "2");
        bench.State("doorsensorState", "3");
        Edge(bench);
        bench.State("keypadBatteryCritical", "true");
        bench.Edge.Edge.Gate.Disconnected(0, connection);
        bench.Pass(1);
        bench.Pass(61);
    }
}
