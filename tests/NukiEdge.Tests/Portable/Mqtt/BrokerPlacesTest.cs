namespace NukiEdge.Tests.Mqtt;

[TestClass]
public class BrokerPlacesTest
{
    private readonly BrokerBench _bench = new BrokerBench();

    public BrokerPlacesTest()
    {
        _bench.Gate.Locks = 4;
        _bench.Start();
    }

    [TestMethod]
    public void Readers_leave_two_places_to_locks()
    {
        for (int i = 0; i < 4; i++)
        {
            _bench.Connect("reader" + FakeGate.Number(i), "5");
        }

        _bench.Gate.TakeTrace();
        _bench.Gate.TakeNotes();
        Assert.AreEqual("CONNACK:3", Late("reader5", "5"));
        Assert.AreEqual("connect:5 gone:5", _bench.Gate.TakeTrace(), "what the gate let in it hears the end of");
        Assert.AreEqual("20", _bench.Gate.TakeNotes());
        _bench.Connect("lock0", "0");
        _bench.Connect("lock1", "1");
        Assert.AreEqual(6, _bench.Broker.Connections);
    }

    [TestMethod]
    public void A_lock_always_finds_a_place()
    {
        TestClient[] readers = new TestClient[4];
        for (int i = 0; i < 4; i++)
        {
            readers[i] = _bench.Connect("reader" + FakeGate.Number(i), "5");
            _bench.Clock.PassSeconds(1);
        }

        readers[0].Send(Packets.Hex("C0 00"));
        _bench.Connect("lock0", "0");
        _bench.Connect("lock1", "1");
        _bench.Connect("lock2", "2");
        Assert.IsTrue(readers[1].IsClosed, "the reader that was silent longest made room");
        _bench.Connect("lock3", "3");
        Assert.IsTrue(readers[2].IsClosed);
        Assert.IsFalse(readers[0].IsClosed);
        Assert.AreEqual(6, _bench.Broker.Connections);
    }

    [TestMethod]
    public void A_lock_whose_old_connection_hangs_takes_it_over_when_all_places_are_used()
    {
        for (int i = 0; i < 4; i++)
        {
            _bench.Connect("lock" + FakeGate.Number(i), FakeGate.Number(i));
        }

        _bench.Connect("reader0", "5");
        _bench.Connect("reader1", "5");
        Assert.AreEqual(6, _bench.Broker.Connections);
        Assert.AreEqual("CONNACK:0", Late("lock2", "2"));
        Assert.AreEqual(6, _bench.Broker.Connections);
    }

    [TestMethod]
    public void Strangers_push_out_strangers_and_nobody_else()
    {
        TestClient reader = _bench.Connect("ha", "5");
        TestClient[] strangers = new TestClient[10];
        for (int i = 0; i < 10; i++)
        {
            strangers[i] = _bench.Call(7);
            _bench.Clock.NowUs += 1000;
        }

        Assert.IsFalse(reader.IsClosed);
        for (int i = 0; i < 10; i++)
        {
            Assert.AreEqual(i < 4, strangers[i].IsClosed, "the oldest went");
        }
    }

    [TestMethod]
    public void A_flood_from_one_address_pushes_out_itself()
    {
        TestClient neighbour = _bench.Call(1);
        _bench.Clock.NowUs += 1000;
        for (int i = 0; i < 50; i++)
        {
            _bench.Call(7);
            _bench.Clock.NowUs += 1000;
        }

        Assert.AreEqual("CONNACK:0", neighbour.Send(Packets.Connect("lock0", "0")));
    }

    [TestMethod]
    public void A_flood_of_strangers_writes_one_note_a_second()
    {
        for (int i = 0; i < 30; i++)
        {
            _bench.Call(7).Send(Packets.Hex("FF FF"));
        }

        Assert.AreEqual("17", _bench.Gate.TakeNotes());
        Assert.AreEqual(30, _bench.Broker.ProtocolErrors);
        _bench.Clock.PassSeconds(1);
        _bench.Call(7).Send(Packets.Hex("FF FF"));
        Assert.AreEqual("17", _bench.Gate.TakeNotes());
    }

    [TestMethod]
    public void A_taken_port_is_reported_and_a_stopped_broker_starts_again()
    {
        _bench.Connect("ha", "5");
        Assert.AreEqual(1883, _bench.Broker.Port);
        _bench.Broker.Stop();
        Assert.AreEqual(0, _bench.Broker.Port);
        Assert.IsTrue(_bench.Broker.Step(_bench.Clock.NowUs) == long.MaxValue);
        _bench.Net.PortIsTaken = true;
        Assert.IsFalse(_bench.Broker.Start(1883));
        _bench.Net.PortIsTaken = false;
        Assert.IsTrue(_bench.Broker.Start(1884));
        _bench.Connect("ha", "5");
    }

    private string Late(string clientId, string user)
    {
        return _bench.Call(3).Send(Packets.Connect(clientId, user));
    }
}
