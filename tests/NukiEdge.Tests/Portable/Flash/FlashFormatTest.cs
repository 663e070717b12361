using NukiEdge.Core.Bytes;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Life;
using NukiEdge.Core.Log;

namespace NukiEdge.Tests.Flash;

/// <summary>
/// Images of each released format (firmware/docs/flash-format.md), made by Python's struct and zlib, not by this code. They
/// stay here for good: every later firmware must read them. A new format adds images, it changes none.
/// </summary>
[TestClass]
public class FlashFormatTest
{
    // For each kind of store the slot before the wrap of the generation and the one after it.
    private static readonly string[] Slots =
    {
        "4E6B536C01010300FFFFFFFF0C000000EC6847A170D208066F6C642073657474696E6773",
        "4E6B536C01010300000000000C000000ED20368DA974EB406E65772073657474696E6773",
        "4E6B536C01020300FFFFFFFF0A000000BCDE5633F6ED1C966F6C6420726F73746572",
        "4E6B536C01020300000000000A00000011350382F4002A736E657720726F73746572",
        "4E6B536C01030300FFFFFFFF09000000CEEC7AD5F744E9376F6C642072756C6573",
        "4E6B536C010303000000000009000000F565788BB93CE8C46E65772072756C6573",
        "4E6B536C01040300FFFFFFFF0A0000006BFE3E2EB2730AF96F6C64207363656E6573",
        "4E6B536C01040300000000000A000000C6156B9FB09E3C1C6E6577207363656E6573",
    };

    // Store life, content 1: run 41, and run 42 that begins after it.
    private const string Life41 = "4E6B536C01060100070000002A000000BBAADEF00D87D2CB"
        + "290000000103" + "000000025802000000010000" + "030200003D00000000010000" + "040903018051010000010000";
    private const string Life42 = "4E6B536C01060100080000003600000080DA9C5CACE9A6FC"
        + "2A0000000004" + "000000000000000000010000" + "000000025802000000010000" + "030200003D00000000010000" + "040903018051010000010000";

    // Two records of segment log1 and 30 bytes of a third.
    private const string Segment =
        "28000000010202064A30026B03042C0107090A010300000032D4000039300000DC05000000286BEE000205AC6D0A197E" +
        "29000000020000004B30026B0000000007020A00FDFFFFFF020000000000000040060000905F010000000100F12AD7F5" +
        "2A000000030001004C30026B000000000000000000000000000000000000";

    private readonly Crc32 _crc = new Crc32();

    [TestMethod]
    public void The_check_value_of_CRC_32_is_right()
    {
        byte[] digits = Ascii.Of("123456789");
        Assert.IsTrue(_crc.Of(digits, 0, 9) == 0xCBF43926, "the catalogue's check value");
        Assert.IsTrue(_crc.Continue(_crc.Of(digits, 0, 4), digits, 4, 5) == 0xCBF43926, "in two pieces");
        Assert.IsTrue(_crc.Of(digits, 0, 0) == 0);
    }

    [TestMethod]
    public void Slots_of_frame_1_are_read()
    {
        for (byte kind = StoreKind.Settings; kind <= StoreKind.Scenes; kind++)
        {
            SlotBench bench = new SlotBench(kind);
            bench.Put(0, Hex(Slots[(kind - 1) * 2]));
            bench.Put(1, Hex(Slots[(kind - 1) * 2 + 1]));
            Assert.IsTrue(bench.Loads(Ascii.Of("new " + StoreKind.Name(kind))));
            Assert.IsTrue(bench.Store.Generation == 0, "after 0xFFFFFFFF");
            bench.Flash.Slot(kind, 1).Length = 0;
            Assert.IsTrue(bench.Loads(Ascii.Of("old " + StoreKind.Name(kind))));
            Assert.IsTrue(bench.Store.Generation == 0xFFFFFFFF);
        }
    }

    [TestMethod]
    public void Slots_of_frame_1_are_written()
    {
        SlotBench bench = new SlotBench(StoreKind.Roster);
        bench.Put(0, Hex(Slots[2]));
        Assert.IsTrue(bench.Save(Ascii.Of("new roster")) == SlotResult.Ok);
        AssertIs(Slots[3], bench.Flash.Slot(StoreKind.Roster, 1).Copy());
    }

    [TestMethod]
    public void Life_1_is_read_and_written()
    {
        FakeFlash flash = new FakeFlash(2);
        byte[] slot = Hex(Life41);
        flash.Slot(StoreKind.Life, 0).Set(slot, slot.Length);
        RunBook book = new RunBook(new SlotStore(flash, _crc, new byte[RunBook.WorkBytes], StoreKind.Life, RunBook.Version));
        Assert.IsTrue(book.Begin());
        AssertIs(Life42, flash.Slot(StoreKind.Life, 1).Copy());
        Assert.IsTrue(book.Number == 42 && book.Count == 4 && book.Quick == 0, "the run before was proven");
        Assert.IsTrue(book.End(1) == RunEnd.NoWord && book.IsProven(1) && book.Seconds(1) == 600);
        Assert.IsTrue(book.End(2) == RunEnd.Stalled && book.Part(2) == LoopPart.Broker && book.Seconds(2) == 61);
        Assert.IsTrue(book.End(3) == RunEnd.Faults && book.Part(3) == LoopPart.Log && book.Fault(3) == FaultKind.OutOfMemory);
        Assert.IsTrue(book.WasSafe(3) && book.Seconds(3) == 86400);
    }

    [TestMethod]
    public void Segments_of_log1_are_read_past_a_torn_record()
    {
        FakeFlash flash = new FakeFlash(2);
        byte[] segment = Hex(Segment);
        flash.Segment(1).Set(segment, segment.Length);
        LogSegments log = new LogSegments(flash, _crc);
        log.Open();
        Assert.IsTrue(log.Next == 42);

        LogRecord record = new LogRecord();
        Assert.IsTrue(log.Reader.Read(record));
        Assert.IsTrue(record.Number == 40 && record.Kind == EventLog.Announcement && record.Lock == 1 && record.Verdict == 2);
        Assert.IsTrue(record.UtcSeconds == 1795305546 && record.Source == 3 && record.Who == 4 && record.Person == 299);
        Assert.IsTrue(record.Run == 7 && record.Rule == 8 && record.Scene == 9 && record.CredentialKind == 1);
        Assert.IsTrue(record.Action == 3 && record.AuthId == 54322 && record.CodeId == 12345 && record.StartUs == 1500);
        Assert.IsTrue(record.EndUs == 4000000000 && record.Login == 511 && record.Context == 5 && record.Trigger == 172);
        Assert.IsTrue(log.Reader.Read(record));
        Assert.IsTrue(record.Number == 41 && record.Kind == EventLog.Step && record.Result == -3 && record.StepType == 2);
        Assert.IsFalse(log.Reader.Read(record));
    }

    [TestMethod]
    public void Segments_of_log1_are_written()
    {
        FakeFlash flash = new FakeFlash(2);
        byte[] segment = Hex(Segment);
        flash.Segment(0).Set(segment, SavedRecord.Bytes);
        LogSegments log = new LogSegments(flash, _crc);
        log.Open();
        LogRecord record = new LogRecord();
        SavedRecord.Get(segment, SavedRecord.Bytes, record);
        log.Add(record);
        Assert.AreEqual(1, log.Flush());
        AssertIs(Segment.Substring(0, SavedRecord.Bytes * 4), flash.Segment(0).Copy());
    }

    [TestMethod]
    public void Every_byte_of_a_record_comes_back()
    {
        byte[] image = new byte[SavedRecord.Bytes];
        byte[] again = new byte[SavedRecord.Bytes];
        Dice dice = new Dice(5);
        LogRecord record = new LogRecord();
        for (int round = 0; round < 200; round++)
        {
            for (int i = 0; i < image.Length; i++)
            {
                image[i] = (byte)dice.Next(256);
            }

            Image.PutU32(image, 44, _crc.Of(image, 0, 44));
            SavedRecord.Get(image, 0, record);
            SavedRecord.Put(again, 0, SavedRecord.Number(image, 0), record, _crc);
            Assert.IsTrue(Image.Same(image, 0, again, 0, image.Length), "round " + round.ToString());
        }
    }

    private static byte[] Hex(string text)
    {
        byte[] bytes = new byte[text.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(Digit(text[i * 2]) << 4 | Digit(text[i * 2 + 1]));
        }

        return bytes;
    }

    private static int Digit(char digit)
    {
        return digit <= '9' ? digit - '0' : digit - 'A' + 10;
    }

    private static void AssertIs(string hex, byte[] bytes)
    {
        string text = "";
        for (int i = 0; i < bytes.Length; i++)
        {
            text += bytes[i].ToString("X2");
        }

        Assert.AreEqual(hex, text);
    }
}
