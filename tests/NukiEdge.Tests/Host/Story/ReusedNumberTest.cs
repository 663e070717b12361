using NukiEdge.Web.People;

namespace NukiEdge.Tests.Story;

/// <summary>The story of the forum thread, end to end: real sockets, TLS, the real appliance, a virtual lock.</summary>
[TestClass]
public sealed class ReusedNumberTest
{
    private const string TooOld = "held: a sensitive scene, and the last good sync with Nuki Web is too old";

    [TestMethod]
    public void Whoever_gets_the_housekeepers_number_never_runs_the_housekeepers_scene()
    {
        using var house = new StoryHouse();
        Assert.AreEqual("Helga: Alarm off (rule Helga)", house.Press(5));
        Assert.AreEqual("1 0 0", house.Relays);

        house.GiveCode(5, "Lena");
        house.Hand.MakeOld(25);
        Assert.AreEqual("Helga: " + TooOld + " (rule Helga)", house.Press(5));
        Assert.AreEqual("1 0 0", house.Relays);

        house.Log();
        Assert.IsTrue(house.Hand.Sync(StoryHouse.SyncMs), house.Line());
        Assert.AreEqual("Front door: code 5 is not Helga's any more: it was deleted, and the lock gave the same number to another one, Lena\n"
            + "Front door: code 5 belongs to Lena, who is new and has no rules: decide who that is", house.Log());
        Assert.AreEqual("Lena: no rule is about this", house.Press(5));
        Assert.AreEqual("1 0 0", house.Relays);

        Assert.AreEqual(OwnerDecisions.Done, house.Hand.Join("Lena", "Guest"));
        Assert.AreEqual("you said that Lena is Guest: 1 number", house.Log());
        Assert.AreEqual("Guest: Guest in (rule Guest)", house.Press(5));
        Assert.AreEqual("1 1 0", house.Relays);
    }

    [TestMethod]
    public void Somebody_of_the_same_name_waits_for_the_owners_word_before_a_sensitive_scene_runs()
    {
        using var house = new StoryHouse();
        house.GiveCode(5, "Guest");
        Assert.IsTrue(house.Hand.Sync(StoryHouse.SyncMs), house.Line());
        Assert.AreEqual("Guest: held: a sensitive scene, and you have not confirmed whose number this is (rule Guest)", house.Press(5));
        Assert.AreEqual(OwnerDecisions.Done, house.Hand.Confirm("Guest"));
        Assert.AreEqual("Guest: Guest in (rule Guest)", house.Press(5));
        Assert.AreEqual("0 1 0", house.Relays);
    }
}
