using NukiEdge.Tests.Mqtt;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Serving;

/// <summary>The slow, the silent and the many (faults 20 and 25): nobody holds anything for long.</summary>
[TestClass]
public class HttpTimeTest
{
    private const string Hello = "GET /api/hello HTTP/1.1\r\n" + HttpBench.Host + "\r\n";
    private const string Owner = "X-NukiEdge-Proof: session\r\nContent-Type: application/json\r\n";

    private readonly HttpBench _bench = new HttpBench().Start();

    [TestMethod]
    public void Who_opens_and_says_nothing_is_closed_after_five_seconds()
    {
        FakeConnection c = _bench.Call(HttpBench.Alice);
        _bench.PassSeconds(4);
        Assert.IsFalse(c.IsClosed);
        _bench.PassSeconds(1);
        Assert.IsTrue(c.IsClosed);
        Assert.AreEqual(0, c.ToClientCount);
    }

    [TestMethod]
    public void A_head_of_one_byte_a_second_is_refused_after_five()
    {
        FakeConnection c = _bench.Call(HttpBench.Alice);
        for (int i = 0; i < 5; i++)
        {
            Assert.AreEqual("", _bench.Send(c, Hello.Substring(i, 1)));
            _bench.PassSeconds(1);
        }

        Assert.AreEqual("408", HttpBench.StatusOf(HttpBench.Take(c)));
        _bench.PassSeconds(2);
        Assert.IsTrue(c.IsClosed);
    }

    [TestMethod]
    public void A_body_of_a_byte_a_second_is_refused_and_a_slow_one_that_moves_on_is_not()
    {
        FakeConnection c = _bench.Call(HttpBench.Alice);
        _bench.Send(c, "PUT /api/things/1 HTTP/1.1\r\n" + HttpBench.Host + Owner + "Content-Length: 100\r\n\r\n");
        for (int i = 0; i < 5; i++)
        {
            _bench.Send(c, "x");
            _bench.PassSeconds(1);
        }

        Assert.IsTrue(c.IsClosed || c.ToClientCount > 0);

        FakeConnection slow = _bench.Call(HttpBench.Alice);
        _bench.Send(slow, "POST /api/import HTTP/1.1\r\n" + HttpBench.Host + Owner + "Content-Length: 4800\r\n\r\n");
        for (int i = 0; i < 24; i++)
        {
            _bench.Send(slow, Raw.Repeat("x", 200));
            _bench.PassSeconds(1);
        }

        Assert.AreEqual(4800, _bench.Handler.SinkBytes);
    }

    [TestMethod]
    public void A_connection_rests_fifteen_seconds_and_serves_a_hundred_requests()
    {
        FakeConnection c = _bench.Call(HttpBench.Alice);
        for (int i = 0; i < 99; i++)
        {
            string reply = _bench.Send(c, Hello);
            Assert.IsTrue(reply.IndexOf("Connection: close") < 0, reply);
        }

        _bench.PassSeconds(14);
        string last = _bench.Send(c, Hello);
        Assert.AreEqual("200", HttpBench.StatusOf(last));
        Assert.IsTrue(last.IndexOf("Connection: close\r\n") > 0, last);
        _bench.PassSeconds(2);
        Assert.IsTrue(c.IsClosed);

        FakeConnection idle = _bench.Call(HttpBench.Alice);
        _bench.Send(idle, Hello);
        _bench.PassSeconds(15);
        Assert.IsTrue(idle.IsClosed);
    }

    [TestMethod]
    public void Who_asks_for_the_end_or_speaks_the_old_version_gets_it()
    {
        FakeConnection c = _bench.Call(HttpBench.Alice);
        string reply = _bench.Send(c, Raw.Swap(Hello, "\r\n\r\n", "\r\nConnection: foo, Close\r\n\r\n"));
        Assert.IsTrue(reply.IndexOf("Connection: close\r\n") > 0, reply);
        Assert.IsTrue(_bench.Ask(Raw.Swap(Hello, "1.1", "1.0")).IndexOf("Connection: close\r\n") > 0);
        c.PeerIsGone = true;
        _bench.Run();
        Assert.IsTrue(c.IsClosed, "at once when the client is done, too");
    }

    [TestMethod]
    public void A_client_that_does_not_read_is_dropped_and_keeps_nobody_waiting_longer_than_two_seconds()
    {
        FakeConnection deaf = _bench.Call(HttpBench.Alice);
        deaf.Room = 100;
        _bench.Send(deaf, Hello);
        FakeConnection other = _bench.Call(HttpBench.Bob);
        Assert.AreEqual("", _bench.Send(other, Hello), "the buffer is taken");
        _bench.PassSeconds(2);
        Assert.AreEqual("200", HttpBench.StatusOf(HttpBench.Take(other)));
        Assert.IsTrue(deaf.IsClosed);

        FakeConnection alone = _bench.Call(HttpBench.Alice);
        alone.Room = 100;
        _bench.Send(alone, Hello);
        _bench.PassSeconds(5);
        Assert.IsTrue(alone.IsClosed);
    }

    [TestMethod]
    public void A_machine_that_holds_its_body_back_gives_way_in_a_quarter_of_a_second_and_then_all_machines_pause()
    {
        string begun = "POST /hooks/nuki HTTP/1.1\r\nHost: relay.example\r\nContent-Type: application/json\r\nX-NukiEdge-Proof: machine\r\nContent-Length: 1500\r\n\r\n{";
        FakeConnection first = _bench.Call(HttpBench.Alice);
        Assert.AreEqual("", _bench.Send(first, begun));
        FakeConnection second = _bench.Call(HttpBench.Alice);
        Assert.AreEqual("", _bench.Send(second, begun));
        FakeConnection owner = _bench.Call(HttpBench.Bob);
        Assert.AreEqual("", _bench.Send(owner, Hello), "the buffer is taken");
        _bench.Clock.NowUs += 250000;
        long next = _bench.Run();
        Assert.AreEqual("200", HttpBench.StatusOf(HttpBench.Take(owner)));
        Assert.IsTrue(first.IsClosed);
        Assert.IsFalse(second.IsClosed);
        Assert.AreEqual("200", HttpBench.StatusOf(_bench.Send(owner, Hello)), "the second one has to wait");
        Assert.IsTrue(next <= _bench.Clock.NowUs + 750000, "the loop wakes for it");

        _bench.Clock.NowUs += 750000;
        _bench.Run();
        Assert.AreEqual("", _bench.Send(owner, Hello), "now it has it");
        _bench.Clock.NowUs += 250000;
        _bench.Run();
        Assert.AreEqual("200", HttpBench.StatusOf(HttpBench.Take(owner)));
        Assert.IsTrue(second.IsClosed);

        _bench.PassSeconds(1);
        FakeConnection alone = _bench.Call(HttpBench.Alice);
        Assert.AreEqual("", _bench.Send(alone, begun));
        _bench.PassSeconds(3);
        Assert.AreEqual("200", HttpBench.StatusOf(_bench.Send(alone, Raw.Repeat(" ", 1499))), "where nobody waits it has its five seconds");
    }

    [TestMethod]
    public void A_reply_goes_out_whole_however_little_fits_at_a_time()
    {
        string whole = _bench.Ask(Hello);
        string app = _bench.Ask(Raw.Swap(Hello, "/api/hello", "/app.js"));
        string[] requests = { Hello, Raw.Swap(Hello, "/api/hello", "/app.js") };
        for (int room = 1; room < 1200; room += room < 20 ? 1 : 173)
        {
            for (int r = 0; r < 2; r++)
            {
                FakeConnection c = _bench.Call(HttpBench.Alice);
                c.Room = room;
                c.Write(Raw.Of(requests[r]));
                string all = "";
                for (int i = 0; i < 8000 && all.Length < (r == 0 ? whole.Length : app.Length); i++)
                {
                    _bench.Run();
                    all += HttpBench.Take(c);
                    c.Room = room;
                }

                Assert.AreEqual(r == 0 ? whole : app, all, room.ToString());
                c.PeerIsGone = true;
                _bench.Run();
            }
        }
    }

    [TestMethod]
    public void What_a_client_sends_on_while_it_does_not_read_never_keeps_the_loop_awake()
    {
        FakeConnection c = _bench.Call(HttpBench.Alice);
        c.Room = 50;
        c.Write(Raw.Of(Raw.Repeat(Hello, 40)));
        long next = _bench.Run();
        Assert.IsTrue(next > _bench.Clock.NowUs);
        Assert.AreEqual(0, c.Unread);
        c.Room = int.MaxValue;
        _bench.PassSeconds(2);
        string reply = HttpBench.Take(c);
        Assert.AreEqual(1, HttpBench.CountOf(reply, "200 OK"), "this one, and the rest is asked again elsewhere");
        Assert.IsTrue(c.IsClosed);
    }

    [TestMethod]
    public void A_newcomer_gets_the_place_of_one_who_is_done_or_rests_or_is_silent()
    {
        FakeConnection[] resting = new FakeConnection[_bench.Limits.HttpConnections];
        for (int i = 0; i < resting.Length; i++)
        {
            resting[i] = _bench.Call(HttpBench.Alice);
            _bench.Send(resting[i], Hello);
            _bench.PassSeconds(1);
        }

        FakeConnection newcomer = _bench.Call(HttpBench.Bob);
        Assert.AreEqual("", _bench.Send(newcomer, Hello), "whoever rests may be asking just now: it is read first");
        _bench.Clock.NowUs += 20000;
        _bench.Run();
        Assert.AreEqual("200", HttpBench.StatusOf(HttpBench.Take(newcomer)));
        Assert.IsTrue(resting[0].IsClosed && !resting[1].IsClosed, "the one that rested longest");

        FakeConnection[] silent = new FakeConnection[50];
        for (int i = 0; i < silent.Length; i++)
        {
            silent[i] = _bench.Net.Call(HttpBench.Alice);
        }

        FakeConnection page = _bench.Net.Call(HttpBench.Alice);
        page.Write(Raw.Of(Hello));
        _bench.PassSeconds(30);
        Assert.AreEqual("200", HttpBench.StatusOf(HttpBench.Take(page)), "even behind fifty of its own kind");
    }

    [TestMethod]
    public void One_address_with_all_places_in_use_leaves_one_to_another()
    {
        for (int i = 0; i < _bench.Limits.HttpConnections; i++)
        {
            FakeConnection busy = _bench.Call(HttpBench.Alice);
            _bench.Send(busy, "POST /api/login HTTP/1.1\r\n" + HttpBench.Host + "Content-Type: application/json\r\nContent-Length: 50\r\n\r\n");
        }

        FakeConnection same = _bench.Call(HttpBench.Alice);
        Assert.AreEqual("", _bench.Send(same, Hello), "has to wait");
        _bench.PassSeconds(5);
        Assert.AreEqual("200", HttpBench.StatusOf(HttpBench.Take(same)), "until one of them is through");

        HttpBench bench = new HttpBench().Start();
        for (int i = 0; i < bench.Limits.HttpConnections; i++)
        {
            FakeConnection busy = bench.Call(HttpBench.Alice);
            bench.Send(busy, "POST /api/login HTTP/1.1\r\n" + HttpBench.Host + "Content-Type: application/json\r\nContent-Length: 50\r\n\r\n");
        }

        FakeConnection other = bench.Call(HttpBench.Bob);
        bench.Clock.NowUs += 20000;
        Assert.AreEqual("200", HttpBench.StatusOf(bench.Send(other, Hello)));
    }

    [TestMethod]
    public void One_piece_of_work_is_done_in_a_turn_whatever_waits()
    {
        FakeConnection[] all = new FakeConnection[3];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = _bench.Call(HttpBench.Alice);
        }

        for (int i = 0; i < all.Length; i++)
        {
            all[i].Write(Raw.Of(Raw.Repeat(Hello, 10)));
        }

        for (int turn = 0; turn < 120; turn++)
        {
            int read = _bench.Net.BytesRead;
            int sent = all[0].ToClientCount + all[1].ToClientCount + all[2].ToClientCount;
            _bench.Server.Step(_bench.Clock.NowUs);
            read = _bench.Net.BytesRead - read;
            sent = all[0].ToClientCount + all[1].ToClientCount + all[2].ToClientCount - sent;
            Assert.IsTrue(read <= _bench.Limits.HttpInputBytes && sent <= 1024 && (read == 0 || sent == 0), "turn " + turn.ToString());
        }

        Assert.AreEqual(30, _bench.Handler.Handled, "and each had its share");
    }
}
