using NukiEdge.Core.Ports;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Tests.Mqtt;

[TestClass]
public class MessageRingTest
{
    private readonly MessageRing _ring = new MessageRing(4, 40);
    private readonly Message _message = new Message();

    [TestMethod]
    public void Messages_come_out_as_they_went_in_and_in_order_however_often_the_ring_goes_round()
    {
        for (int i = 0; i < 1000; i++)
        {
            Assert.IsTrue(_ring.Put("nuki/A/state", Packets.Hex("31 32"), 0x0B, i, i * 10L));
            Assert.IsTrue(_ring.Put(Packets.Hex("61 62 63"), 1, 2, Packets.Hex("64 65 66"), 2, 1, 0x02));
            Assert.AreEqual("nuki/A/state=12", Take());
            Assert.IsTrue(_message.Retain && _message.Dup && _message.Connection == i && _message.ReceivedUs == i * 10L);
            Assert.AreEqual(0x0B, _ring.Flags);
            Assert.AreEqual("bc=f", Take());
            Assert.IsFalse(_message.Retain || _message.Dup);
            Assert.AreEqual(2, _ring.Flags);
            Assert.IsTrue(_ring.IsEmpty);
        }
    }

    [TestMethod]
    public void A_full_ring_takes_nothing_until_one_is_released()
    {
        byte[] payload = new byte[1];
        for (int i = 0; i < 4; i++)
        {
            Assert.IsTrue(_ring.Put("t", payload, 0, i, 0));
        }

        Assert.IsFalse(_ring.Put("t", payload, 0, 4, 0));
        Assert.IsFalse(_ring.Put(payload, 0, 1, payload, 0, 1, 0));
        Assert.IsTrue(_ring.Take(_message));
        Assert.IsFalse(_ring.Put("t", payload, 0, 4, 0), "it still lies there");
        _ring.Release();
        Assert.IsTrue(_ring.Put("t", payload, 0, 4, 0));
        Assert.IsTrue(_ring.Take(_message) && _message.Connection == 1, "the oldest");
    }

    [TestMethod]
    public void What_is_no_locks_message_leaves_the_ring_as_it_was()
    {
        Assert.IsTrue(_ring.Put("nuki/A/name", new byte[30], 0, 0, 0), "too large for any state");
        Assert.IsTrue(_ring.Put("nuki/\u00E4/name", new byte[1], 0, 0, 0), "not ASCII");
        Assert.IsTrue(_ring.IsEmpty);
        Assert.IsFalse(_ring.Put(new byte[20], 0, 20, new byte[21], 0, 21, 0), "one of our own says so");
        Assert.IsTrue(_ring.Put("nuki/A/name", new byte[29], 0, 0, 0));
        Assert.IsFalse(_ring.IsEmpty);
    }

    private string Take()
    {
        Assert.IsTrue(_ring.Take(_message));
        string text = FakeGate.Text(_message.Buffer, _message.TopicOffset, _message.TopicLength) + "="
            + FakeGate.Text(_message.Buffer, _message.PayloadOffset, _message.PayloadLength);
        _ring.Release();
        return text;
    }
}
