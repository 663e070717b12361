namespace NukiEdge.Tests.Mqtt;

/// <summary>Packets over a client's own buffer share one: it must never cost a lock its announcement.</summary>
[TestClass]
public class BigPacketTest
{
    private readonly BrokerBench _bench = new BrokerBench();
    private readonly TestClient _lock;
    private readonly TestClient _control;
    private readonly TestClient _watcher;

    public BigPacketTest()
    {
        _bench.Start();
        _lock = _bench.Connect("lock-a", "0");
        _control = _bench.Connect("control", "5");
        _watcher = _bench.Connect("watch", "5");
        _watcher.Subscribe("#", 0);
    }

    [TestMethod]
    public void A_packet_of_the_largest_size_arrives_also_byte_by_byte()
    {
        // topic length 2, topic 3, payload: remaining length 1,024
        string payload = Packets.Repeat('x', 1019);
        byte[] packet = Packets.Publish(0x30, "a/b", 0, payload);
        _control.Send(packet);
        Assert.AreEqual("PUBLISH(q0):a/b=" + payload, _watcher.Take());
        for (int i = 0; i < packet.Length; i++)
        {
            _control.Send(new byte[] { packet[i] });
        }

        Assert.AreEqual("PUBLISH(q0):a/b=" + payload, _watcher.Take());
    }

    [TestMethod]
    public void Two_big_packets_at_once_both_arrive()
    {
        byte[] packet = Packets.Publish(0x30, "a/b", 0, Packets.Repeat('x', 600));
        TestClient other = _bench.Connect("other", "5");
        Half(_control, packet, true);
        Half(other, packet, true);
        Half(other, packet, false);
        Assert.AreEqual("", _watcher.Take(), "it waits for the first");
        Half(_control, packet, false);
        _bench.Run();
        Assert.AreEqual(2, _watcher.Take().Split(' ').Length);
    }

    [TestMethod]
    public void A_lock_does_not_wait_for_anybody_elses_big_packet()
    {
        byte[] packet = Packets.Publish(0x30, "nuki/A/config", 0, Packets.Repeat('x', 600));
        Half(_control, packet, true);
        _lock.Send(packet);
        _lock.Publish("nuki/A/lockActionEvent", "1,2,0,0,0");
        Assert.IsTrue(_watcher.Take().EndsWith("nuki/A/lockActionEvent=1,2,0,0,0"));
        Assert.IsTrue(_control.IsClosed);
    }

    [TestMethod]
    public void A_stranger_gets_no_big_packet()
    {
        TestClient stranger = _bench.Call(9);
        Assert.AreEqual("", stranger.Send(Packets.Connect(Packets.Repeat('c', 60), "5", 60, 2, "t", Packets.Repeat('w', 400))));
        Assert.IsTrue(stranger.IsClosed);
    }

    private static void Half(TestClient client, byte[] packet, bool first)
    {
        int from = first ? 0 : packet.Length / 2;
        int to = first ? packet.Length / 2 : packet.Length;
        byte[] half = new byte[to - from];
        System.Array.Copy(packet, from, half, 0, half.Length);
        client.Send(half);
    }
}
