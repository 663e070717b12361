using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using NukiEdge.Core.Locks;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Tests.Data;

namespace NukiEdge.Tests.EndToEnd;

/// <summary>What happens at a lock and names nobody, over sockets and over a restart.</summary>
[TestClass]
public class HappeningTest
{
    private const string Rules = """
        , { "name": "Battery", "on": "battery low", "scene": "Welcome" },
          { "name": "Alone", "on": "door opened alone", "scene": "Welcome" }
        """;

    [TestMethod]
    public void A_low_battery_runs_its_rule_once_also_over_a_restart_and_a_door_right_after_the_connect_is_held()
    {
        using var temp = TempFolder.Made();
        using (var house = new TestAppliance(TestAppliance.HouseWith(moreRules: Rules), folder: new DataFolder(temp.Path)))
        using (VirtualLock door = Connect(house))
        {
            door.SetBattery(true);
            house.Await(() => house.Log().Contains("Front door: battery low, Welcome (rule Battery)"), "the rule");
            Assert.AreEqual(1, house.RelayWrites);

            door.SetBattery(true);
            door.PullPlug();
            Assert.IsTrue(door.PlugIn(), "back");
            door.MoveDoor(DoorSensorCode.Open);
            house.Await(() => house.Log().Exists(line => line.StartsWith("Front door: door opened alone, held: the lock had just connected",
                StringComparison.Ordinal)), "held");
            Assert.AreEqual(1, house.RelayWrites, "a repeat, and all states again after a power cut");
        }

        using (var house = new TestAppliance(TestAppliance.HouseWith(moreRules: Rules), folder: new DataFolder(temp.Path)))
        using (VirtualLock door = Connect(house, isLow: true))
        {
            Assert.AreEqual(0, house.RelayWrites, "told before the restart");
            door.SetBattery(false);
            door.SetBattery(true);
            house.Await(() => house.RelayWrites == 1, "a new edge");
            List<string> told = house.Log().Where(line => line == "Front door: battery low").ToList();
            Assert.HasCount(1, told);
        }
    }

    /// <summary>The front door's lock, connected, with all its states taken in.</summary>
    private static VirtualLock Connect(TestAppliance house, bool isLow = false)
    {
        var door = new VirtualLock("Front door", TestAppliance.LockId, "front", "front-secret", new IPEndPoint(IPAddress.Loopback, house.Port));
        door.SetBattery(isLow);
        Assert.IsTrue(door.Start(), "connect");
        LockState state = house.House.Locks.At(0).State;
        house.Await(() => house.Appliance.Ask(() => state.Connected) == 1, "its states");
        return door;
    }
}
