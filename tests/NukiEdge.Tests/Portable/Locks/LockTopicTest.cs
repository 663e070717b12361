using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Locks;

[TestClass]
public class LockTopicTest
{
    private static readonly string[] Names =
    {
        "deviceType", "name", "firmware", "mode", "state", "batteryCritical", "batteryChargeState", "batteryCharging",
        "keypadBatteryCritical", "doorsensorState", "doorsensorBatteryCritical", "ringactionTimestamp", "ringactionState",
        "serverConnected", "connected", "timestamp", "commandResponse", "lockActionEvent", "lockAction", "lock", "unlock",
    };

    [TestMethod]
    public void Every_topic_of_a_lock_is_known_by_its_name_and_written_back()
    {
        for (int kind = 0; kind < Names.Length; kind++)
        {
            string topic = "nuki/3807B7EC/" + Names[kind];
            Assert.AreEqual("3807B7EC:" + kind.ToString(), Read(topic));
            ByteWriter writer = Raw.Writer(64);
            LockTopic.Write(writer, 0x3807B7EC, kind);
            Assert.AreEqual(topic, Raw.Text(writer));
        }

        Assert.AreEqual(LockTopic.Unknown, Names.Length);
    }

    [TestMethod]
    public void States_come_before_what_is_of_the_moment()
    {
        Assert.AreEqual(16, LockTopic.StateKinds);
        Assert.AreEqual("lockActionEvent", Names[LockTopic.LockActionEvent]);
        Assert.AreEqual("commandResponse", Names[LockTopic.CommandResponse]);
        Assert.AreEqual("timestamp", Names[LockTopic.StateKinds - 1]);
    }

    [TestMethod]
    public void Ids_of_one_to_eight_digits_in_either_case_are_numbers()
    {
        Assert.AreEqual("1A:4", Read("nuki/1A/state"));
        Assert.AreEqual("1A:4", Read("nuki/0000001a/state"));
        Assert.AreEqual("1:4", Read("nuki/1/state"));
        Assert.AreEqual("FFFFFFFF:4", Read("nuki/ffffffff/state"));
        Assert.AreEqual("2BB28570:4", Read("nuki/2Bb28570/state"));
    }

    [TestMethod]
    public void What_is_no_lock_id_is_no_lock_topic()
    {
        string[] wrong = { "", "nuki", "nuki/", "nuki//state", "nuki/0/state", "nuki/00000000/state", "nuki/123456789/state",
            "nuki/000000001/state", "nuki/1G/state", "nuki/1A", "nuki/1A/", "nuki/ 1A/state", "nuki/+/state", "nuki/-1/state",
            "Nuki/1A/state", "xnuki/1A/state", "/nuki/1A/state", "nuki1A/state", "homeassistant/lock/1A/state", "nuki/0x1A/state" };
        for (int i = 0; i < wrong.Length; i++)
        {
            Assert.AreEqual("", Read(wrong[i]), wrong[i]);
        }
    }

    [TestMethod]
    public void A_later_firmwares_topic_is_unknown_and_not_refused()
    {
        Assert.AreEqual("1A:21", Read("nuki/1A/future"));
        Assert.AreEqual("1A:21", Read("nuki/1A/State"));
        Assert.AreEqual("1A:21", Read("nuki/1A/state/more"));
        Assert.AreEqual("1A:21", Read("nuki/1A/stat"));
        Assert.AreEqual("1A:21", Read("nuki/1A//"));
    }

    [TestMethod]
    public void Only_the_range_is_read()
    {
        byte[] buffer = Raw.Of("xxnuki/1A/stateyy");
        LockTopic topic = new LockTopic();
        Assert.IsTrue(topic.Parse(buffer, 2, 13));
        Assert.AreEqual(LockTopic.State, topic.Kind);
        Assert.IsFalse(topic.Parse(buffer, 2, 8), "nuki/1A/ alone");
        Assert.IsFalse(topic.Parse(buffer, 2, 4), "nuki alone");
    }

    private static string Read(string text)
    {
        byte[] bytes = Raw.Of(text);
        LockTopic topic = new LockTopic();
        if (!topic.Parse(bytes, 0, bytes.Length))
        {
            return "";
        }

        ByteWriter writer = Raw.Writer(8);
        writer.AddHex(topic.LockId);
        return Raw.Text(writer) + ":" + topic.Kind.ToString();
    }
}
