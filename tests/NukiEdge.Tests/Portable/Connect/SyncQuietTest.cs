using NukiEdge.Connect.Sync;
using NukiEdge.Core.Ports;

namespace NukiEdge.Tests.Connect;

/// <summary>A handshake freezes the board: it never begins while something may happen at the door (design section 6).</summary>
[TestClass]
public class SyncQuietTest
{
    [TestMethod]
    public void Nothing_is_asked_within_ten_seconds_after_an_event()
    {
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        bench.Edge.Announce("2,6,0,0,0"); // locked by itself: an event like any other
        bench.Sync.Ask(SyncWhy.Owner);
        bench.Pass(9999);
        Assert.IsFalse(bench.Cloud.IsBusy);
        Assert.IsTrue(bench.Status.WaitsForQuiet);
        bench.Pass(1);
        Assert.IsTrue(bench.Cloud.IsBusy);
        Assert.IsFalse(bench.Status.WaitsForQuiet);
    }

    [TestMethod]
    public void A_lock_that_turns_by_hand_counts_as_an_event()
    {
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        bench.Edge.Send("nuki/3807B7EC/state", "2", 0, 1);
        bench.Sync.Ask(SyncWhy.Owner);
        bench.Pass(9000);
        Assert.IsFalse(bench.Cloud.IsBusy);
        bench.Pass(1000);
        Assert.IsTrue(bench.Cloud.IsBusy);
    }

    [TestMethod]
    public void Nothing_is_asked_while_a_relay_goes_off_within_a_minute()
    {
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        bench.Edge.Edge.Relays.Order(2, Core.Scenes.RelayOrder.Pulse, 90000, bench.Edge.Clock.NowUs);
        bench.Edge.Edge.Relays.SetLongestOn(2, 100000);
        bench.Edge.Edge.Relays.Order(2, Core.Scenes.RelayOrder.Pulse, 90000, bench.Edge.Clock.NowUs);
        bench.Pass(29000);
        bench.Sync.Ask(SyncWhy.Owner);
        bench.Pass(0);
        Assert.IsTrue(bench.Cloud.IsBusy, "61 s before it goes off");
        bench.Cloud.Answer();
        bench.Pass(1000);
        bench.Sync.Ask(SyncWhy.Owner);
        bench.Pass(0);
        Assert.IsFalse(bench.Cloud.IsBusy, "60 s before it goes off");
        bench.Pass(59999);
        Assert.IsFalse(bench.Cloud.IsBusy);
        bench.Pass(1);
        bench.Pass(1);
        Assert.IsTrue(bench.Cloud.IsBusy, "it is off");
    }

    [TestMethod]
    public void Nothing_is_asked_while_a_step_of_a_scene_is_due_or_its_call_is_under_way()
    {
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        bench.Edge.Announce("3,0,54321,12345,1");
        bench.Edge.Announce("1,0,54322,0,0"); // Ben: a call
        Assert.IsTrue(bench.Edge.Callers[1].IsBusy);
        bench.Sync.Ask(SyncWhy.Owner);
        bench.Edge.Edge.Relays.AllOff();
        bench.Pass(1000);
        bench.Edge.Callers[1].Answer(200);
        bench.Pass(8999);
        Assert.IsFalse(bench.Cloud.IsBusy);
        bench.Pass(1000);
        Assert.IsTrue(bench.Cloud.IsBusy);
    }

    [TestMethod]
    public void A_scene_that_waits_for_the_answer_asks_at_once_but_not_while_a_relay_goes_off_soon()
    {
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        bench.Edge.Announce("3,0,54321,777,1");
        Assert.AreEqual(2, bench.Sync.Ask(SyncWhy.SceneWaits));
        bench.Pass(0);
        Assert.IsTrue(bench.Cloud.IsBusy, "right after the event");
        bench.Cloud.Answer();
        bench.Pass(SyncBench.Minute);
        bench.Edge.Edge.Relays.AllOff();

        bench.Edge.Edge.Relays.Order(1, Core.Scenes.RelayOrder.Pulse, 2000, bench.Edge.Clock.NowUs);
        Assert.AreEqual(3, bench.Sync.Ask(SyncWhy.SceneWaits));
        bench.Pass(1999);
        Assert.IsFalse(bench.Cloud.IsBusy, "a relay must never be on longer than its limit");
        bench.Pass(1);
        bench.Pass(1);
        Assert.IsTrue(bench.Cloud.IsBusy);
    }

    [TestMethod]
    public void Where_nothing_freezes_nothing_is_waited_for()
    {
        SyncBench bench = new SyncBench(SyncTimes.NeverFrozen(), true);
        bench.FirstSync();
        bench.Edge.Announce("3,0,54321,12345,1"); // a relay goes on
        bench.Sync.Ask(SyncWhy.Owner);
        bench.Pass(0);
        Assert.IsTrue(bench.Cloud.IsBusy);
    }

    [TestMethod]
    public void The_loop_sleeps_until_it_is_quiet_and_not_longer()
    {
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        bench.Edge.Announce("2,6,0,0,0");
        long eventUs = bench.Edge.Clock.NowUs;
        bench.Sync.Ask(SyncWhy.Owner);
        bench.Pass(1000);
        Assert.AreEqual(eventUs + 10000000, bench.Edge.Wait.DeadlineUs);
    }
}
