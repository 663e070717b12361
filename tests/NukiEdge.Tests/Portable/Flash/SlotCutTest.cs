using NukiEdge.Core.Flash;

namespace NukiEdge.Tests.Flash;

/// <summary>
/// Invariant 4 of the design: after a power cut at any byte, every store is the old one or the new one. A small part of what
/// Host/Flash does, for the interpreter.
/// </summary>
[TestClass]
public class SlotCutTest
{
    [TestMethod]
    public void A_cut_at_every_byte_of_a_save_leaves_the_old_content_or_the_new_one()
    {
        SlotCuts cuts = new SlotCuts(StoreKind.Settings);
        cuts.Run(1, -1, -1, 17);
        cuts.Run(5, 10, 20, 0);
        cuts.Run(0, 20, 10, 30);
        Assert.AreEqual(0, cuts.Neither);
        Assert.IsTrue(cuts.Points > 1000);
        Assert.IsTrue(cuts.OldFound > 0 && cuts.NewFound > 0, "cuts on both sides of the moment when the new one counts");
    }

    [TestMethod]
    public void Random_damage_never_brings_up_what_was_not_saved()
    {
        SlotDamage damage = new SlotDamage(20261122);
        damage.Run(300);
        Assert.AreEqual("", damage.Wrong);
        Assert.AreEqual(300, damage.Rounds);
        Assert.IsTrue(damage.Loaded > 50 && damage.Nothing > 10);
    }
}
