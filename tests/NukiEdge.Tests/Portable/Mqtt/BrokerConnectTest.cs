namespace NukiEdge.Tests.Mqtt;

[TestClass]
public class BrokerConnectTest
{
    private readonly BrokerBench _bench = new BrokerBench().Start();

    [TestMethod]
    public void A_login_is_answered_and_shown()
    {
        TestClient client = _bench.Connect("lock-a", "0");
        Assert.AreEqual("connect:0", _bench.Gate.TakeTrace());
        Assert.AreEqual(1, _bench.Broker.Connections);
        int shown = 0;
        for (int i = 0; i < _bench.Broker.Places; i++)
        {
            NukiEdge.Net.Mqtt.MqttConnection c = _bench.Broker.ClientAt(i);
            if (c == null)
            {
                continue;
            }

            shown++;
            byte[] id = new byte[4];
            Assert.AreEqual(4, c.CopyClientId(id));
            Assert.AreEqual("lock", FakeGate.Text(id, 0, 4));
            Assert.AreEqual(0, c.Login);
            Assert.IsTrue(c.PeerAddress == 0xC0A80001);
            Assert.IsTrue(c.LastPacketUs == _bench.Clock.NowUs);
        }

        Assert.AreEqual(1, shown);
        Assert.AreEqual("PINGRESP", client.Send(Packets.Hex("C0 00")));
        client.Send(Packets.Hex("E0 00"));
        Assert.IsTrue(client.IsClosed);
        Assert.AreEqual("gone:0", _bench.Gate.TakeTrace());
        Assert.AreEqual(0, _bench.Broker.Connections);
    }

    [TestMethod]
    public void Another_protocol_level_is_told_so_and_another_name_is_not_answered()
    {
        Assert.AreEqual("CONNACK:1", Refused("10 0C 00 04 4D 51 54 54 05 02 00 3C 00 00"));
        Assert.AreEqual("CONNACK:1", Refused("10 0C 00 04 4D 51 54 54 03 02 00 3C 00 00"));
        Assert.AreEqual("", Refused("10 0E 00 06 4D 51 49 73 64 70 03 02 00 3C 00 00"));
        Assert.AreEqual("", Refused("10 0C 00 04 4D 51 54 58 04 02 00 3C 00 00"));
        Assert.AreEqual("", _bench.Gate.TakeTrace(), "the gate never heard of them");
    }

    [TestMethod]
    public void A_malformed_connect_is_closed_without_an_answer()
    {
        Assert.AreEqual("", Refused("10 0C 00 04 4D 51 54 54 04 03 00 3C 00 00"), "reserved flag");
        Assert.AreEqual("", Refused("10 0C 00 04 4D 51 54 54 04 0A 00 3C 00 00"), "will QoS without will");
        Assert.AreEqual("", Refused("10 0C 00 04 4D 51 54 54 04 22 00 3C 00 00"), "will retain without will");
        Assert.AreEqual("", Refused("10 12 00 04 4D 51 54 54 04 1E 00 3C 00 00 00 01 61 00 01 62"), "will QoS 3");
        Assert.AreEqual("", Refused("10 12 00 04 4D 51 54 54 04 06 00 3C 00 00 00 01 2B 00 01 62"), "will with a wildcard");
        Assert.AreEqual("", Refused("10 11 00 04 4D 51 54 54 04 06 00 3C 00 00 00 00 00 01 62"), "will without a topic");
        Assert.AreEqual("", Refused("10 0F 00 04 4D 51 54 54 04 42 00 3C 00 00 00 01 70"), "password without user");
        Assert.AreEqual("", Refused("10 0D 00 04 4D 51 54 54 04 02 00 3C 00 01 00"), "zero in the client id");
        Assert.AreEqual("", Refused("10 0D 00 04 4D 51 54 54 04 02 00 3C 00 00 FF"), "a byte too many");
        Assert.AreEqual("", Refused("10 0C 00 04 4D 51 54 54 04 02 00 3C 00 09"), "client id is cut off");
        Assert.AreEqual("", Refused("10 09 00 04 4D 51 54 54 04 02 00"), "keep-alive is cut off");
        Assert.AreEqual("", Refused("10 00"), "empty");
        Assert.AreEqual("", Refused("11 00"), "reserved flags of the packet");
        Assert.AreEqual(13, _bench.Broker.ProtocolErrors);
    }

    [TestMethod]
    public void The_first_packet_is_connect_and_only_the_first()
    {
        Assert.AreEqual("", Refused("C0 00"));
        Assert.AreEqual("", Refused("30"), "one byte is enough to know");
        TestClient client = _bench.Connect("a", "0");
        Assert.AreEqual("", client.Send(Packets.Connect("a", "0")));
        Assert.IsTrue(client.IsClosed);
    }

    [TestMethod]
    public void An_empty_client_id_needs_a_clean_session_and_is_nobodys()
    {
        Assert.AreEqual("CONNACK:2", Refused(Packets.Connect("", "0", 60, 0, null, null)));
        TestClient first = _bench.Connect("", "0");
        TestClient second = _bench.Connect("", "0");
        Assert.IsFalse(first.IsClosed);
        Assert.IsFalse(second.IsClosed);
        Assert.AreEqual(-1, _bench.Gate.LastSameClientIdLogin);
    }

    [TestMethod]
    public void A_client_id_has_64_bytes_at_most()
    {
        _bench.Connect(Packets.Repeat('i', 64), "0");
        Assert.AreEqual("CONNACK:2", Refused(Packets.Connect(Packets.Repeat('i', 65), "0")));
    }

    [TestMethod]
    public void The_gates_refusal_is_the_answer()
    {
        _bench.Gate.Refusal = 4;
        Assert.AreEqual("CONNACK:4", Refused(Packets.Connect("a", "0")));
        _bench.Gate.Refusal = 99;
        Assert.AreEqual("CONNACK:5", Refused(Packets.Connect("a", "0")));
        Assert.AreEqual("", _bench.Gate.TakeTrace(), "who was never in is not reported as gone");
    }

    [TestMethod]
    public void The_same_client_id_takes_over_and_the_old_will_comes_before_the_new_answer()
    {
        byte[] connect = Packets.Connect("lock-a", "0", 60, 0x2A, "nuki/A/connected", "false");
        TestClient old = _bench.Connect(connect);
        TestClient reader = _bench.Connect("ha", "5");
        reader.Subscribe("nuki/#", 0);
        _bench.Gate.TakeTrace();
        int oldNumber = NumberOf("lock-a");

        TestClient young = _bench.Call(0xC0A80002);
        young.Connection.Write(connect);
        young.Connection.Write(Packets.Publish(0x31, "nuki/A/connected", 0, "true"));
        _bench.Run();
        Assert.AreEqual("CONNACK:0", young.Take());
        Assert.IsTrue(old.IsClosed);
        string trace = _bench.Gate.TakeTrace();
        Assert.AreEqual("connect:0 nuki/A/connected=false gone:0 nuki/A/connected=true", trace);
        Assert.AreEqual(0, _bench.Gate.LastSameClientIdLogin);
        Assert.AreEqual("PUBLISH(q0):nuki/A/connected=false PUBLISH(q0):nuki/A/connected=true", reader.Take());
        Assert.IsTrue(NumberOf("lock-a") > oldNumber);
    }

    [TestMethod]
    public void A_refused_take_over_leaves_the_old_one_alone()
    {
        TestClient old = _bench.Connect("lock-a", "0");
        _bench.Gate.Refusal = 2;
        Assert.AreEqual("CONNACK:2", Refused(Packets.Connect("lock-a", "1")));
        Assert.IsFalse(old.IsClosed);
    }

    private int NumberOf(string clientId)
    {
        for (int i = 0; i < _bench.Broker.Places; i++)
        {
            NukiEdge.Net.Mqtt.MqttConnection c = _bench.Broker.ClientAt(i);
            if (c == null)
            {
                continue;
            }

            byte[] id = new byte[64];
            int length = c.CopyClientId(id);
            if (FakeGate.Text(id, 0, length) == clientId)
            {
                return c.Number;
            }
        }

        return 0;
    }

    private string Refused(string hex)
    {
        return Refused(Packets.Hex(hex));
    }

    private string Refused(byte[] packet)
    {
        TestClient client = _bench.Call(0xC0A80009);
        string answer = client.Send(packet);
        Assert.IsTrue(client.IsClosed);
        return answer;
    }
}
