using NukiEdge.Core.Locks;

namespace NukiEdge.Tests.Happenings;

/// <summary>A battery that becomes low is told once, however often the lock repeats it.</summary>
[TestClass]
public class BatteryTest
{
    private const string Low = "home/Front=|battery low|; ", KeypadLow = "home/Front=|keypad battery low|; ";

    private readonly HappeningBench _bench = new HappeningBench(HappeningBench.AllRules, "");

    [TestMethod]
    public void Each_battery_runs_its_own_rule_at_the_edge_and_not_at_a_repeat()
    {
        _bench.State("batteryCritical", "false");
        _bench.State("keypadBatteryCritical", "false");
        _bench.State("doorsensorBatteryCritical", "true");
        Assert.AreEqual("", _bench.Ran());
        _bench.State("batteryCritical", "true");
        Assert.AreEqual(Low, _bench.Ran());
        string log = _bench.Edge.TakeLog();
        Assert.IsTrue(log.IndexOf("Front: battery low\nFront: battery low, S (rule B)\nS step 1: MQTT") == 0, log);
        _bench.State("keypadBatteryCritical", "true");
        Assert.AreEqual(KeypadLow, _bench.Ran());
        for (int i = 0; i < 5; i++)
        {
            _bench.Pass(3600);
            _bench.State("batteryCritical", "true");
            _bench.State("keypadBatteryCritical", "true");
            _bench.State("batteryCritical", "nonsense");
        }

        Assert.AreEqual("", _bench.Ran(), "repeats");
        _bench.State("batteryCritical", "false");
        _bench.State("batteryCritical", "true");
        Assert.AreEqual(Low, _bench.Ran(), "a new edge");
    }

    [TestMethod]
    public void From_unknown_to_critical_it_is_told_once()
    {
        _bench.State("batteryCritical", "true");
        _bench.State("batteryCritical", "true");
        Assert.AreEqual(Low, _bench.Ran());
    }

    [TestMethod]
    public void What_the_run_before_told_is_not_told_again_until_the_battery_was_good()
    {
        NukiLock front = _bench.Edge.House.Locks.At(0);
        front.Batteries.Restore(1 << Happening.BatteryLow);
        _bench.State("batteryCritical", "true");
        Assert.AreEqual("", _bench.Ran());
        _bench.State("keypadBatteryCritical", "true");
        Assert.AreEqual(KeypadLow, _bench.Ran(), "that one is new");
        _bench.State("batteryCritical", "false");
        _bench.State("batteryCritical", "true");
        Assert.AreEqual(Low, _bench.Ran());
    }

    [TestMethod]
    public void A_battery_that_flickers_is_saved_at_most_once_an_hour()
    {
        NukiLock front = _bench.Edge.House.Locks.At(0);
        for (int i = 0; i < 100; i++)
        {
            _bench.State("batteryCritical", "true");
            _bench.State("batteryCritical", "false");
        }

        Assert.AreEqual(1, front.Batteries.Changes);
        _bench.Pass(3600);
        _bench.State("batteryCritical", "true");
        Assert.AreEqual(2, front.Batteries.Changes);
    }

    [TestMethod]
    public void A_copy_at_an_external_broker_runs_nothing_and_the_locks_next_word_does()
    {
        _bench.Over("batteryCritical", "true", true);
        _bench.Over("batteryCritical", "true", true);
        Assert.AreEqual("", _bench.Ran());
        _bench.Over("batteryCritical", "true", false);
        _bench.Over("batteryCritical", "true", false);
        _bench.Over("batteryCritical", "true", true);
        Assert.AreEqual(Low, _bench.Ran());
    }

    [TestMethod]
    public void In_safe_mode_and_before_the_owner_confirmed_the_login_it_waits()
    {
        _bench.Edge.Edge.IsSafe = true;
        _bench.State("batteryCritical", "true");
        Assert.AreEqual("", _bench.Ran());
        _bench.Edge.Edge.IsSafe = false;
        _bench.State("batteryCritical", "true");
        Assert.AreEqual(Low, _bench.Ran());

        _bench.Edge.Send("nuki/1A/batteryCritical", "true", 1, 1);
        Assert.AreEqual("", _bench.Ran(), "anybody may be that lock");
        _bench.Edge.House.Logins.Confirm(1);
        _bench.Edge.Send("nuki/1A/batteryCritical", "true", 1, 1);
        Assert.AreEqual("home/Back=|battery low|; ", _bench.Ran());
    }
}
