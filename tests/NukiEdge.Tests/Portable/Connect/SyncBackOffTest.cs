using NukiEdge.Connect.Sync;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Tests.Connect;

/// <summary>What follows from each fault: how long to wait, and what stands in the log.</summary>
[TestClass]
public class SyncBackOffTest
{
    // Fault; seconds after the first, second, third failure in a row; most. As in firmware/docs/cloud-sync.md.
    private static readonly int[] Table =
    {
        SyncFault.Dns, 600, 1200, 2400, 7200,
        SyncFault.NoConnection, 600, 1200, 2400, 7200,
        SyncFault.TlsWrongName, 3600, 7200, 14400, 21600,
        SyncFault.TlsExpired, 3600, 7200, 14400, 21600,
        SyncFault.TlsNotYetValid, 3600, 7200, 14400, 21600,
        SyncFault.TlsUnknownIssuer, 3600, 7200, 14400, 21600,
        SyncFault.TlsWrongUse, 3600, 7200, 14400, 21600,
        SyncFault.TlsFailed, 900, 1800, 3600, 21600,
        SyncFault.TlsStalled, 3600, 7200, 14400, 43200,
        SyncFault.TimedOut, 600, 1200, 2400, 7200,
        SyncFault.Stalled, 600, 1200, 2400, 7200,
        SyncFault.BrokeOff, 600, 1200, 2400, 7200,
        SyncFault.TooLarge, 3600, 7200, 14400, 21600,
        SyncFault.NotHttp, 900, 1800, 3600, 21600,
        SyncFault.NotJsonType, 900, 1800, 3600, 21600,
        SyncFault.Redirected, 900, 1800, 3600, 21600,
        SyncFault.NoRoots, 3600, 7200, 14400, 21600,
        SyncFault.Unexpected, 3600, 7200, 14400, 21600,
        SyncFault.Unauthorized, 86400, 86400, 86400, 86400,
        SyncFault.PaymentRequired, 86400, 86400, 86400, 86400,
        SyncFault.Forbidden, 86400, 86400, 86400, 86400,
        SyncFault.NotFound, 3600, 7200, 14400, 21600,
        SyncFault.Busy, 120, 240, 480, 7200,
        SyncFault.UpgradeRequired, 86400, 86400, 86400, 86400,
        SyncFault.TooMany, 900, 1800, 3600, 21600,
        SyncFault.ServerError, 120, 240, 480, 7200,
        SyncFault.OtherStatus, 3600, 7200, 14400, 21600,
        SyncFault.NotJson, 900, 1800, 3600, 21600,
        SyncFault.NotAuths, 3600, 7200, 14400, 21600,
        SyncFault.TooManyAuths, 3600, 7200, 14400, 21600,
        SyncFault.Contradiction, 3600, 7200, 14400, 21600,
        SyncFault.EverythingGone, 120, 240, 480, 7200,
        SyncFault.NotTaken, 3600, 7200, 14400, 21600,
    };

    [TestMethod]
    public void Each_fault_waits_its_own_time_and_longer_each_time_up_to_its_most()
    {
        for (int i = 0; i < Table.Length; i += 5)
        {
            byte fault = (byte)Table[i];
            for (int failures = 1; failures <= 3; failures++)
            {
                Assert.AreEqual(Table[i + failures], SyncBackOff.Seconds(fault, failures), "fault " + fault.ToString());
            }

            Assert.AreEqual(Table[i + 4], SyncBackOff.Seconds(fault, 1000000), "fault " + fault.ToString());
        }
    }

    [TestMethod]
    public void The_engine_waits_that_long_and_at_most_a_quarter_more()
    {
        for (int i = 0; i < Table.Length; i += 5)
        {
            SyncBench bench = new SyncBench();
            bench.FirstSync();
            bench.Fail((byte)Table[i]);
            long waitUs = bench.Status.NextUs - bench.Edge.Clock.NowUs;
            Assert.IsTrue(waitUs >= Table[i + 1] * 1000000L && waitUs <= Table[i + 1] * 1250000L, "fault " + Table[i].ToString());
            bench.Pass(waitUs / 1000 + 1);
            Assert.IsTrue(bench.Cloud.IsBusy, "fault " + Table[i].ToString());
        }
    }

    [TestMethod]
    public void Every_status_has_its_fault()
    {
        int[] pairs =
        {
            401, SyncFault.Unauthorized, 402, SyncFault.PaymentRequired, 403, SyncFault.Forbidden, 404, SyncFault.NotFound, 423, SyncFault.Busy,
            426, SyncFault.UpgradeRequired, 429, SyncFault.TooMany, 500, SyncFault.ServerError, 502, SyncFault.ServerError,
            503, SyncFault.ServerError, 301, SyncFault.Redirected, 302, SyncFault.Redirected, 307, SyncFault.Redirected, 304, SyncFault.Redirected,
            204, SyncFault.OtherStatus, 206, SyncFault.OtherStatus, 400, SyncFault.OtherStatus, 418, SyncFault.OtherStatus, 600, SyncFault.OtherStatus,
        };
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        for (int i = 0; i < pairs.Length; i += 2)
        {
            bench.SetToken("token " + i.ToString());
            bench.SecondsToRequest(SyncBench.Day);
            bench.Cloud.Answer(pairs[i], null);
            bench.Pass(0);
            Assert.AreEqual((byte)pairs[i + 1], bench.Status.Fault, "status " + pairs[i].ToString());
            Assert.AreEqual(pairs[i], bench.Status.HttpStatus);
            Assert.IsFalse(bench.Sync.WasGood);
        }

        Assert.AreEqual(1, bench.Take.Begun, "only the first answer may reach the house");
    }

    [TestMethod]
    public void A_refused_token_is_tried_once_a_day_with_a_reminder_and_at_once_when_it_changes()
    {
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        bench.Sync.Ask(SyncWhy.Owner);
        bench.Pass(0);
        bench.Cloud.Answer(401, null);
        bench.Pass(0);
        Assert.IsTrue(bench.Edge.TakeLog().StartsWith("Nuki Web refuses the sync (HTTP 401): "));
        Assert.AreEqual(0, bench.Sync.Ask(SyncWhy.SceneWaits), "a scene need not wait for what will be refused");
        Assert.AreEqual(0, bench.Sync.Ask(SyncWhy.UnknownCredential));
        Assert.AreEqual(-1, bench.SecondsToRequest(23 * SyncBench.Hour));
        Assert.IsTrue(bench.SecondsToRequest(8 * SyncBench.Hour) >= 0);
        bench.Cloud.Answer(401, null);
        bench.Pass(0);
        Assert.IsTrue(bench.Edge.TakeLog().StartsWith("Nuki Web refuses the sync (HTTP 401): "), "reminded");
        bench.SetToken("another");
        Assert.IsTrue(bench.SecondsToRequest(SyncBench.Second) >= 0);
        Assert.AreEqual("another", bench.Cloud.Token);
        bench.Cloud.Answer();
        bench.Pass(0);
        Assert.IsTrue(bench.Sync.WasGood);
    }

    [TestMethod]
    public void Retry_After_is_kept_by_everybody_in_both_its_forms_and_within_limits()
    {
        Assert.AreEqual(3600L, WaitAfter(429, "3600"));
        Assert.AreEqual(60L, WaitAfter(429, "0"));
        Assert.AreEqual(86400L, WaitAfter(429, "99999999"));
        Assert.AreEqual(900L, WaitAfter(429, "soon"));
        Assert.AreEqual(900L, WaitAfter(429, null));
        Assert.AreEqual(1800L, WaitAfter(503, "1800"));
        Assert.AreEqual(120L, WaitAfter(500, "-5"));
        Assert.AreEqual(240L, WaitAfter(429, "Sun, 22 Nov 2026 00:43:06 GMT"));
        Assert.AreEqual(60L, WaitAfter(429, "Sun, 22 Nov 2020 00:43:06 GMT"));
        Assert.AreEqual(900L, WaitAfter(429, "Sun, 31 Feb 2027 00:43:06 GMT"));
        Assert.AreEqual(86400L, WaitAfter(401, "1"), "only a busy server is listened to");
    }

    /// <summary>Seconds that the engine waits at least after this answer, the clock standing at 2026-11-22T00:39:06Z.</summary>
    private static long WaitAfter(int status, string retryAfter)
    {
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        bench.Sync.Ask(SyncWhy.Owner);
        bench.Pass(0);
        bench.Edge.Clock.UtcSeconds = 1795307946;
        bench.Cloud.Answer(status, retryAfter);
        bench.Pass(0);
        long waitUs = bench.Status.NextUs - bench.Edge.Clock.NowUs;
        if (status == 429)
        {
            Assert.AreEqual(0, bench.Sync.Ask(SyncWhy.Owner), "not even the owner");
            Assert.AreEqual(0, bench.Sync.Ask(SyncWhy.SceneWaits));
        }

        int[] steps = { 60, 120, 240, 900, 1800, 3600, 86400 };
        for (int i = 0; i < steps.Length; i++)
        {
            if (waitUs >= steps[i] * 1000000L && waitUs <= steps[i] * 1250000L)
            {
                return steps[i];
            }
        }

        return waitUs / 1000000;
    }

    [TestMethod]
    public void The_log_says_the_first_failure_and_when_it_works_again_and_nothing_between()
    {
        SyncBench bench = new SyncBench();
        bench.FirstSync();
        bench.Fail(SyncFault.Dns);
        Assert.AreEqual("sync with Nuki Web failed (code 3): no address was found for Nuki Web: check the internet connection and the DNS "
            + "server of your router; who is known stays as it was\n", bench.Edge.TakeLog());
        bench.Fail(SyncFault.TimedOut);
        bench.Fail(SyncFault.Dns);
        Assert.AreEqual("", bench.Edge.TakeLog());
        bench.Sync.Ask(SyncWhy.Owner);
        bench.Pass(0);
        bench.Cloud.Answer();
        bench.Pass(0);
        Assert.AreEqual("sync with Nuki Web works again, after 3 failures\n", bench.Edge.TakeLog());
        Assert.AreEqual(0, bench.Status.Failures);
    }

    [TestMethod]
    public void A_token_that_changes_during_a_request_is_not_blamed_for_the_old_ones_refusal()
    {
        SyncBench bench = new SyncBench();
        bench.SecondsToRequest(SyncBench.Hour);
        bench.SetToken("better");
        bench.Pass(0);
        bench.Cloud.Answer(401, null);
        bench.Pass(0);
        Assert.AreEqual("", bench.Edge.TakeLog());
        Assert.IsTrue(bench.SecondsToRequest(SyncBench.Second) >= 0);
        Assert.AreEqual("better", bench.Cloud.Token);
    }

    [TestMethod]
    public void The_end_of_a_root_is_warned_of_thirty_days_before_and_once_a_week()
    {
        SyncBench bench = new SyncBench();
        bench.Edge.House.NukiWeb.EveryMin = 1440;
        bench.SecondsToRequest(SyncBench.Hour);
        long utc = bench.Edge.Clock.UtcSeconds;
        for (int day = 0; day < 8; day++)
        {
            bench.Cloud.Request.CertificateEndsUtc = utc + 60 * 86400L;
            bench.Cloud.Request.RootEndsUtc = utc + (29 - day) * 86400L;
            bench.Cloud.Answer();
            bench.Pass(0);
            string log = bench.Edge.TakeLog();
            Assert.AreEqual(day == 0 || day == 7, log.StartsWith("the root certificate that vouches for Nuki Web ends on 2026-12-"),
                "day " + day.ToString() + ": " + log);
            bench.Pass(SyncBench.Day);
            bench.SecondsToRequest(3 * SyncBench.Hour);
        }
    }
}
