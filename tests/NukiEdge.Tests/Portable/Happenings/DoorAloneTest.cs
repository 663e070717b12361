using NukiEdge.Core.Ports;

namespace NukiEdge.Tests.Happenings;

/// <summary>A door that opens and that nobody announced.</summary>
[TestClass]
public class DoorAloneTest
{
    private const string Alone = "home/Front=|door opened alone|; ";
    private const string Code = "1,0,54321,12345,1";

    private readonly HappeningBench _bench = new HappeningBench(HappeningBench.AllRules, "");

    [TestMethod]
    public void A_door_that_nobody_announced_runs_its_rule_without_person_and_source_and_the_log_explains_it()
    {
        Door("2");
        Door("3");
        Assert.AreEqual(Alone, _bench.Ran());
        string log = _bench.Edge.TakeLog();
        Assert.IsTrue(log.IndexOf("Front opened, and nobody announced it (by hand, by key, or from the inside)\n"
            + "Front: door opened alone, S (rule A)\nS step 1: MQTT") == 0, log);
    }

    [TestMethod]
    public void A_door_that_somebody_announced_runs_nothing_for_two_minutes_and_while_it_swings()
    {
        Door("2");
        _bench.Edge.Announce(Code);
        for (int i = 0; i < 4; i++)
        {
            _bench.Pass(119);
            Door("3");
            Door("2");
        }

        Assert.AreEqual("", _bench.Ran(), "in and out with the shopping");
        _bench.Pass(121);
        Door("3");
        Assert.AreEqual(Alone, _bench.Ran());
    }

    [TestMethod]
    public void An_announcement_that_locks_explains_no_opening_and_one_that_was_held_does()
    {
        Door("2");
        _bench.Edge.Announce("2,0,54321,12345,0");
        Door("3");
        Assert.AreEqual(Alone, _bench.Ran(), "locked");
        _bench.Pass(300);
        Door("2");
        _bench.Edge.Announce("1,0,54321,0,1");
        _bench.Pass(5);
        Door("3");
        Assert.AreEqual("", _bench.Ran(), "a wrong code, perhaps; somebody was there");
    }

    [TestMethod]
    public void With_a_key_the_bolt_is_noted_and_the_door_runs_the_rule()
    {
        Door("2");
        _bench.State("state", "1");
        _bench.State("state", "3");
        _bench.Pass(2);
        Door("3");
        Assert.AreEqual(Alone, _bench.Ran());
    }

    [TestMethod]
    public void Repeats_a_swinging_door_and_what_was_open_before_anything_was_known_run_nothing_more()
    {
        Door("3");
        Door("3");
        Assert.AreEqual("", _bench.Ran(), "at the start");
        Door("2");
        for (int i = 0; i < 20; i++)
        {
            _bench.Pass(5);
            Door("3");
            Door("3");
            Door("2");
        }

        Assert.AreEqual(Alone, _bench.Ran(), "once in two minutes");
        _bench.Pass(121);
        Door("3");
        Assert.AreEqual(Alone, _bench.Ran());
    }

    [TestMethod]
    public void A_sensor_that_was_not_closed_before_says_no_door_opened()
    {
        string[] before = { "1", "4", "5", "16", "240", "255" };
        for (int i = 0; i < before.Length; i++)
        {
            Door("2");
            Door(before[i]);
            Door("3");
            Assert.AreEqual("", _bench.Ran(), before[i]);
        }
    }

    [TestMethod]
    public void Right_after_the_lock_connected_it_is_held_because_an_announcement_may_be_lost()
    {
        Door("2");
        _bench.Connect("front", "3807B7EC");
        _bench.Edge.TakeLog();
        _bench.Pass(30);
        Door("3");
        Assert.AreEqual("", _bench.Ran());
        Assert.IsTrue(_bench.Edge.TakeLog().IndexOf("Front: door opened alone, held: the lock had just connected, so nobody may have heard"
            + " the announcement (rule A)") > 0, "log");
        Door("2");
        _bench.Pass(121);
        Door("3");
        Assert.AreEqual(Alone, _bench.Ran());
    }

    [TestMethod]
    public void Over_an_external_broker_a_copy_is_held_and_so_is_what_comes_right_after_ours_began()
    {
        _bench.Over("connected", "true", true);
        _bench.Over("doorsensorState", "2", true);
        _bench.Pass(31);
        _bench.Over("doorsensorState", "3", true);
        Assert.AreEqual("", _bench.Ran(), "a copy");
        Assert.IsTrue(_bench.Edge.TakeLog().IndexOf("door opened alone, held: a retained copy (rule A)") > 0, "log");
        _bench.Over("doorsensorState", "2", false);
        _bench.Pass(121);
        _bench.Over("connected", "true", true);
        _bench.Pass(30);
        _bench.Over("doorsensorState", "3", false);
        Assert.AreEqual("", _bench.Ran(), "ours had just begun again");
        _bench.Over("doorsensorState", "2", false);
        _bench.Pass(121);
        _bench.Over("connected", "true", false);
        _bench.Over("doorsensorState", "3", false);
        Assert.AreEqual(Alone, _bench.Ran(), "a lock that repeats that it is connected has not just connected");
    }

    [TestMethod]
    public void A_message_sent_again_runs_nothing()
    {
        Door("2");
        Message again = _bench.Message("doorsensorState", "3", HappeningBench.Own);
        again.Dup = true;
        _bench.Edge.Edge.OnMessage(again);
        Assert.AreEqual("", _bench.Ran());
    }

    private void Door(string value)
    {
        _bench.State("doorsensorState", value);
    }
}
