using NukiEdge.Core.Flash;

namespace NukiEdge.Tests.Flash;

[TestClass]
public class SlotStoreTest
{
    private readonly SlotBench _bench = new SlotBench(StoreKind.Settings);
    private readonly byte[] _one = SlotBench.Content(300, 1);
    private readonly byte[] _two = SlotBench.Content(256, 2);
    private readonly byte[] _three = SlotBench.Content(0, 3);

    [TestMethod]
    public void What_was_saved_is_loaded_after_a_restart_and_the_slots_take_turns()
    {
        Assert.IsTrue(_bench.Load() == SlotResult.Empty);
        Save(_one, 1);
        byte[] first = _bench.Flash.Slot(_bench.Kind, 0).Copy();
        Save(_two, 2);
        Assert.IsTrue(Same(first, _bench.Flash.Slot(_bench.Kind, 0).Copy()), "the slot that counted was left alone");
        Save(_three, 3);
        Save(_one, 4);
        Assert.AreEqual(0, _bench.Store.DamagedSlots);
        Assert.AreEqual(SlotBench.Version, _bench.Store.ContentVersion);
    }

    [TestMethod]
    public void A_store_that_was_not_loaded_first_saves_over_the_older_slot()
    {
        Save(_one, 1);
        Save(_two, 2);
        _bench.Restart();
        Assert.IsTrue(_bench.Save(_three) == SlotResult.Ok);
        _bench.Restart();
        Assert.IsTrue(_bench.Loads(_three));
        Assert.IsTrue(_bench.Store.Generation == 3);
    }

    [TestMethod]
    public void Short_reads_make_no_difference()
    {
        _bench.Flash.ReadBytes = 7;
        Save(_one, 1);
        Save(_two, 2);
    }

    [TestMethod]
    public void Generations_go_on_across_the_wrap()
    {
        _bench.Put(0, _bench.Image(0xFFFFFFFD, _one));
        _bench.Put(1, _bench.Image(0xFFFFFFFE, _two));
        Assert.IsTrue(_bench.Loads(_two));
        Save(_one, 0xFFFFFFFF);
        Save(_two, 0);
        Save(_three, 1);
    }

    [TestMethod]
    public void When_the_newest_is_damaged_the_one_before_counts()
    {
        Save(_one, 1);
        Save(_two, 2);
        _bench.Flash.Slot(_bench.Kind, 1).Bytes[100] ^= 1;
        _bench.Restart();
        Assert.IsTrue(_bench.Loads(_one));
        Assert.AreEqual(1, _bench.Store.DamagedSlots);
        Save(_three, 2);
        Assert.AreEqual(0, _bench.Store.DamagedSlots);
    }

    [TestMethod]
    public void Two_damaged_slots_are_an_empty_store_that_says_so_and_can_be_saved()
    {
        Save(_one, 1);
        Save(_two, 2);
        _bench.Flash.Slot(_bench.Kind, 0).Bytes[0] ^= 0x80;
        _bench.Flash.Slot(_bench.Kind, 1).Length--;
        _bench.Restart();
        Assert.IsTrue(_bench.Load() == SlotResult.Empty);
        Assert.AreEqual(2, _bench.Store.DamagedSlots);
        Assert.AreEqual(0, _bench.Store.Length);
        Save(_three, 1);
    }

    [TestMethod]
    public void Another_stores_slot_is_not_taken()
    {
        SlotBench other = new SlotBench(StoreKind.Rules);
        _bench.Put(0, other.Image(5, _one));
        Assert.IsTrue(_bench.Load() == SlotResult.Empty);
        Assert.AreEqual(1, _bench.Store.DamagedSlots);
    }

    [TestMethod]
    public void Content_of_a_later_firmware_is_refused_and_left_alone_until_the_owner_clears_it()
    {
        Save(_one, 1);
        RefuseNewer(6, SlotBench.Version + 1);
        RefuseNewer(4, SlotHeader.Frame + 1);
        Assert.IsTrue(_bench.Store.Clear() == SlotResult.Ok);
        Assert.IsTrue(_bench.Load() == SlotResult.Empty);
        Save(_two, 1);
    }

    [TestMethod]
    public void A_later_firmwares_slot_that_is_no_longer_the_newest_or_is_torn_does_not_count()
    {
        byte[] image = Newer(7, 6, SlotBench.Version + 1);
        _bench.Put(0, image);
        _bench.Put(1, _bench.Image(8, _two));
        Assert.IsTrue(_bench.Loads(_two));

        image = Newer(9, 6, SlotBench.Version + 1);
        image[200] ^= 4;
        _bench.Put(0, image);
        _bench.Restart();
        Assert.IsTrue(_bench.Loads(_two));
    }

    [TestMethod]
    public void Content_of_an_earlier_firmware_is_loaded_with_its_version()
    {
        _bench.Put(0, Newer(7, 6, SlotBench.Version - 1));
        Assert.IsTrue(_bench.Loads(_one));
        Assert.IsTrue(_bench.Store.ContentVersion == SlotBench.Version - 1);
    }

    [TestMethod]
    public void A_store_in_steps_never_does_more_than_one_buffer_at_a_time_and_lets_the_old_content_be_read()
    {
        Save(_one, 1);
        byte[] large = SlotBench.Content(3000, 9);
        Assert.IsTrue(_bench.BeginSave(large) == SlotResult.Busy);
        SlotResult result = SlotResult.Busy;
        int steps = 0;
        while (result == SlotResult.Busy)
        {
            int before = _bench.Flash.Slot(_bench.Kind, 1).Length;
            Assert.IsTrue(_bench.Store.Length == _one.Length, "the old content counts until the end");
            result = _bench.Store.StepSave();
            int grown = _bench.Flash.Slot(_bench.Kind, 1).Length - before;
            Assert.IsTrue(grown <= SlotStore.WorkBytes);
            steps++;
        }

        Assert.IsTrue(result == SlotResult.Ok);
        Assert.IsTrue(steps > 3 * 3000 / SlotStore.WorkBytes);
        Assert.IsTrue(_bench.Loads(large));
    }

    [TestMethod]
    public void A_save_begun_anew_gives_up_the_one_under_way()
    {
        Save(_one, 1);
        for (int steps = 0; steps < 9; steps++)
        {
            _bench.BeginSave(_three);
            for (int i = 0; i < steps; i++)
            {
                _bench.Store.StepSave();
            }

            Assert.IsTrue(_bench.Save(_two) == SlotResult.Ok);
            _bench.Restart();
            Assert.IsTrue(_bench.Loads(_two));
        }
    }

    [TestMethod]
    public void Content_too_large_for_the_reader_is_said_to_be()
    {
        Save(_one, 1);
        Assert.IsTrue(_bench.Store.Load(new byte[299]) == SlotResult.TooLarge);
        Assert.IsTrue(_bench.Store.Load(new byte[300]) == SlotResult.Ok);
    }

    [TestMethod]
    public void Content_read_in_pieces_is_whole_only_when_all_of_it_was_what_was_saved()
    {
        Save(_one, 1);
        SlotSource content = _bench.Store.Content;
        byte[] buffer = new byte[512];
        content.Rewind();
        Assert.AreEqual(299, content.Read(buffer, 0, 299));
        Assert.IsFalse(content.IsWhole);
        Assert.AreEqual(1, content.Read(buffer, 299, 200));
        Assert.AreEqual(0, content.Read(buffer, 300, 200));
        Assert.IsTrue(content.IsWhole);

        _bench.Flash.Slot(_bench.Kind, 0).Bytes[200] ^= 1;
        content.Rewind();
        Assert.AreEqual(300, content.Read(buffer, 0, 512));
        Assert.IsFalse(content.IsWhole, "flash answered differently the second time");
    }

    private void Save(byte[] content, uint generation)
    {
        Assert.IsTrue(_bench.Save(content) == SlotResult.Ok);
        Assert.IsTrue(_bench.Store.Generation == generation);
        _bench.Restart();
        Assert.IsTrue(_bench.Loads(content));
        Assert.IsTrue(_bench.Store.Generation == generation);
    }

    private void RefuseNewer(int at, int version)
    {
        byte[] image = Newer(2, at, version);
        _bench.Put(1, image);
        _bench.Restart();
        Assert.IsTrue(_bench.Load() == SlotResult.Newer);
        Assert.AreEqual(0, _bench.Store.Length);
        int begun = _bench.Flash.Begun;
        Assert.IsTrue(_bench.Save(_two) == SlotResult.Newer);
        Assert.AreEqual(begun, _bench.Flash.Begun, "nothing was touched");
        Assert.IsTrue(Same(image, _bench.Flash.Slot(_bench.Kind, 1).Copy()));
    }

    /// <summary>An image of content one with one byte of the header changed and the header's CRC made right.</summary>
    private byte[] Newer(uint generation, int at, int version)
    {
        byte[] image = _bench.Image(generation, _one);
        image[at] = (byte)version;
        NukiEdge.Core.Bytes.Image.PutU32(image, 20, _bench.Crc.Of(image, 0, 20));
        return image;
    }

    private static bool Same(byte[] a, byte[] b)
    {
        return NukiEdge.Core.Bytes.Image.Is(a, 0, a.Length, b);
    }
}
