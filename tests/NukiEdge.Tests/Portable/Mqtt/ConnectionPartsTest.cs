using NukiEdge.Core.Bytes;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Tests.Mqtt;

[TestClass]
public class ConnectionPartsTest
{
    [TestMethod]
    public void Subscriptions_give_the_highest_qos_that_matches()
    {
        Subscriptions subscriptions = new Subscriptions(40, 2);
        Add(subscriptions, "a/#", 0);
        Add(subscriptions, "a/b", 2);
        Add(subscriptions, "+/b", 1);
        Assert.AreEqual(2, QosFor(subscriptions, "a/b"));
        Assert.AreEqual(0, QosFor(subscriptions, "a/c"));
        Assert.AreEqual(1, QosFor(subscriptions, "x/b"));
        Assert.AreEqual(-1, QosFor(subscriptions, "x/c"));
        Add(subscriptions, "a/b", 0);
        Assert.AreEqual(1, QosFor(subscriptions, "a/b"), "the same filter again replaces its QoS");
        Assert.AreEqual(3, subscriptions.Count);
        subscriptions.Remove(1, Ascii.Of("+/b"), 0, 3);
        Assert.AreEqual(0, QosFor(subscriptions, "a/b"));
        subscriptions.Remove(1, Ascii.Of("a/x"), 0, 3);
        Assert.AreEqual(2, subscriptions.Count);
    }

    [TestMethod]
    public void Subscriptions_hold_exactly_what_their_room_allows()
    {
        Subscriptions subscriptions = new Subscriptions(11, 2);
        Assert.IsFalse(Add(subscriptions, "123456789", 0));
        Assert.IsTrue(Add(subscriptions, "12345678", 0));
        Assert.IsFalse(Add(subscriptions, "1", 0));
        Assert.IsTrue(Add(subscriptions, "12345678", 2), "it is there already");
        subscriptions.Clear(1);
        Assert.IsTrue(Add(subscriptions, "87654321", 0));
    }

    [TestMethod]
    public void A_new_filter_waits_for_the_next_pass()
    {
        Subscriptions subscriptions = new Subscriptions(40, 2);
        Add(subscriptions, "a", 1);
        Assert.IsTrue(subscriptions.BeginPass(1));
        Add(subscriptions, "b", 1);
        Assert.AreEqual(1, subscriptions.PassQosFor(1, Ascii.Of("a"), 0, 1));
        Assert.AreEqual(-1, subscriptions.PassQosFor(1, Ascii.Of("b"), 0, 1));
        Assert.IsTrue(subscriptions.EndPass(1), "b waits");
        Assert.IsTrue(subscriptions.BeginPass(1));
        Assert.AreEqual(-1, subscriptions.PassQosFor(1, Ascii.Of("a"), 0, 1));
        Assert.AreEqual(1, subscriptions.PassQosFor(1, Ascii.Of("b"), 0, 1));
        Assert.IsFalse(subscriptions.EndPass(1));
        Assert.IsFalse(subscriptions.BeginPass(1));
    }

    [TestMethod]
    public void Ids_to_a_client_run_through_all_65535_and_are_never_0()
    {
        SentIds ids = new SentIds();
        for (int i = 1; i <= 0xFFFF; i++)
        {
            int id = ids.Next();
            if (id != i)
            {
                Assert.AreEqual(i, id);
            }
        }

        Assert.AreEqual(0, ids.Next(), "all of them wait");
        ids.Acknowledge();
        Assert.AreEqual(1, ids.Next());
        ids.TakeBack();
        Assert.AreEqual(1, ids.Next(), "was not sent");
    }

    [TestMethod]
    public void Unreleased_ids_forget_the_oldest_when_there_are_too_many()
    {
        UnreleasedIds ids = new UnreleasedIds(3);
        for (int id = 1; id <= 4; id++)
        {
            ids.Add(id);
        }

        Assert.IsFalse(ids.Contains(1));
        ids.Remove(3);
        ids.Remove(99);
        Assert.IsTrue(ids.Contains(2));
        Assert.IsFalse(ids.Contains(3));
        Assert.IsTrue(ids.Contains(4));
        ids.Add(0xFFFF);
        ids.Add(1);
        Assert.IsFalse(ids.Contains(2));
        Assert.IsTrue(ids.Contains(4));
        Assert.IsTrue(ids.Contains(0xFFFF));
    }

    [TestMethod]
    public void The_outbox_keeps_order_and_never_tears_a_packet_it_refuses()
    {
        Outbox outbox = new Outbox(10);
        FakeConnection socket = new FakeConnection(new FakeSockets(), 1);
        outbox.Attach(socket);
        byte[] digits = Ascii.Of("0123456789abcdefghij");
        socket.Room = 3;
        Assert.AreEqual(Outbox.Taken, outbox.Send(digits, 0, 5, 0));
        Assert.IsTrue(socket.WantsSend);
        Assert.AreEqual(Outbox.Taken, outbox.Send(digits, 5, 5, 0));
        Assert.AreEqual(Outbox.NoRoom, outbox.Send(digits, 10, 3, 1), "one byte has to stay free");
        Assert.AreEqual(Outbox.Taken, outbox.Send(digits, 10, 3, 0));
        Assert.AreEqual(Outbox.NoRoom, outbox.Send(digits, 13, 1, 0));
        socket.Room = 4;
        Assert.IsTrue(outbox.Flush());
        Assert.AreEqual(Outbox.Taken, outbox.Send(digits, 13, 4, 0), "behind what still waits");
        socket.Room = int.MaxValue;
        Assert.IsTrue(outbox.Flush());
        Assert.IsFalse(socket.WantsSend);
        Assert.AreEqual("0123456789abcdefg", FakeGate.Text(socket.ToClient, 0, socket.ToClientCount));
        socket.Room = 2;
        Assert.AreEqual(Outbox.Torn, outbox.Send(digits, 0, 13, 0));
        socket.PeerIsGone = true;
        Assert.AreEqual(Outbox.Gone, outbox.Send(digits, 0, 1, 0));
    }

    private static bool Add(Subscriptions subscriptions, string filter, int qos)
    {
        return subscriptions.Add(1, Ascii.Of(filter), 0, filter.Length, qos, 0);
    }

    private static int QosFor(Subscriptions subscriptions, string topic)
    {
        subscriptions.Match(Ascii.Of(topic), 0, topic.Length);
        return subscriptions.QosOf(1);
    }
}
