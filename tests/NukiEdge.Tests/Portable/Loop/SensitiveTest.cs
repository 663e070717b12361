using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Loop;

/// <summary>What must not run for the wrong person in any case (design section 4, rules 4 and 5), and whose auth is not valid now.</summary>
[TestClass]
public class SensitiveTest
{
    private const string Code = "3,0,54321,5,1";
    private const string Held = "Front: Anna, unlatch by keypad code, held: ";
    private const string Ran = "Front: Anna, unlatch by keypad code, Alarm off (rule Anna)";
    private const string TooOld = "a sensitive scene, and the last good sync with Nuki Web is too old (rule Anna)";

    [TestMethod]
    public void A_sensitive_scene_runs_only_while_the_table_is_fresh()
    {
        EdgeBench bench = Bench("`sensitive`:true,`freshH`:2,", "", true);
        bench.Announce(Code);
        AssertStartsWith(Held + TooOld, bench.TakeLog());
        bench.House.Locks.At(0).MarkSynced(bench.Clock.NowUs, bench.Clock.UtcSeconds);
        bench.PassMs(7200 * 1000L);
        bench.Announce(Code);
        AssertStartsWith(Ran, bench.TakeLog());
        bench.PassMs(1000);
        bench.Announce(Code);
        AssertStartsWith(Held + TooOld, bench.TakeLog());
    }

    [TestMethod]
    public void A_clock_that_is_set_back_makes_nothing_fresh()
    {
        EdgeBench bench = Bench("`sensitive`:true,`freshH`:2,", "", true);
        bench.House.Locks.At(0).MarkSynced(bench.Clock.NowUs, bench.Clock.UtcSeconds);
        bench.PassMs(7201 * 1000L);
        bench.Clock.UtcSeconds -= 7000;
        bench.Announce(Code);
        AssertStartsWith(Held + TooOld, bench.TakeLog());
    }

    [TestMethod]
    public void After_a_restart_the_saved_time_of_the_sync_counts_and_needs_a_clock()
    {
        EdgeBench bench = Bench("`sensitive`:true,", "", true);
        bench.House.Locks.At(0).SyncedUtcSeconds = bench.Clock.UtcSeconds - 24 * 3600;
        bench.Announce(Code);
        AssertStartsWith(Ran, bench.TakeLog());
        bench.Clock.UtcSeconds = -1;
        bench.Announce(Code);
        AssertStartsWith(Held + TooOld, bench.TakeLog());
    }

    [TestMethod]
    public void Without_a_token_there_is_no_limit_of_age()
    {
        EdgeBench bench = Bench("`sensitive`:true,", "", false);
        bench.Announce(Code);
        AssertStartsWith(Ran, bench.TakeLog());
    }

    [TestMethod]
    public void A_number_that_a_sync_gave_away_runs_sensitive_scenes_only_after_the_owner_confirmed_it()
    {
        EdgeBench bench = Bench("`sensitive`:true,", ",`confirmed`:false", false);
        bench.Announce(Code);
        AssertStartsWith(Held + "a sensitive scene, and you have not confirmed whose number this is (rule Anna)", bench.TakeLog());
        bench.House.Roster.Confirm(bench.House.Roster.Find(0, CredentialKind.Code, 5));
        bench.Announce(Code);
        AssertStartsWith(Ran, bench.TakeLog());
    }

    [TestMethod]
    public void Who_asked_to_be_asked_first_waits_for_Nuki_Web_and_then_runs_what_is_right()
    {
        EdgeBench bench = Bench("`sensitive`:true,`askFirst`:true,", "", true);
        FakeSync sync = new FakeSync();
        bench.Edge.RosterSync = sync;
        bench.Announce(Code);
        AssertStartsWith(Held + "a sensitive scene: Nuki Web is asked first (rule Anna)", bench.TakeLog());
        Assert.AreEqual((int)SyncWhy.SceneWaits, (int)sync.Why);
        bench.PassMs(1500);
        Assert.AreEqual("", bench.TakeLog());

        bench.House.Locks.At(0).MarkSynced(bench.Clock.NowUs, bench.Clock.UtcSeconds);
        sync.Done = 1;
        sync.WasGood = true;
        bench.PassMs(1);
        AssertStartsWith(Ran, bench.TakeLog());
        Assert.AreEqual("0+ ", bench.Relays.TakeTrace());
    }

    [TestMethod]
    public void Who_is_somebody_else_by_then_runs_nothing()
    {
        EdgeBench bench = Bench("`sensitive`:true,`askFirst`:true,", "", true);
        FakeSync sync = new FakeSync();
        bench.Edge.RosterSync = sync;
        bench.Announce(Code);
        bench.TakeLog();
        bench.House.Roster.Release(bench.House.Roster.Find(0, CredentialKind.Code, 5));
        bench.House.Locks.At(0).MarkSynced(bench.Clock.NowUs, bench.Clock.UtcSeconds);
        sync.Done = 1;
        sync.WasGood = true;
        bench.PassMs(1);
        AssertStartsWith("Front: Unknown code 5, unlatch by keypad code, held: Nuki Web says that this number is somebody else's now (rule Anna)",
            bench.TakeLog());
        Assert.AreEqual("", bench.Relays.TakeTrace());
    }

    [TestMethod]
    public void An_answer_that_is_bad_or_late_runs_nothing()
    {
        EdgeBench bench = Bench("`sensitive`:true,`askFirst`:true,", "", true);
        FakeSync sync = new FakeSync();
        bench.Edge.RosterSync = sync;
        bench.Announce(Code);
        bench.TakeLog();
        sync.Done = 1;
        bench.PassMs(1);
        AssertStartsWith(Held + "a sensitive scene, and Nuki Web did not answer well (rule Anna)", bench.TakeLog());

        bench.PassMs(10000);
        bench.Announce(Code);
        bench.TakeLog();
        bench.PassMs(19999);
        Assert.AreEqual("", bench.TakeLog());
        bench.PassMs(1);
        AssertStartsWith(Held + "a sensitive scene, and Nuki Web did not answer well (rule Anna)", bench.TakeLog());
        sync.Done = 2;
        sync.WasGood = true;
        bench.House.Locks.At(0).MarkSynced(bench.Clock.NowUs, bench.Clock.UtcSeconds);
        bench.PassMs(1);
        Assert.AreEqual("", bench.TakeLog(), "too late is too late");
    }

    [TestMethod]
    public void A_number_that_nobody_knows_asks_for_a_newer_table()
    {
        EdgeBench bench = Bench("", "", true);
        FakeSync sync = new FakeSync();
        bench.Edge.RosterSync = sync;
        bench.Announce(Code);
        Assert.AreEqual(0, sync.Asked);
        bench.Announce("3,0,54321,6,1");
        Assert.AreEqual(1, sync.Asked);
        Assert.AreEqual((int)SyncWhy.UnknownCredential, (int)sync.Why);
    }

    [TestMethod]
    public void Whose_auth_is_not_valid_now_is_not_named()
    {
        // The bench's clock starts on Sunday 2026-11-22 at 00:39:06 UTC; the house has no zone.
        AssertValid(true, "`validFrom`:`2026-11-22T00:39:00Z`");
        AssertValid(false, "`validFrom`:`2026-11-22T00:40:00Z`");
        AssertValid(true, "`validUntil`:`2026-11-22T00:40:00Z`");
        AssertValid(false, "`validUntil`:`2026-11-22T00:39:00Z`");
        AssertValid(true, "`weekdays`:[`sunday`]");
        AssertValid(false, "`weekdays`:[`monday`,`saturday`]");
        AssertValid(true, "`from`:`00:39`,`until`:`00:40`");
        AssertValid(false, "`from`:`00:40`,`until`:`23:00`");
        AssertValid(true, "`from`:`22:00`,`until`:`06:00`,`weekdays`:[`saturday`]");
        AssertValid(false, "`from`:`22:00`,`until`:`06:00`,`weekdays`:[`sunday`]");
        AssertValid(false, "`enabled`:false");
    }

    [TestMethod]
    public void Who_is_valid_at_times_is_not_named_while_the_clock_is_not_set()
    {
        EdgeBench bench = Bench("", ",`validFrom`:`2026-01-01T00:00:00Z`", false);
        bench.Clock.UtcSeconds = -1;
        bench.Announce(Code);
        AssertStartsWith("Front: Code 5 (not valid), unlatch by keypad code, held: this is valid at certain times only, and the clock is not set",
            bench.TakeLog());
        Assert.AreEqual("", bench.Relays.TakeTrace());
    }

    private static void AssertValid(bool expected, string times)
    {
        EdgeBench bench = Bench("", "," + times, false);
        bench.Announce(Code);
        string start = expected ? Ran : "Front: Code 5 (not valid), unlatch by keypad code, held: Nuki Web says that this is not valid now";
        string log = bench.TakeLog();
        Assert.IsTrue(log.IndexOf(start) == 0, times + ": " + log);
        Assert.AreEqual(expected ? "0+ " : "", bench.Relays.TakeTrace(), times);
    }

    private static EdgeBench Bench(string scene, string credential, bool token)
    {
        string house = "{`house`:1,`locks`:" + SampleHouse.Locks + ",`relays`:" + SampleHouse.Relays
            + ",`persons`:[{`name`:`Anna`,`credentials`:[{`lock`:`Front`,`code`:5" + credential + "}]}]"
            + ",`scenes`:[{`name`:`Alarm off`," + scene + "`steps`:[{`relay`:`Light`,`do`:`on`}]}]"
            + ",`rules`:[{`name`:`Anna`,`who`:{`person`:`Anna`},`scene`:`Alarm off`}]"
            + ",`logins`:" + SampleHouse.Logins + (token ? ",`nukiWeb`:{`token`:`abc`}" : "") + "}";
        return new EdgeBench(SampleHouse.Json(house));
    }

    private static void AssertStartsWith(string expected, string actual)
    {
        Assert.IsTrue(actual.IndexOf(expected) == 0, "expected " + expected + " but was " + actual);
    }

    private sealed class FakeSync : IRosterSync
    {
        public int Asked;
        public byte Why;

        public int Done { get; set; }

        public bool WasGood { get; set; }

        public int Ask(byte why)
        {
            Why = why;
            return ++Asked;
        }
    }
}
