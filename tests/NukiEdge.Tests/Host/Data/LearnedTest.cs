using System;
using System.IO;
using System.Linq;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Tests.EndToEnd;

namespace NukiEdge.Tests.Data;

/// <summary>What was learned over real sockets is there after a restart, from real files.</summary>
[TestClass]
public class LearnedTest
{
    private const string EventTopic = "nuki/4BB2979F/lockActionEvent";

    [TestMethod]
    public void A_lock_that_the_owner_confirmed_is_still_confirmed_after_a_restart()
    {
        string path = Path.Combine(Path.GetTempPath(), "nukiedge-learned-" + Guid.NewGuid());
        try
        {
            using var folder = new DataFolder(path);
            Assert.IsNull(folder.Take());
            using (var house = new TestAppliance(House(), null, folder))
            {
                using RawClient door = RawClient.AsLock(house.Port, "fresh", "4BB2979F");
                door.PublishAndWait(EventTopic, "3,0,777,12345,1", 1);
                Assert.AreEqual(0, house.RelayWrites, "not confirmed yet");
                house.Appliance.Ask(() =>
                {
                    house.House.Logins.Confirm(house.House.Logins.LoginOf(house.House.Locks.IndexOf(0x4BB2979F)));
                    return true;
                });
                door.PublishAndWait(EventTopic, "3,0,777,999,1", 2);
                Assert.AreEqual(1, house.RelayWrites, "confirmed");
            }

            using (var house = new TestAppliance(House(), null, folder))
            {
                using RawClient door = RawClient.AsLock(house.Port, "fresh", "4BB2979F");
                door.PublishAndWait(EventTopic, "3,0,777,998,1", 1);
                Assert.AreEqual(1, house.RelayWrites, string.Join("\n", house.Log()));
                door.PublishAndWait(EventTopic, "1,0,777,0,0", 2);
                Assert.IsTrue(house.Log().Last().Contains("the keypad without a code is nobody", StringComparison.Ordinal), house.Log().Last());
            }
        }
        finally
        {
            Directory.Delete(path, true);
        }
    }

    private static string House()
    {
        return TestAppliance.HouseWith(moreRules: ", { \"name\": \"Unknown\", \"who\": \"unknown\", \"scene\": \"Welcome\" }");
    }
}
