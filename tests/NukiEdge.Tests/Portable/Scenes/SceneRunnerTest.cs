using NukiEdge.Core;
using NukiEdge.Core.Log;
using NukiEdge.Core.Scenes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Scenes;

[TestClass]
public class SceneRunnerTest
{
    private const string Rule = "[{`name`:`All`,`who`:`known`,`scene`:`S`,`goOn`:false}]";

    [TestMethod]
    public void A_wait_holds_the_rest_back_to_the_microsecond()
    {
        EdgeBench bench = Bench("{`relay`:`Light`,`do`:`on`},{`waitMs`:300},{`relay`:`Light`,`do`:`off`},{`waitMs`:1},{`relay`:`Bell`,`do`:`on`}");
        bench.Announce("3,0,54321,12345,1");
        bench.PassMs(299);
        Assert.AreEqual("0+ ", bench.Relays.Trace);
        bench.PassMs(1);
        Assert.AreEqual("0+ 0- ", bench.Relays.Trace);
        bench.PassMs(0);
        Assert.AreEqual("0+ 0- ", bench.Relays.Trace, "the second wait");
        bench.PassMs(1);
        Assert.AreEqual("0+ 0- 1+ ", bench.Relays.Trace);
    }

    [TestMethod]
    public void Waiting_scenes_keep_their_own_events()
    {
        EdgeBench bench = Bench("{`waitMs`:300},{`mqtt`:`home/{lock}`,`payload`:`{person} {action}`}");
        bench.Announce("3,0,54321,12345,1");
        bench.Clock.PassMs(100);
        bench.Announce("1,0,54322,0,0");
        bench.Clock.PassMs(50);
        bench.Send("nuki/1A/lockActionEvent", "1,0,9,12345,1", -1, 1);
        bench.Link.TakeTrace();
        bench.PassMs(150);
        Assert.IsTrue(bench.Link.TakeTrace().IndexOf("home/Front=Anna unlatch; ") >= 0, "first");
        bench.PassMs(100);
        Assert.IsTrue(bench.Link.TakeTrace().IndexOf("home/Front=Ben unlock; ") >= 0, "second");
        bench.PassMs(50);
        Assert.IsTrue(bench.Link.TakeTrace().IndexOf("home/Gate=Ben unlock; ") >= 0, "third");
    }

    [TestMethod]
    public void A_message_says_what_its_step_says()
    {
        EdgeBench bench = Bench("{`mqtt`:`home/{lock}/{source}`,`payload`:`{\\`who\\`:\\`{person}\\`}`,`qos`:2,`retain`:true}");
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual("home/Front/keypad code", bench.Link.Topic);
        Assert.AreEqual("{\"who\":\"Anna\"}", bench.Link.Payload);
        Assert.AreEqual(2, bench.Link.Qos);
        Assert.IsTrue(bench.Link.Retain);
    }

    [TestMethod]
    public void Without_a_link_the_scene_goes_on_and_the_log_says_so()
    {
        EdgeBench bench = Bench("{`mqtt`:`a`,`payload`:`b`},{`waitMs`:1},{`relay`:`Bell`,`do`:`on`}");
        bench.Link.IsDown = true;
        bench.Announce("3,0,54321,12345,1");
        bench.PassMs(1);
        Assert.AreEqual("1+ ", bench.Relays.Trace);
        Assert.IsTrue(bench.TakeLog().IndexOf("MQTT: no connection") > 0, "log");
        bench.Edge.Scenes.Link = null;
        bench.Announce("3,0,54321,12345,1");
        Assert.IsTrue(bench.TakeLog().IndexOf("MQTT: no connection") > 0, "log without a link");
    }

    [TestMethod]
    public void More_scenes_under_way_than_there_is_room_for_are_held_and_told()
    {
        Limits limits = Limits.SmallBoard();
        EdgeBench bench = Bench("{`relay`:`Bell`,`do`:`on`},{`waitMs`:1000},{`relay`:`Bell`,`do`:`off`}");
        for (int i = 0; i < limits.SceneRuns; i++)
        {
            bench.Announce("3,0,54321,12345,1");
            Assert.AreEqual(Verdict.Ran, bench.Last(EventLog.Announcement).Verdict);
        }

        Assert.IsFalse(bench.Edge.Scenes.HasRoom);
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual(Reason.NoRoom, bench.Last(EventLog.Announcement).Reason);
        bench.PassMs(1000);
        Assert.IsTrue(bench.Edge.Scenes.HasRoom);
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual(Verdict.Ran, bench.Last(EventLog.Announcement).Verdict);
    }

    [TestMethod]
    public void A_relay_that_is_not_wired_is_told_and_holds_nothing_up()
    {
        EdgeBench bench = new EdgeBench(SampleHouse.With(SampleHouse.Locks,
            "[{`name`:`Light`},{`name`:`Bell`},{`name`:`Gate motor`},{`name`:`None`}]", SampleHouse.Persons,
            "[{`name`:`S`,`steps`:[{`relay`:`None`,`do`:`on`},{`relay`:`Bell`,`do`:`on`}]}]", Rule, SampleHouse.Logins));
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual("1+ ", bench.Relays.Trace);
        Assert.IsTrue(bench.TakeLog().IndexOf("relay None on: the board has no such relay") > 0, "log");
    }

    [TestMethod]
    public void An_empty_scene_runs_and_is_over()
    {
        EdgeBench bench = Bench("");
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual(Verdict.Ran, bench.Last(EventLog.Announcement).Verdict);
    }

    [TestMethod]
    public void Runs_are_numbered_1_to_255_and_never_0()
    {
        EdgeBench bench = Bench("{`relay`:`Bell`,`do`:`off`}");
        for (int i = 0; i < 256; i++)
        {
            bench.Announce("3,0,54321,12345,1");
            int run = bench.Last(EventLog.Announcement).Run;
            Assert.AreEqual(i % 255 + 1, run);
            Assert.AreEqual(run, bench.Last(EventLog.Step).Run);
        }
    }

    private static EdgeBench Bench(string steps)
    {
        return new EdgeBench(SampleHouse.WithScenes("[{`name`:`S`,`steps`:[" + steps + "]}]", Rule));
    }
}
