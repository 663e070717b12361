using NukiEdge.Core.Flash;

namespace NukiEdge.Tests.Flash;

/// <summary>Flash that refuses, lies, or is full. What was saved before stays, and the store says what happened.</summary>
[TestClass]
public class SlotFaultTest
{
    private readonly SlotBench _bench = new SlotBench(StoreKind.Scenes);
    private readonly byte[] _old = SlotBench.Content(100, 1);
    private readonly byte[] _new = SlotBench.Content(600, 2);

    public SlotFaultTest()
    {
        _bench.Save(SlotBench.Content(20, 0));
        _bench.Save(_old);
    }

    [TestMethod]
    public void A_write_error_at_any_byte_leaves_the_old_content_and_the_next_save_works()
    {
        for (int at = 0; at < SlotHeader.Bytes + _new.Length; at++)
        {
            _bench.Flash.BytesToError = at;
            Assert.IsTrue(_bench.Save(_new) == SlotResult.NotWritten);
            Assert.IsTrue(_bench.Loads(_old));
        }

        AssertSavesAgain();
    }

    [TestMethod]
    public void A_slot_that_cannot_be_begun_or_closed_leaves_the_old_content()
    {
        _bench.Flash.FailsToBegin = true;
        AssertKept(SlotResult.NotWritten);
        _bench.Flash.FailsToBegin = false;
        _bench.Flash.FailsToEnd = true;
        AssertRefused(SlotResult.NotWritten);
        _bench.Flash.FailsToEnd = false;
        AssertSavesAgain();
    }

    [TestMethod]
    public void Full_flash_leaves_the_old_content()
    {
        _bench.Flash.RoomBytes = 400;
        AssertKept(SlotResult.NotWritten);
        _bench.Flash.RoomBytes = 1000;
        AssertSavesAgain();
    }

    [TestMethod]
    public void Old_data_read_back_is_noticed()
    {
        _bench.Flash.GivesOldData = true;
        AssertRefused(SlotResult.NotVerified);
        _bench.Flash.GivesOldData = false;
        AssertSavesAgain();
    }

    [TestMethod]
    public void Old_data_of_the_same_length_read_back_is_noticed()
    {
        _bench.Save(SlotBench.Content(100, 3));
        _bench.Flash.GivesOldData = true;
        Assert.IsTrue(_bench.Save(SlotBench.Content(100, 4)) == SlotResult.NotVerified);
    }

    [TestMethod]
    public void A_single_byte_that_reads_back_wrong_is_noticed_wherever_it_is()
    {
        for (int at = 0; at < SlotHeader.Bytes + _new.Length; at++)
        {
            FakeFile file = _bench.Flash.Slot(_bench.Kind, 0);
            file.Length = 0;
            SlotResult result = _bench.BeginSave(_new);
            while (result == SlotResult.Busy)
            {
                int before = file.Length;
                result = _bench.Store.StepSave();
                if (before <= at && file.Length > at)
                {
                    file.Bytes[at] ^= 0x10;
                }
            }

            Assert.IsTrue(result == SlotResult.NotVerified);
        }

        Assert.IsTrue(_bench.Loads(_old));
    }

    [TestMethod]
    public void Content_that_changes_while_it_is_saved_is_noticed()
    {
        byte[] content = SlotBench.Content(600, 5);
        SlotResult result = _bench.BeginSave(content);
        for (int step = 0; result == SlotResult.Busy; step++)
        {
            content[599] ^= (byte)(step == 4 ? 1 : 0);
            result = _bench.Store.StepSave();
        }

        Assert.IsTrue(result == SlotResult.NotVerified);
        Assert.IsTrue(_bench.Loads(_old));
    }

    [TestMethod]
    public void A_slot_that_cannot_be_read_is_passed_over()
    {
        _bench.Flash.Unreadable = _bench.Flash.Slot(_bench.Kind, 0);
        _bench.Restart();
        Assert.IsTrue(_bench.Loads(_old));
        Assert.AreEqual(1, _bench.Store.DamagedSlots);
        AssertKept(SlotResult.NotVerified);
        _bench.Flash.Unreadable = null;
        AssertSavesAgain();
    }

    [TestMethod]
    public void When_nothing_can_be_known_nothing_is_written()
    {
        SlotBench bench = new SlotBench(StoreKind.Scenes);
        bench.Put(0, bench.Image(50, _old));
        bench.Flash.Unreadable = bench.Flash.Slot(bench.Kind, 0);
        Assert.IsTrue(bench.Load() == SlotResult.Unreadable);
        Assert.IsTrue(bench.Save(_new) == SlotResult.NotVerified, "only the slot that cannot be read was tried");
        Assert.AreEqual(0, bench.Flash.Slot(bench.Kind, 1).Length);
    }

    [TestMethod]
    public void Clearing_that_is_cut_leaves_the_content_or_nothing()
    {
        int points = 0;
        for (int cut = 0; ; cut++)
        {
            SlotBench bench = new SlotBench(StoreKind.Settings);
            bench.Save(SlotBench.Content(30, 1));
            bench.Save(SlotBench.Content(40, 2));
            bench.Flash.PointsToCut = cut;
            try
            {
                Assert.IsTrue(bench.Store.Clear() == SlotResult.Ok);
                break;
            }
            catch (PowerCutException)
            {
                bench.Restart();
                SlotResult result = bench.Load();
                Assert.IsTrue(result == SlotResult.Empty || (result == SlotResult.Ok && bench.Holds(SlotBench.Content(40, 2))));
                points++;
            }
        }

        Assert.IsTrue(points > 100);
    }

    private void AssertRefused(SlotResult expected)
    {
        Assert.IsTrue(_bench.Save(_new) == expected);
        Assert.AreEqual(_old.Length, _bench.Store.Length);
    }

    private void AssertKept(SlotResult expected)
    {
        AssertRefused(expected);
        _bench.Restart();
        Assert.IsTrue(_bench.Loads(_old));
    }

    private void AssertSavesAgain()
    {
        Assert.IsTrue(_bench.Save(_new) == SlotResult.Ok);
        _bench.Restart();
        Assert.IsTrue(_bench.Loads(_new));
    }
}
