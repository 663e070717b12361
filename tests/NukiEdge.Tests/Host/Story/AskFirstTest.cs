using NukiEdge.Simulator.NukiWeb;

namespace NukiEdge.Tests.Story;

/// <summary>A sensitive scene on a stale table asks Nuki Web first: over TLS, with the whole appliance.</summary>
[TestClass]
public sealed class AskFirstTest
{
    private const string Asking = "Anna: held: a sensitive scene: Nuki Web is asked first (rule Anna)\n";

    [TestMethod]
    public void Scene_that_asks_first_runs_after_the_answer()
    {
        using var house = new StoryHouse();
        house.Hand.MakeOld(25);
        Assert.AreEqual(Asking + "Anna: Ask (rule Anna)", house.Press(12, lines: 2));
        Assert.AreEqual("0 0 1", house.Relays);
        Assert.AreEqual("Anna: Ask (rule Anna)", house.Press(12), "the table is fresh now");
    }

    [TestMethod]
    public void Scene_that_asks_first_is_held_when_the_number_is_somebody_elses_by_now()
    {
        using var house = new StoryHouse();
        house.GiveCode(12, "Lena");
        house.Hand.MakeOld(25);
        Assert.AreEqual(Asking + "Lena: held: Nuki Web says that this number is somebody else's now (rule Anna)", house.Press(12, lines: 2));
        Assert.AreEqual("0 0 0", house.Relays);
    }

    [TestMethod]
    public void Scene_that_asks_first_is_held_when_the_answer_is_bad_or_stalls()
    {
        foreach (NukiFault fault in new[] { NukiFault.Status500, NukiFault.StalledInside, NukiFault.StalledAfterHeaders })
        {
            using var house = new StoryHouse(silenceMs: 300);
            house.Hand.MakeOld(25);
            house.Web.Faults.Set(fault);
            Assert.AreEqual(Asking + "Anna: held: a sensitive scene, and Nuki Web did not answer well (rule Anna)", house.Press(12, lines: 2), fault.ToString());
            Assert.AreEqual("0 0 0", house.Relays);
        }
    }
}
