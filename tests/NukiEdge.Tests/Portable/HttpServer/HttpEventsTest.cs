using NukiEdge.Net.Http;
using NukiEdge.Tests.Mqtt;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Serving;

/// <summary>The live view: nobody misses an event without being told, nobody slow is waited for.</summary>
[TestClass]
public class HttpEventsTest
{
    private const string Reader = HttpBench.Host + "X-NukiEdge-Proof: reader\r\n";

    private readonly HttpBench _bench = new HttpBench().Start();

    [TestMethod]
    public void A_stream_tells_each_event_once_with_its_number_and_beats_while_nothing_happens()
    {
        Tell("before");
        FakeConnection c = Open("");
        string head = HttpBench.Take(c);
        Assert.IsTrue(head.StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"), head);
        Assert.AreEqual("retry: 3000\nid: 1000\n\n", HttpBench.BodyOf(head));
        Tell("relay 1 on");
        Tell("relay 1 off");
        _bench.Run();
        Assert.AreEqual("id: 1001\ndata: relay 1 on\n\nid: 1002\ndata: relay 1 off\n\n", HttpBench.Take(c));
        _bench.PassSeconds(15);
        Assert.AreEqual(":\n\n", HttpBench.Take(c));
        _bench.PassSeconds(60);
        Assert.AreEqual(":\n\n:\n\n:\n\n:\n\n", HttpBench.Take(c));
        Assert.IsFalse(c.IsClosed);
        c.PeerIsGone = true;
        _bench.Run();
        Assert.AreEqual(0, _bench.Server.Streams);
    }

    [TestMethod]
    public void Who_comes_back_hears_what_it_missed_or_that_it_missed_too_much()
    {
        for (int i = 0; i < 5; i++)
        {
            Tell("e" + i.ToString());
        }

        Assert.AreEqual("retry: 3000\nid: 1002\n\nid: 1003\ndata: e3\n\nid: 1004\ndata: e4\n\n", Body("Last-Event-ID: 1002\r\n"));
        Assert.AreEqual("retry: 3000\nid: 1004\n\n", Body("Last-Event-ID: 1004\r\n"));
        for (int i = 0; i < 40; i++)
        {
            Tell("0123456789");
        }

        string reset = "retry: 3000\nevent: reset\nid: 1044\ndata: reset\n\n";
        Assert.AreEqual(reset, Body("Last-Event-ID: 1002\r\n"));
        Assert.AreEqual(reset, Body("Last-Event-ID: 1046\r\n"), "of another life");
        Assert.AreEqual(reset, Body("Last-Event-ID: x\r\n"));
        Assert.AreEqual(reset, Body("Last-Event-ID: 99999999999\r\n"));
    }

    [TestMethod]
    public void A_slow_client_is_dropped_and_resumes_without_a_gap()
    {
        FakeConnection slow = Open("");
        FakeConnection good = Open("");
        slow.Room = 30;
        string heard = "";
        HttpBench.Take(slow);
        HttpBench.Take(good);
        for (int i = 0; i < 40; i++)
        {
            Tell("event " + i.ToString());
            _bench.Run();
            heard += HttpBench.Take(good);
        }

        Assert.IsTrue(slow.IsClosed, "the ring went on without it");
        Assert.IsFalse(good.IsClosed);
        Assert.AreEqual(40, HttpBench.CountOf(heard, "data: event "));
        string before = HttpBench.Take(slow);
        Assert.AreEqual("id: 1000\ndata: event 0\n\n", before.Substring(0, 24), "what it had was whole up to there");
        Assert.AreEqual("retry: 3000\nid: 1025\n\nid: 1026\ndata: event 26\n\n", Body("Last-Event-ID: 1025\r\n").Substring(0, 47));
    }

    [TestMethod]
    public void A_client_that_cannot_take_a_heartbeat_or_one_event_is_dropped_in_time()
    {
        FakeConnection deaf = Open("");
        deaf.Room = 0;
        _bench.PassSeconds(15);
        Assert.IsTrue(deaf.IsClosed);
        FakeConnection stuck = Open("");
        stuck.Room = 5;
        Tell("something");
        _bench.PassSeconds(16);
        Assert.IsTrue(stuck.IsClosed);
    }

    [TestMethod]
    public void There_are_as_many_streams_as_the_limit_says_and_the_others_may_poll()
    {
        FakeConnection first = Open("");
        Open("");
        Assert.AreEqual(_bench.Limits.HttpStreams, _bench.Server.Streams);
        string third = _bench.Ask("GET /api/events HTTP/1.1\r\n" + Reader + "\r\n");
        Assert.AreEqual("503", HttpBench.StatusOf(third));
        Assert.IsTrue(third.IndexOf("Retry-After: ") > 0);
        Tell("news");
        Assert.AreEqual("id: 1000\ndata: news\n\n", Poll("999"));
        Assert.AreEqual("", Poll("1000"));
        Assert.AreEqual("event: reset\nid: 1000\ndata: reset\n\n", Poll("7"));
        Assert.AreEqual("event: reset\nid: 1000\ndata: reset\n\n", Poll("x"));
        first.PeerIsGone = true;
        Assert.AreEqual("200", HttpBench.StatusOf(HttpBench.Take(Open(""))));
        _bench.Server.EndStreams();
        Assert.AreEqual(0, _bench.Server.Streams);
    }

    [TestMethod]
    public void The_ring_keeps_the_newest_and_counts_on()
    {
        EventRing ring = new EventRing(50, 1);
        NukiEdge.Core.Bytes.ByteWriter text = Raw.Writer(200);
        for (int i = 1; i <= 500; i++)
        {
            byte[] line = Raw.Of(Raw.Repeat("x", i % 17) + i.ToString());
            Assert.IsTrue(ring.Add(line, 0, line.Length));
            Assert.AreEqual(i + 1, ring.Next);
            Assert.IsTrue(ring.Holds(i) && ring.Holds(i + 1) && !ring.Holds(i + 2) && !ring.Holds(ring.Oldest - 1));
            for (int n = ring.Oldest; n < ring.Next; n++)
            {
                text.Length = 0;
                ring.Write(n, text);
                Assert.AreEqual("id: " + n.ToString() + "\ndata: " + Raw.Repeat("x", n % 17) + n.ToString() + "\n\n", Raw.Text(text));
            }
        }

        Assert.IsFalse(ring.Add(new byte[50], 0, 50));
        Assert.AreEqual(501, ring.Next);
    }

    private void Tell(string text)
    {
        byte[] bytes = Raw.Of(text);
        _bench.Server.Tell(bytes, 0, bytes.Length);
    }

    private FakeConnection Open(string header)
    {
        FakeConnection c = _bench.Call(HttpBench.Alice);
        c.Write(Raw.Of("GET /api/events HTTP/1.1\r\n" + Reader + header + "\r\n"));
        _bench.Run();
        return c;
    }

    private string Body(string header)
    {
        FakeConnection c = Open(header);
        string body = HttpBench.BodyOf(HttpBench.Take(c));
        c.PeerIsGone = true;
        _bench.Run();
        return body;
    }

    private string Poll(string after)
    {
        return HttpBench.BodyOf(_bench.Ask("GET /api/events?after=" + after + " HTTP/1.1\r\n" + Reader + "\r\n"));
    }
}
