using NukiEdge.Core.Bytes;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Tests.Mqtt;

[TestClass]
public class RetainedStoreTest
{
    private readonly RetainedStore _store = new RetainedStore(300, 2);

    [TestMethod]
    public void The_newest_message_of_a_topic_takes_the_place_of_the_older()
    {
        Assert.IsTrue(Put("a", "one", true));
        Assert.IsTrue(Put("b", "two", true));
        Assert.IsTrue(Put("a", "six", true));
        Assert.AreEqual("a=six b=two", All());
        Assert.IsTrue(Put("a", "longer", true));
        Assert.AreEqual("b=two a=longer", All());
        Assert.AreEqual(2, _store.Count);
    }

    [TestMethod]
    public void A_removed_message_leaves_no_gap()
    {
        Put("a", "1", true);
        Put("b", "22", false);
        Put("c", "333", true);
        _store.Remove(Ascii.Of("b"), 0, 1);
        Assert.AreEqual("a=1 c=333", All());
        _store.Remove(Ascii.Of("b"), 0, 1);
        _store.Remove(Ascii.Of("a"), 0, 1);
        _store.Remove(Ascii.Of("c"), 0, 1);
        Assert.AreEqual(0, _store.UsedBytes);
        Assert.AreEqual(0, _store.Count);
    }

    [TestMethod]
    public void What_is_no_state_gets_a_third_at_most()
    {
        Assert.IsTrue(Put("x", Packets.Repeat('x', 44), false));
        Assert.IsTrue(Put("y", Packets.Repeat('y', 44), false));
        Assert.IsFalse(Put("z", "", false), "a hundred bytes are used");
        Assert.IsTrue(Put("s", "state", true));
        _store.Remove(Ascii.Of("x"), 0, 1);
        Assert.IsTrue(Put("z", Packets.Repeat('z', 44), false), "the share is free again");
    }

    [TestMethod]
    public void A_state_pushes_out_others_the_oldest_first_and_never_a_state()
    {
        Put("x", Packets.Repeat('x', 44), false);
        Put("s", Packets.Repeat('s', 144), true);
        Put("y", Packets.Repeat('y', 44), false);
        Assert.IsTrue(Put("t", Packets.Repeat('t', 44), true), "fills it to the last byte");
        Assert.AreEqual(300, _store.UsedBytes);
        Assert.IsTrue(Put("u", "up", true));
        Assert.AreEqual(3 + 1, _store.Count);
        Assert.AreEqual("s=", All().Substring(0, 2), "x had to go");
        Assert.IsTrue(Put("v", Packets.Repeat('v', 86), true), "y too");
        Assert.AreEqual(300, _store.UsedBytes);
        Assert.IsFalse(Put("w", "no", true), "only states are left");
        Assert.AreEqual(4, _store.Count);
    }

    [TestMethod]
    public void A_state_that_would_not_fit_anyway_pushes_out_nothing()
    {
        Put("x", "x", false);
        Assert.IsFalse(Put("s", Packets.Repeat('s', 295), true));
        Assert.AreEqual("x=x", All());
        Assert.IsTrue(Put("s", Packets.Repeat('s', 294), true));
        Assert.AreEqual(300, _store.UsedBytes);
    }

    [TestMethod]
    public void A_message_that_found_no_room_leaves_no_stale_one_behind()
    {
        Put("x", "old", false);
        Assert.IsFalse(Put("x", Packets.Repeat('x', 200), false));
        Assert.AreEqual("", All());
    }

    [TestMethod]
    public void A_reader_sees_each_message_that_stays_exactly_once_whatever_is_removed()
    {
        for (int stop = 0; stop <= 4; stop++)
        {
            for (int gone = 0; gone < 4; gone++)
            {
                CheckReader(stop, gone);
            }
        }
    }

    private static void CheckReader(int stop, int gone)
    {
        string[] topics = { "aa", "b", "cccc", "dd" };
        RetainedStore store = new RetainedStore(300, 2);
        for (int i = 0; i < 4; i++)
        {
            byte[] topic = Ascii.Of(topics[i]);
            store.Put(topic, 0, topic.Length, 0, 1, 0, true);
        }

        store.Rewind(1);
        string seen = "";
        for (int i = 0; i < 4; i++)
        {
            if (i == stop)
            {
                store.Remove(Ascii.Of(topics[gone]), 0, topics[gone].Length);
            }

            int at = store.At(1);
            if (at < 0)
            {
                break;
            }

            seen += FakeGate.Text(store.Image, store.TopicOffset(at), store.TopicLength(at)) + " ";
            store.Advance(1);
        }

        string expected = "";
        for (int i = 0; i < 4; i++)
        {
            if (i != gone || i < stop)
            {
                expected += topics[i] + " ";
            }
        }

        Assert.AreEqual(expected, seen);
        Assert.AreEqual(-1, store.At(1));
    }

    private bool Put(string topic, string payload, bool isState)
    {
        byte[] bytes = Ascii.Of(topic + payload);
        return _store.Put(bytes, 0, topic.Length, topic.Length, payload.Length, 1, isState);
    }

    private string All()
    {
        string all = "";
        _store.Rewind(0);
        for (int at = _store.At(0); at >= 0; at = _store.At(0))
        {
            all += " " + FakeGate.Text(_store.Image, _store.TopicOffset(at), _store.TopicLength(at)) + "=" +
                FakeGate.Text(_store.Image, _store.PayloadOffset(at), _store.PayloadLength(at));
            _store.Advance(0);
        }

        return all.Trim();
    }
}
