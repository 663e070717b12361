using System;
using System.IO;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Ports;
using NukiEdge.Simulator.Adapters;
using CollectionAssert = Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert;
using OSCondition = Microsoft.VisualStudio.TestTools.UnitTesting.OSConditionAttribute;
using OperatingSystems = Microsoft.VisualStudio.TestTools.UnitTesting.OperatingSystems;

namespace NukiEdge.Tests.Data;

[TestClass]
public sealed class FileSlotsTest : SlotsContract, IDisposable
{
    private readonly TempFolder _folder = TempFolder.Made();

    public void Dispose()
    {
        _folder.Dispose();
    }

    protected override ISlots Make()
    {
        return new FileSlots(new DataFolder(_folder.Path));
    }

    [TestMethod]
    public void Without_its_folder_every_call_says_so_and_none_throws()
    {
        _folder.Dispose();

        AssertFails(Make());
    }

    [TestMethod]
    public void What_is_no_file_fails_and_does_not_throw()
    {
        Directory.CreateDirectory(_folder.FileOf("settings.0"));

        AssertFails(Make());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_full_disk_takes_nothing_and_says_so()
    {
        File.CreateSymbolicLink(_folder.FileOf("settings.0"), "/dev/full");
        ISlots slots = Make();

        Assert.IsFalse(slots.BeginWrite(StoreKind.Settings, 0) && slots.Append([1], 0, 1));
        slots.EndWrite();
        Write(slots, StoreKind.Settings, 1, [2]);
    }

    [TestMethod]
    public void A_slot_begun_while_another_is_open_fails_and_nothing_is_open_then()
    {
        ISlots slots = Make();
        Assert.IsTrue(slots.BeginWrite(StoreKind.Settings, 0));

        Assert.IsFalse(slots.BeginWrite(StoreKind.Rules, 0));

        Assert.IsFalse(slots.Append([1], 0, 1));
        Assert.IsFalse(slots.EndWrite());
        Write(slots, StoreKind.Settings, 0, [1]);
    }

    [TestMethod]
    public void A_store_whose_new_slot_was_cut_anywhere_loads_the_old_content()
    {
        byte[] old = [1, 2, 3];
        byte[] next = [4, 5, 6, 7];
        Save(old);
        Save(next);
        byte[] whole = File.ReadAllBytes(_folder.FileOf("settings.1"));

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder.FileOf("settings.1"), whole[..length]);
            AssertLoads(old);
        }

        File.WriteAllBytes(_folder.FileOf("settings.1"), whole);
        AssertLoads(next);
    }

    private SlotStore Store()
    {
        return new SlotStore(Make(), new Crc32(), new byte[SlotStore.WorkBytes], StoreKind.Settings, 1);
    }

    private void Save(byte[] content)
    {
        var source = new ImageSource();
        source.Use(content, content.Length);
        Assert.AreEqual(SlotResult.Ok, Store().Save(source));
    }

    private void AssertLoads(byte[] expected)
    {
        SlotStore store = Store();
        byte[] into = new byte[16];
        Assert.AreEqual(SlotResult.Ok, store.Load(into));
        CollectionAssert.AreEqual(expected, into[..store.Length]);
    }

    private static void AssertFails(ISlots slots)
    {
        Assert.AreEqual(-1, slots.Size(StoreKind.Settings, 0));
        Assert.AreEqual(-1, slots.Read(StoreKind.Settings, 0, 0, new byte[4], 0, 4));
        Assert.IsFalse(slots.BeginWrite(StoreKind.Settings, 0));
        Assert.IsFalse(slots.Append([1], 0, 1), "nothing is open");
        Assert.IsFalse(slots.EndWrite(), "nothing is open");
    }
}
