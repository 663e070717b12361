using NukiEdge.Core.Bytes;
using NukiEdge.Net.Http;

namespace NukiEdge.Tests.Http;

/// <summary>How a login goes on: one nonce for many calls, a fresh try where it may help, patience where it cannot.</summary>
[TestClass]
public class DigestLoginTest
{
    private const string First = "Digest realm=\"r\", nonce=\"first\", qop=\"auth\", algorithm=SHA-256";
    private const string Second = "Digest realm=\"r\", nonce=\"second\", qop=\"auth\", algorithm=SHA-256";

    private LoginBench _bench = new LoginBench("admin", "secret", DigestChallenge.Md5);

    [TestMethod]
    public void One_nonce_serves_many_calls_and_its_count_grows()
    {
        LogIn();
        for (int i = 2; i <= 300; i++)
        {
            Assert.AreEqual("authorized", _bench.Begin());
            Assert.IsTrue(_bench.Write("GET", "/").IndexOf(", nonce=\"first\", nc=" + i.ToString("X8").ToLower()) > 0);
            Assert.AreEqual("done", _bench.Answer(200, null));
        }
    }

    [TestMethod]
    public void A_stale_nonce_costs_one_more_request_and_starts_a_new_count()
    {
        LogIn();
        Assert.AreEqual("authorized", _bench.Begin());
        _bench.Write("GET", "/");
        Assert.AreEqual("authorized", _bench.Answer(401, Second + ", stale=true"));
        Assert.IsTrue(_bench.Write("GET", "/").IndexOf(", nonce=\"second\", nc=00000001") > 0);
        Assert.AreEqual("done", _bench.Answer(200, null));
        Assert.AreEqual(0, _bench.WaitSeconds());
    }

    [TestMethod]
    public void A_nonce_of_an_earlier_call_may_expire_without_the_word_stale()
    {
        LogIn();
        _bench.Begin();
        _bench.Write("GET", "/");
        Assert.AreEqual("authorized", _bench.Answer(401, Second), "Shelly");
        _bench.Write("GET", "/");
        Assert.AreEqual("refused", _bench.Answer(401, First), "but its successor is fresh");
        Assert.AreEqual(30, _bench.WaitSeconds());
    }

    [TestMethod]
    public void A_nonce_that_was_learned_but_never_sent_may_expire_too()
    {
        _bench.Begin();
        Assert.AreEqual("authorized", _bench.Answer(401, First));
        Assert.AreEqual("authorized", _bench.Begin(), "the first call's time was over");
        _bench.Write("GET", "/");
        Assert.AreEqual("authorized", _bench.Answer(401, Second));
    }

    [TestMethod]
    public void A_target_that_always_says_stale_is_asked_three_times()
    {
        Assert.AreEqual("send", _bench.Begin());
        Assert.AreEqual("authorized", _bench.Answer(401, First));
        _bench.Write("GET", "/");
        Assert.AreEqual("authorized", _bench.Answer(401, Second + ", stale=true"));
        _bench.Write("GET", "/");
        Assert.AreEqual("refused", _bench.Answer(401, First + ", stale=true"));
    }

    [TestMethod]
    public void A_wrong_password_waits_30_seconds_then_longer_up_to_15_minutes()
    {
        int[] seconds = { 30, 60, 120, 240, 480, 900, 900 };
        for (int i = 0; i < seconds.Length; i++)
        {
            _bench.BeRefused();
            Assert.AreEqual(seconds[i], _bench.WaitSeconds());
            _bench.NowUs = _bench.Login.WaitUntilUs - 1;
            Assert.AreEqual("wait", _bench.Begin());
            _bench.NowUs++;
        }

        LogIn();
        Assert.AreEqual("authorized", _bench.Begin());
        _bench.Write("GET", "/");
        _bench.Answer(401, Second);
        _bench.Write("GET", "/");
        _bench.Answer(401, First);
        Assert.AreEqual(30, _bench.WaitSeconds(), "a login that was taken begins anew");
    }

    [TestMethod]
    public void An_answer_that_needed_no_login_does_not_shorten_the_back_off()
    {
        _bench.BeRefused();
        _bench.NowUs = _bench.Login.WaitUntilUs;
        Assert.AreEqual("send", _bench.Begin());
        Assert.AreEqual("done", _bench.Answer(200, null));
        _bench.BeRefused();
        Assert.AreEqual(60, _bench.WaitSeconds());
    }

    [TestMethod]
    public void Another_password_may_be_tried_at_once()
    {
        _bench.BeRefused();
        Assert.AreEqual("wait", _bench.Begin());
        Assert.IsTrue(_bench.Login.Set(Ascii.Of("admin"), Ascii.Of("other"), DigestChallenge.Md5));
        Assert.AreEqual("send", _bench.Begin());
    }

    [TestMethod]
    public void Too_many_requests_wait_as_long_as_the_target_says_within_reason()
    {
        _bench.Begin();
        Assert.AreEqual("done", _bench.AnswerBusy("7"));
        Assert.AreEqual(7, _bench.WaitSeconds());
        Assert.AreEqual("wait", _bench.Begin());
        _bench.NowUs += 7000000;
        Assert.AreEqual("send", _bench.Begin());
        _bench.AnswerBusy("0");
        Assert.AreEqual("send", _bench.Begin());
        _bench.AnswerBusy("99999999999999999999");
        Assert.AreEqual(900, _bench.WaitSeconds());
    }

    [TestMethod]
    public void A_date_in_Retry_After_is_ignored()
    {
        string[] notSeconds = { "Wed, 21 Oct 2026 07:28:00 GMT", "", "-1", "1.5", null };
        int expected = 30;
        for (int i = 0; i < notSeconds.Length; i++)
        {
            _bench.Begin();
            _bench.AnswerBusy(notSeconds[i]);
            Assert.AreEqual(expected, _bench.WaitSeconds(), notSeconds[i]);
            _bench.NowUs = _bench.Login.WaitUntilUs;
            expected *= 2;
        }

        _bench.Begin();
        _bench.Answer(200, null);
        _bench.Begin();
        _bench.AnswerBusy(null);
        Assert.AreEqual(30, _bench.WaitSeconds(), "any good answer ends it");
    }

    [TestMethod]
    public void A_scheme_that_the_owner_does_not_allow_gets_no_password()
    {
        Assert.AreEqual("send", _bench.Begin());
        Assert.AreEqual("done", _bench.Answer(401, "Basic realm=\"r\""));
        Assert.AreEqual("send", _bench.Begin());
        Assert.IsNull(_bench.Write("GET", "/"));
        _bench = new LoginBench("admin", "secret", DigestChallenge.Sha256);
        _bench.Begin();
        Assert.AreEqual("done", _bench.Answer(401, "Digest realm=r, nonce=n, qop=auth"));
        LogIn();
        _bench.Begin();
        _bench.Write("GET", "/");
        Assert.AreEqual("done", _bench.Answer(401, "Basic realm=\"r\""), "nor later");
    }

    [TestMethod]
    public void Basic_is_sent_at_once_from_the_second_call_on_and_refused_once()
    {
        _bench = new LoginBench("admin", "secret", DigestChallenge.Basic);
        _bench.Begin();
        Assert.AreEqual("authorized", _bench.Answer(401, "Basic realm=\"r\""));
        Assert.AreEqual("Basic YWRtaW46c2VjcmV0", _bench.Write("GET", "/"));
        Assert.AreEqual("done", _bench.Answer(200, null));
        Assert.AreEqual("authorized", _bench.Begin());
        _bench.Write("GET", "/");
        Assert.AreEqual("refused", _bench.Answer(401, "Basic realm=\"r\""));
    }

    [TestMethod]
    public void A_target_that_changes_to_another_scheme_is_followed()
    {
        _bench = new LoginBench("admin", "secret", DigestChallenge.Basic);
        _bench.Begin();
        _bench.Answer(401, "Basic realm=\"r\"");
        _bench.Write("GET", "/");
        Assert.AreEqual("authorized", _bench.Answer(401, First));
        string asNew = _bench.Write("GET", "/");
        _bench = new LoginBench("admin", "secret", DigestChallenge.Basic);
        _bench.Begin();
        _bench.Answer(401, First);
        Assert.AreEqual(_bench.Write("GET", "/"), asNew, "the password is hashed for the new scheme");
    }

    [TestMethod]
    public void Two_calls_at_once_share_the_count_and_are_refused_once()
    {
        LogIn();
        LoginTry one = _bench.Call;
        LoginTry two = new LoginTry(200);
        two.SetEntropy(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        _bench.Begin();
        Assert.IsTrue(_bench.Write("GET", "/").IndexOf("nc=00000002") > 0);
        _bench.Call = two;
        _bench.Begin();
        Assert.IsTrue(_bench.Write("GET", "/").IndexOf("nc=00000003") > 0);
        Assert.AreEqual("authorized", _bench.Answer(401, Second));
        Assert.IsTrue(_bench.Write("GET", "/").IndexOf("nc=00000001, cnonce=\"0102030405060708\"") > 0);
        _bench.Call = one;
        Assert.AreEqual("authorized", _bench.Answer(401, Second));
        _bench.Write("GET", "/");
        Assert.AreEqual("refused", _bench.Answer(401, Second));
        _bench.Call = two;
        Assert.AreEqual("refused", _bench.Answer(401, Second));
        Assert.AreEqual(30, _bench.WaitSeconds());
        Assert.IsNull(_bench.Write("GET", "/"), "nothing is sent any more");
    }

    private void LogIn()
    {
        Assert.AreEqual("send", _bench.Begin());
        Assert.AreEqual("authorized", _bench.Answer(401, First));
        Assert.IsTrue(_bench.Write("GET", "/").IndexOf(", nonce=\"first\", nc=00000001") > 0);
        Assert.AreEqual("done", _bench.Answer(200, null));
    }
}
