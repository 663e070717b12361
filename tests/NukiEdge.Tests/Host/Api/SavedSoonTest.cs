using System;
using System.Diagnostics;
using System.Threading;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Web.Access;

namespace NukiEdge.Tests.Api;

/// <summary>What the owner was told is saved is in flash a moment later, in the first seconds of a run and beside events too.</summary>
[TestClass]
public sealed class SavedSoonTest
{
    private const int SoonMs = 3000; // an event keeps everything else from flash for 10 s

    [TestMethod]
    public void Password_persons_numbers_and_rules_are_in_flash_at_once_although_somebody_is_at_the_door()
    {
        using PageRig rig = new PageRig().LoggedIn();
        rig.Announce("1,0,54321,1000,1");
        Await(rig, store => new AccessStore(new AccessImage(rig.House.Limits), store).Load() == SlotResult.Ok, "the password");

        Assert.AreEqual(201, rig.Client.Ask("POST", "/api/persons", new { name = "Mia" }).Status);
        rig.Announce("1,0,54321,1000,1");
        Await(rig, store => Kept(rig, store).Persons.IndexOf("Mia"u8.ToArray(), 0, 3) >= 0, "the person");

        string body = "{\"scenes\":[{\"name\":\"Hello\",\"steps\":[{\"waitMs\":1}]}],\"rules\":[{\"name\":\"R\",\"who\":\"known\",\"scene\":\"Hello\"}]}";
        Assert.AreEqual(200, rig.Client.Ask("PUT", "/api/rules?revision=" + rig.Client.Ask("GET", "/api/house").Tag, body).Status);
        rig.Announce("1,0,54321,1000,1");
        Await(rig, store => Kept(rig, store).Scenes.Names.IndexOf("Hello"u8.ToArray(), 0, 5) >= 0, "the scene");
    }

    /// <summary>The house as the next start would find it.</summary>
    private static House Kept(PageRig rig, SlotStore store)
    {
        return new NukiEdge.Web.Houses.HouseStores(store).Load(rig.House.Limits);
    }

    private static void Await(PageRig rig, Func<SlotStore, bool> isThere, string what)
    {
        long from = Stopwatch.GetTimestamp();
        while (!rig.Appliance.Ask(() => isThere(new SlotStore(rig.Slots, new Crc32(), new byte[SlotStore.WorkBytes], StoreKind.Settings, 1))))
        {
            Assert.IsLessThan(SoonMs, Stopwatch.GetElapsedTime(from).TotalMilliseconds, what + " is not in flash");
            Thread.Yield();
        }
    }
}
