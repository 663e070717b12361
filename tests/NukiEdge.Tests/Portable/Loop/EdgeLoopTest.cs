using NukiEdge.Core;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Loop;

[TestClass]
public class EdgeLoopTest
{
    /// <summary>A part that receives a message in its turn, as the broker does, and has nothing else to do.</summary>
    private sealed class Receiver : IPart
    {
        public EdgeBench Bench;
        public string Payload;

        public long Step(long nowUs)
        {
            if (Payload != null)
            {
                string payload = Payload;
                Payload = null;
                Bench.Announce(payload);
            }

            return long.MaxValue;
        }
    }

    [TestMethod]
    public void A_persons_code_runs_that_persons_scene_at_once()
    {
        EdgeBench bench = new EdgeBench();
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual("0+ 1+ ", bench.Relays.Trace);
        Assert.AreEqual("Front: Anna, unlatch by keypad code, Welcome (rule Anna comes), 0.00 ms\n"
            + "Welcome step 1: relay Light on, 0.00 ms to 0.00 ms\nWelcome step 2: relay Bell pulse, 0.00 ms to 0.00 ms\n", bench.TakeLog());
    }

    [TestMethod]
    public void The_same_code_number_at_another_lock_is_another_person()
    {
        EdgeBench bench = new EdgeBench();
        bench.Send("nuki/1A/lockActionEvent", "1,0,5,12345,1", -1, 2);
        LogRecord record = bench.Last(EventLog.Announcement);
        Assert.AreEqual("Ben", bench.House.Persons.Text(record.Person));
        Assert.AreEqual("Gate", bench.House.Locks.Names.Text(record.Lock));
        Assert.AreEqual("http://10.0.0.9:8080/in?who=Ben", bench.Callers[0].Url + bench.Callers[1].Url);
    }

    [TestMethod]
    public void All_relays_are_off_at_start_and_after_a_halt()
    {
        EdgeBench bench = new EdgeBench();
        Assert.IsTrue(!bench.Relays.On[0] && !bench.Relays.On[1] && !bench.Relays.On[2], "start");
        bench.Announce("3,0,54321,12345,1");
        bench.Edge.Halt();
        Assert.IsTrue(!bench.Relays.On[0] && !bench.Relays.On[1] && !bench.Relays.On[2], "halt");
    }

    [TestMethod]
    public void A_halted_scene_does_not_go_on()
    {
        EdgeBench bench = new EdgeBench();
        bench.Announce("3,0,54321,777,1");
        bench.Edge.Halt();
        bench.Relays.TakeTrace();
        bench.PassMs(10000);
        Assert.AreEqual("", bench.Relays.Trace);
    }

    [TestMethod]
    public void Relays_act_before_the_first_call_of_their_stretch()
    {
        EdgeBench bench = new EdgeBench();
        bench.Announce("1,0,54322,0,0");
        Assert.AreEqual("1+ ", bench.Relays.Trace);
        string log = bench.TakeLog();
        Assert.IsTrue(log.IndexOf("step 1: relay Bell") > 0, log);
        Assert.IsTrue(bench.Callers[0].IsBusy || bench.Callers[1].IsBusy, "the call started too");
    }

    [TestMethod]
    public void An_unknown_lock_moves_nothing()
    {
        EdgeBench bench = new EdgeBench();
        bench.Send("nuki/3807B7ED/lockActionEvent", "3,0,54321,12345,1", EdgeBench.Front, 1);
        Assert.AreEqual("", bench.Relays.Trace);
        Assert.AreEqual("", bench.TakeLog());
    }

    [TestMethod]
    public void Every_announcement_leaves_a_line_that_explains_it()
    {
        EdgeBench bench = new EdgeBench();
        Explained(bench, "3,0,54321,777,1", "Unknown code 777, unlatch by keypad code, Tell (rule Stranger)");
        Explained(bench, "3,0,54321,778,1", "Unknown code 778, unlatch by keypad code, held: the rule ran a moment ago (rule Stranger)");
        Explained(bench, "1,0,54321,0,1", "Keypad (nobody), unlock by auto-unlock, held: the keypad without a code is nobody");
        Explained(bench, "1,0,99,0,1", "Auto-unlock or wrong code (nobody), unlock by auto-unlock, held: may be a wrong code");
        Explained(bench, "1,0,0,0,1", "Auto-unlock or wrong code (nobody)");
        Explained(bench, "2,6,0,0,0", "Nobody, lock by auto-lock, held: the lock locked by itself");
        Explained(bench, "1,3,0,0,0", "Nobody, unlock by time control, held: the lock's own time control");
        Explained(bench, "1,9,54322,0,0", "Ben, unlock by trigger 9, held: no document knows this combination");
        Explained(bench, "7,0,54322,0,0", "Ben, action 7 by app, held: no document knows this combination");
        Explained(bench, "6,0,54322,0,0", "Ben, full lock by app, no rule is about this");
        Explained(bench, "1,2,0,0,1", "Nobody, unlock by button, Welcome (rule Button)");
        Explained(bench, "3,0,,1", "Front: ignored: an announcement with an empty field");
    }

    [TestMethod]
    public void A_retained_announcement_runs_nothing_and_the_log_says_so()
    {
        EdgeBench bench = new EdgeBench();
        Message message = bench.Message("nuki/3807B7EC/lockActionEvent", "3,0,54321,12345,1", EdgeBench.Front, 1);
        message.Retain = true;
        bench.Edge.OnMessage(message);
        Assert.AreEqual("", bench.Relays.Trace);
        Assert.IsTrue(bench.TakeLog().IndexOf("ignored: a retained copy") > 0, "log");
    }

    [TestMethod]
    public void Events_of_a_login_that_bound_itself_are_held_until_the_owner_confirms()
    {
        EdgeBench bench = new EdgeBench();
        bench.House.Logins.Bind(EdgeBench.Front, 0);
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual("", bench.Relays.Trace);
        Assert.IsTrue(bench.TakeLog().IndexOf("held: you have not confirmed this lock's login") > 0, "log");
        bench.House.Logins.Confirm(EdgeBench.Front);
        bench.Clock.PassMs(1000);
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual("0+ 1+ ", bench.Relays.Trace);
    }

    [TestMethod]
    public void An_unconfirmed_login_accuses_no_auth_of_being_a_keypad()
    {
        EdgeBench bench = new EdgeBench();
        bench.House.Logins.Bind(EdgeBench.Front, 0);
        bench.Announce("3,0,54322,1,1");
        bench.House.Logins.Confirm(EdgeBench.Front);
        bench.Announce("1,0,54322,0,0");
        Assert.AreEqual("Ben", bench.House.Persons.Text(bench.Last(EventLog.Announcement).Person));
    }

    [TestMethod]
    public void A_keypad_loses_the_person_it_was_given()
    {
        EdgeBench bench = new EdgeBench();
        bench.Announce("3,0,54322,1,1");
        Assert.IsTrue(bench.TakeLog().IndexOf("auth 54322 is the keypad itself and was taken from its person") > 0, "log");
        bench.Announce("1,0,54322,0,0");
        Assert.AreEqual(Reason.Keypad, bench.Last(EventLog.Announcement).Reason);
    }

    [TestMethod]
    public void The_wait_ends_when_a_relay_that_an_event_switched_is_due()
    {
        EdgeBench bench = new EdgeBench();
        bench.Edge.Add(new Receiver { Bench = bench, Payload = "3,0,54321,12345,1" });
        bench.Edge.Step();
        Assert.IsTrue(bench.Relays.On[1], "the bell rings");
        Assert.AreEqual(bench.Clock.NowUs + 500000, bench.Wait.DeadlineUs, "the loop would sleep on while the bell rings");
    }

    [TestMethod]
    public void The_wait_ends_when_a_scene_that_an_event_started_goes_on()
    {
        EdgeBench bench = new EdgeBench();
        bench.Edge.Add(new Receiver { Bench = bench, Payload = "3,0,54321,777,1" });
        bench.Edge.Step();
        Assert.AreEqual(bench.Clock.NowUs + 300000, bench.Wait.DeadlineUs, "the loop would sleep through the scene's wait");
    }

    [TestMethod]
    public void The_wait_ends_when_a_relay_that_a_later_stretch_switched_is_due()
    {
        EdgeBench bench = new EdgeBench(SampleHouse.WithScenes(
            "[{`name`:`Twice`,`steps`:[{`waitMs`:300},{`relay`:`Bell`,`do`:`pulse`,`ms`:200}]}]",
            "[{`name`:`All`,`who`:`known`,`scene`:`Twice`}]"));
        bench.Announce("3,0,54321,12345,1");
        bench.PassMs(300);
        Assert.IsTrue(bench.Relays.On[1], "the bell rings");
        Assert.AreEqual(bench.Clock.NowUs + 200000, bench.Wait.DeadlineUs, "the loop would sleep on while the bell rings");
    }

    [TestMethod]
    public void The_wait_ends_at_the_deadline_of_a_call_that_an_event_started()
    {
        EdgeBench bench = new EdgeBench(SampleHouse.WithScenes(
            "[{`name`:`Call`,`steps`:[{`http`:`GET`,`url`:`http://10.0.0.9/`,`timeoutMs`:1000}]}]",
            "[{`name`:`All`,`who`:`known`,`scene`:`Call`}]"));
        bench.Edge.Add(new Receiver { Bench = bench, Payload = "3,0,54321,12345,1" });
        bench.Edge.Step();
        Assert.AreEqual(bench.Clock.NowUs + 1100000, bench.Wait.DeadlineUs, "nobody gives the dead target up");
    }

    [TestMethod]
    public void The_log_still_knows_why_after_a_scene_of_the_longest_kind()
    {
        string steps = "{`relay`:`Bell`,`do`:`off`}";
        EdgeBench bench = new EdgeBench(SampleHouse.WithScenes(
            "[{`name`:`Long`,`steps`:[" + Raw.Repeat(steps + ",", Limits.SmallBoard().SceneSteps - 1) + steps + "]}]", "[{`name`:`All`,`who`:`known`,`scene`:`Long`}]"));
        bench.Announce("3,0,54321,12345,1");
        Assert.IsTrue(bench.TakeLog().IndexOf("Anna, unlatch by keypad code, Long (rule All)") >= 0, "its steps pushed the verdict out");
    }

    private static void Explained(EdgeBench bench, string payload, string sentence)
    {
        bench.TakeLog();
        bench.Announce(payload);
        string log = bench.TakeLog();
        Assert.IsTrue(log.IndexOf(sentence) >= 0, payload + " is explained as " + log);
    }
}
