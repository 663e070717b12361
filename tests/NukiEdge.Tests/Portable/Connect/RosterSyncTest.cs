using NukiEdge.Connect.Sync;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>When Nuki Web is asked, and what becomes of the answer.</summary>
[TestClass]
public class RosterSyncTest
{
    [TestMethod]
    public void The_first_sync_comes_within_five_minutes_and_the_next_after_two_hours_more_or_less()
    {
        SyncBench bench = new SyncBench();
        int first = bench.SecondsToRequest(SyncBench.Hour);
        Assert.IsTrue(first >= 30 && first <= 301, first.ToString());
        Assert.AreEqual("/smartlock/auth", bench.Cloud.Path);
        Assert.AreEqual(SyncBench.Token, bench.Cloud.Token);
        bench.Cloud.Answer();
        bench.Pass(0);
        Assert.AreEqual(1, bench.Sync.Done);
        Assert.IsTrue(bench.Sync.WasGood);
        int next = bench.SecondsToRequest(3 * SyncBench.Hour);
        Assert.IsTrue(next >= 6480 && next <= 7921, next.ToString());
    }

    [TestMethod]
    public void A_thousand_boxes_that_start_together_do_not_ask_together()
    {
        int[] inMinute = new int[6];
        for (uint seed = 1; seed <= 1000; seed++)
        {
            SyncSpread spread = new SyncSpread(seed * 2654435761);
            long us = spread.Between(30, 300);
            inMinute[(int)(us / 60000000)]++;
        }

        for (int i = 0; i < 5; i++)
        {
            Assert.IsTrue(inMinute[i] < 400, "minute " + i.ToString() + ": " + inMinute[i].ToString());
        }
    }

    [TestMethod]
    public void Without_a_token_nothing_is_ever_asked_and_nobody_is_promised_an_answer()
    {
        SyncBench bench = new SyncBench(new SyncTimes(), false);
        Assert.AreEqual(0, bench.Sync.Ask(SyncWhy.Owner));
        Assert.AreEqual(-1, bench.SecondsToRequest(3 * SyncBench.Hour));
        Assert.AreEqual(SyncFault.NoToken, bench.Status.Fault);
        bench.SetToken("new");
        Assert.IsTrue(bench.SecondsToRequest(SyncBench.Minute) >= 0, "a token that is entered is tried at once");
    }

    [TestMethod]
    public void While_the_clock_is_not_set_nothing_is_asked_and_then_at_once()
    {
        SyncBench bench = new SyncBench();
        bench.Edge.Clock.UtcSeconds = -1;
        Assert.AreEqual(0, bench.Sync.Ask(SyncWhy.SceneWaits));
        Assert.AreEqual(-1, bench.SecondsToRequest(SyncBench.Hour));
        Assert.AreEqual(SyncFault.ClockNotSet, bench.Status.Fault);
        bench.Edge.Clock.UtcSeconds = 1795307946;
        Assert.IsTrue(bench.SecondsToRequest(15 * SyncBench.Second) >= 0);
    }

    [TestMethod]
    public void A_clock_that_is_lost_between_question_and_request_answers_badly_instead_of_never()
    {
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        int sync = bench.Sync.Ask(SyncWhy.Owner);
        bench.Edge.Clock.UtcSeconds = -1;
        bench.Pass(0);
        Assert.AreEqual(sync, bench.Sync.Done);
        Assert.IsFalse(bench.Sync.WasGood);
    }

    [TestMethod]
    public void What_is_asked_during_a_sync_is_answered_by_the_next_one()
    {
        SyncBench bench = new SyncBench();
        bench.SecondsToRequest(SyncBench.Hour);
        int sync = bench.Sync.Ask(SyncWhy.Owner);
        Assert.AreEqual(2, sync, "the one under way may have been answered before the question");
        bench.Cloud.Answer();
        bench.Pass(0);
        Assert.AreEqual(1, bench.Sync.Done);
        bench.Pass(0);
        Assert.IsTrue(bench.Cloud.IsBusy);
        bench.Cloud.Answer();
        bench.Pass(0);
        Assert.AreEqual(2, bench.Sync.Done);
    }

    [TestMethod]
    public void Unknown_credentials_cause_one_sync_a_minute_and_ten_an_hour_at_most()
    {
        SyncBench bench = new SyncBench(SyncTimes.NeverFrozen(), true);
        bench.FirstSync();
        int before = bench.Cloud.Started;
        for (int second = 0; second < 3600; second++)
        {
            bench.Edge.Announce("3,0,54321," + (second + 100).ToString() + ",1"); // another wrong number each second
            bench.Pass(SyncBench.Second);
            if (bench.Cloud.IsBusy)
            {
                bench.Cloud.Answer();
            }
        }

        Assert.AreEqual(10, bench.Cloud.Started - before);
        bench.Pass(SyncBench.Minute);
        bench.Edge.Announce("3,0,54321,99,1");
        bench.Pass(0);
        Assert.AreEqual(11, bench.Cloud.Started - before, "the hour of the first one is over");
    }

    [TestMethod]
    public void A_credential_that_Nuki_Web_does_not_know_either_is_asked_for_less_and_less()
    {
        SyncBench bench = new SyncBench(SyncTimes.NeverFrozen(), true);
        bench.Edge.House.NukiWeb.EveryMin = 1440;
        bench.FirstSync();
        bench.Take.Result = TakeResult.Unchanged;
        int before = bench.Cloud.Started;
        for (int minute = 0; minute < 10 * 60; minute++)
        {
            bench.Edge.Announce("3,0,54321,99,1");
            bench.Pass(0);
            if (bench.Cloud.IsBusy)
            {
                bench.Cloud.Answer();
            }

            bench.Pass(SyncBench.Minute);
        }

        int asked = bench.Cloud.Started - before;
        Assert.IsTrue(asked >= 36 && asked <= 42, "after 1, 2, 4, 8 and then each 16 minutes, but " + asked.ToString());
        bench.Take.Result = TakeResult.Changed;
        bench.Sync.Ask(SyncWhy.Owner);
        bench.Pass(0);
        bench.Cloud.Answer();
        bench.Pass(SyncBench.Minute);
        Assert.IsTrue(bench.Sync.Ask(SyncWhy.UnknownCredential) > 0, "something was new: the next one may be, too");
        bench.Pass(0);
        bench.Cloud.Answer();
        bench.Pass(SyncBench.Minute);
        Assert.IsTrue(bench.Sync.Ask(SyncWhy.UnknownCredential) > 0);
    }

    [TestMethod]
    public void While_syncs_fail_an_unknown_credential_does_not_hurry_the_next_try()
    {
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        bench.Fail(SyncFault.Dns);
        Assert.AreEqual(0, bench.Sync.Ask(SyncWhy.UnknownCredential));
        Assert.AreEqual(0, bench.Sync.Ask(SyncWhy.Webhook));
        Assert.AreEqual(3, bench.Sync.Ask(SyncWhy.Owner), "the owner may");
    }

    [TestMethod]
    public void The_deadline_is_the_loops_and_a_late_answer_is_dropped()
    {
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        int sync = bench.Sync.Ask(SyncWhy.Owner);
        bench.Pass(0);
        bench.Pass(30 * SyncBench.Second);
        Assert.AreEqual(1, bench.Sync.Done, "the thread ends by itself first");
        bench.Pass(SyncBench.Second);
        Assert.AreEqual(sync, bench.Sync.Done);
        Assert.IsFalse(bench.Sync.WasGood);
        Assert.AreEqual(SyncFault.TimedOut, bench.Status.Fault);

        // The thread hangs on: nothing else is asked, whatever is due.
        bench.Sync.Ask(SyncWhy.Owner);
        bench.Pass(SyncBench.Day);
        Assert.AreEqual(2, bench.Cloud.Started);
        int taken = bench.Take.Begun;
        bench.Cloud.Answer();
        bench.Pass(0);
        Assert.AreEqual(taken, bench.Take.Begun, "the late answer must not reach the house");
        Assert.AreEqual(SyncFault.TimedOut, bench.Status.Fault);
        bench.Pass(0);
        Assert.AreEqual(3, bench.Cloud.Started, "the thread is back: what was asked meanwhile begins");
    }

    [TestMethod]
    public void An_answer_is_taken_in_slices_a_turn_each_and_is_as_of_the_time_of_the_question()
    {
        SyncBench bench = new SyncBench();
        bench.Take.Slices = 5;
        bench.SecondsToRequest(SyncBench.Hour);
        long askedUs = bench.Edge.Clock.NowUs;
        long askedUtc = bench.Edge.Clock.UtcSeconds;
        bench.Pass(3 * SyncBench.Second);
        bench.Cloud.Answer();
        for (int turn = 1; turn < 5; turn++)
        {
            bench.Pass(0);
            Assert.AreEqual(turn, bench.Take.Stepped);
            Assert.AreEqual(0, bench.Sync.Done);
            Assert.IsTrue(bench.Edge.Wait.DeadlineUs <= bench.Edge.Clock.NowUs, "the loop must not sleep between slices");
        }

        bench.Pass(0);
        Assert.AreEqual(1, bench.Sync.Done);
        Assert.AreEqual(askedUs, bench.Take.AskedUs);
        Assert.AreEqual(askedUtc, bench.Take.AskedUtc);
        Assert.AreEqual(3000000L, bench.Status.LastRequestUs);
    }

    [TestMethod]
    public void An_answer_that_leaves_nobody_is_asked_for_a_second_time_and_is_not_good_before()
    {
        SyncBench bench = new SyncBench();
        bench.Take.Result = TakeResult.HeldForSecond;
        bench.FirstSync();
        Assert.IsFalse(bench.Sync.WasGood);
        Assert.AreEqual(SyncFault.EverythingGone, bench.Status.Fault);
        int seconds = bench.SecondsToRequest(SyncBench.Hour);
        Assert.IsTrue(seconds >= 119 && seconds <= 151, seconds.ToString());
    }

    [TestMethod]
    public void A_list_that_was_refused_is_no_good_sync_and_says_why()
    {
        SyncBench bench = new SyncBench();
        bench.Take.Result = TakeResult.Refused;
        bench.FirstSync();
        Assert.IsFalse(bench.Sync.WasGood);
        Assert.AreEqual(SyncFault.TooManyAuths, bench.Status.Fault);
        Assert.AreEqual(-1L, bench.Status.LastGoodUtc);
    }

    [TestMethod]
    public void The_list_of_locks_is_asked_for_only_while_a_lock_is_unknown_and_once_a_day_at_most()
    {
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        Assert.AreEqual(1, bench.Cloud.Started, "one request a sync");
        bench.Take.WantsLocks = true;
        bench.Sync.Ask(SyncWhy.Owner);
        bench.Pass(0);
        bench.Cloud.Answer();
        bench.Pass(0);
        Assert.AreEqual("/smartlock", bench.Cloud.Path);
        bench.Cloud.Answer();
        bench.Pass(0);
        Assert.AreEqual(1, bench.Locks.Begun);
        bench.Pass(0);
        Assert.AreEqual("/smartlock/auth", bench.Cloud.Path, "once more, with the locks known");
        bench.Cloud.Answer();
        bench.Pass(0);
        bench.Pass(0);
        Assert.AreEqual(4, bench.Cloud.Started);
        Assert.AreEqual(3, bench.Sync.Done, "the list of locks has no number of its own");
    }

    [TestMethod]
    public void A_shorter_interval_counts_at_once()
    {
        SyncBench bench = new SyncBench();
        bench.Edge.House.NukiWeb.EveryMin = 1440;
        bench.FirstSync();
        bench.Pass(SyncBench.Hour);
        bench.Edge.House.NukiWeb.EveryMin = 5;
        int seconds = bench.SecondsToRequest(SyncBench.Hour);
        Assert.IsTrue(seconds >= 268 && seconds <= 332, seconds.ToString());
    }

    [TestMethod]
    public void In_safe_mode_only_the_owner_can_ask()
    {
        SyncBench bench = new SyncBench();
        bench.Edge.Edge.IsSafe = true;
        Assert.AreEqual(-1, bench.SecondsToRequest(3 * SyncBench.Hour));
        Assert.AreEqual(0, bench.Sync.Ask(SyncWhy.UnknownCredential));
        Assert.AreEqual(1, bench.Sync.Ask(SyncWhy.Owner));
        Assert.AreEqual(0, bench.SecondsToRequest(SyncBench.Minute) / 2);
        bench.Cloud.Answer();
        bench.Pass(0);
        bench.Edge.Edge.IsSafe = false;
        Assert.IsTrue(bench.SecondsToRequest(3 * SyncBench.Hour) > 0);
    }
}
