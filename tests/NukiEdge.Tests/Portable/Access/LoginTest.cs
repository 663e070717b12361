using NukiEdge.Core.Log;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Access;

namespace NukiEdge.Tests.Access;

[TestClass]
public class LoginTest
{
    private const string Password = "a long pass phrase";

    [TestMethod]
    public void Whose_session_is_over_is_told_within_a_minute_and_whose_place_was_needed_at_once()
    {
        AccessBench bench = AccessBench.WithPassword(Password);
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn(Password));
        bench.Box.Step(bench.Clock.NowUs);
        int before = bench.Box.Ended;
        bench.Clock.NowUs += SessionTable.IdleUs - 1;
        bench.Box.Step(bench.Clock.NowUs);
        Assert.AreEqual(before, bench.Box.Ended);
        bench.Clock.NowUs += 60000001;
        Assert.IsTrue(bench.Box.Step(bench.Clock.NowUs) <= bench.Clock.NowUs + 60000000);
        Assert.AreEqual(before + 1, bench.Box.Ended);
        for (int i = 0; i < 4; i++)
        {
            Assert.AreEqual(AccessVerdict.Ok, bench.LogIn(Password));
        }

        Assert.AreEqual(before + 1, bench.Box.Ended);
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn(Password));
        Assert.AreEqual(before + 2, bench.Box.Ended, "four places");
    }

    [TestMethod]
    public void The_right_password_gives_both_sides_one_key_and_a_wrong_one_nothing()
    {
        AccessBench bench = AccessBench.WithPassword(Password);
        Assert.AreEqual(AccessVerdict.Refused, bench.LogIn("a long pass phrasE"));
        Assert.AreEqual("", bench.Answer, "the box proves nothing to a stranger");
        Assert.AreEqual(0, bench.Box.Sessions.Count(bench.Clock.NowUs));
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn(Password));
        Assert.AreEqual(AccessRole.Owner, bench.Send("POST", "/api/x", "{}"));
        Assert.AreEqual("107 103 108 100 102 ", bench.TakeNotes());
    }

    [TestMethod]
    public void Every_message_that_was_changed_at_any_byte_is_refused()
    {
        AccessBench bench = AccessBench.WithPassword(Password);
        string nonce = bench.Nonce();
        string first = "n,,n=owner,r=" + nonce;
        for (int at = 0; at < first.Length; at++)
        {
            string changed = AccessBench.Changed(first, at, 1);
            if (bench.LoginFirst(changed, AccessBench.Peer) == AccessVerdict.Ok)
            {
                // Another nonce is a right beginning; but the browser sees that it is not its own, and signs its own.
                Assert.IsFalse(bench.Answer.StartsWith("r=" + nonce), bench.Answer);
                Refused(bench, bench.LoginMessage(nonce, Password), at);
            }
        }

        bench.LoginFirst(first, AccessBench.Peer);
        string message = bench.LoginMessage(nonce, Password);
        for (int at = 0; at < message.Length; at++)
        {
            Refused(bench, AccessBench.Changed(message, at, 1), at);
            Refused(bench, AccessBench.Changed(message, at, 4), at);
            Refused(bench, message.Substring(0, at), at);
        }

        Refused(bench, message + "A", message.Length);
        Assert.AreEqual(AccessVerdict.Ok, bench.LoginFinal(message, AccessBench.Peer), "unchanged: " + bench.Dice.ToString());
    }

    [TestMethod]
    public void The_servers_answer_that_was_changed_leads_to_no_session()
    {
        AccessBench bench = AccessBench.WithPassword(Password);
        string nonce = bench.Nonce();
        bench.LoginFirst("n,,n=owner,r=" + nonce, AccessBench.Peer);
        string answer = bench.Answer;
        for (int at = 0; at < answer.IndexOf(",s="); at++)
        {
            bench.Answer = AccessBench.Changed(answer, at, 1);
            string message = bench.Answer.StartsWith("r=") ? bench.LoginMessage(nonce, Password) : "c=biws,r=x,p=x";
            Refused(bench, message, at);
        }
    }

    [TestMethod]
    public void A_login_that_was_listened_to_works_no_second_time()
    {
        AccessBench bench = AccessBench.WithPassword(Password);
        string nonce = bench.Nonce();
        bench.LoginFirst("n,,n=owner,r=" + nonce, AccessBench.Peer);
        string message = bench.LoginMessage(nonce, Password);
        Assert.AreEqual(AccessVerdict.Stale, bench.LoginFinal(message, AccessBench.Peer + 1), "from another address");
        Assert.AreEqual(AccessVerdict.Ok, bench.LoginFinal(message, AccessBench.Peer));
        Assert.AreEqual(AccessVerdict.Stale, bench.LoginFinal(message, AccessBench.Peer));
        bench.LoginFirst("n,,n=owner,r=" + nonce, AccessBench.Peer);
        Assert.AreEqual(AccessVerdict.Stale, bench.LoginFinal(message, AccessBench.Peer), "after the same first message");
        bench.Restart();
        Assert.AreEqual(AccessVerdict.Stale, bench.LoginFinal(message, AccessBench.Peer), "after a restart");
    }

    [TestMethod]
    public void A_challenge_lives_a_minute_and_no_restart_and_a_later_login_ends_it()
    {
        AccessBench bench = AccessBench.WithPassword(Password);
        string nonce = bench.Nonce();
        bench.LoginFirst("n,,n=owner,r=" + nonce, AccessBench.Peer);
        string late = bench.LoginMessage(nonce, Password);
        bench.Clock.PassMs(61001);
        Assert.AreEqual(AccessVerdict.Stale, bench.LoginFinal(late, AccessBench.Peer));

        bench.LoginFirst("n,,n=owner,r=" + nonce, AccessBench.Peer);
        string older = bench.LoginMessage(nonce, Password);
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn(Password));
        Assert.AreEqual(AccessVerdict.Stale, bench.LoginFinal(older, AccessBench.Peer));

        bench.LoginFirst("n,,n=owner,r=" + nonce, AccessBench.Peer);
        string before = bench.LoginMessage(nonce, Password);
        bench.Restart();
        Assert.AreEqual(AccessVerdict.Stale, bench.LoginFinal(before, AccessBench.Peer));
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn(Password), "the password outlives it");
    }

    [TestMethod]
    public void Nonces_that_RFC_5802_forbids_or_that_are_too_long_are_refused()
    {
        AccessBench bench = AccessBench.WithPassword(Password);
        string[] bad = { "", "short", "with,comma0123456", "with space0123456", VectorsTest.Repeated("x", 49), "umlautä0123456789" };
        for (int i = 0; i < bad.Length; i++)
        {
            Assert.AreEqual(AccessVerdict.Malformed, bench.LoginFirst("n,,n=owner,r=" + bad[i], AccessBench.Peer), bad[i]);
        }

        Assert.AreEqual(AccessVerdict.Ok, bench.LoginFirst("n,,n=owner,r=" + VectorsTest.Repeated("x", 48), AccessBench.Peer));
    }

    [TestMethod]
    public void Before_there_is_a_password_nobody_logs_in()
    {
        AccessBench bench = new AccessBench();
        Assert.AreEqual(AccessVerdict.Closed, bench.LogIn(""));
        Assert.AreEqual(AccessVerdict.Closed, bench.LogIn(Password));
    }

    [TestMethod]
    public void A_login_costs_the_box_six_hashes_and_a_request_one_for_each_512_bytes()
    {
        AccessBench bench = AccessBench.WithPassword(Password);
        CountingBox box = new CountingBox(bench);
        System.Console.WriteLine("login: " + box.Login(Password).ToString() + " native HMACs and one managed SHA-256 block");
        Assert.AreEqual(6, box.Login(Password));
        Assert.AreEqual(1, box.Request(""));
        Assert.AreEqual(2, box.Request("{}"));
        Assert.AreEqual(5, box.Request(VectorsTest.Repeated("x", 2048)));
    }

    private static void Refused(AccessBench bench, string message, int at)
    {
        bench.Box.ButtonPressed(bench.Clock.NowUs); // so that it is not refused for having guessed too often
        byte verdict = bench.LoginFinal(message, AccessBench.Peer);
        Assert.IsTrue(verdict == AccessVerdict.Refused || verdict == AccessVerdict.Stale || verdict == AccessVerdict.Malformed,
            verdict.ToString() + " at " + at.ToString() + " of " + message);
        Assert.AreEqual(0, bench.Box.Sessions.Count(bench.Clock.NowUs));
    }

    /// <summary>Counts what the box alone hashes.</summary>
    private sealed class CountingBox
    {
        private readonly AccessBench _bench;

        public CountingBox(AccessBench bench)
        {
            _bench = bench;
        }

        public int Login(string password)
        {
            string nonce = _bench.Nonce();
            int before = _bench.Hmac.Calls;
            _bench.LoginFirst("n,,n=owner,r=" + nonce, AccessBench.Peer);
            int count = _bench.Hmac.Calls - before;
            string message = _bench.LoginMessage(nonce, password);
            before = _bench.Hmac.Calls;
            Assert.AreEqual(AccessVerdict.Ok, _bench.LoginFinal(message, AccessBench.Peer));
            count += _bench.Hmac.Calls - before;
            _bench.LogIn(password);
            return count;
        }

        public int Request(string body)
        {
            _bench.Counter++;
            string proof = _bench.Sign("request", _bench.Counter, "POST", "/api/x", body);
            int before = _bench.Hmac.Calls;
            Assert.AreEqual(AccessRole.Owner, _bench.Ask(SignedRequest.Session, proof, "POST", "/api/x", body));
            return _bench.Hmac.Calls - before;
        }
    }
}
