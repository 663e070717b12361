using NukiEdge.Net.Http;
using NukiEdge.Tests.Mqtt;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Serving;

/// <summary>Bodies: where they go, how long they may be, and what becomes of those that never end (faults 21, 25, 26).</summary>
[TestClass]
public class HttpBodyTest
{
    private const string Json = "Content-Type: application/json\r\n";
    private const string Owner = "X-NukiEdge-Proof: session\r\n" + Json;

    private readonly HttpBench _bench = new HttpBench().Start();

    [TestMethod]
    public void An_owners_body_may_be_as_long_as_the_limit_and_not_one_byte_more()
    {
        int most = _bench.Limits.HttpBodyBytes;
        Assert.AreEqual("{\"route\":2,\"id\":\"1\",\"bytes\":" + most.ToString() + ",\"who\":3}", PutOf(most));
        Assert.AreEqual("413", HttpBench.StatusOf(_bench.Ask(Put("Content-Length: " + (most + 1).ToString()) + Raw.Repeat("x", most + 1))));
        string chunk = Raw.Repeat("x", 256);
        string chunks = Raw.Repeat("100\r\n" + chunk + "\r\n", most / 256);
        Assert.AreEqual("200", HttpBench.StatusOf(_bench.Ask(Put("Transfer-Encoding: chunked") + chunks + "0\r\n\r\n")));
        Assert.AreEqual("413", HttpBench.StatusOf(_bench.Ask(Put("Transfer-Encoding: chunked") + chunks + "1\r\nx\r\n0\r\n\r\n")));
        Assert.AreEqual("200", HttpBench.StatusOf(_bench.Ask(Put("Content-Length: 0"))), "an empty one is one, too");
    }

    [TestMethod]
    public void A_strangers_body_has_the_room_behind_its_head_and_no_other()
    {
        string head = "POST /api/login HTTP/1.1\r\n" + HttpBench.Host + Json;
        int room = _bench.Limits.HttpInputBytes - "/api/login".Length;
        Assert.AreEqual("200", HttpBench.StatusOf(_bench.Ask(head + "Content-Length: " + room.ToString() + "\r\n\r\n" + Raw.Repeat("x", room))));
        Assert.AreEqual("413", HttpBench.StatusOf(_bench.Ask(head + "Content-Length: " + (room + 1).ToString() + "\r\n\r\n" + Raw.Repeat("x", room + 1))));
        string most = (room - 16).ToString("X2");
        string over = (room - 15).ToString("X2");
        Assert.AreEqual("200", HttpBench.StatusOf(_bench.Ask(head + "Transfer-Encoding: chunked\r\n\r\n" + most + "\r\n"
            + Raw.Repeat("x", room - 16) + "\r\n0\r\n\r\n")));
        Assert.AreEqual("413", HttpBench.StatusOf(_bench.Ask(head + "Transfer-Encoding: chunked\r\n\r\n" + over + "\r\n"
            + Raw.Repeat("x", room - 15) + "\r\n0\r\n\r\n")));
    }

    [TestMethod]
    public void A_body_comes_out_as_it_went_in_wherever_it_lay()
    {
        for (int bytes = 1; bytes < 199; bytes++)
        {
            string body = Raw.Repeat("0123456789", 20).Substring(0, bytes);
            string plain = _bench.Ask(Put("Content-Length: " + bytes.ToString()) + body);
            string chunked = _bench.Ask(Put("Transfer-Encoding: chunked") + "1\r\n0\r\n"
                + (bytes > 1 ? (bytes - 1).ToString("x2") + "\r\n" + body.Substring(1) + "\r\n" : "") + "0\r\n\r\n");
            Assert.IsTrue(plain.EndsWith("}" + body), plain);
            Assert.IsTrue(chunked.EndsWith("}" + body), chunked);
        }
    }

    [TestMethod]
    public void What_a_route_does_not_take_is_refused_before_it_is_read()
    {
        Assert.AreEqual("411", _bench.Status("PUT /api/things/1", Owner));
        Assert.AreEqual("411", _bench.Status("POST /api/relays/1/on", Owner));
        Assert.AreEqual("413", _bench.Status("POST /api/relays/1/on", Owner + "Content-Length: 2\r\n"));
        Assert.AreEqual("413", _bench.Status("GET /api/hello", Json + "Content-Length: 2\r\n"));
        Assert.AreEqual("413", _bench.Status("GET /", Json + "Transfer-Encoding: chunked\r\n"));
        string proof = "X-NukiEdge-Proof: session\r\nContent-Length: 2\r\n";
        Assert.AreEqual("415", _bench.Status("PUT /api/things/1", proof));
        Assert.AreEqual("415", _bench.Status("PUT /api/things/1", proof + "Content-Type: text/plain\r\n"));
        Assert.AreEqual("415", _bench.Status("PUT /api/things/1", proof + "Content-Type: application/x-www-form-urlencoded\r\n"));
        Assert.AreEqual("415", _bench.Status("PUT /api/things/1", proof + "Content-Type: application/jsonx\r\n"));
        Assert.AreEqual("415", _bench.Status("PUT /api/things/1", proof + "Content-Type: " + Raw.Repeat("x", 300) + "\r\n"));
        Assert.AreEqual("200", _bench.Status("PUT /api/things/1", proof + "Content-Type: Application/JSON ;charset=x\r\n", "{}"));
        Assert.AreEqual("417", _bench.Status("PUT /api/things/1", Owner + "Content-Length: 2\r\nExpect: 200-ok\r\n"));
        Assert.AreEqual(1, _bench.Handler.Handled);
    }

    [TestMethod]
    public void Who_asks_first_is_told_to_go_on_or_why_not()
    {
        FakeConnection c = _bench.Call(HttpBench.Alice);
        string go = _bench.Send(c, Put("Content-Length: 2\r\nExpect: 100-Continue"));
        Assert.AreEqual("HTTP/1.1 100 Continue\r\n\r\n", go);
        Assert.AreEqual("200", HttpBench.StatusOf(_bench.Send(c, "{}")));

        string at_once = _bench.Ask(Put("Content-Length: 2\r\nExpect: 100-continue") + "{}");
        Assert.AreEqual("200", HttpBench.StatusOf(at_once), "not for one that did not wait");
        Assert.AreEqual("401", _bench.Status("PUT /api/things/1", Json + "Content-Length: 2\r\nExpect: 100-continue\r\n"));
    }

    [TestMethod]
    public void A_streamed_body_passes_in_pieces_and_takes_effect_only_when_its_sender_is_proven()
    {
        string body = Raw.Repeat("0123456789", 5000);
        string head = "POST /api/import HTTP/1.1\r\n" + HttpBench.Host + Json + "Content-Length: 50000\r\nX-NukiEdge-Proof: ";
        FakeConnection c = _bench.Call(HttpBench.Alice);
        c.Write(Raw.Of(head + "session\r\n\r\n"));
        for (int i = 0; i < 10; i++)
        {
            _bench.Send(c, body.Substring(i * 5000, 5000));
        }

        Assert.AreEqual(50000, _bench.Handler.SinkBytes);
        Assert.AreEqual(50000, _bench.Access.Hashed);
        Assert.AreEqual(1, _bench.Handler.Handled);
        Assert.AreEqual(0, _bench.Handler.Abandoned);

        FakeConnection fake = _bench.Call(HttpBench.Alice);
        fake.Write(Raw.Of(Raw.Swap(head, "50000", "5000") + "fake\r\n\r\n"));
        string reply = _bench.Send(fake, body.Substring(0, 5000));
        Assert.AreEqual("401", HttpBench.StatusOf(reply));
        Assert.AreEqual(1, _bench.Handler.Abandoned);
        Assert.AreEqual(1, _bench.Handler.Handled, "the handler never heard of it");
    }

    [TestMethod]
    public void A_streamed_body_that_ends_early_or_is_refused_is_forgotten_and_the_next_one_may_come()
    {
        string head = "POST /api/import HTTP/1.1\r\n" + HttpBench.Host + Owner + "Content-Length: 3000\r\n\r\n";
        FakeConnection first = _bench.Call(HttpBench.Alice);
        _bench.Send(first, head + Raw.Repeat("x", 1000));
        Assert.AreEqual("503", HttpBench.StatusOf(_bench.Ask(head)), "one at a time");
        first.PeerIsGone = true;
        _bench.Run();
        Assert.AreEqual(1, _bench.Handler.Abandoned);

        _bench.Handler.RefuseAfter = 500;
        Assert.AreEqual("422", HttpBench.StatusOf(_bench.Ask(head + Raw.Repeat("x", 3000))));
        Assert.AreEqual(1, _bench.Handler.Abandoned, "it said so itself");

        _bench.Handler.RefuseAfter = int.MaxValue;
        FakeConnection slow = _bench.Call(HttpBench.Bob);
        _bench.Send(slow, head + Raw.Repeat("x", 100));
        _bench.PassSeconds(6);
        Assert.AreEqual("408", HttpBench.StatusOf(HttpBench.Take(slow)));
        Assert.AreEqual(2, _bench.Handler.Abandoned);
        Assert.AreEqual("200", HttpBench.StatusOf(_bench.Ask(head + Raw.Repeat("x", 3000))));
    }

    private static string Put(string header)
    {
        return "PUT /api/things/1 HTTP/1.1\r\n" + HttpBench.Host + Owner + header + "\r\n\r\n";
    }

    private string PutOf(int bytes)
    {
        return HttpBench.BodyOf(_bench.Ask(Put("Content-Length: " + bytes.ToString()) + Raw.Repeat("x", bytes)));
    }
}
