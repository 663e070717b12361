using NukiEdge.Core.Bytes;

namespace NukiEdge.Tests.Mqtt;

[TestClass]
public class BrokerSubscribeTest
{
    private readonly BrokerBench _bench = new BrokerBench();
    private readonly TestClient _lock;
    private readonly TestClient _reader;

    public BrokerSubscribeTest()
    {
        _bench.Start();
        _lock = _bench.Connect("lock-a", "0");
        _reader = _bench.Connect("ha", "5");
    }

    [TestMethod]
    public void A_filter_is_granted_or_refused_and_the_others_are_not_harmed()
    {
        byte[] subscribe = new Packets().Number(258).Text("a/#").Byte(2).Text("a#").Byte(1).Text("forbidden").Byte(0)
            .Text("").Byte(0).Text("b").Byte(1).As(0x82);
        Assert.AreEqual("SUBACK#258:0280808001", _reader.Send(subscribe));
        _lock.Publish("a/x", "1");
        _lock.Publish("b", "2");
        Assert.AreEqual("PUBLISH(q0):a/x=1 PUBLISH(q0):b=2", _reader.Take());
    }

    [TestMethod]
    public void A_long_list_of_filters_is_answered_in_its_own_bytes()
    {
        Packets list = new Packets().Number(9);
        string codes = "";
        for (int i = 0; i < 200; i++)
        {
            list.Text("a").Byte(i % 3);
            codes += "0" + FakeGate.Number(i % 3);
        }

        Assert.AreEqual("SUBACK#9:" + codes, _reader.Send(list.As(0x82)));
    }

    [TestMethod]
    public void Overlapping_filters_deliver_once_at_the_highest_QoS()
    {
        _reader.Subscribe("a/#", 0);
        _reader.Subscribe("a/+", 2);
        _reader.Subscribe("+/b", 1);
        _lock.Send(Packets.Publish(0x34, "a/b", 1, "x"));
        Assert.AreEqual("PUBLISH(q2)#1:a/b=x", _reader.Take());
    }

    [TestMethod]
    public void After_unsubscribe_nothing_comes()
    {
        _reader.Subscribe("a", 0);
        Assert.AreEqual("UNSUBACK#5", _reader.Send(Packets.Unsubscribe(5, "a")));
        Assert.AreEqual("UNSUBACK#6", _reader.Send(Packets.Unsubscribe(6, "never/there")));
        _lock.Publish("a", "x");
        Assert.AreEqual("", _reader.Take());
    }

    [TestMethod]
    public void Retained_messages_come_after_the_suback_with_the_flag()
    {
        _lock.Send(Packets.Publish(0x33, "nuki/A/state", 1, "1"));
        _lock.Send(Packets.Publish(0x31, "other", 0, "2"));
        Assert.AreEqual("SUBACK#1:02 PUBLISH(q1,r)#1:nuki/A/state=1 PUBLISH(q0,r):other=2", _reader.Subscribe("#", 2));
        Assert.AreEqual("SUBACK#1:00 PUBLISH(q0,r):nuki/A/state=1 PUBLISH(q0,r):other=2", _reader.Subscribe("#", 0), "again");
        _lock.Send(Packets.Publish(0x31, "nuki/A/state", 0, "3"));
        Assert.AreEqual("PUBLISH(q0):nuki/A/state=3", _reader.Take(), "RETAIN is 0 for who is subscribed already");
    }

    [TestMethod]
    public void What_is_of_the_moment_is_not_retained_and_an_empty_payload_removes()
    {
        _lock.Send(Packets.Publish(0x31, "nuki/A/lockActionEvent", 0, "1"));
        Assert.AreEqual(0, _bench.Broker.RetainedCount);
        _lock.Send(Packets.Publish(0x31, "nuki/A/state", 0, "1"));
        _lock.Send(Packets.Publish(0x31, "nuki/A/state", 0, ""));
        Assert.AreEqual(0, _bench.Broker.RetainedCount);
        Assert.AreEqual("SUBACK#1:00", _reader.Subscribe("#", 0));
    }

    [TestMethod]
    public void Own_topics_are_rendered_for_who_subscribes()
    {
        _bench.Own.Count = 3;
        _lock.Send(Packets.Publish(0x31, "edge/x", 0, "y"));
        Assert.AreEqual("SUBACK#1:01 PUBLISH(q0,r):edge/1=own1", _reader.Subscribe("edge/1", 1));
        string own = "PUBLISH(q0,r):edge/0=own0 PUBLISH(q0,r):edge/1=own1 PUBLISH(q0,r):edge/2=own2";
        Assert.AreEqual("SUBACK#1:01 " + own + " PUBLISH(q0,r):edge/x=y", _reader.Subscribe("edge/+", 1));
    }

    [TestMethod]
    public void Retained_messages_wait_for_a_client_that_reads_slowly_and_all_come()
    {
        _bench.Own.Count = 40;
        Store(30);
        _reader.Connection.Room = 0;
        Assert.AreEqual("", _reader.Subscribe("edge/#", 0));
        _reader.Connection.Write(Packets.Subscribe(2, "nuki/#", 1));
        _bench.Run();
        FakeConnection all = new FakeConnection(_bench.Net, 1);
        for (int i = 0; i < 3000 && !_reader.IsClosed; i++)
        {
            _reader.Connection.Room = 5;
            _bench.Run();
            all.ToClientCount += Take(_reader, all);
            Acknowledge(all, _reader);
        }

        TestClient seen = new TestClient(_bench, all);
        string text = seen.Take();
        for (int i = 0; i < 40; i++)
        {
            Assert.IsTrue(Has(text, "edge/" + FakeGate.Number(i) + "=own"), text);
        }

        for (int i = 0; i < 30; i++)
        {
            Assert.IsTrue(Has(text, ":nuki/" + FakeGate.Number(100 + i) + "=" + FakeGate.Number(i)), text);
        }

        Assert.AreEqual("SUBACK#1:00", text.Substring(0, 11));
        Assert.AreEqual(2 + 40 + 30, text.Split(' ').Length, "each exactly once");
    }

    [TestMethod]
    public void A_retained_message_larger_than_the_outbox_waits_for_room()
    {
        _lock.Send(Packets.Publish(0x31, "nuki/A/state", 0, Packets.Repeat('s', 500)));
        _reader.Connection.Room = 5;
        Assert.AreEqual("SUBACK#1:00", _reader.Subscribe("#", 0));
        Assert.IsTrue(_reader.Connection.WantsSend, "the loop wakes up when there is room");
        _reader.Connection.Room = int.MaxValue;
        _bench.Run();
        Assert.AreEqual("PUBLISH(q0,r):nuki/A/state=" + Packets.Repeat('s', 500), _reader.Take());
        _bench.Run();
        Assert.IsFalse(_reader.Connection.WantsSend);
    }

    [TestMethod]
    public void A_reader_cannot_take_the_room_that_the_locks_need_for_their_commands()
    {
        int granted = 0;
        for (int i = 0; i < 100 && _reader.Subscribe(Packets.Repeat('f', 30) + FakeGate.Number(i), 0).EndsWith("00"); i++)
        {
            granted++;
        }

        Assert.IsTrue(granted > 20 && granted < 40, FakeGate.Number(granted));
        Assert.IsTrue(_lock.Subscribe("nuki/AAAAAAAA/lockAction", 2).EndsWith("02"));
    }

    [TestMethod]
    public void Retained_messages_leave_the_outbox_to_what_happens_meanwhile()
    {
        _bench.Own.Count = 40;
        _reader.Connection.Room = 0;
        _reader.Subscribe("#", 1);
        for (int i = 0; i < 8; i++)
        {
            _lock.Send(Packets.Publish(0x32, "live", 1, "x"));
        }

        Assert.IsFalse(_reader.IsClosed);
        _reader.Connection.Room = int.MaxValue;
        _bench.Run();
        Assert.AreEqual(1 + 8 + 40, _reader.Take().Split(' ').Length);
    }

    [TestMethod]
    public void Retained_messages_go_on_as_they_are_acknowledged()
    {
        Store(30);
        Assert.AreEqual(1 + 20, _reader.Subscribe("#", 1).Split(' ').Length);
        for (int id = 1; id <= 10; id++)
        {
            Assert.AreEqual(0, _reader.Take().Length);
            Assert.AreEqual("PUBLISH(q1,r)#", _reader.Send(Packets.Ack(0x40, id)).Substring(0, 14));
        }

        Assert.AreEqual("", _reader.Send(Packets.Ack(0x40, 11)));
    }

    [TestMethod]
    public void A_full_store_passes_the_message_on_and_says_so_once_a_minute()
    {
        _reader.Subscribe("#", 0);
        _bench.Gate.TakeNotes();
        for (int i = 0; i < 10; i++)
        {
            _lock.Send(Packets.Publish(0x31, "x/" + FakeGate.Number(i), 0, Packets.Repeat('x', 200)));
        }

        Assert.AreEqual(4, _bench.Broker.RetainedCount, "a third of 3,072 bytes");
        Assert.AreEqual("21", _bench.Gate.TakeNotes());
        Assert.AreEqual(10, _reader.Take().Split(' ').Length);
        _lock.Send(Packets.Publish(0x31, "nuki/A/state", 0, Packets.Repeat('s', 900)));
        _lock.Send(Packets.Publish(0x31, "nuki/B/state", 0, Packets.Repeat('s', 900)));
        _lock.Send(Packets.Publish(0x31, "nuki/C/state", 0, Packets.Repeat('s', 900)));
        Assert.AreEqual(4, _bench.Broker.RetainedCount, "three states, and one of the others");
        _bench.PassSeconds(59);
        _lock.Send(Packets.Publish(0x31, "x/7", 0, Packets.Repeat('x', 200)));
        Assert.AreEqual("", _bench.Gate.TakeNotes());
    }

    private static bool Has(string text, string part)
    {
        return text.IndexOf(part) >= 0;
    }

    private static int Take(TestClient from, FakeConnection to)
    {
        byte[] bytes = new byte[64];
        int count = from.TakeRaw(bytes);
        for (int i = 0; i < count; i++)
        {
            to.ToClient[to.ToClientCount + i] = bytes[i];
        }

        return count;
    }

    /// <summary>Acknowledges the QoS 1 messages in what came, each as often as this is called: only the first counts.</summary>
    private static void Acknowledge(FakeConnection all, TestClient client)
    {
        int at = 0;
        byte[] bytes = all.ToClient;
        while (at + 1 < all.ToClientCount)
        {
            int next = at + 2 + bytes[at + 1];
            if (next > all.ToClientCount)
            {
                return;
            }

            if (bytes[at] == 0x33)
            {
                int id = at + 4 + bytes[at + 3];
                client.Connection.Write(Packets.Ack(0x40, bytes[id] << 8 | bytes[id + 1]));
            }

            at = next;
        }
    }

    private void Store(int count)
    {
        for (int i = 0; i < count; i++)
        {
            byte[] topic = Ascii.Of("nuki/" + FakeGate.Number(100 + i));
            byte[] payload = Ascii.Of(FakeGate.Number(i));
            _bench.Broker.Publish(topic, 0, topic.Length, payload, 0, payload.Length, 1, true);
        }

        Assert.AreEqual(count, _bench.Broker.RetainedCount);
    }
}
