using System;
using System.Linq;
using NukiEdge.Tests.Mqtt;

namespace NukiEdge.Tests.EndToEnd;

/// <summary>Invariants 1 and 2: no scene from a retained, duplicate or forged message; none of the real ones missed.</summary>
[TestClass]
public class TrustTest
{
    private const string Payload = "3,0,54321,12345,1";

    [TestMethod]
    public void Of_ten_thousand_forged_retained_and_duplicate_messages_none_runs_and_of_ten_thousand_real_ones_none_is_missed()
    {
        using var house = new TestAppliance(TestAppliance.HouseWith());
        const int rounds = 10000;
        int duplicates = 0;
        using RawClient forger = RawClient.As(house.Port, "control");
        RawClient door = RawClient.AsLock(house.Port);
        for (int i = 1; i <= rounds; i++)
        {
            int id = i % 65535 + 1;
            int before = house.RelayWrites;
            door.PublishAndWait(TestAppliance.EventTopic, Payload, id);
            Assert.AreEqual(before + 1, house.RelayWrites, "real message " + i);

            switch (i % 4)
            {
                case 0:
                    forger.PublishAndWait(TestAppliance.EventTopic, Payload, id);
                    break;
                case 1:
                    door.PublishAndWait(TestAppliance.EventTopic, Payload, id, moreFlags: 1);
                    break;
                case 2:
                    door.PublishAndWait(TestAppliance.EventTopic, Payload, id, moreFlags: 8);
                    break;
                default:
                    // The same QoS 2 packet again before its PUBREL; the first one is a real message and runs.
                    byte[] twice = Packets.Publish(0x34, TestAppliance.EventTopic, id, Payload);
                    door.Send(twice);
                    door.Read();
                    before++;
                    duplicates++;
                    twice[0] |= 8;
                    door.Send(twice);
                    door.Read();
                    door.Send(Packets.Ack(0x62, id));
                    door.Read();
                    break;
            }

            Assert.AreEqual(before + 1, house.RelayWrites, "copy or forgery " + i);
            if (i % 1000 == 0)
            {
                // A reconnect lies between: the same payload again within three seconds is a copy.
                door.Dispose();
                door = RawClient.AsLock(house.Port);
                door.PublishAndWait(TestAppliance.EventTopic, Payload, 1);
                Assert.AreEqual(before + 1, house.RelayWrites, "copy after reconnect " + i);
                door.Dispose();
                door = RawClient.AsLock(house.Port);
                house.Appliance.Ask(() => ForgetRecent(house));
            }
        }

        door.Dispose();
        Console.WriteLine($"{rounds + duplicates} real messages ran, {rounds + 10} forged, retained and duplicate ones did not");
        Assert.AreEqual(rounds + duplicates, house.RelayWrites);
    }

    [TestMethod]
    public void An_event_acts_before_its_PUBREL_with_a_client_that_never_sends_one()
    {
        using var house = new TestAppliance(TestAppliance.HouseWith());
        using RawClient door = RawClient.AsLock(house.Port);
        door.Send(Packets.Publish(0x34, TestAppliance.EventTopic, 7, Payload));
        Assert.AreEqual(0x50, (int)door.Read()[0], "PUBREC");
        Assert.AreEqual(1, house.RelayWrites, "acted before the PUBREC even left");
    }

    [TestMethod]
    public void A_fresh_login_is_bound_by_its_will_and_held_until_the_owner_confirms()
    {
        using var house = new TestAppliance(TestAppliance.HouseWith());
        using RawClient door = RawClient.AsLock(house.Port, "fresh", "4BB2979F");
        door.PublishAndWait("nuki/4BB2979F/lockActionEvent", "1,2,0,0,0", 1);
        Assert.IsTrue(house.Log().Any(l => l.Contains("held: you have not confirmed", StringComparison.Ordinal)));

        using var other = new RawClient(house.Port);
        other.Send(RawClient.Connect("Nuki_AAAA", "fresh", "fresh-secret", "nuki/AAAA/connected", "false"));
        Assert.AreEqual(5, other.ReadConnack(), "another id on that login");
        Assert.IsTrue(house.Log().Any(l => l.Contains("belongs to 4BB2979F", StringComparison.Ordinal)));

        house.Appliance.Ask(() =>
        {
            house.House.Logins.Confirm(1);
            return true;
        });
        door.PublishAndWait("nuki/4BB2979F/lockActionEvent", "1,2,0,0,1", 2);
        Assert.IsFalse(house.Log().Last().Contains("held: you have not", StringComparison.Ordinal), house.Log().Last());
    }

    [TestMethod]
    public void A_take_over_needs_the_same_login_and_client_id()
    {
        using var house = new TestAppliance(TestAppliance.HouseWith());
        using RawClient door = RawClient.AsLock(house.Port);

        using var stranger = new RawClient(house.Port);
        stranger.Send(RawClient.Connect("Nuki_3807B7EC", "reader", "reader-secret", null, null));
        Assert.AreEqual(2, stranger.ReadConnack(), "the lock's client id with another login");

        using var otherId = new RawClient(house.Port);
        otherId.Send(RawClient.Connect("Nuki_X", "front", "front-secret", "nuki/3807B7EC/connected", "false"));
        Assert.AreEqual(5, otherId.ReadConnack(), "the lock's login with another client id while it is connected");

        using var nobody = new RawClient(house.Port);
        nobody.Send(new Packets().Text("MQTT").Byte(4).Byte(2).Number(60).Text("anonymous").As(0x10));
        Assert.AreEqual(4, nobody.ReadConnack(), "no anonymous login");

        door.PublishAndWait(TestAppliance.EventTopic, Payload, 1);
        Assert.AreEqual(1, house.RelayWrites, "the lock was not disturbed");
        using RawClient again = RawClient.AsLock(house.Port);
        Assert.AreEqual(0, door.Read().Length, "the old connection is closed");
    }

    /// <summary>Fills the lock's ring of recent announcements with others, so that the next real one is not a copy.</summary>
    private static bool ForgetRecent(TestAppliance house)
    {
        var other = new NukiEdge.Core.Locks.LockActionEvent();
        for (uint i = 0; i < 8; i++)
        {
            other.Action = 2;
            other.CodeId = 1000 + i;
            house.House.Locks.At(0).Recent.Add(other, 0, house.Appliance.Clock.NowUs);
        }

        return true;
    }
}
