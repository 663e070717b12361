using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Loop;

/// <summary>Design section 2, trust: anybody who may publish at an external broker can be any lock.</summary>
[TestClass]
public class UntrustedBrokerTest
{
    private const string Event = "nuki/3807B7EC/lockActionEvent";
    private const string Code = "3,0,54321,5,1";

    /// <summary>The login of what comes over an external broker: none.</summary>
    private const int NoLogin = -1;

    [TestMethod]
    public void A_sensitive_scene_is_held_for_an_event_that_came_over_an_external_broker_and_the_log_says_why()
    {
        EdgeBench bench = Bench("`sensitive`:true,", "");
        bench.Edge.UseExternal(bench.Link, false);
        bench.Send(Event, Code, NoLogin, 1);
        Assert.AreEqual("", bench.Relays.TakeTrace());
        Assert.AreEqual(Reason.UntrustedBroker, bench.Last(EventLog.Announcement).Reason);
        string log = bench.TakeLog();
        Assert.IsTrue(log.IndexOf("held: the scene is sensitive, and anybody at an external broker can be the lock") >= 0, log);
    }

    [TestMethod]
    public void It_is_held_too_where_it_waits_for_the_opening()
    {
        EdgeBench bench = Bench("`sensitive`:true,", "`when`:{`phase`:`opened`},");
        bench.Edge.UseExternal(bench.Link, false);
        bench.Send("nuki/3807B7EC/state", "1", NoLogin, 1);
        bench.Send(Event, Code, NoLogin, 1);
        bench.Send("nuki/3807B7EC/state", "5", NoLogin, 1);
        Assert.AreEqual("", bench.Relays.TakeTrace());
        Assert.AreEqual(Reason.UntrustedBroker, bench.Last(EventLog.Announcement).Reason);
    }

    [TestMethod]
    public void A_loop_that_nobody_told_of_an_external_broker_holds_it_all_the_same()
    {
        EdgeBench bench = Bench("`sensitive`:true,", "");
        bench.Send(Event, Code, NoLogin, 1);
        Assert.AreEqual("", bench.Relays.TakeTrace());
    }

    [TestMethod]
    public void Other_scenes_run_and_so_does_a_sensitive_one_where_the_owner_trusts_that_broker()
    {
        EdgeBench bench = Bench("", "");
        bench.Edge.UseExternal(bench.Link, false);
        bench.Send(Event, Code, NoLogin, 1);
        Assert.AreEqual("0+ ", bench.Relays.TakeTrace(), "not sensitive");

        bench = Bench("`sensitive`:true,", "");
        bench.Edge.UseExternal(bench.Link, true);
        bench.Send(Event, Code, NoLogin, 1);
        Assert.AreEqual("0+ ", bench.Relays.TakeTrace(), "--trust-broker");
    }

    [TestMethod]
    public void Trust_lifts_neither_the_rule_of_retained_messages_nor_that_of_copies()
    {
        EdgeBench bench = Bench("`sensitive`:true,", "");
        bench.Edge.UseExternal(bench.Link, true);
        Message message = bench.Message(Event, Code, NoLogin, 1);
        message.Retain = true;
        bench.Edge.OnMessage(message);
        Assert.AreEqual("", bench.Relays.TakeTrace(), "retained");
        bench.Send(Event, Code, NoLogin, 1);
        Assert.AreEqual("0+ ", bench.Relays.TakeTrace(), "the real one");
        message = bench.Message(Event, Code, NoLogin, 1);
        message.Dup = true;
        bench.Edge.OnMessage(message);
        bench.Send(Event, Code, NoLogin, 2);
        Assert.AreEqual("", bench.Relays.TakeTrace(), "DUP, and after a reconnect");
    }

    [TestMethod]
    public void At_an_external_broker_a_relays_state_is_sent_retained()
    {
        EdgeBench bench = Bench("", "");
        bench.Edge.UseExternal(bench.Link, false);
        bench.Send(Event, Code, NoLogin, 1);
        bench.Edge.Step();
        Assert.AreEqual("nukiedge/relay/Light/state ", bench.Link.RetainedTopics, "and the event is not");
        Assert.IsTrue(bench.Link.TakeTrace().IndexOf("nukiedge/event=") >= 0);
    }

    private static EdgeBench Bench(string sensitive, string when)
    {
        return new EdgeBench(SampleHouse.Json("{`house`:1,`locks`:" + SampleHouse.Locks + ",`relays`:" + SampleHouse.Relays
            + ",`persons`:[{`name`:`Anna`,`credentials`:[{`lock`:`Front`,`code`:5}]}]"
            + ",`scenes`:[{`name`:`Open`," + sensitive + "`steps`:[{`relay`:`Light`,`do`:`toggle`}]}]"
            + ",`rules`:[{`name`:`Anna`,`who`:{`person`:`Anna`}," + when + "`scene`:`Open`}]"
            + ",`logins`:" + SampleHouse.Logins + "}"));
    }
}
