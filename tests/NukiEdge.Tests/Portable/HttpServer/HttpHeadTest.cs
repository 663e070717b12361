using NukiEdge.Net.Http;
using NukiEdge.Tests.Mqtt;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Serving;

/// <summary>One reading of every byte of a head, or a refusal (faults 19, 21, 23 of targets.md).</summary>
[TestClass]
public class HttpHeadTest
{
    private const string Bare = "GET / HTTP/1.1\r\nHost: box.local\r\n";
    private const string Proof = "X-NukiEdge-Proof: session\r\nContent-Type: application/json\r\n";

    private readonly HttpBench _bench = new HttpBench().Start();

    [TestMethod]
    public void A_request_gets_the_same_answer_wherever_it_is_cut_in_two()
    {
        string[] requests =
        {
            "GET /api/things/42?x=%41&y HTTP/1.1\r\nUser-Agent: Mozilla/5.0 (X11)\r\nhost:box.local\r\nX-NukiEdge-Proof:  reader \t\r\n\r\n",
            "PUT /api/things/7 HTTP/1.1\r\n" + HttpBench.Host + Proof + "Content-Length: 11\r\n\r\nhello world",
            "POST /api/login HTTP/1.1\r\n" + HttpBench.Host + "Content-Type: application/json; charset=utf-8\r\n"
                + "Transfer-Encoding: Chunked\r\n\r\n4\r\nabcd\r\n0003\r\nefg\r\n0\r\n\r\n",
            "\r\nGET /app.js HTTP/1.1\r\n" + HttpBench.Host + "Accept-Encoding: br, gzip;q=0.5\r\n\r\n",
            "GET /a/../b HTTP/1.1\r\n" + HttpBench.Host + "\r\n",
            "BREW / HTTP/1.1\r\n" + HttpBench.Host + "\r\n",
            "GET / HTTP/2.0\r\n" + HttpBench.Host + "\r\n",
        };
        string[] expected = { "200", "200", "200", "200", "400", "501", "505" };
        for (int r = 0; r < requests.Length; r++)
        {
            byte[] bytes = Raw.Of(requests[r]);
            string whole = _bench.Ask(requests[r]);
            Assert.AreEqual(expected[r], HttpBench.StatusOf(whole), requests[r]);
            for (int cut = 0; cut < bytes.Length; cut++)
            {
                FakeConnection c = _bench.Call(HttpBench.Alice);
                c.LargestRead = cut == 0 ? 1 : int.MaxValue;
                c.Write(bytes, 0, cut);
                _bench.Run();
                c.Write(bytes, cut, bytes.Length - cut);
                _bench.Run();
                Assert.AreEqual(whole, HttpBench.Take(c), "cut at " + cut.ToString());
                c.PeerIsGone = true;
                _bench.Run();
            }
        }
    }

    [TestMethod]
    public void What_two_readers_could_read_in_two_ways_is_refused_and_ends_the_connection()
    {
        string put = "PUT /api/things/7 HTTP/1.1\r\n" + HttpBench.Host + Proof;
        AssertRefused("400", put + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        AssertRefused("400", put + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n");
        AssertRefused("400", put + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd");
        AssertRefused("400", put + "Content-Length: 4, 4\r\n\r\nabcd");
        AssertRefused("400", put + "Content-Length: +4\r\n\r\nabcd");
        AssertRefused("400", put + "Content-Length: -1\r\n\r\n");
        AssertRefused("400", put + "Content-Length: 0x4\r\n\r\nabcd");
        AssertRefused("400", put + "Content-Length:\r\n\r\n");
        AssertRefused("413", put + "Content-Length: 99999999999999999999\r\n\r\n");
        AssertRefused("413", put + "Content-Length: 4294967300\r\n\r\nabcd");
        AssertRefused("501", put + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        AssertRefused("501", put + "Transfer-Encoding: identity\r\n\r\n");
        AssertRefused("501", put + "Transfer-Encoding: chunked, identity\r\n\r\n");
        AssertRefused("400", put + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        AssertRefused("400", put + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n");
        AssertRefused("400", put + "Transfer-Encoding: chunked\r\n\r\n4 \r\nabcd\r\n0\r\n\r\n");
        AssertRefused("400", put + "Transfer-Encoding: chunked\r\n\r\n4;x=y\r\nabcd\r\n0\r\n\r\n");
        AssertRefused("400", put + "Transfer-Encoding: chunked\r\n\r\n0x4\r\nabcd\r\n0\r\n\r\n");
        AssertRefused("400", put + "Transfer-Encoding: chunked\r\n\r\n-4\r\nabcd\r\n0\r\n\r\n");
        AssertRefused("400", put + "Transfer-Encoding: chunked\r\n\r\n\r\n");
        AssertRefused("400", put + "Transfer-Encoding: chunked\r\n\r\n0000004\r\nabcd\r\n0\r\n\r\n");
        AssertRefused("400", put + "Transfer-Encoding: chunked\r\n\r\n4\nabcd\r\n0\r\n\r\n");
        AssertRefused("400", put + "Transfer-Encoding: chunked\r\n\r\n4\r\nabcde\r\n0\r\n\r\n");
        AssertRefused("400", put + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n");
        AssertRefused("400", "PUT /api/things/7 HTTP/1.0\r\n" + HttpBench.Host + Proof + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        Assert.AreEqual(0, _bench.Handler.Handled, "none of them reached a handler");
    }

    [TestMethod]
    public void A_head_that_is_not_as_it_should_be_is_refused()
    {
        AssertRefused("400", Bare + "A: b\r\n c\r\n\r\n");
        AssertRefused("400", Bare + "A : b\r\n\r\n");
        AssertRefused("400", Bare + ": b\r\n\r\n");
        AssertRefused("400", Bare + "A b\r\n\r\n");
        AssertRefused("400", Bare + "A: b\nB: c\r\n\r\n");
        AssertRefused("400", Bare + "A: b\rB: c\r\n\r\n");
        AssertRefused("400", Bare + "A: b\0c\r\n\r\n");
        AssertRefused("400", Bare + "A: b\u007fc\r\n\r\n");
        AssertRefused("400", Bare + HttpBench.Host + "\r\n");
        AssertRefused("400", Bare + "Origin: http://box.local\r\nOrigin: http://box.local\r\n\r\n");
        AssertRefused("400", Bare + "Authorization: a\r\nX-NukiEdge-Proof: b\r\n\r\n");
        AssertRefused("400", "GET / HTTP/1.1\nHost: box.local\n\n");
        AssertRefused("400", "GET / HTTP/1.1\r\nHost: box.local, other\r\n\r\n");
        AssertRefused("400", "GET / HTTP/1.1\r\nHost:\r\n\r\n");
        AssertRefused("400", "GET /\r\n\r\n");
        AssertRefused("400", "GET  / HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        AssertRefused("400", "GET / HTTP/1.1 \r\n" + HttpBench.Host + "\r\n");
        AssertRefused("400", " GET / HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        AssertRefused("400", "\r\n\r\nGET / HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        AssertRefused("400", "GET / http/1.1\r\n" + HttpBench.Host + "\r\n");
        AssertRefused("400", "GET / HTTP/1.12\r\n" + HttpBench.Host + "\r\n");
        AssertRefused("400", "G\0T / HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        AssertRefused("501", "get / HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        AssertRefused("501", "CONNECT box.local:80 HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        AssertRefused("501", "TRACE / HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        AssertRefused("505", "GET / HTTP/3.0\r\n" + HttpBench.Host + "\r\n");
        Assert.AreEqual("400", HttpBench.StatusOf(_bench.Ask("GET / HTTP/1.1\r\nAccept: */*\r\n\r\n")), "no Host at all");
        Assert.AreEqual("400", HttpBench.StatusOf(_bench.Ask("GET / HTTP/1.0\r\n\r\n")), "nor an old one");
        Assert.AreEqual("200", HttpBench.StatusOf(_bench.Ask("GET / HTTP/1.1\r\nhOsT: \t BOX.local \t\r\n\r\n")));
        Assert.AreEqual("200", HttpBench.StatusOf(_bench.Ask("GET / HTTP/1.0\r\n" + HttpBench.Host + "\r\n")));
        Assert.AreEqual("200", HttpBench.StatusOf(_bench.Ask(Bare + "Cookie: \u00e4\u00f6 = \"x\"\t;\r\n\r\n")));
    }

    [TestMethod]
    public void A_target_has_one_reading_or_none()
    {
        string[] bad =
        {
            "http://box.local/", "//box.local/", "box", "*", "/../etc", "/a/./b", "/a/..", "/.", "/%2e%2e/x", "/%2E/x", "/%00", "/a%2fb",
            "/a\\b", "/a//b", "/a\u00e4", "/a#b", "/a;b", "/a\tb", "/?a=%", "/?a=%4", "/?a=%g0", "/?a=%00", "/?a=<b>", "/?a=\"", "/?a#b",
            "/a\0b", "/\u00c0\u00ae",
        };
        for (int i = 0; i < bad.Length; i++)
        {
            AssertRefused("400", "GET " + bad[i] + " HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        }

        Assert.AreEqual("404", _bench.Status("GET /a/"));
        Assert.AreEqual("404", _bench.Status("GET /..a/b..c/.x"));
        Assert.AreEqual("200", _bench.Status("GET /?a=%41+b&c=/?:@!$'()*,;"));
    }

    [TestMethod]
    public void Limits_hold_at_the_edge_and_one_over()
    {
        int most = _bench.Limits.HttpTargetBytes;
        Assert.AreEqual("404", _bench.Status("GET /" + Raw.Repeat("a", most - 1)));
        AssertRefused("414", "GET /" + Raw.Repeat("a", most) + " HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        AssertRefused("414", "GET /" + Raw.Repeat("a", 4100) + " HTTP/1.1\r\n" + HttpBench.Host + "\r\n");

        Assert.AreEqual("200", _bench.Status("GET /", Raw.Repeat("a: b\r\n", 63)));
        AssertRefused("431", Bare + Raw.Repeat("a: b\r\n", 64) + "\r\n");
        AssertRefused("431", Bare + Raw.Repeat("a: b\r\n", 200) + "\r\n");

        int left = 8192 - Bare.Length - "A: \r\n\r\n".Length;
        Assert.AreEqual("200", HttpBench.StatusOf(_bench.Ask(Bare + "A: " + Raw.Repeat("x", left) + "\r\n\r\n")));
        AssertRefused("431", Bare + "A: " + Raw.Repeat("x", left + 1) + "\r\n\r\n");
        AssertRefused("431", Bare + "Authorization: " + Raw.Repeat("x", _bench.Limits.HttpInputBytes) + "\r\n\r\n");
        AssertRefused("431", Bare + Raw.Repeat("x", 9000) + ": y\r\n\r\n");
        Assert.AreEqual("200", _bench.Status("GET /", Raw.Repeat("n", 2000) + ": y\r\n"), "a long name of no interest");
        AssertRefused("501", Raw.Repeat("X", 5000) + " / HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        Assert.AreEqual("200", _bench.Status("GET /?" + Raw.Repeat("q", most - 2), "X-NukiEdge-Proof: " + Raw.Repeat("p", 64)
            + "\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n"), "both at once");
    }

    [TestMethod]
    public void Requests_that_come_together_are_answered_one_after_the_other()
    {
        string three = "GET /api/hello HTTP/1.1\r\n" + HttpBench.Host + "\r\n" + "POST /api/login HTTP/1.1\r\n" + HttpBench.Host
            + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}" + "GET / HTTP/1.1\r\n" + HttpBench.Host + "\r\n";
        FakeConnection c = _bench.Call(HttpBench.Alice);
        string reply = _bench.Send(c, three);
        Assert.AreEqual(3, HttpBench.CountOf(reply, "HTTP/1.1 200 OK"), reply);
        Assert.IsTrue(reply.EndsWith("page.\n"));
        Assert.IsFalse(c.IsClosed);
    }

    /// <summary>The status, one reply although another request follows, and the end of the connection.</summary>
    private void AssertRefused(string status, string request)
    {
        FakeConnection c = _bench.Call(HttpBench.Alice);
        string reply = _bench.Send(c, request + "GET /api/hello HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        Assert.AreEqual(status, HttpBench.StatusOf(reply), request);
        Assert.AreEqual(1, HttpBench.CountOf(reply, "HTTP/1.1 "), request);
        Assert.IsTrue(reply.IndexOf("Connection: close\r\n") > 0, request);
        _bench.PassSeconds(2);
        Assert.IsTrue(c.IsClosed, request);
    }
}
