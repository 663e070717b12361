namespace NukiEdge.Tests.Mqtt;

/// <summary>
/// What must hold whatever anybody sends: no exception; no stall (a turn reads one buffer of a connection at most);
/// a connection that behaves is served; its messages come whole and in order.
/// </summary>
[TestClass]
public class BrokerHostileTest
{
    private readonly BrokerBench _bench = new BrokerBench().Start();
    private uint _seed;

    [TestMethod]
    public void A_flood_from_one_client_does_not_keep_another_waiting()
    {
        TestClient flood = _bench.Connect("flood", "5");
        TestClient client = _bench.Connect("lock", "0");
        _bench.Gate.TakeTrace();
        for (int i = 0; i < 500; i++)
        {
            flood.Connection.Write(Packets.Publish(0x30, "a", 0, "x"));
        }

        client.Connection.Write(Packets.Hex("C0 00"));
        long next = _bench.Broker.Step(_bench.Clock.NowUs);
        Assert.AreEqual("PINGRESP", client.Take());
        Assert.IsTrue(_bench.Gate.Messages <= 8, "so many packets a turn");
        Assert.IsTrue(next == _bench.Clock.NowUs, "and it goes on at once");
        _bench.Run();
        Assert.AreEqual(500, _bench.Gate.Messages);
    }

    [TestMethod]
    public void Random_bytes_harm_nobody()
    {
        _bench.Gate.IsQuiet = true;
        TestClient victim = _bench.Connect("lock", "0");
        victim.Subscribe("ok", 0);
        for (uint round = 1; round <= 300; round++)
        {
            _seed = round;
            TestClient attacker = _bench.Call(Random(3));
            if (Random(4) > 0)
            {
                attacker.Send(Packets.Connect("x" + FakeGate.Number((int)Random(3)), "5"));
            }

            for (int i = 0; i < 20 && !attacker.IsClosed; i++)
            {
                attacker.Connection.LargestRead = Random(2) == 0 ? int.MaxValue : (int)Random(40) + 1;
                if (Random(8) == 0)
                {
                    attacker.Connection.Room = (int)Random(300);
                }

                attacker.Connection.Write(Mutate(Sample()));
                _bench.Clock.NowUs += Random(1000000);
                _bench.Run();
            }

            if (Random(2) == 0)
            {
                attacker.Connection.PeerIsGone = true;
            }

            string number = FakeGate.Number((int)round);
            Assert.AreEqual("PUBLISH(q0):ok=" + number, victim.Publish("ok", number), "exactly this, in every round");
        }
    }

    private uint Random(uint below)
    {
        // xorshift32, Marsaglia 2003
        _seed ^= _seed << 13;
        _seed ^= _seed >> 17;
        _seed ^= _seed << 5;
        return _seed % below;
    }

    private byte[] Sample()
    {
        switch (Random(9))
        {
            case 0: return Packets.Connect("y", "5", 60, 0x2E, "will/x", "gone");
            case 1: return Packets.Publish(0x30 + (int)Random(16), "a/b", (int)Random(20), "payload");
            case 2: return Packets.Subscribe(1, "a/#", (int)Random(3));
            case 3: return Packets.Unsubscribe(2, "a/#");
            case 4: return Packets.Ack(0x40, (int)Random(20));
            case 5: return Packets.Ack(0x62, (int)Random(20));
            case 6: return Packets.Ack(0x50, (int)Random(20));
            case 7: return Packets.Publish(0x31, "nuki/" + FakeGate.Number((int)Random(60)), 0, Repeated((int)Random(400)));
            default: return new byte[Random(2000) + 1];
        }
    }

    private static string Repeated(int count)
    {
        return Packets.Repeat('r', count);
    }

    private byte[] Mutate(byte[] packet)
    {
        uint changes = Random(4) == 0 ? Random(6) : 0;
        for (uint i = 0; i < changes; i++)
        {
            packet[Random((uint)packet.Length)] = (byte)Random(256);
        }

        return packet;
    }
}
