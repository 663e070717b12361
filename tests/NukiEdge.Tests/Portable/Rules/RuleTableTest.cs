using NukiEdge.Core.Log;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Core.Rules;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Rules;

[TestClass]
public class RuleTableTest
{
    private static readonly NukiEdge.Core.Time.LocalTime NoClock = new NukiEdge.Core.Time.LocalTime();

    [TestMethod]
    public void A_rule_is_about_whom_it_names_and_nobody_else()
    {
        // answers: Anna by code, Anna by fingerprint, Ben by auth, Unknown, Nobody, and the three that no rule is about
        int[] answer = { Who.Person, Who.Person, Who.Person, Who.Unknown, Who.Nobody, Who.Keypad, Who.Unproven, Who.Collision };
        int[] person = { 0, 0, 1, -1, -1, -1, -1, -1 };
        int[] kind = { CredentialKind.Code, CredentialKind.Fingerprint, CredentialKind.Auth, CredentialKind.Code, CredentialKind.None,
            CredentialKind.None, CredentialKind.Auth, CredentialKind.None };
        string all = "";
        RuleTable rules = new RuleTable(7);
        Define(rules, RuleWho.Person, 0, -1, 0);
        Define(rules, RuleWho.AnyKnown, 0, -1, 0);
        Define(rules, RuleWho.Kind, CredentialKind.Code, -1, 0);
        Define(rules, RuleWho.Kind, CredentialKind.Fingerprint, -1, 0);
        Define(rules, RuleWho.Kind, CredentialKind.Auth, -1, 0);
        Define(rules, RuleWho.Unknown, 0, -1, 0);
        Define(rules, RuleWho.Nobody, 0, -1, 0);
        for (int rule = 0; rule < rules.Count; rule++)
        {
            for (int i = 0; i < answer.Length; i++)
            {
                WhoIsIt who = new WhoIsIt { Answer = answer[i], Person = person[i], Kind = kind[i] };
                all += rules.Matches(rule, who, 0, 1, 0) ? "x" : ".";
            }

            all += " ";
        }

        Assert.AreEqual("xx...... xxx..... x....... .x...... ..x..... ...x.... ....x... ", all);
    }

    [TestMethod]
    public void A_rule_asks_for_lock_action_and_source()
    {
        RuleTable rules = new RuleTable(2);
        rules.Names.Add(Raw.Of("a"), 0, 1);
        rules.Define(RuleWho.AnyKnown, 0, 1, 0x05, (1 << ActionSource.Mqtt) | (1 << ActionSource.App), 0, 0, false);
        WhoIsIt who = new WhoIsIt { Answer = Who.Person };
        Assert.IsTrue(rules.Matches(0, who, 1, 0x01, ActionSource.App));
        Assert.IsTrue(rules.Matches(0, who, 1, 0x04, ActionSource.Mqtt));
        Assert.IsFalse(rules.Matches(0, who, 0, 0x01, ActionSource.App), "other lock");
        Assert.IsFalse(rules.Matches(0, who, 1, 0x02, ActionSource.App), "other action");
        Assert.IsFalse(rules.Matches(0, who, 1, 0x80, ActionSource.App), "other action");
        Assert.IsFalse(rules.Matches(0, who, 1, 0x01, ActionSource.Fob), "other source");
        Assert.IsFalse(rules.Matches(0, who, 1, 0, ActionSource.App), "no document's action");
    }

    [TestMethod]
    public void A_cool_down_ends_with_its_last_microsecond_and_is_each_rules_own()
    {
        RuleTable rules = new RuleTable(3);
        Define(rules, RuleWho.AnyKnown, 0, -1, 5);
        Define(rules, RuleWho.AnyKnown, 0, -1, RuleTable.MaxCoolDownS);
        Define(rules, RuleWho.AnyKnown, 0, -1, 0);
        Assert.IsFalse(rules.IsCoolingDown(0, 0), "before it ever ran");
        Assert.IsFalse(rules.IsCoolingDown(1, long.MaxValue), "before it ever ran");
        rules.MarkRan(0, 1000, NoClock);
        rules.MarkRan(2, 1000, NoClock);
        Assert.IsTrue(rules.IsCoolingDown(0, 1000));
        Assert.IsTrue(rules.IsCoolingDown(0, 5000999));
        Assert.IsFalse(rules.IsCoolingDown(0, 5001000));
        Assert.IsFalse(rules.IsCoolingDown(1, 1001));
        Assert.IsFalse(rules.IsCoolingDown(2, 1000), "no cool-down");
        rules.MarkRan(1, 0, NoClock);
        Assert.IsTrue(rules.IsCoolingDown(1, 86399999999));
        Assert.IsFalse(rules.IsCoolingDown(1, 86400000000));
    }

    [TestMethod]
    public void The_first_match_wins_and_a_rule_that_goes_on_lets_the_next_one_run_too()
    {
        EdgeBench bench = new EdgeBench(House("", ",`goOn`:true", ""));
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual("0+ ", bench.Relays.Trace);
        bench = new EdgeBench(House(",`goOn`:true", "", ""));
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual("0+ 1+ ", bench.Relays.Trace);
        bench = new EdgeBench(House(",`goOn`:true", ",`goOn`:true", ",`goOn`:true"));
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual("0+ 1+ 2+ ", bench.Relays.Trace);
    }

    [TestMethod]
    public void A_rule_in_its_cool_down_is_held_and_lets_no_later_rule_jump_in()
    {
        EdgeBench bench = new EdgeBench(House(",`coolDownS`:5", "", ""));
        bench.Announce("3,0,54321,12345,1");
        bench.Relays.TakeTrace();
        bench.Clock.PassMs(4999);
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual("", bench.Relays.Trace);
        Assert.AreEqual(Reason.CoolDown, bench.Last(EventLog.Announcement).Reason);
        bench.Clock.PassMs(1);
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual(Verdict.Ran, bench.Last(EventLog.Announcement).Verdict);
    }

    [TestMethod]
    public void An_arrival_is_unlock_and_unlatch_unless_the_rule_says_more()
    {
        EdgeBench bench = new EdgeBench(House("", "", ""));
        string[] others = { "2", "4", "5", "6", "80", "90" };
        for (int i = 0; i < others.Length; i++)
        {
            bench.Announce(others[i] + ",0,54321,12345,1");
            Assert.AreEqual("", bench.Relays.Trace, others[i]);
        }

        bench = new EdgeBench(House(",`actions`:[`lock'n'go`,`lock'n'go unlatch`,`full lock`]", ",`actions`:[`fob without action`]", ""));
        bench.Announce("4,0,54321,12345,1");
        bench.Announce("80,0,54321,12345,1");
        Assert.AreEqual("0+ 1+ ", bench.Relays.Trace);
    }

    private static string House(string first, string second, string third)
    {
        return SampleHouse.WithScenes("[{`name`:`A`,`steps`:[{`relay`:`Light`,`do`:`on`}]},{`name`:`B`,`steps`:[{`relay`:`Bell`,`do`:`on`}]},"
            + "{`name`:`C`,`steps`:[{`relay`:`Gate motor`,`do`:`on`}]}]",
            "[{`name`:`1`,`who`:{`person`:`Anna`},`scene`:`A`" + first + "},{`name`:`2`,`who`:`known`,`scene`:`B`" + second
            + "},{`name`:`3`,`who`:`code`,`scene`:`C`" + third + "}]");
    }

    private static void Define(RuleTable rules, int whom, int personOrKind, int lockIndex, uint coolDownS)
    {
        rules.Names.Add(Raw.Of("r" + rules.Count.ToString()), 0, 2);
        rules.Define(whom, personOrKind, lockIndex, 0xFF, ActionSource.AllBits, coolDownS, 0, false);
    }
}
