using NukiEdge.Core.Bytes;
using NukiEdge.Core.Time;

namespace NukiEdge.Tests.Time;

[TestClass]
public class ZoneReaderTest
{
    [TestMethod]
    public void Offsets_are_west_of_Greenwich_and_may_have_minutes_and_seconds()
    {
        AssertOffset(0, "UTC0");
        AssertOffset(-5 * 3600, "EST5");
        AssertOffset(-5 * 3600, "EST+05");
        AssertOffset(5 * 3600 + 45 * 60, "<+0545>-5:45");
        AssertOffset(44 * 60 + 30, "AMT-0:44:30");
        AssertOffset(-(24 * 3600 + 59 * 60 + 59), "abc24:59:59");
        AssertOffset(0, "<-00>-0");
        AssertOffset(-3 * 3600, "<A-1+b>000000003");
    }

    [TestMethod]
    public void A_text_may_stand_in_the_middle_of_a_buffer()
    {
        byte[] bytes = Ascii.Of("9EST59");
        ZoneReader reader = new ZoneReader();
        PosixZone zone = reader.Read(bytes, 1, 4);
        Assert.AreEqual(-5 * 3600, Zones.Offset(zone, 0));
        Assert.IsTrue(reader.Read(bytes, 1, 3) is null);
        Assert.AreEqual(3, reader.FaultAt, "nothing behind the range is read");
    }

    [TestMethod]
    public void Names_are_three_letters_or_more_or_quoted()
    {
        AssertFault(ZoneFault.Name, 0, "");
        AssertFault(ZoneFault.Name, 2, "ET5");
        AssertFault(ZoneFault.Name, 0, ":Europe/Vienna");
        AssertFault(ZoneFault.Name, 0, " EST5");
        AssertFault(ZoneFault.QuotedName, 3, "<+1>1");
        AssertFault(ZoneFault.QuotedName, 4, "<+01");
        AssertFault(ZoneFault.QuotedName, 2, "<+_1>1");
        AssertFault(ZoneFault.Name, 7, "CET-1DT,M3.5.0,M10.5.0");
        AssertFault(ZoneFault.Name, 4, "EST5 ");
        AssertFault(ZoneFault.QuotedName, 7, "CET-1<D,M3.5.0,M10.5.0");
    }

    [TestMethod]
    public void Numbers_must_be_there_and_in_range()
    {
        AssertFault(ZoneFault.Number, 6, "Europe/Vienna");
        AssertFault(ZoneFault.Number, 3, "UTC");
        AssertFault(ZoneFault.Number, 4, "UTC-");
        AssertFault(ZoneFault.Number, 4, "UTC--1");
        AssertFault(ZoneFault.Number, 5, "UTC1:");
        AssertFault(ZoneFault.Number, 8, "UTC1:00:");
        AssertFault(ZoneFault.Name, 8, "UTC1:0:0:0");
        AssertFault(ZoneFault.OutOfRange, 3, "UTC25");
        AssertFault(ZoneFault.OutOfRange, 3, "UTC4294967296");
        AssertFault(ZoneFault.OutOfRange, 5, "UTC1:60");
        AssertFault(ZoneFault.OutOfRange, 7, "UTC1:0:60");
        AssertFault(ZoneFault.OutOfRange, 9, "CET-1CEST25,M3.5.0,M10.5.0");
    }

    [TestMethod]
    public void Summer_time_needs_two_rules()
    {
        AssertFault(ZoneFault.RulesMissing, 7, "EST5EDT");
        AssertFault(ZoneFault.RulesMissing, 8, "EST5EDT4");
        AssertFault(ZoneFault.Rule, 8, "EST5EDT,");
        AssertFault(ZoneFault.Rule, 14, "EST5EDT,M3.2.0");
        AssertFault(ZoneFault.Rule, 15, "EST5EDT,M3.2.0,");
        AssertFault(ZoneFault.Rule, 14, "EST5EDT,M3.2.0;M11.1.0");
        AssertFault(ZoneFault.Rule, 8, "EST5EDT,X3.2.0,M11.1.0");
        AssertFault(ZoneFault.Rule, 8, "EST5EDT,-1,M11.1.0");
        AssertFault(ZoneFault.Rule, 10, "EST5EDT,M3,M11.1.0");
        AssertFault(ZoneFault.Rule, 12, "EST5EDT,M3.2,M11.1.0");
        AssertFault(ZoneFault.Number, 9, "EST5EDT,M.2.0,M11.1.0");
        AssertFault(ZoneFault.Number, 9, "EST5EDT,J,M11.1.0");
        AssertFault(ZoneFault.Number, 15, "EST5EDT,M3.2.0/,M11.1.0");
        AssertFault(ZoneFault.Trailing, 22, "EST5EDT,M3.2.0,M11.1.0,M1.1.1");
        AssertFault(ZoneFault.Trailing, 22, "EST5EDT,M3.2.0,M11.1.0 ");
    }

    [TestMethod]
    public void Rules_know_their_limits()
    {
        AssertFault(ZoneFault.OutOfRange, 9, "EST5EDT,M0.2.0,M11.1.0");
        AssertFault(ZoneFault.OutOfRange, 9, "EST5EDT,M13.2.0,M11.1.0");
        AssertFault(ZoneFault.OutOfRange, 11, "EST5EDT,M3.0.0,M11.1.0");
        AssertFault(ZoneFault.OutOfRange, 11, "EST5EDT,M3.6.0,M11.1.0");
        AssertFault(ZoneFault.OutOfRange, 13, "EST5EDT,M3.2.7,M11.1.0");
        AssertFault(ZoneFault.OutOfRange, 9, "EST5EDT,J0,J365");
        AssertFault(ZoneFault.OutOfRange, 12, "EST5EDT,J1,J366");
        AssertFault(ZoneFault.OutOfRange, 8, "EST5EDT,366,1");
        AssertFault(ZoneFault.OutOfRange, 15, "EST5EDT,M3.2.0/168,M11.1.0");
        AssertFault(ZoneFault.OutOfRange, 16, "EST5EDT,M3.2.0/-168,M11.1.0");
        Zones.Of("EST5EDT,0/167:59:59,365/-167:59:59");
        Zones.Of("EST5EDT,J1/+0,J365/00");
    }

    [TestMethod]
    public void A_text_may_have_64_bytes()
    {
        string name = "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabc";
        Zones.Of(name + "1");
        AssertFault(ZoneFault.TooLong, 64, name + "10");
    }

    [TestMethod]
    public void Every_fault_has_its_sentence_and_a_good_text_clears_it()
    {
        for (int fault = ZoneFault.None; fault <= ZoneFault.Trailing; fault++)
        {
            for (int other = ZoneFault.None; other < fault; other++)
            {
                Assert.IsTrue(ZoneFault.Text(fault) != ZoneFault.Text(other));
            }
        }

        ZoneReader reader = new ZoneReader();
        Assert.IsTrue(reader.Read(Ascii.Of("UTC"), 0, 3) is null);
        Assert.IsTrue(reader.Read(Ascii.Of("UTC0"), 0, 4) is not null);
        Assert.AreEqual(ZoneFault.None, reader.Fault);
        Assert.AreEqual(0, reader.FaultAt);
    }

    private static void AssertOffset(int seconds, string text)
    {
        Assert.AreEqual(seconds, Zones.Offset(Zones.Of(text), Zones.At(2026, 7, 1)), text);
    }

    private static void AssertFault(int fault, int at, string text)
    {
        ZoneReader reader = new ZoneReader();
        byte[] bytes = Ascii.Of(text);
        Assert.IsTrue(reader.Read(bytes, 0, bytes.Length) is null, text);
        Assert.AreEqual(fault, reader.Fault, text);
        Assert.AreEqual(at, reader.FaultAt, text);
    }
}
