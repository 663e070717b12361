using NukiEdge.Core.Flash;
using NukiEdge.Core.Log;

namespace NukiEdge.Tests.Flash;

[TestClass]
public class LogSegmentsTest
{
    private readonly LogBench _bench = new LogBench();

    [TestMethod]
    public void Records_come_back_after_a_restart_oldest_first_with_their_numbers()
    {
        AssertHolds(0, 0);
        Assert.AreEqual(5, _bench.Append(5));
        Assert.AreEqual(2, _bench.Append(2));
        AssertHolds(0, 7);
        _bench.Restart();
        AssertHolds(0, 7);
        Assert.AreEqual(3, _bench.Append(3));
        AssertHolds(0, 10);
    }

    [TestMethod]
    public void A_full_ring_gives_up_its_oldest_segment_and_nothing_else()
    {
        _bench.AppendAll(3 * 84);
        AssertHolds(0, 252);
        Assert.AreEqual(1, _bench.Append(1));
        AssertHolds(84, 253);
        _bench.AppendAll(83 + 84 * 10);
        AssertHolds(84 * 11, 84 * 14);
        _bench.Restart();
        AssertHolds(84 * 11, 84 * 14);
    }

    [TestMethod]
    public void A_batch_that_does_not_fit_into_the_segment_is_saved_in_two()
    {
        _bench.AppendAll(82);
        Assert.AreEqual(2, _bench.Append(5));
        AssertHolds(0, 84);
        Assert.AreEqual(3, _bench.Append(3));
        AssertHolds(0, 87);
    }

    [TestMethod]
    public void Segments_for_the_limits_of_both_boards()
    {
        Assert.AreEqual(8, LogSegments.SegmentsFor(Core.Limits.SmallBoard().LogFlashEntries));
        Assert.AreEqual(50, LogSegments.SegmentsFor(Core.Limits.LargeBoard().LogFlashEntries));
        Assert.AreEqual(2, LogSegments.SegmentsFor(84));
        Assert.AreEqual(3, LogSegments.SegmentsFor(85));
    }

    [TestMethod]
    public void A_rotten_record_harms_no_other_wherever_it_is()
    {
        for (int record = 0; record < 84; record += 83)
        {
            LogBench bench = new LogBench();
            bench.AppendAll(100);
            bench.Flash.Segment(0).Bytes[record * SavedRecord.Bytes + 20] ^= 1;
            bench.Restart();
            bench.ReadAll();
            Assert.AreEqual(99, bench.Count);
            Assert.AreEqual(0, bench.Wrong);
            Assert.IsTrue(bench.Log.Next == 100);
        }
    }

    [TestMethod]
    public void A_segment_that_is_rubbish_or_cannot_be_read_harms_no_other()
    {
        _bench.AppendAll(84 + 84 + 10);
        FakeFile file = _bench.Flash.Segment(1);
        for (int i = 0; i < file.Length; i++)
        {
            file.Bytes[i] = (byte)(i * 7);
        }

        _bench.Restart();
        _bench.ReadAll();
        Assert.AreEqual(94, _bench.Count);
        _bench.Flash.Unreadable = _bench.Flash.Segment(0);
        _bench.Restart();
        _bench.ReadAll();
        Assert.AreEqual(10, _bench.Count);
        _bench.Flash.Unreadable = null;
        _bench.Restart();
        _bench.AppendAll(75);
        _bench.ReadAll();
        Assert.AreEqual(84 + 84 + 1, _bench.Count, "the rubbish was the first to go");
        Assert.AreEqual(0, _bench.Wrong);
    }

    [TestMethod]
    public void Reading_from_a_number_on()
    {
        _bench.AppendAll(300);
        LogRecord record = new LogRecord();
        AssertReads(0, 84);
        AssertReads(84, 84);
        AssertReads(200, 200);
        AssertReads(251, 251);
        AssertReads(252, 252);
        AssertReads(299, 299);
        _bench.Log.Reader.Seek(300);
        Assert.IsFalse(_bench.Log.Reader.Read(record));
        Assert.AreEqual(1, _bench.Append(1));
        Assert.IsTrue(_bench.Log.Reader.Read(record), "later there is more");
        Assert.IsTrue(record.Number == 300);
    }

    [TestMethod]
    public void A_reader_survives_that_its_segment_is_emptied_under_it()
    {
        _bench.AppendAll(252);
        LogRecord record = new LogRecord();
        _bench.Log.Reader.Rewind();
        for (int i = 0; i < 10; i++)
        {
            Assert.IsTrue(_bench.Log.Reader.Read(record) && record.Number == i);
        }

        _bench.AppendAll(20);
        for (int i = 84; i < 272; i++)
        {
            Assert.IsTrue(_bench.Log.Reader.Read(record) && record.Number == i);
        }

        Assert.IsFalse(_bench.Log.Reader.Read(record));
    }

    [TestMethod]
    public void Flash_that_refuses_is_not_believed_and_not_asked_to_erase()
    {
        for (int at = 0; at < 240; at += 7)
        {
            LogBench bench = new LogBench();
            bench.AppendAll(100);
            bench.Flash.BytesToError = at;
            int saved = bench.Append(5);
            Assert.AreEqual(at / SavedRecord.Bytes, saved, "what is there counts, what is not does not");
            Assert.AreEqual(1, bench.Log.Faults);
            bench.Restart();
            Assert.IsTrue(bench.Log.Next == 100 + (uint)saved);
            Assert.AreEqual(5, bench.Append(5));
            bench.ReadAll();
            Assert.AreEqual(105 + saved, bench.Count);
            Assert.AreEqual(0, bench.Gaps + bench.Wrong);
        }
    }

    [TestMethod]
    public void An_append_that_reports_an_error_but_is_there_counts_once()
    {
        _bench.Flash.FailsToEnd = true;
        Assert.AreEqual(5, _bench.Append(5));
        _bench.Flash.FailsToEnd = false;
        Assert.AreEqual(5, _bench.Append(5));
        AssertHolds(0, 10);
    }

    [TestMethod]
    public void Old_data_read_back_is_noticed_and_a_record_that_is_there_twice_is_read_once()
    {
        _bench.Append(5);
        _bench.Flash.GivesOldData = true;
        Assert.AreEqual(0, _bench.Append(5));
        _bench.Flash.GivesOldData = false;
        Assert.AreEqual(1, _bench.Log.Faults);
        Assert.AreEqual(5, _bench.Append(5));
        AssertHolds(0, 10);
        _bench.Restart();
        AssertHolds(0, 10);
    }

    [TestMethod]
    public void A_segment_that_cannot_be_emptied_costs_at_most_itself()
    {
        _bench.AppendAll(252);
        _bench.Flash.FailsToBegin = true;
        Assert.AreEqual(0, _bench.Append(5));
        _bench.ReadAll();
        Assert.IsTrue(_bench.Count >= 168 && _bench.Last == 251);
        _bench.Flash.FailsToBegin = false;
        Assert.AreEqual(5, _bench.Append(5));
        AssertHolds(84, 257);
    }

    [TestMethod]
    public void A_segment_that_was_not_emptied_though_flash_says_so_is_not_appended_to()
    {
        _bench.AppendAll(252);
        _bench.Flash.OnlySaysStarted = true;
        int appended = _bench.Flash.Appended;
        Assert.AreEqual(0, _bench.Append(5));
        Assert.AreEqual(appended, _bench.Flash.Appended);
        AssertHolds(0, 252);
        _bench.Flash.OnlySaysStarted = false;
        Assert.AreEqual(5, _bench.Append(5));
        AssertHolds(84, 257);
    }

    [TestMethod]
    public void Numbers_go_on_across_the_wrap()
    {
        byte[] image = new byte[SavedRecord.Bytes];
        LogRecord record = new LogRecord();
        LogBench.Fill(record, 0xFFFFFFFE);
        SavedRecord.Put(image, 0, 0xFFFFFFFE, record, _bench.Crc);
        _bench.Flash.Segment(2).Set(image, image.Length);
        _bench.Restart();
        _bench.AppendAll(200);
        _bench.Restart();
        _bench.ReadAll();
        Assert.AreEqual(201, _bench.Count);
        Assert.IsTrue(_bench.First == 0xFFFFFFFE && _bench.Last == 198 && _bench.Gaps == 0 && _bench.Wrong == 0);
    }

    [TestMethod]
    public void A_cut_at_every_byte_of_an_append_leaves_the_prefix_and_what_came_before()
    {
        LogCuts cuts = new LogCuts();
        cuts.Run(0, 2, 1);
        cuts.Run(3, 5, 11);
        cuts.Run(84 * 3 - 1, 3, 499);
        Assert.AreEqual(0, cuts.Wrong);
        Assert.IsTrue(cuts.Points > 900);
    }

    private void AssertReads(uint from, long expected)
    {
        LogRecord record = new LogRecord();
        _bench.Log.Reader.Seek(from);
        Assert.IsTrue(_bench.Log.Reader.Read(record) && record.Number == expected);
        if (expected < 299)
        {
            Assert.IsTrue(_bench.Log.Reader.Read(record) && record.Number == expected + 1);
        }
    }

    private void AssertHolds(int first, int next)
    {
        _bench.ReadAll();
        Assert.AreEqual(next - first, _bench.Count);
        Assert.AreEqual(0, _bench.Wrong + _bench.Gaps);
        Assert.IsTrue(_bench.Log.Next == (uint)next && _bench.Log.Oldest == (uint)first);
        Assert.IsTrue(_bench.Count == 0 || (_bench.First == (uint)first && _bench.Last == (uint)next - 1));
    }
}
