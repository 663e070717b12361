using NukiEdge.Connect.Sync;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>One cloud thread for sync and history, and who goes first. The bench's clock stands at 2026-11-22T00:39:06Z.</summary>
[TestClass]
public class NukiWebLinkTest
{
    private const long Now = 1795307946;

    [TestMethod]
    public void What_happened_while_the_box_was_off_is_asked_for_once_after_the_first_sync_and_runs_nothing()
    {
        LinkBench bench = new LinkBench();
        bench.RanBefore(Now - 3600);
        bench.Connected("true");
        Assert.AreEqual(LinkBench.AuthsPath, bench.NextPath(400), "the lock's id in the Web API comes with the auths");
        bench.Answer("[" + AnswerBench.Code("12345", "") + "]");
        bench.Edge.TakeLog();

        string path = bench.NextPath(60);
        Assert.IsTrue(path.StartsWith(LinkBench.LogPath + "2026-11-21T23:39:06Z&toDate=2026-11-22T00:39:0"), path);
        bench.Answer("[" + Entry("2026-11-21T23:39:00Z") + "," + Entry("2026-11-21T23:39:10Z") + "," + Entry("2026-11-22T00:10:00Z") + "]");
        Assert.AreEqual("Front: Anna, unlock by keypad code, seen later, ran nothing\n", bench.Edge.TakeLog(), "the one before was seen live, 4 s before");
        Assert.AreEqual("", bench.Edge.Relays.TakeTrace());
        Assert.AreEqual("", bench.NextPath(600));
    }

    [TestMethod]
    public void A_lock_that_was_away_for_two_minutes_is_asked_about_and_a_shorter_time_is_not()
    {
        LinkBench bench = new LinkBench();
        bench.Connected("true");
        bench.Sync();
        bench.Connected("false");
        bench.Pass(119);
        bench.Connected("true");
        Assert.AreEqual("", bench.NextPath(60));

        bench.Connected("false");
        bench.Pass(600);
        Assert.AreEqual("", bench.NextPath(1), "not before it is back");
        bench.Connected("true");
        Assert.IsTrue(bench.NextPath(60).StartsWith(LinkBench.LogPath));
        bench.Answer("[]");
        Assert.AreEqual("", bench.NextPath(60));
    }

    [TestMethod]
    public void Behind_an_external_broker_nobody_is_heard_while_it_is_away()
    {
        LinkBench bench = new LinkBench();
        FakeHealth broker = new FakeHealth { IsWell = true };
        bench.Link.Hearing = broker;
        bench.Connected("true");
        bench.Sync();
        broker.IsWell = false;
        bench.Pass(1);
        bench.Pass(600);
        broker.IsWell = true;
        Assert.IsTrue(bench.NextPath(60).StartsWith(LinkBench.LogPath));
    }

    [TestMethod]
    public void History_waits_until_nothing_happens_and_a_scene_that_waits_goes_first()
    {
        LinkBench bench = Away();
        bench.Edge.Announce("1,0,54321,777,1");
        bench.Connected("true");
        for (int i = 0; i < 30; i++)
        {
            bench.Edge.Announce("1,0,54321,777,1");
            bench.Pass(1);
            Assert.IsFalse(bench.Cloud.IsBusy && bench.Cloud.Path != LinkBench.AuthsPath, "within 10 s after an event");
            if (bench.Cloud.IsBusy)
            {
                bench.Answer("[" + AnswerBench.Code("12345", "") + "]");
            }
        }

        int sync = bench.Link.Sync.Ask(SyncWhy.SceneWaits);
        bench.Pass(0);
        Assert.AreEqual(LinkBench.AuthsPath, bench.Cloud.Path);
        Assert.IsTrue(bench.Cloud.IsBusy && sync > 0);
        bench.Answer("[" + AnswerBench.Code("12345", "") + "]");
        Assert.AreEqual(sync, bench.Link.Sync.Done);
        Assert.IsTrue(bench.NextPath(60).StartsWith(LinkBench.LogPath));
    }

    [TestMethod]
    public void One_request_is_under_way_at_a_time_and_a_late_history_is_given_up()
    {
        LinkBench bench = WithGap();
        Assert.IsTrue(bench.NextPath(60).StartsWith(LinkBench.LogPath));
        int sync = bench.Link.Sync.Ask(SyncWhy.SceneWaits);
        int started = bench.Cloud.Started;
        bench.Pass(5);
        Assert.AreEqual(started, bench.Cloud.Started, "the cloud in the test throws if two come at once");
        bench.Answer("[]");
        Assert.AreEqual(LinkBench.AuthsPath, bench.NextPath(1), "the scene's turn");
        bench.Answer("[" + AnswerBench.Code("12345", "") + "]");
        Assert.AreEqual(sync, bench.Link.Sync.Done);

        bench = WithGap();
        Assert.IsTrue(bench.NextPath(60).StartsWith(LinkBench.LogPath));
        bench.Pass(PastRequests.TimeoutMs / 1000 + 2);
        bench.Link.Sync.Ask(SyncWhy.Owner);
        bench.Pass(1);
        Assert.IsTrue(bench.Cloud.Path.StartsWith(LinkBench.LogPath), "its thread is not back");
        bench.Edge.TakeLog();
        bench.Answer("[" + Entry("2026-11-22T00:10:00Z") + "]");
        Assert.AreEqual("", bench.Edge.TakeLog(), "too late");
        Assert.AreEqual(LinkBench.AuthsPath, bench.NextPath(20));
    }

    [TestMethod]
    public void A_log_that_may_not_be_read_is_told_once_and_the_sync_goes_on()
    {
        LinkBench bench = WithGap();
        bench.NextPath(60);
        bench.Cloud.Answer(403, null);
        bench.Turns();
        string log = bench.Edge.TakeLog();
        Assert.IsTrue(log.StartsWith("Front: what happened while this box could not hear it stays unknown"), log);
        Assert.AreEqual(0, bench.Link.Sync.Status.Failures);
        Assert.AreEqual("", bench.NextPath(600));
        bench.Sync();
    }

    [TestMethod]
    public void Asked_too_often_for_history_nobody_asks_for_auths_either()
    {
        LinkBench bench = WithGap();
        bench.NextPath(60);
        bench.Cloud.Answer(429, "300");
        bench.Turns();
        Assert.AreEqual(0, bench.Link.Sync.Ask(SyncWhy.Owner));
        Assert.AreEqual("", bench.NextPath(298));
        Assert.IsTrue(bench.NextPath(30).StartsWith(LinkBench.LogPath), "it is tried again");
    }

    private static LinkBench WithGap()
    {
        LinkBench bench = Away();
        bench.Connected("true");
        bench.Edge.TakeLog();
        return bench;
    }

    /// <summary>Synced, and without the front door's lock for ten minutes.</summary>
    private static LinkBench Away()
    {
        LinkBench bench = new LinkBench();
        bench.Connected("true");
        bench.Sync();
        bench.Connected("false");
        bench.Pass(600);
        return bench;
    }

    private static string Entry(string date)
    {
        return "{`id`:`5bf3e8d1`,`smartlockId`:18119899116,`deviceType`:4,`authId`:`" + AnswerBench.Doc1
            + "`,`name`:`N`,`action`:1,`trigger`:255,`state`:0,`autoUnlock`:false,`date`:`" + date + "`,`source`:1}";
    }

    private sealed class FakeHealth : IHealth
    {
        public bool IsWell { get; set; }
    }
}
