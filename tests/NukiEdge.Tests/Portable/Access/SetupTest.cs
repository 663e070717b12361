using System;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Access;

namespace NukiEdge.Tests.Access;

[TestClass]
public class SetupTest
{
    private const string Password = "a long pass phrase";

    [TestMethod]
    public void Only_a_press_of_the_button_opens_set_up_and_only_for_five_minutes()
    {
        AccessBench bench = new AccessBench();
        Assert.AreEqual(0, bench.Box.SetupSeconds(bench.Clock.NowUs));
        Assert.AreEqual(AccessVerdict.Closed, bench.SetUp(AccessBench.Code, Password));
        bench.Box.ButtonPressed(bench.Clock.NowUs);
        Assert.AreEqual(300, bench.Box.SetupSeconds(bench.Clock.NowUs));
        bench.Clock.PassMs(299999);
        Assert.AreEqual(AccessVerdict.Ok, bench.SetupFirst(bench.Nonce(), AccessBench.Peer));
        string message = bench.SetupMessage(AccessBench.Code, Password);
        bench.Clock.PassMs(1);
        Assert.AreEqual(AccessVerdict.Closed, bench.SetupFinal(message, AccessBench.Peer));
        bench.Box.Step(bench.Clock.NowUs);
        Assert.AreEqual("107 108 ", bench.TakeNotes());
        Assert.IsFalse(bench.Box.Kept.HasPassword);
    }

    [TestMethod]
    public void Set_up_with_the_code_proves_the_box_and_closes_itself()
    {
        AccessBench bench = new AccessBench();
        bench.Box.ButtonPressed(bench.Clock.NowUs);
        bench.SetupFirst(bench.Nonce(), AccessBench.Peer);
        string message = bench.SetupMessage(AccessBench.Code, Password);
        Assert.AreEqual(AccessVerdict.Ok, bench.SetupFinal(message, AccessBench.Peer));
        Assert.IsTrue(bench.Answer.StartsWith("v=") && bench.Answer.Length == 46, bench.Answer);
        Assert.AreEqual(AccessVerdict.Closed, bench.SetupFinal(message, AccessBench.Peer), "a second time");
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn(Password));

        bench.Box.ButtonPressed(bench.Clock.NowUs);
        Assert.AreEqual(0, bench.Box.SetupSeconds(bench.Clock.NowUs), "a short press leaves a password as it is");
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn(Password));
    }

    [TestMethod]
    public void Every_set_up_message_that_was_changed_at_any_byte_is_refused()
    {
        AccessBench bench = new AccessBench();
        bench.Box.ButtonPressed(bench.Clock.NowUs);
        bench.SetupFirst(bench.Nonce(), AccessBench.Peer);
        string message = bench.SetupMessage(AccessBench.Code, Password);
        for (int at = 0; at < message.Length; at++)
        {
            bench.Box.ButtonPressed(bench.Clock.NowUs);
            Refused(bench, AccessBench.Changed(message, at, 1), AccessBench.Peer);
            bench.Box.ButtonPressed(bench.Clock.NowUs);
            Refused(bench, AccessBench.Changed(message, at, 4), AccessBench.Peer);
            bench.Box.ButtonPressed(bench.Clock.NowUs);
            Refused(bench, message.Substring(0, at), AccessBench.Peer);
        }

        bench.Box.ButtonPressed(bench.Clock.NowUs);
        Refused(bench, message, AccessBench.Peer + 1);
        Assert.AreEqual(AccessVerdict.Ok, bench.SetupFinal(message, AccessBench.Peer), "unchanged");
    }

    [TestMethod]
    public void A_set_up_that_was_listened_to_works_no_second_time_not_even_after_a_reset()
    {
        AccessBench bench = new AccessBench();
        bench.Box.ButtonPressed(bench.Clock.NowUs);
        bench.SetupFirst(bench.Nonce(), AccessBench.Peer);
        string message = bench.SetupMessage(AccessBench.Code, Password);
        Assert.AreEqual(AccessVerdict.Ok, bench.SetupFinal(message, AccessBench.Peer));
        bench.Box.ButtonHeld(bench.Clock.NowUs);
        Assert.AreEqual(AccessVerdict.Stale, bench.SetupFinal(message, AccessBench.Peer), "at once");
        bench.Restart();
        bench.Box.ButtonPressed(bench.Clock.NowUs);
        Assert.AreEqual(AccessVerdict.Stale, bench.SetupFinal(message, AccessBench.Peer), "after a restart");
        Assert.IsFalse(bench.Box.Kept.HasPassword);
    }

    [TestMethod]
    public void Wrong_codes_wait_longer_and_longer_and_the_tenth_closes_set_up()
    {
        AccessBench bench = new AccessBench();
        bench.Box.ButtonPressed(bench.Clock.NowUs);
        int[] waits = { 1, 2, 4, 8, 16, 32, 32, 32, 32 };
        for (int i = 0; i < waits.Length; i++)
        {
            Assert.AreEqual(AccessVerdict.Refused, bench.SetUp("7K3QX9M2RT5B", Password), i.ToString());
            Assert.AreEqual(AccessVerdict.TooSoon, bench.SetUp(AccessBench.Code, Password), i.ToString());
            Assert.AreEqual(waits[i], bench.Box.WaitSeconds);
            bench.Clock.PassMs(waits[i] * 1000 - 1);
            Assert.AreEqual(AccessVerdict.TooSoon, bench.SetUp(AccessBench.Code, Password), i.ToString());
            bench.Clock.PassMs(1);
        }

        Assert.AreEqual(AccessVerdict.Refused, bench.SetUp("7K3QX9M2RT5B", Password));
        Assert.AreEqual(AccessVerdict.Closed, bench.SetUp(AccessBench.Code, Password));
        Assert.AreEqual("107 109 109 109 108 ", bench.TakeNotes(), "wrong codes are noted once a minute");
    }

    [TestMethod]
    public void Holding_the_button_takes_password_and_sessions_away_and_opens_set_up()
    {
        AccessBench bench = AccessBench.WithPassword(Password);
        bench.LogIn(Password);
        string nonce = bench.Nonce();
        bench.LoginFirst("n,,n=owner,r=" + nonce, AccessBench.Peer);
        string message = bench.LoginMessage(nonce, Password);
        bench.TakeNotes();
        bench.Box.ButtonHeld(bench.Clock.NowUs);
        Assert.AreEqual("104 107 ", bench.TakeNotes());
        Assert.AreEqual(AccessRole.None, bench.Send("GET", "/api/status", ""));
        Assert.AreEqual(AccessVerdict.Stale, bench.LoginFinal(message, AccessBench.Peer));
        Assert.AreEqual(AccessVerdict.Closed, bench.LogIn(Password));
        Assert.AreEqual(AccessVerdict.Ok, bench.SetUp(AccessBench.Code, "another"));
        Assert.AreEqual(AccessVerdict.Refused, bench.LogIn(Password));
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn("another"));
    }

    [TestMethod]
    public void A_verifier_of_few_rounds_or_of_another_length_is_refused()
    {
        AccessBench bench = new AccessBench();
        byte[] verifier = bench.Verifier(Password);
        verifier[17] = 0x10; // 0x1010 rounds
        Assert.IsFalse(Takes(bench, verifier));
        Assert.IsFalse(Takes(bench, new byte[83]));
        Assert.IsFalse(Takes(bench, new byte[84]));
        Assert.IsTrue(Takes(bench, bench.Verifier(Password)));
    }

    private static bool Takes(AccessBench bench, byte[] verifier)
    {
        bench.Box.ButtonHeld(bench.Clock.NowUs);
        bench.SetupFirst(bench.Nonce(), AccessBench.Peer);
        string nonces = AccessBench.Between(bench.Answer, "r=", ",s=");
        byte[] codeKey = new byte[32];
        Array.Copy(bench.Box.Kept.Bytes, 32, codeKey, 0, 32);
        byte[] key = bench.Hmac.Of(codeKey, Raw.Of("NukiEdge setup\n" + nonces));
        byte[] box = Web.Seals.SealedBox.Close(bench.Hmac, key, Raw.Of("page 0 password"), new byte[16], verifier, verifier.Length);
        return bench.SetupFinal("r=" + nonces + ",b=" + AccessBench.Text(Core.Bytes.Base64.Of(box)), AccessBench.Peer) == AccessVerdict.Ok;
    }

    private static void Refused(AccessBench bench, string message, uint peer)
    {
        byte verdict = bench.SetupFinal(message, peer);
        Assert.IsTrue(verdict == AccessVerdict.Refused || verdict == AccessVerdict.Stale || verdict == AccessVerdict.Malformed,
            verdict.ToString() + ": " + message);
        Assert.IsFalse(bench.Box.Kept.HasPassword);
    }
}
