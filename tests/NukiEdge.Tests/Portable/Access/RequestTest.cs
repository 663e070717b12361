using NukiEdge.Tests.Support;
using NukiEdge.Web.Access;

namespace NukiEdge.Tests.Access;

[TestClass]
public class RequestTest
{
    private const string Password = "a long pass phrase";

    [TestMethod]
    public void A_request_that_was_changed_at_any_byte_is_refused_and_uses_nothing_up()
    {
        AccessBench bench = LoggedIn();
        string method = "PUT";
        string target = "/api/rules/3?dry=1";
        string body = "{\"scene\": \"" + VectorsTest.Repeated("Gate ", 110) + "\"}";
        string proof = bench.Sign("request", 1, method, target, body);
        for (int at = 0; at < proof.Length; at++)
        {
            AssertNone(bench, AccessBench.Changed(proof, at, 1), method, target, body);
            AssertNone(bench, proof.Substring(0, at), method, target, body);
        }

        for (int at = 0; at < method.Length; at++)
        {
            AssertNone(bench, proof, AccessBench.Changed(method, at, 1), target, body);
        }

        for (int at = 0; at < target.Length; at++)
        {
            AssertNone(bench, proof, method, AccessBench.Changed(target, at, 1), body);
        }

        for (int at = 0; at < body.Length; at++)
        {
            AssertNone(bench, proof, method, target, AccessBench.Changed(body, at, 1));
        }

        AssertNone(bench, proof, method, target, body + " ");
        AssertNone(bench, proof, method, target, body.Substring(0, 512));
        AssertNone(bench, proof, method, target, "");
        AssertNone(bench, proof + "0", method, target, body);
        AssertNone(bench, proof.ToUpper(), method, target, body);
        Assert.AreEqual(AccessRole.Owner, bench.Ask(SignedRequest.Session, proof, method, target, body), bench.Dice.ToString());
        AssertNone(bench, proof, method, target, body);
    }

    [TestMethod]
    public void Bytes_cannot_move_between_target_and_body()
    {
        AccessBench bench = LoggedIn();
        string proof = bench.Sign("request", 1, "POST", "/a", "bcd");
        AssertNone(bench, proof, "POST", "/ab", "cd");
        AssertNone(bench, proof, "POST/", "a", "bcd");
        AssertNone(bench, bench.Sign("request", 1, "POST", "/a\n3", ""), "POST", "/a", "\n30");
    }

    [TestMethod]
    public void Reads_may_overtake_each_other_and_changes_may_not()
    {
        AccessBench bench = LoggedIn();
        Assert.AreEqual(AccessRole.Owner, Ask(bench, 40, "GET"));
        Assert.AreEqual(AccessRole.Owner, Ask(bench, 8, "GET"), "32 behind");
        Assert.AreEqual(AccessRole.None, Ask(bench, 7, "GET"), "33 behind");
        Assert.AreEqual(AccessRole.None, Ask(bench, 8, "GET"), "again");
        Assert.AreEqual(AccessRole.None, Ask(bench, 40, "GET"), "again");
        Assert.AreEqual(AccessRole.Owner, Ask(bench, 20, "POST"), "behind reads");
        Assert.AreEqual(AccessRole.None, Ask(bench, 19, "DELETE"), "behind a change");
        Assert.AreEqual(AccessRole.Owner, Ask(bench, 19, "GET"), "a read may");
        Assert.AreEqual(AccessRole.Owner, Ask(bench, 21, "PUT"));
        Assert.AreEqual(AccessRole.None, Ask(bench, 21, "GET"), "used by a change");
        Assert.AreEqual(AccessRole.None, Ask(bench, 0, "GET"));
        Assert.AreEqual(AccessRole.Owner, Ask(bench, 999999999999999, "GET"), "fifteen digits");
        Assert.AreEqual(AccessRole.None, Ask(bench, 1000000000000000, "GET"));
    }

    [TestMethod]
    public void Counters_are_taken_as_a_list_of_all_that_came_would()
    {
        Dice dice = Dice.New();
        byte[] row = new byte[CounterWindow.Bytes];
        bool[] came = new bool[4000];
        int highest = 0;
        int highestChange = 0;
        for (int i = 0; i < 3000; i++)
        {
            int counter = highest - 40 + dice.Next(i % 50 == 0 ? 120 : 45);
            bool isChange = dice.Next(3) == 0;
            bool expected = counter > 0 && counter < came.Length && counter >= highest - 32 && !came[counter] && !(isChange && counter <= highestChange);
            if (counter >= came.Length)
            {
                break;
            }

            Assert.AreEqual(expected, CounterWindow.Take(row, 0, counter, isChange), counter.ToString() + " after " + highest.ToString() + ", " + dice.ToString());
            if (expected)
            {
                came[counter] = true;
                highest = counter > highest ? counter : highest;
                highestChange = isChange ? counter : highestChange;
            }
        }

        Assert.IsTrue(highest > 500, dice.ToString());
    }

    [TestMethod]
    public void A_ticket_opens_one_GET_of_its_own_path_once_and_is_no_header()
    {
        AccessBench bench = LoggedIn();
        string ticket = bench.Sign("ticket", 1, "GET", "/api/live?after=7", "");
        Assert.AreEqual(AccessRole.None, bench.Ask(SignedRequest.Ticket, "", "GET", "/api/log?after=7&ticket=" + ticket, ""), "another path");
        Assert.AreEqual(AccessRole.None, bench.Ask(SignedRequest.Ticket, "", "GET", "/api/live?after=8&ticket=" + ticket, ""), "another query");
        Assert.AreEqual(AccessRole.None, bench.Ask(SignedRequest.Ticket, "", "POST", "/api/live?after=7&ticket=" + ticket, ""), "a change");
        Assert.AreEqual(AccessRole.None, bench.Ask(SignedRequest.Ticket, "", "HEAD", "/api/live?after=7&ticket=" + ticket, ""), "HEAD");
        Assert.AreEqual(AccessRole.None, bench.Ask(SignedRequest.Session, ticket, "GET", "/api/live?after=7", ""), "as a header");
        Assert.AreEqual(AccessRole.None, bench.Ask(SignedRequest.Ticket, "", "GET", "/api/live?after=7&ticket="
            + bench.Sign("request", 1, "GET", "/api/live?after=7", ""), ""), "a header as a ticket");
        Assert.AreEqual(AccessRole.None, bench.Ask(SignedRequest.Ticket, "", "GET", "/api/live?after=7", ""), "none");
        Assert.AreEqual(AccessRole.Owner, bench.Ask(SignedRequest.Ticket, "", "GET", "/api/live?after=7&ticket=" + ticket, ""));
        Assert.AreEqual(AccessRole.None, bench.Ask(SignedRequest.Ticket, "", "GET", "/api/live?after=7&ticket=" + ticket, ""), "again");
        Assert.AreEqual(AccessRole.Owner, bench.Ask(SignedRequest.Ticket, "", "GET",
            "/api/live?ticket=" + bench.Sign("ticket", 2, "GET", "/api/live", ""), ""), "alone in the query");
    }

    [TestMethod]
    public void A_session_ends_after_30_quiet_minutes_after_12_hours_and_with_a_restart()
    {
        AccessBench bench = LoggedIn();
        bench.Clock.PassMs(1800000 - 1);
        Assert.AreEqual(AccessRole.Owner, bench.Send("GET", "/api/status", ""));
        bench.Clock.PassMs(1800000);
        Assert.AreEqual(AccessRole.None, bench.Send("GET", "/api/status", ""));

        bench.LogIn(Password);
        for (int quarter = 0; quarter < 47; quarter++)
        {
            bench.Clock.PassMs(900000);
            Assert.AreEqual(AccessRole.Owner, bench.Send("GET", "/api/status", ""), quarter.ToString());
        }

        bench.Clock.PassMs(900000);
        Assert.AreEqual(AccessRole.None, bench.Send("GET", "/api/status", ""), "12 hours");

        bench.LogIn(Password);
        bench.Restart();
        Assert.AreEqual(AccessRole.None, bench.Send("GET", "/api/status", ""), "restart");
    }

    [TestMethod]
    public void A_fifth_session_ends_the_one_that_was_quiet_longest()
    {
        AccessBench bench = LoggedIn();
        byte[] firstKey = bench.Key;
        string first = bench.Id;
        bench.Clock.PassMs(1000);
        bench.LogIn(Password);
        byte[] secondKey = bench.Key;
        string second = bench.Id;
        for (int i = 0; i < 2; i++)
        {
            bench.Clock.PassMs(1000);
            bench.LogIn(Password);
        }

        bench.Clock.PassMs(1000);
        Assert.AreEqual(AccessRole.Owner, Get(bench, first, firstKey, 1));
        bench.LogIn(Password);
        Assert.AreEqual(4, bench.Box.Sessions.Count(bench.Clock.NowUs));
        Assert.AreEqual(AccessRole.Owner, Get(bench, first, firstKey, 2), "the oldest, but used last");
        Assert.AreEqual(AccessRole.None, Get(bench, second, secondKey, 1));
        Assert.AreEqual(AccessRole.Owner, bench.Send("GET", "/", ""));
    }

    [TestMethod]
    public void A_change_of_password_needs_a_fresh_login_and_ends_all_sessions()
    {
        AccessBench bench = LoggedIn();
        bench.Clock.PassMs(300000);
        Assert.AreEqual(AccessVerdict.NotFresh, Change(bench, "another"));
        bench.LogIn(Password);
        byte[] key = bench.Key;
        string id = bench.Id;
        bench.LogIn(Password);
        Assert.AreEqual(AccessVerdict.Ok, Change(bench, "another"));
        Assert.AreEqual(0, bench.Box.Sessions.Count(bench.Clock.NowUs));
        Assert.AreEqual(AccessRole.None, bench.Send("GET", "/", ""));
        Assert.AreEqual(AccessRole.None, bench.Ask(SignedRequest.Session, bench.SignWith(id, key, "request", 1, "GET", "/", ""), "GET", "/", ""));
        Assert.AreEqual(AccessVerdict.Refused, bench.LogIn(Password));
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn("another"));
    }

    [TestMethod]
    public void A_sealed_field_opens_in_its_own_request_only()
    {
        AccessBench bench = LoggedIn();
        byte[] secret = Raw.Of("token");
        byte[] box = Raw.Of(AccessBench.Text(Core.Bytes.Base64.Of(Web.Seals.SealedBox.Close(bench.Hmac, bench.Key, Raw.Of("page 1 token"), new byte[16], secret, 5))));
        bench.Send("POST", "/", "");
        Assert.AreEqual("token", AccessBench.Text(bench.Box.Open(bench.Request, Raw.Of("token"), box, 0, box.Length)));
        Assert.IsNull(bench.Box.Open(bench.Request, Raw.Of("password"), box, 0, box.Length));
        bench.Send("POST", "/", "");
        Assert.IsNull(bench.Box.Open(bench.Request, Raw.Of("token"), box, 0, box.Length), "the next request");
        bench.Ask(SignedRequest.Session, "x", "GET", "/", "");
        SignedRequest unproven = bench.Box.Check.Begin(SignedRequest.Session, Raw.Of(bench.Sign("request", 3, "GET", "/", "")), 0, 51,
            Raw.Of("GET"), Raw.Of("/"), 0, 1, 0, AccessBench.Peer, bench.Clock.NowUs);
        Assert.IsNotNull(unproven);
        Assert.IsNull(bench.Box.Seal(unproven, Raw.Of("login"), secret, 5), "nothing before the proof");
    }

    private static byte Change(AccessBench bench, string password)
    {
        byte[] verifier = bench.Verifier(password);
        byte[] box = Web.Seals.SealedBox.Close(bench.Hmac, bench.Key, Raw.Of("page " + (bench.Counter + 1).ToString() + " password"), new byte[16],
            verifier, verifier.Length);
        byte[] text = Core.Bytes.Base64.Of(box);
        bench.Send("PUT", "/api/password", AccessBench.Text(text));
        return bench.Box.ChangePassword(bench.Request, text, 0, text.Length, bench.Clock.NowUs);
    }

    private static AccessBench LoggedIn()
    {
        AccessBench bench = AccessBench.WithPassword(Password);
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn(Password));
        return bench;
    }

    private static byte Get(AccessBench bench, string id, byte[] key, long counter)
    {
        return bench.Ask(SignedRequest.Session, bench.SignWith(id, key, "request", counter, "GET", "/", ""), "GET", "/", "");
    }

    private static byte Ask(AccessBench bench, long counter, string method)
    {
        return bench.Ask(SignedRequest.Session, bench.Sign("request", counter, method, "/", ""), method, "/", "");
    }

    private static void AssertNone(AccessBench bench, string proof, string method, string target, string body)
    {
        Assert.AreEqual(AccessRole.None, bench.Ask(SignedRequest.Session, proof, method, target, body), proof + " " + method + " " + target);
    }
}
