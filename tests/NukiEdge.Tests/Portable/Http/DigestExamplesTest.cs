using NukiEdge.Core.Bytes;
using NukiEdge.Net.Http;

namespace NukiEdge.Tests.Http;

/// <summary>The examples of the RFCs, and headers that need escapes.</summary>
[TestClass]
public class DigestExamplesTest
{
    private const string Texts = "qop=\"auth, auth-int\", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
        + "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    private const string Head = "Digest username=\"Mufasa\", "
        + "realm=\"http-auth@example.org\", uri=\"/dir/index.html\", algorithm=";

    private const string Middle = ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, "
        + "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, response=\"";

    private const string Tail = "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    [TestMethod]
    public void The_SHA_256_example_of_RFC_7616_section_3_9_1_comes_out_byte_for_byte()
    {
        LoginBench bench = Mufasa();
        // as in the RFC: two header lines, the better first
        bench.Call.BeginAnswer();
        bench.Call.Challenges.Add("Digest realm=\"http-auth@example.org\", algorithm=SHA-256, " + Texts);
        bench.Call.Challenges.Add("Digest realm=\"http-auth@example.org\", algorithm=MD5, " + Texts);
        Assert.IsTrue(bench.Login.Answer(bench.Call, 401, bench.NowUs) == LoginStep.SendAuthorized);
        Assert.AreEqual(Head + "SHA-256" + Middle + "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1" + Tail,
            bench.Write("GET", "/dir/index.html"));
    }

    [TestMethod]
    public void The_MD5_example_of_RFC_7616_section_3_9_1_comes_out_byte_for_byte()
    {
        LoginBench bench = Mufasa();
        Assert.AreEqual("authorized", bench.Answer(401, "Digest realm=\"http-auth@example.org\", algorithm=MD5, " + Texts));
        Assert.AreEqual(Head + "MD5" + Middle + "8ca523f5e9506fed4657c9700eebdbec" + Tail, bench.Write("GET", "/dir/index.html"));
    }

    [TestMethod]
    public void The_example_of_RFC_2617_section_3_5_gives_its_response()
    {
        LoginBench bench = new LoginBench("Mufasa", "Circle Of Life", DigestChallenge.Md5);
        bench.Begin();
        bench.Answer(401, "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", "
            + "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"");
        Assert.AreEqual("Digest username=\"Mufasa\", realm=\"testrealm@host.com\", uri=\"/dir/index.html\", "
            + "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", nc=00000001, cnonce=\"0a4f113b\", qop=auth, "
            + "response=\"6629fae49393a05397450978507c4ef1\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"",
            bench.Write("GET", "/dir/index.html"));
    }

    [TestMethod]
    public void Without_qop_the_answer_has_the_form_of_RFC_2069()
    {
        // Section 2.4 of the RFC; its own response there is wrong, this one stands in its errata (id 749).
        LoginBench bench = new LoginBench("Mufasa", "CircleOfLife", DigestChallenge.Md5);
        bench.Begin();
        bench.Answer(401, "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
            + "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"");
        Assert.AreEqual("Digest username=\"Mufasa\", realm=\"testrealm@host.com\", uri=\"/dir/index.html\", "
            + "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", response=\"1949323746fe6a43ef61f9606e7febea\", "
            + "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"", bench.Write("GET", "/dir/index.html"));
    }

    [TestMethod]
    public void The_examples_of_RFC_7617_come_out_byte_for_byte()
    {
        LoginBench bench = new LoginBench("Aladdin", "open sesame", DigestChallenge.Basic);
        Assert.AreEqual("send", bench.Begin());
        Assert.AreEqual("authorized", bench.Answer(401, "Basic realm=\"WallyWorld\""));
        Assert.AreEqual("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", bench.Write("GET", "/"));
        bench = new LoginBench("test", "123\u00A3", DigestChallenge.Basic);
        bench.Begin();
        bench.Answer(401, "Basic realm=\"foo\", charset=\"UTF-8\"");
        Assert.AreEqual("Basic dGVzdDoxMjPCow==", bench.Write("GET", "/"));
    }

    [TestMethod]
    public void Names_and_realms_beyond_ASCII_and_with_quotes_are_escaped()
    {
        LoginBench bench = new LoginBench("J\u00E4s\u00F8n Doe", "x", DigestChallenge.Md5);
        bench.Begin();
        bench.Answer(401, "Digest realm=\"a\\\"b\\\\\", nonce=\"n\", qop=auth, charset=UTF-8");
        string written = bench.Write("GET", "/");
        Assert.IsTrue(written.StartsWith("Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, "
            + "realm=\"a\\\"b\\\\\", uri=\"/\", nonce=\"n\""), written);
        bench.Answer(401, "Digest realm=\"r\", nonce=\"n\", qop=auth, stale=true");
        Assert.IsTrue(bench.Write("GET", "/").StartsWith("Digest username=\"J\u00E4s\u00F8n Doe\", realm=\"r\""));
    }

    [TestMethod]
    public void What_may_not_stand_in_a_header_is_not_written()
    {
        LoginBench bench = Mufasa();
        bench.Answer(401, "Digest realm=r, nonce=n");
        Assert.IsNull(bench.Write("GET", "/a\r\nX: y"));
        DigestLogin login = new DigestLogin(20, 100);
        Assert.IsFalse(login.Set(Ascii.Of("a:b"), Ascii.Of("c"), DigestChallenge.Basic), "a colon in the name");
        Assert.IsFalse(login.Set(Ascii.Of("a"), Ascii.Of("b\n"), DigestChallenge.Basic), "a control character");
        Assert.IsFalse(login.Set(Ascii.Of("0123456789"), Ascii.Of("0123456789"), DigestChallenge.Basic), "too long");
        Assert.IsTrue(login.Set(Ascii.Of("0123456789"), Ascii.Of("012:45678"), DigestChallenge.Basic));
    }

    [TestMethod]
    public void A_header_that_does_not_fit_is_not_sent()
    {
        LoginBench bench = Mufasa();
        bench.Answer(401, "Digest realm=r, nonce=n, qop=auth");
        ByteWriter small = new ByteWriter();
        small.Reset(new byte[100]);
        Assert.IsFalse(bench.Login.Write(bench.Call, Ascii.Of("GET"), Ascii.Of("/"), small));
    }

    private static LoginBench Mufasa()
    {
        LoginBench bench = new LoginBench("Mufasa", "Circle of Life", DigestChallenge.Md5);
        bench.Call.SetCnonce(Ascii.Of("f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"));
        Assert.AreEqual("send", bench.Begin());
        return bench;
    }
}
