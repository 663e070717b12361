using NukiEdge.Core.Flash;
using NukiEdge.Core.Life;
using NukiEdge.Tests.Flash;

namespace NukiEdge.Tests.Life;

/// <summary>Which ends count as quick restarts, and that the record survives what it is about.</summary>
[TestClass]
public class RunBookTest
{
    private const long MinuteUs = 60000000;

    private readonly FakeFlash _flash = new FakeFlash(2);
    private readonly Crc32 _crc = new Crc32();

    [TestMethod]
    public void The_first_run_has_number_1_and_none_before_it()
    {
        RunBook book = Start();
        Assert.AreEqual(1u, book.Number);
        Assert.AreEqual(1, book.Count);
        Assert.IsFalse(book.IsSafe);
    }

    [TestMethod]
    public void Three_sudden_ends_within_ten_minutes_make_the_fourth_run_safe()
    {
        Assert.IsFalse(Start().IsSafe);
        Assert.IsFalse(Start().IsSafe);
        Assert.IsFalse(Start().IsSafe);
        RunBook fourth = Start();
        Assert.IsTrue(fourth.IsSafe);
        Assert.AreEqual(3, fourth.Quick);
        Assert.AreEqual(4u, fourth.Number);
        Assert.AreEqual(RunEnd.NoWord, fourth.End(1));
        Assert.IsTrue(Start().IsSafe, "it stays safe");
        Assert.IsTrue(Start().WasSafe(1));
    }

    [TestMethod]
    public void A_stall_and_faults_count_as_a_power_loss_does()
    {
        Start().EndRun(RunEnd.Stalled, LoopPart.Broker, 0, MinuteUs);
        RunBook second = Start();
        Assert.AreEqual(RunEnd.Stalled, second.End(1));
        Assert.AreEqual(LoopPart.Broker, second.Part(1));
        Assert.AreEqual(60u, second.Seconds(1));
        second.EndRun(RunEnd.Faults, LoopPart.Log, FaultKind.Index, MinuteUs);
        RunBook third = Start();
        Assert.AreEqual(FaultKind.Index, third.Fault(1));
        third.EndRun(RunEnd.NoMemory, LoopPart.Log, FaultKind.OutOfMemory, MinuteUs);
        Assert.IsTrue(Start().IsSafe);
    }

    [TestMethod]
    public void A_run_of_ten_minutes_and_the_owners_restart_clear_the_count()
    {
        Start();
        Start();
        RunBook proven = Start();
        Assert.AreEqual(2, proven.Quick);
        Assert.IsTrue(proven.Prove(10 * MinuteUs));
        RunBook after = Start();
        Assert.AreEqual(0, after.Quick);
        Assert.IsTrue(after.IsProven(1));
        Start();
        Start();
        RunBook safe = Start();
        Assert.IsTrue(safe.IsSafe);
        safe.EndRun(RunEnd.Stop, 0, 0, MinuteUs);
        Assert.AreEqual(0, Start().Quick);
    }

    [TestMethod]
    public void A_missing_network_neither_counts_nor_clears()
    {
        Start();
        Start();
        RunBook third = Start();
        for (int i = 0; i < 5; i++)
        {
            third.EndRun(RunEnd.NoNetwork, LoopPart.Network, 0, 3 * MinuteUs);
            third = Start();
            Assert.AreEqual(2, third.Quick);
        }
    }

    [TestMethod]
    public void Eight_runs_are_kept()
    {
        for (int i = 0; i < 12; i++)
        {
            Start().EndRun(i % 2 == 0 ? RunEnd.Restart : RunEnd.Stop, 0, 0, i * 1000000L);
        }

        RunBook book = Start();
        Assert.AreEqual(13u, book.Number);
        Assert.AreEqual(RunBook.Kept, book.Count);
        for (int back = 1; back < RunBook.Kept; back++)
        {
            Assert.AreEqual((uint)(12 - back), book.Seconds(back));
            Assert.AreEqual(back % 2 == 0 ? RunEnd.Restart : RunEnd.Stop, book.End(back));
        }
    }

    [TestMethod]
    public void A_cut_at_every_byte_of_a_start_counts_it_once_or_not_at_all()
    {
        int counted = 0;
        int cuts = 0;
        for (int style = 0; style < FakeFlash.Styles; style++)
        {
            for (int cut = 0; ; cut++, cuts++)
            {
                Start().EndRun(RunEnd.Stop, 0, 0, MinuteUs);
                uint before = Start().Number;
                _flash.PointsToCut = cut;
                _flash.Style = style;
                bool isCut = false;
                try
                {
                    Start();
                }
                catch (PowerCutException)
                {
                    isCut = true;
                }

                _flash.PowerOn();
                RunBook next = Start();
                Assert.IsTrue(next.Number == before + 1 || next.Number == before + 2, "cut " + cut.ToString());
                counted += next.Number == before + 2 ? 1 : 0;
                next.EndRun(RunEnd.Stop, 0, 0, MinuteUs);
                if (!isCut)
                {
                    break;
                }
            }
        }

        Assert.IsTrue(cuts > 500 && counted > 0, cuts.ToString() + " cuts, " + counted.ToString() + " counted");
    }

    [TestMethod]
    public void Without_a_store_and_with_a_spoiled_one_the_program_starts_normally()
    {
        RunBook none = new RunBook(null);
        Assert.IsFalse(none.Begin());
        Assert.AreEqual(1u, none.Number);
        Assert.IsFalse(none.IsSafe);
        Start();
        Start();
        Start();
        _flash.Slot(StoreKind.Life, 0).Bytes[30] ^= 1;
        _flash.Slot(StoreKind.Life, 1).Bytes[30] ^= 1;
        Assert.AreEqual(1u, Start().Number);
    }

    private RunBook Start()
    {
        RunBook book = new RunBook(new SlotStore(_flash, _crc, new byte[RunBook.WorkBytes], StoreKind.Life, RunBook.Version));
        book.Begin();
        return book;
    }
}
