using NukiEdge.Core.Flash;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Flash;
using CollectionAssert = Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert;

namespace NukiEdge.Tests.Data;

/// <summary>What <see cref="ISlots"/> promises, for every implementation that a PC can run.</summary>
public abstract class SlotsContract
{
    protected abstract ISlots Make();

    [TestMethod]
    public void A_slot_that_was_never_written_is_empty()
    {
        ISlots slots = Make();

        for (byte store = StoreKind.Settings; store <= StoreKind.Last; store++)
        {
            Assert.AreEqual(0, slots.Size(store, 0));
            Assert.AreEqual(0, slots.Read(store, 1, 0, new byte[4], 0, 4));
        }
    }

    [TestMethod]
    public void What_was_written_in_pieces_is_read_in_pieces()
    {
        ISlots slots = Make();

        Assert.IsTrue(slots.BeginWrite(StoreKind.Roster, 1));
        Assert.IsTrue(slots.Append([9, 1, 2, 3], 1, 3));
        Assert.IsTrue(slots.Append([4, 5, 9], 0, 2));
        Assert.IsTrue(slots.EndWrite());

        Assert.AreEqual(5, slots.Size(StoreKind.Roster, 1));
        byte[] into = [7, 7, 7, 7, 7];
        Assert.AreEqual(2, slots.Read(StoreKind.Roster, 1, 2, into, 1, 2));
        CollectionAssert.AreEqual(new byte[] { 7, 3, 4, 7, 7 }, into);
        Assert.AreEqual(1, slots.Read(StoreKind.Roster, 1, 4, into, 0, 5));
        Assert.AreEqual(0, slots.Read(StoreKind.Roster, 1, 5, into, 0, 5));
    }

    [TestMethod]
    public void A_slot_that_is_begun_again_holds_nothing_of_before()
    {
        ISlots slots = Make();
        Write(slots, StoreKind.Rules, 0, [1, 2, 3, 4]);

        Write(slots, StoreKind.Rules, 0, [5]);
        AssertHolds(slots, StoreKind.Rules, 0, [5]);

        Write(slots, StoreKind.Rules, 0, []);
        AssertHolds(slots, StoreKind.Rules, 0, []);
    }

    [TestMethod]
    public void Stores_and_slots_do_not_touch_each_other()
    {
        ISlots slots = Make();
        for (byte store = StoreKind.Settings; store <= StoreKind.Last; store++)
        {
            Write(slots, store, 0, [store, 0]);
            Write(slots, store, 1, [store, 1]);
        }

        Assert.IsTrue(slots.BeginWrite(StoreKind.Scenes, 0));
        AssertHolds(slots, StoreKind.Scenes, 1, [StoreKind.Scenes, 1]);
        Assert.IsTrue(slots.EndWrite());

        AssertHolds(slots, StoreKind.Scenes, 0, []);
        for (byte store = StoreKind.Settings; store < StoreKind.Scenes; store++)
        {
            AssertHolds(slots, store, 0, [store, 0]);
            AssertHolds(slots, store, 1, [store, 1]);
        }
    }

    protected static void Write(ISlots slots, byte store, int slot, byte[] bytes)
    {
        Assert.IsTrue(slots.BeginWrite(store, slot));
        Assert.IsTrue(slots.Append(bytes, 0, bytes.Length));
        Assert.IsTrue(slots.EndWrite());
    }

    protected static void AssertHolds(ISlots slots, byte store, int slot, byte[] expected)
    {
        byte[] bytes = new byte[expected.Length + 5];
        Assert.AreEqual(expected.Length, slots.Size(store, slot));
        Assert.AreEqual(expected.Length, slots.Read(store, slot, 0, bytes, 0, bytes.Length));
        CollectionAssert.AreEqual(expected, bytes[..expected.Length]);
    }
}

/// <summary>The fake that all tests of the flash format rest on keeps the same promises.</summary>
[TestClass]
public class FakeSlotsTest : SlotsContract
{
    protected override ISlots Make()
    {
        return new FakeFlash(2);
    }
}
