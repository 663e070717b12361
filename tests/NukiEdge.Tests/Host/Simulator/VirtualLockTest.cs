using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using NukiEdge.Core.Locks;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Tests.EndToEnd;

namespace NukiEdge.Tests.Simulator;

[TestClass]
public class VirtualLockTest
{
    private readonly ConcurrentQueue<MqttMessage> _seen = new();

    [TestMethod]
    public void It_publishes_all_its_states_retained_and_a_later_reader_gets_them()
    {
        using var rig = new TestAppliance(TestAppliance.HouseWith());
        using VirtualLock door = FrontDoor(rig);
        Assert.IsTrue(door.Start());

        using MqttClient reader = Reader(rig, "nuki/#");

        string[] names = ["deviceType", "name", "firmware", "mode", "state", "batteryCritical", "batteryChargeState", "batteryCharging",
            "keypadBatteryCritical", "doorsensorState", "doorsensorBatteryCritical", "serverConnected", "connected", "timestamp"];
        rig.Await(() => names.All(name => _seen.Any(m => m.Topic == "nuki/3807B7EC/" + name && m.Retain)), "all states");
    }

    [TestMethod]
    public void It_announces_before_the_bolt_moves()
    {
        using var rig = new TestAppliance(TestAppliance.HouseWith());
        using VirtualLock door = FrontDoor(rig);
        Assert.IsTrue(door.Start());
        using MqttClient reader = Reader(rig, "nuki/3807B7EC/+");

        Assert.IsTrue(door.PressCode(12345));

        rig.Await(() => States().Length == 2, "two states");
        CollectionAssert(["lockActionEvent 1,0,195249,12345,1", "state 2", "state 3"], Moments("lockActionEvent", "state"));
    }

    [TestMethod]
    public void It_obeys_a_controller_and_answers()
    {
        using var rig = new TestAppliance(TestAppliance.HouseWith().Replace("\"controller\" }", "\"controller\", \"locks\": [\"Front door\"] }"));
        using VirtualLock door = FrontDoor(rig);
        Assert.IsTrue(door.Start());
        using MqttClient reader = Reader(rig, "nuki/3807B7EC/+");
        using MqttClient controller = Client("control", "control-secret");
        Assert.AreEqual(ConnectOutcome.Accepted, controller.Connect(Broker(rig)));

        Assert.AreEqual(PublishOutcome.Done, controller.Publish("nuki/3807B7EC/lockAction", "3", 2));
        rig.Await(() => door.State == LockStateCode.Unlocked, "unlatched, then unlocked");
        Assert.AreEqual(PublishOutcome.Done, controller.Publish("nuki/3807B7EC/lockAction", "80", 2));

        rig.Await(() => Moments("commandResponse").Length == 2, "two answers");
        CollectionAssert(["lockActionEvent 3,172,0,0,0"], Moments("lockActionEvent"));
        CollectionAssert(["commandResponse 0", "commandResponse 35"], Moments("commandResponse"));
    }

    [TestMethod]
    public void It_comes_back_after_its_connection_was_lost()
    {
        using var rig = new TestAppliance(TestAppliance.HouseWith());
        using VirtualLock door = FrontDoor(rig);
        Assert.IsTrue(door.Start());

        rig.Appliance.Ask(() =>
        {
            rig.Appliance.Broker.EndLogin(rig.House.Logins.LoginOf(0));
            return true;
        });

        rig.Await(() => rig.Log().Count(line => line.StartsWith("login front connected")) == 2, "connected twice");
        rig.Await(() => door.IsConnected && door.PressCode(12345), "and works");
    }

    [TestMethod]
    public void Without_power_it_is_gone_and_its_will_says_so()
    {
        using var rig = new TestAppliance(TestAppliance.HouseWith());
        using VirtualLock door = FrontDoor(rig);
        Assert.IsTrue(door.Start());
        using MqttClient reader = Reader(rig, "nuki/3807B7EC/connected");

        door.PullPlug();

        rig.Await(() => _seen.Any(m => m.Text == "false" && !m.Retain), "the will");
        Assert.IsFalse(door.PressCode(12345));
        Assert.IsTrue(door.PlugIn());
        Assert.IsTrue(door.PressCode(12345));
    }

    private static VirtualLock FrontDoor(TestAppliance rig)
    {
        return new VirtualLock("Front door", TestAppliance.LockId, "front", "front-secret", Broker(rig)) { MotorMs = 10, ReconnectMs = 20 };
    }

    private static IPEndPoint Broker(TestAppliance rig)
    {
        return new IPEndPoint(IPAddress.Loopback, rig.Port);
    }

    private static MqttClient Client(string user, string password)
    {
        return new MqttClient(new MqttOptions { ClientId = "test-" + user, User = user, Password = password });
    }

    private MqttClient Reader(TestAppliance rig, string filter)
    {
        MqttClient reader = Client("reader", "reader-secret");
        reader.Received = _seen.Enqueue;
        Assert.AreEqual(ConnectOutcome.Accepted, reader.Connect(Broker(rig)));
        Assert.IsTrue(reader.Subscribe(filter, 2));
        return reader;
    }

    private string[] States()
    {
        return Moments("state");
    }

    /// <summary>What was published since, in order, as "name payload".</summary>
    private string[] Moments(params string[] names)
    {
        return _seen.Where(m => !m.Retain && names.Any(name => m.Topic.EndsWith("/" + name)))
            .Select(m => m.Topic[(m.Topic.LastIndexOf('/') + 1)..] + " " + m.Text).ToArray();
    }

    private static void CollectionAssert(string[] expected, string[] actual)
    {
        Assert.AreEqual(string.Join(" | ", expected), string.Join(" | ", actual));
    }
}
