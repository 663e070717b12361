namespace NukiEdge.Tests.Happenings;

/// <summary>A lock that was connected and does not come back within a minute.</summary>
[TestClass]
public class OfflineTest
{
    private const string Offline = "home/Front=|lock offline|; ";

    private readonly HappeningBench _bench = new HappeningBench(HappeningBench.AllRules, "");

    [TestMethod]
    public void A_lock_is_offline_after_a_minute_once_and_again_only_after_it_was_back()
    {
        for (int i = 0; i < 2; i++)
        {
            int connection = _bench.Connect("front", "3807B7EC");
            _bench.Pass(1000);
            _bench.Edge.TakeLog();
            Go(connection);
            _bench.State("connected", "false");
            Assert.AreEqual(_bench.Edge.Clock.NowUs + 60000000, NextUs(), "the loop wakes up for it");
            _bench.Pass(59);
            Assert.AreEqual("", _bench.Ran(), "59 s");
            _bench.Pass(2);
            Assert.AreEqual(Offline, _bench.Ran(), "61 s");
            string log = _bench.Edge.TakeLog();
            Assert.IsTrue(log.IndexOf("Front: lock offline\nFront: lock offline, S (rule O)\nS step 1: MQTT") == 0, log);
            _bench.Pass(100000);
            Assert.AreEqual("", _bench.Ran(), "once");
        }
    }

    [TestMethod]
    public void A_lock_that_reconnects_in_time_is_not_offline_however_often()
    {
        int connection = _bench.Connect("front", "3807B7EC");
        for (int i = 0; i < 10; i++)
        {
            Go(connection);
            _bench.Pass(59);
            connection = _bench.Connect("front", "3807B7EC");
            _bench.State("connected", "false"); // its will, late
            _bench.Pass(59);
        }

        Assert.AreEqual("", _bench.Ran());
    }

    [TestMethod]
    public void At_our_own_start_no_lock_is_offline_that_this_run_has_not_seen()
    {
        _bench.State("connected", "false");
        _bench.Over("connected", "false", true);
        _bench.Over("connected", "false", false);
        _bench.Pass(1000);
        Assert.AreEqual("", _bench.Ran());
    }

    [TestMethod]
    public void At_an_external_broker_the_locks_own_topic_counts()
    {
        _bench.Over("connected", "true", true);
        _bench.Over("connected", "false", false);
        _bench.Pass(59);
        _bench.Over("connected", "true", false);
        _bench.Pass(59);
        Assert.AreEqual("", _bench.Ran(), "back in time");
        _bench.Over("connected", "false", false);
        _bench.Pass(30);
        _bench.Over("connected", "false", false);
        _bench.Pass(31);
        Assert.AreEqual(Offline, _bench.Ran(), "the time runs from the first word");
        _bench.Over("connected", "false", false);
        _bench.Over("connected", "false", true);
        _bench.Pass(1000);
        Assert.AreEqual("", _bench.Ran(), "once");
    }

    [TestMethod]
    public void A_copy_says_not_for_how_long_so_it_has_two_minutes_from_then()
    {
        _bench.Over("connected", "true", true);
        _bench.Over("connected", "false", false);
        _bench.Pass(50);
        _bench.Over("connected", "false", true); // the broker restarted, and locks come back within 90 s
        _bench.Pass(119);
        Assert.AreEqual("", _bench.Ran());
        _bench.Pass(2);
        Assert.AreEqual(Offline, _bench.Ran());
    }

    [TestMethod]
    public void A_lock_whose_login_the_owner_did_not_confirm_is_held()
    {
        int connection = _bench.Connect("back", "1A");
        _bench.Edge.Edge.Gate.Disconnected(1, connection);
        _bench.Pass(61);
        Assert.AreEqual("", _bench.Ran());
        Assert.IsTrue(_bench.Edge.TakeLog().IndexOf("Back: lock offline, held: ") > 0, "log");
    }

    private void Go(int connection)
    {
        _bench.Edge.Edge.Gate.Disconnected(0, connection);
    }

    private long NextUs()
    {
        _bench.Edge.Edge.Step();
        return _bench.Edge.Wait.DeadlineUs;
    }
}
