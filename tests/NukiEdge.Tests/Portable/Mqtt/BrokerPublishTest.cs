using NukiEdge.Core.Bytes;

namespace NukiEdge.Tests.Mqtt;

[TestClass]
public class BrokerPublishTest
{
    private const string Event = "nuki/A/lockActionEvent";

    private readonly BrokerBench _bench = new BrokerBench().Start();
    private readonly TestClient _lock;
    private readonly TestClient _reader;

    public BrokerPublishTest()
    {
        _lock = _bench.Connect("lock-a", "0");
        _reader = _bench.Connect("ha", "5");
        _reader.Subscribe("#", 2);
        _bench.Gate.TakeTrace();
    }

    [TestMethod]
    public void A_QoS2_event_acts_at_the_first_publish_and_once()
    {
        byte[] publish = Packets.Publish(0x34, Event, 7, "3,0,1,2,3");
        Assert.AreEqual("PUBREC#7", _lock.Send(publish));
        Assert.AreEqual(Event + "=3,0,1,2,3", _bench.Gate.TakeTrace());
        Assert.AreEqual("PUBLISH(q2)#1:" + Event + "=3,0,1,2,3", _reader.Take());

        publish[0] |= 8;
        Assert.AreEqual("PUBREC#7", _lock.Send(publish));
        Assert.AreEqual("again:dup:" + Event + "=3,0,1,2,3", _bench.Gate.TakeTrace(), "the sink is told that it is no new one");
        Assert.AreEqual("", _reader.Take(), "and nobody else hears of it");

        Assert.AreEqual("PUBCOMP#7", _lock.Send(Packets.Ack(0x62, 7)));
        Assert.AreEqual("PUBREC#7", _lock.Send(Packets.Publish(0x34, Event, 7, "3,0,1,2,3")), "the id is free again");
        Assert.AreEqual(Event + "=3,0,1,2,3", _bench.Gate.TakeTrace());
        Assert.AreEqual("PUBCOMP#99", _lock.Send(Packets.Ack(0x62, 99)), "unknown ids are answered too");
    }

    [TestMethod]
    public void The_appliance_acts_before_anybody_is_answered_or_served()
    {
        _bench.Gate.Link = _bench.Broker;
        _bench.Gate.SceneTopic = "scene/light";
        Assert.AreEqual("PUBACK#3", _lock.Send(Packets.Publish(0x32, Event, 3, "x")));
        Assert.AreEqual("PUBLISH(q1)#1:scene/light=s PUBLISH(q1)#2:" + Event + "=x", _reader.Take());
    }

    [TestMethod]
    public void Bytes_in_any_pieces_make_the_same_packets()
    {
        byte[] two = Packets.Publish(0x32, "a/b", 3, Packets.Repeat('p', 200));
        for (int size = 1; size < two.Length; size += 7)
        {
            for (int at = 0; at < two.Length; at += size)
            {
                int count = two.Length - at < size ? two.Length - at : size;
                _lock.Connection.Write(two, at, count);
                _bench.Run();
            }

            Assert.AreEqual("PUBACK#3", _lock.Take());
        }

        _lock.Connection.LargestRead = 1;
        Assert.AreEqual("PUBACK#3", _lock.Send(two));
    }

    [TestMethod]
    public void A_message_carries_the_time_when_its_bytes_came()
    {
        _bench.Clock.NowUs += 1234;
        long came = _bench.Clock.NowUs;
        _lock.Publish(Event, "x");
        Assert.IsTrue(_bench.Gate.LastReceivedUs == came);
    }

    [TestMethod]
    public void What_the_gate_forbids_is_acknowledged_and_dropped()
    {
        Assert.AreEqual("PUBACK#4", _lock.Send(Packets.Publish(0x33, "forbidden/x", 4, "1")));
        Assert.AreEqual("PUBREC#5", _lock.Send(Packets.Publish(0x35, "forbidden/x", 5, "1")));
        Assert.AreEqual("", _bench.Gate.TakeTrace());
        Assert.AreEqual("", _reader.Take());
        Assert.AreEqual(0, _bench.Broker.RetainedCount);
        Assert.AreEqual(0, _bench.Broker.Published);
    }

    [TestMethod]
    public void A_subscriber_gets_the_lower_QoS_of_the_two()
    {
        TestClient low = _bench.Connect("low", "6");
        low.Subscribe("a", 0);
        TestClient middle = _bench.Connect("middle", "7");
        middle.Subscribe("a", 1);
        _lock.Send(Packets.Publish(0x34, "a", 1, "x"));
        Assert.AreEqual("PUBLISH(q0):a=x", low.Take());
        Assert.AreEqual("PUBLISH(q1)#1:a=x", middle.Take());
        Assert.AreEqual("PUBLISH(q2)#1:a=x", _reader.Take());
        _lock.Publish("a", "y");
        Assert.AreEqual("PUBLISH(q0):a=y", middle.Take());
    }

    [TestMethod]
    public void A_QoS2_message_to_a_client_goes_through_all_four_packets()
    {
        _lock.Send(Packets.Publish(0x34, "a", 1, "x"));
        _reader.Take();
        Assert.AreEqual("PUBREL#1", _reader.Send(Packets.Ack(0x50, 1)));
        Assert.AreEqual("PUBREL#1", _reader.Send(Packets.Ack(0x50, 1)), "asked again");
        Assert.AreEqual("", _reader.Send(Packets.Ack(0x70, 1)));
        Assert.AreEqual("PUBREL#77", _reader.Send(Packets.Ack(0x50, 77)), "an unknown id");
        Assert.AreEqual("", _reader.Send(Packets.Ack(0x40, 77)));
    }

    [TestMethod]
    public void A_forbidden_packet_closes_the_connection()
    {
        string[] packets =
        {
            "36 05 00 01 61 00 01", "38 03 00 01 61", "32 05 00 01 61 00 00", "30 03 00 01 2B", "30 04 00 02 61 23",
            "30 02 00 00", "30 01 00", "30 00", "30 03 00 02 61", "32 03 00 01 61", "32 04 00 01 61 00",
            "30 03 00 01 00", "30 04 00 02 C3 28", "20 02 00 00", "90 03 00 01 00", "B0 02 00 01", "D0 00", "00 00",
            "F0 00", "C0 01 00", "C1 00", "E0 01 00", "40 01 00", "60 02 00 01", "41 02 00 01",
            "80 06 00 01 00 01 61 00", "82 06 00 00 00 01 61 00", "82 02 00 01", "82 06 00 01 00 01 61 03",
            "82 05 00 01 00 01 61", "82 06 00 01 00 02 61 00", "82 06 00 01 00 01 00 00", "A2 02 00 01",
            "A2 05 00 00 00 01 61", "A2 05 00 01 00 02 61", "30 FF FF FF FF", "30 81 08",
        };
        for (int i = 0; i < packets.Length; i++)
        {
            TestClient client = _bench.Connect("bad", "5");
            Assert.AreEqual("", client.Send(Packets.Hex(packets[i])), packets[i]);
            Assert.IsTrue(client.IsClosed, packets[i]);
        }

        Assert.AreEqual(packets.Length, _bench.Broker.ProtocolErrors);
        Assert.AreEqual("", _reader.Take(), "nothing of it reached anybody");
    }

    [TestMethod]
    public void A_packet_may_be_exactly_as_large_as_the_limit()
    {
        string payload = Packets.Repeat('p', 1024 - 3);
        _lock.Publish("a", payload);
        Assert.IsFalse(_lock.IsClosed);
        Assert.AreEqual("PUBLISH(q0):a=" + payload, _reader.Take());
        _bench.Gate.TakeNotes();
        _lock.Publish("a", payload + "p");
        Assert.IsTrue(_lock.IsClosed);
        Assert.AreEqual("18", _bench.Gate.TakeNotes());
    }

    [TestMethod]
    public void A_burst_of_unfinished_QoS2_messages_closes_nobody()
    {
        // mosquitto_pub and paho begin 20 before they finish the first
        for (int id = 1; id <= 20; id++)
        {
            Assert.AreEqual("PUBREC#" + FakeGate.Number(id), _lock.Send(Packets.Publish(0x34, "a", id, "x")));
        }

        Assert.AreEqual("PUBCOMP#1", _lock.Send(Packets.Ack(0x62, 1)));
        _bench.Gate.TakeTrace();
        _lock.Send(Packets.Publish(0x3C, "a", 20, "x"));
        Assert.AreEqual("again:dup:a=x", _bench.Gate.TakeTrace());
        Assert.AreEqual(20, _reader.Take().Split(' ').Length);
    }

    [TestMethod]
    public void A_slow_reader_misses_QoS0_and_is_dropped_at_QoS1()
    {
        TestClient slow = _bench.Connect("slow", "6");
        slow.Subscribe("a", 1);
        slow.Connection.Room = 0;
        _reader.Take();
        for (int i = 0; i < 100; i++)
        {
            _lock.Publish("a", "0123456789");
        }

        Assert.IsFalse(slow.IsClosed);
        Assert.IsTrue(slow.Connection.WantsSend);
        Assert.IsTrue(_bench.Broker.Dropped > 80);
        int dropped = _bench.Broker.Dropped;
        _bench.Gate.TakeNotes();
        for (int i = 0; i < 20 && !slow.IsClosed; i++)
        {
            _lock.Send(Packets.Publish(0x32, "a", 1, "0123456789"));
        }

        Assert.IsTrue(slow.IsClosed);
        Assert.AreEqual("19", _bench.Gate.TakeNotes());
        Assert.AreEqual(dropped + 1, _bench.Broker.Dropped);
        Assert.IsFalse(_lock.IsClosed);
    }

    [TestMethod]
    public void A_burst_that_outruns_the_acknowledgements_drops_nobody()
    {
        for (int i = 1; i <= 200; i++)
        {
            _lock.Send(Packets.Publish(0x32, "a", 1, "x"));
        }

        Assert.IsFalse(_reader.IsClosed);
        Assert.AreEqual(200, _reader.Take().Split(' ').Length);
    }

    [TestMethod]
    public void The_appliances_own_messages_go_to_subscribers_and_into_the_store()
    {
        byte[] bytes = Ascii.Of("edge/xyes");
        Assert.IsTrue(_bench.Broker.Publish(bytes, 0, 6, bytes, 6, 3, 1, true));
        Assert.AreEqual("PUBLISH(q1)#1:edge/x=yes", _reader.Take());
        Assert.AreEqual(1, _bench.Broker.RetainedCount);
        Assert.IsTrue(_bench.Broker.Publish(bytes, 0, 6, bytes, 0, 0, 1, true), "an empty one removes it");
        Assert.AreEqual(0, _bench.Broker.RetainedCount);
        Assert.AreEqual("", _bench.Gate.TakeTrace(), "it is no message to itself");
        byte[] large = new byte[1025];
        Assert.IsFalse(_bench.Broker.Publish(bytes, 0, 6, large, 0, 1024 - 9, 1, false));
        Assert.IsTrue(_bench.Broker.Publish(bytes, 0, 6, large, 0, 1024 - 10, 1, false));
        Assert.IsFalse(_bench.Broker.Publish(Ascii.Of("a/#"), 0, 3, bytes, 0, 1, 0, false));
        _bench.Broker.Stop();
        Assert.IsFalse(_bench.Broker.Publish(bytes, 0, 6, bytes, 6, 3, 1, true));
    }
}
