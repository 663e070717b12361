using NukiEdge.Core;
using NukiEdge.Core.Scenes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Scenes;

/// <summary>Two callers. Codes 1, 2, 3 ... call hosts 10.0.0.1, .2, .3 ... with a deadline of one second.</summary>
[TestClass]
public class HttpCallersTest
{
    private EdgeBench _bench;

    [TestMethod]
    public void A_call_says_what_its_step_says()
    {
        EdgeBench bench = new EdgeBench();
        bench.Announce("1,0,54322,0,0");
        FakeCaller caller = bench.Callers[0].IsBusy ? bench.Callers[0] : bench.Callers[1];
        Assert.AreEqual("http://10.0.0.9:8080/in?who=Ben", caller.Url);
        Assert.AreEqual("X-By: app\r\nContent-Type: application/json\r\n", caller.Headers);
        Assert.AreEqual("{\"who\":\"Ben\"}", caller.Body);
        Assert.AreEqual(HttpCall.Post, caller.Call.Method);
        Assert.AreEqual(1000, caller.Call.TimeoutMs);
    }

    [TestMethod]
    public void One_target_never_holds_both_callers_and_its_calls_stay_in_order()
    {
        Start();
        Prove(1);
        Call(1);
        Call(1);
        Call(1);
        Assert.AreEqual("1", Busy());
        Assert.AreEqual(2, _bench.Edge.Callers.Queued);
        Answer(1, 200);
        Assert.AreEqual("1", Busy());
        Assert.AreEqual(1, _bench.Edge.Callers.Queued);
    }

    [TestMethod]
    public void Unproven_targets_together_never_hold_the_last_caller()
    {
        Start();
        Prove(1);
        Call(2);
        Call(3);
        Assert.AreEqual("2", Busy());
        Call(1);
        Assert.AreEqual("12", Busy());
        Answer(2, 204);
        Assert.AreEqual("13", Busy());
    }

    [TestMethod]
    public void A_call_that_waits_lets_those_to_other_targets_pass()
    {
        Start();
        Prove(1);
        Prove(2);
        Call(1);
        Call(1);
        Call(2);
        Assert.AreEqual("12", Busy());
        Assert.AreEqual(1, _bench.Edge.Callers.Queued);
    }

    [TestMethod]
    public void The_loop_gives_a_hanging_call_up_after_its_deadline_and_drops_the_late_answer()
    {
        Start();
        Call(1);
        _bench.TakeLog();
        _bench.PassMs(1099);
        Assert.AreEqual("", _bench.TakeLog());
        _bench.PassMs(1);
        Assert.IsTrue(_bench.TakeLog().IndexOf("HTTP: no answer in time") > 0, "given up");
        Answer(1, 200);
        Assert.AreEqual("", _bench.TakeLog(), "late");
        Call(1);
        Assert.IsTrue(_bench.TakeLog().IndexOf("skipped, the target did not answer a moment ago") > 0, "the late answer proves nothing");
    }

    [TestMethod]
    public void A_target_that_timed_out_is_skipped_for_30_s_and_then_tried_again()
    {
        Start();
        Call(1);
        Answer(1, HttpCall.TimedOut);
        _bench.PassMs(29999);
        Call(1);
        Assert.AreEqual("", Busy());
        Assert.IsTrue(_bench.TakeLog().IndexOf("skipped") > 0, "log");
        _bench.PassMs(1);
        Call(1);
        Assert.AreEqual("1", Busy());
    }

    [TestMethod]
    public void Skipping_one_target_skips_no_other_and_no_other_port()
    {
        Start();
        Call(1);
        Answer(1, HttpCall.TimedOut);
        Call(9); // 10.0.0.1 again, port 81
        Assert.AreEqual("9", Busy());
    }

    [TestMethod]
    public void A_target_that_refuses_is_not_skipped()
    {
        Start();
        Call(1);
        Answer(1, HttpCall.Refused);
        Assert.IsTrue(_bench.TakeLog().IndexOf("HTTP: the target refused") > 0, "log");
        Call(1);
        Assert.AreEqual("1", Busy());
    }

    [TestMethod]
    public void A_queued_call_to_a_target_that_times_out_meanwhile_is_skipped()
    {
        Start();
        Call(1);
        Call(1);
        Answer(1, HttpCall.TimedOut);
        Assert.AreEqual("", Busy());
        Assert.AreEqual(0, _bench.Edge.Callers.Queued);
        string log = _bench.TakeLog();
        Assert.IsTrue(log.IndexOf("no answer in time") > 0 && log.IndexOf("skipped") > 0, log);
    }

    [TestMethod]
    public void While_one_target_hangs_for_good_the_others_are_served()
    {
        Start();
        Prove(2);
        Call(1);
        _bench.PassMs(2000);
        for (int i = 0; i < 20; i++)
        {
            Call(2);
            Assert.AreEqual("12", Busy());
            Answer(2, 200);
        }

        Assert.AreEqual(0, _bench.Edge.Callers.Queued);
    }

    [TestMethod]
    public void A_full_queue_is_told_and_loses_only_what_is_too_much()
    {
        Start();
        int room = Limits.SmallBoard().QueuedCalls;
        for (int i = 0; i < room + 1; i++)
        {
            Call(1);
        }

        Assert.AreEqual(room, _bench.Edge.Callers.Queued);
        _bench.TakeLog();
        Call(2);
        Assert.IsTrue(_bench.TakeLog().IndexOf("HTTP: too many calls are waiting") > 0, "log");
        for (int i = 0; i < room + 1; i++)
        {
            Assert.AreEqual("1", Busy());
            Answer(1, 200);
        }

        Assert.AreEqual("", Busy());
    }

    [TestMethod]
    public void Every_call_that_was_taken_ends_in_the_log_with_its_status()
    {
        Start();
        int[] results = { 100, 200, 404, 599, HttpCall.Broken, HttpCall.BadAnswer };
        string[] words = { "HTTP 100,", "HTTP 200,", "HTTP 404,", "HTTP 599,", "HTTP: the connection broke,", "HTTP: the answer was not HTTP," };
        for (int i = 0; i < results.Length; i++)
        {
            Call(1);
            _bench.TakeLog();
            _bench.Clock.PassMs(7);
            Answer(1, results[i]);
            string log = _bench.TakeLog();
            Assert.IsTrue(log.IndexOf(words[i] + " 0.00 ms to 7.0 ms") > 0, log);
        }
    }

    /// <summary>Nine scenes, one for each of nine persons with codes 1 to 9.</summary>
    private void Start()
    {
        string persons = "";
        string scenes = "";
        string rules = "";
        for (int i = 1; i <= 9; i++)
        {
            string n = i.ToString();
            string comma = i > 1 ? "," : "";
            persons += comma + "{`name`:`P" + n + "`,`credentials`:[{`lock`:`Front`,`code`:" + n + "}]}";
            scenes += comma + "{`name`:`S" + n + "`,`steps`:[{`http`:`GET`,`url`:`http://10.0.0." + (i == 9 ? "1:81" : n)
                + "/" + n + "`,`timeoutMs`:1000}]}";
            rules += comma + "{`name`:`R" + n + "`,`who`:{`person`:`P" + n + "`},`scene`:`S" + n + "`}";
        }

        _bench = new EdgeBench(SampleHouse.With(SampleHouse.Locks, SampleHouse.Relays, "[" + persons + "]", "[" + scenes + "]",
            "[" + rules + "]", "[{`user`:`front`,`password`:`x`,`role`:`lock`,`lock`:`Front`}]"));
    }

    private void Call(int target)
    {
        _bench.Announce("3,0,54321," + target.ToString() + ",1");
    }

    private void Prove(int target)
    {
        Call(target);
        Answer(target, 200);
        _bench.TakeLog();
    }

    private void Answer(int target, int result)
    {
        for (int i = 0; i < _bench.Callers.Length; i++)
        {
            if (_bench.Callers[i].IsBusy && Target(_bench.Callers[i]) == target.ToString())
            {
                _bench.Callers[i].Answer(result);
                _bench.Edge.Step();
                return;
            }
        }

        throw new System.Exception("nobody calls " + target.ToString());
    }

    /// <summary>The targets that are being called, in order of their numbers.</summary>
    private string Busy()
    {
        string busy = "";
        for (int i = 0; i < _bench.Callers.Length; i++)
        {
            if (_bench.Callers[i].IsBusy)
            {
                string target = Target(_bench.Callers[i]);
                busy = busy != "" && target[0] < busy[0] ? target + busy : busy + target;
            }
        }

        return busy;
    }

    private static string Target(FakeCaller caller)
    {
        return caller.Url.Substring(caller.Url.Length - 1);
    }
}
