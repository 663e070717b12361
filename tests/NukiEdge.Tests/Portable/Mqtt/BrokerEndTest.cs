namespace NukiEdge.Tests.Mqtt;

[TestClass]
public class BrokerEndTest
{
    private readonly BrokerBench _bench = new BrokerBench().Start();

    [TestMethod]
    public void A_will_is_published_on_every_end_but_disconnect()
    {
        TestClient reader = _bench.Connect("ha", "5");
        reader.Subscribe("#", 0);

        Mortal().Send(Packets.Hex("E0 00"));
        Assert.AreEqual("", reader.Take(), "it said goodbye");
        Mortal().Connection.PeerIsGone = true;
        _bench.Run();
        Assert.AreEqual("PUBLISH(q0):nuki/A/connected=false", reader.Take(), "lost");
        Mortal().Send(Packets.Hex("D0 00"));
        Assert.AreEqual("PUBLISH(q0):nuki/A/connected=false", reader.Take(), "protocol error");
        TestClient silent = Mortal();
        for (int i = 0; i < 100 && !silent.IsClosed; i++)
        {
            reader.Send(Packets.Hex("C0 00"));
            _bench.PassSeconds(1);
        }

        Assert.AreEqual("PUBLISH(q0):nuki/A/connected=false", reader.Take(), "keep-alive");
        TestClient slow = Mortal();
        slow.Connection.Room = 0;
        for (int i = 0; i < 200 && !slow.IsClosed; i++)
        {
            slow.Send(Packets.Hex("C0 00"));
        }

        Assert.AreEqual("PUBLISH(q0):nuki/A/connected=false", reader.Take(), "does not read its answers");
        Mortal();
        _bench.Broker.EndLogin(0);
        _bench.Run();
        Assert.AreEqual("PUBLISH(q0):nuki/A/connected=false", reader.Take(), "its login was removed");
        Mortal();
        _bench.Gate.TakeTrace();
        _bench.Broker.Stop();
        Assert.AreEqual("gone:5 nuki/A/connected=false gone:0", _bench.Gate.TakeTrace(), "the broker stopped");
        Assert.IsTrue(reader.IsClosed);
        Assert.AreEqual(1, _bench.Broker.RetainedCount);
    }

    [TestMethod]
    public void A_will_that_the_gate_forbids_is_not_published()
    {
        TestClient reader = _bench.Connect("ha", "5");
        reader.Subscribe("#", 0);
        TestClient client = _bench.Connect(Packets.Connect("x", "0", 60, 0x02, "forbidden", "x"));
        client.Connection.PeerIsGone = true;
        _bench.Run();
        Assert.AreEqual("", reader.Take());
    }

    [TestMethod]
    public void A_will_fits_up_to_128_bytes()
    {
        _bench.Connect(Packets.Connect("a", "0", 60, 0x02, "t", Packets.Repeat('w', 127)));
        TestClient client = _bench.Call(1);
        Assert.AreEqual("", client.Send(Packets.Connect("b", "0", 60, 0x02, "t", Packets.Repeat('w', 128))));
        Assert.IsTrue(client.IsClosed);
    }

    [TestMethod]
    public void Wills_that_end_further_clients_are_all_published()
    {
        TestClient watcher = _bench.Connect("w", "5");
        watcher.Subscribe("last/#", 0);
        TestClient first = _bench.Connect(Packets.Connect("a", "0", 60, 0x0A, "last/a", "1"));
        TestClient second = _bench.Connect(Packets.Connect("b", "1", 60, 0x0A, "last/b", "1"));
        TestClient third = _bench.Connect(Packets.Connect("c", "6", 60, 0x0A, "last/c", "1"));
        second.Subscribe("last/a", 1);
        third.Subscribe("last/b", 1);
        second.Connection.PeerIsGone = true;
        third.Connection.PeerIsGone = true;
        first.Connection.PeerIsGone = true;
        _bench.Run();
        Assert.AreEqual("PUBLISH(q0):last/a=1 PUBLISH(q0):last/b=1 PUBLISH(q0):last/c=1", watcher.Take());
        Assert.AreEqual(1, _bench.Broker.Connections);
    }

    [TestMethod]
    public void A_will_that_ends_a_client_served_before_is_followed_up_at_once()
    {
        TestClient watcher = _bench.Connect("w", "5");
        watcher.Subscribe("last/slow", 0);
        TestClient slow = _bench.Connect(Packets.Connect("slow", "6", 60, 0x0A, "last/slow", "1"));
        slow.Subscribe("last/#", 1);
        slow.Connection.Room = 0;
        string half = Packets.Repeat('x', 100);
        TestClient first = _bench.Connect(Packets.Connect("a", "0", 60, 0x0A, "last/a", half));
        TestClient second = _bench.Connect(Packets.Connect("b", "1", 60, 0x0A, "last/b", half));
        first.Connection.PeerIsGone = true;
        second.Connection.PeerIsGone = true;
        _bench.Broker.Step(_bench.Clock.NowUs);
        Assert.AreEqual("PUBLISH(q0):last/slow=1", watcher.Take());
    }

    [TestMethod]
    public void The_last_client_is_settled_when_its_login_ends()
    {
        Mortal();
        _bench.Gate.TakeTrace();
        _bench.Broker.EndLogin(0);
        _bench.Broker.Step(_bench.Clock.NowUs);
        Assert.AreEqual("nuki/A/connected=false gone:0", _bench.Gate.TakeTrace());
    }

    [TestMethod]
    public void A_packet_that_begins_behind_a_slow_one_has_its_own_ten_seconds()
    {
        TestClient client = _bench.Connect("a", "0");
        client.Send(Packets.Hex("30 03 00"));
        _bench.PassSeconds(9);
        client.Send(Packets.Hex("01 61 30"));
        _bench.PassSeconds(9);
        Assert.IsFalse(client.IsClosed);
        _bench.PassSeconds(1);
        Assert.IsTrue(client.IsClosed);
    }

    [TestMethod]
    public void A_silent_client_ends_after_one_and_a_half_keep_alives()
    {
        TestClient client = _bench.Connect(Packets.Connect("a", "0", 10, 0x02, null, null));
        _bench.PassSeconds(10);
        client.Send(Packets.Hex("C0 00"));
        long next = _bench.Run();
        Assert.IsTrue(next == _bench.Clock.NowUs + 15000000, "the loop is told when to look again");
        _bench.PassSeconds(14);
        Assert.IsFalse(client.IsClosed);
        _bench.Gate.TakeNotes();
        _bench.PassSeconds(1);
        Assert.IsTrue(client.IsClosed);
        Assert.AreEqual("24", _bench.Gate.TakeNotes());
    }

    [TestMethod]
    public void Without_keep_alive_an_hour_of_silence_is_the_end()
    {
        TestClient client = _bench.Connect(Packets.Connect("a", "0", 0, 0x02, null, null));
        _bench.Clock.PassSeconds(3599);
        _bench.Run();
        Assert.IsFalse(client.IsClosed);
        _bench.PassSeconds(1);
        Assert.IsTrue(client.IsClosed);
    }

    [TestMethod]
    public void A_packet_that_came_while_the_platform_stood_still_came_in_time()
    {
        TestClient client = _bench.Connect(Packets.Connect("a", "0", 10, 0x02, null, null));
        TestClient stranger = _bench.Call(1);
        client.Connection.Write(Packets.Hex("C0 00"));
        stranger.Connection.Write(Packets.Connect("b", "1"));
        _bench.Clock.PassSeconds(100);
        _bench.Run();
        Assert.AreEqual("PINGRESP", client.Take());
        Assert.AreEqual("CONNACK:0", stranger.Take());
    }

    [TestMethod]
    public void Connect_has_five_seconds_and_a_packet_ten()
    {
        TestClient stranger = _bench.Call(1);
        _bench.PassSeconds(4);
        Assert.IsFalse(stranger.IsClosed);
        stranger.Send(Packets.Hex("10"));
        _bench.PassSeconds(1);
        Assert.IsTrue(stranger.IsClosed, "half a CONNECT does not help");

        TestClient client = _bench.Connect("a", "0");
        byte[] packet = Packets.Publish(0x30, "a", 0, Packets.Repeat('x', 100));
        for (int i = 0; i < 9; i++)
        {
            client.Connection.Write(packet, i, 1);
            _bench.Run();
            _bench.PassSeconds(1);
            Assert.IsFalse(client.IsClosed);
        }

        client.Connection.Write(packet, 9, 1);
        _bench.PassSeconds(1);
        Assert.IsTrue(client.IsClosed, "byte by byte does not help either");
    }

    [TestMethod]
    public void Each_end_is_noted_once()
    {
        _bench.Connect("a", "0").Send(Packets.Hex("E0 00"));
        Assert.AreEqual("11 12", _bench.Gate.TakeNotes());
        _bench.Connect("a", "0").Connection.PeerIsGone = true;
        _bench.Run();
        Assert.AreEqual("11 13", _bench.Gate.TakeNotes());
        _bench.Connect("a", "0").Send(Packets.Hex("D0 00"));
        Assert.AreEqual("11 17", _bench.Gate.TakeNotes());
        _bench.Run();
        Assert.AreEqual("", _bench.Gate.TakeNotes());
    }

    [TestMethod]
    public void A_place_is_used_again_and_remembers_nothing()
    {
        TestClient old = _bench.Connect("a", "0");
        old.Subscribe("#", 2);
        old.Send(Packets.Publish(0x34, "x", 7, "1"));
        old.Connection.Write(Packets.Hex("30 64 00"));
        _bench.Run();
        old.Connection.PeerIsGone = true;
        _bench.Run();
        TestClient young = _bench.Connect("b", "1");
        _bench.Gate.TakeTrace();
        Assert.AreEqual("PUBREC#7", young.Send(Packets.Publish(0x34, "x", 7, "1")));
        Assert.AreEqual("x=1", _bench.Gate.TakeTrace());
    }

    private TestClient Mortal()
    {
        return _bench.Connect(Packets.Connect("lock-a", "0", 60, 0x22, "nuki/A/connected", "false"));
    }
}
