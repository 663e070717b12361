using NukiEdge.Core.Bytes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Bytes;

[TestClass]
public class ByteWriterTest
{
    [TestMethod]
    public void Decimals_have_no_leading_zeros_but_those_asked_for()
    {
        Assert.AreEqual("0", Decimal(0, 1));
        Assert.AreEqual("9", Decimal(9, 1));
        Assert.AreEqual("10", Decimal(10, 1));
        Assert.AreEqual("4294967295", Decimal(4294967295, 1));
        Assert.AreEqual("4000000000", Decimal(4000000000, 1));
        Assert.AreEqual("007", Decimal(7, 3));
        Assert.AreEqual("1234", Decimal(1234, 2));
        Assert.AreEqual("0000000000", Decimal(0, 10));
    }

    [TestMethod]
    public void Hexadecimal_is_upper_case_without_leading_zeros()
    {
        Assert.AreEqual("0", Hex(0));
        Assert.AreEqual("1A", Hex(0x1A));
        Assert.AreEqual("3807B7EC", Hex(0x3807B7EC));
        Assert.AreEqual("FFFFFFFF", Hex(0xFFFFFFFF));
        Assert.AreEqual("80000000", Hex(0x80000000));
        Assert.AreEqual("10000", Hex(0x10000));
    }

    [TestMethod]
    public void Known_instants_are_written_as_their_dates()
    {
        Utc(0, "1970-01-01T00:00:00Z");
        Utc(86399, "1970-01-01T23:59:59Z");
        Utc(951782400, "2000-02-29T00:00:00Z");
        Utc(951868800, "2000-03-01T00:00:00Z");
        Utc(1709164800, "2024-02-29T00:00:00Z");
        Utc(1709251200, "2024-03-01T00:00:00Z");
        Utc(1735689599, "2024-12-31T23:59:59Z");
        Utc(2147483647, "2038-01-19T03:14:07Z");
        Utc(2147483648, "2038-01-19T03:14:08Z");
        Utc(4107542399, "2100-02-28T23:59:59Z");
        Utc(4107542400, "2100-03-01T00:00:00Z");
        Utc(4294967295, "2106-02-07T06:28:15Z");
        Utc(13574563200, "2400-02-29T00:00:00Z");
        Utc(253402300799, "9999-12-31T23:59:59Z");
    }

    [TestMethod]
    public void A_time_that_is_not_known_writes_nothing()
    {
        Utc(-1, "");
        Utc(long.MinValue, "");
        Utc(253402300800, "");
        Utc(long.MaxValue, "");
    }

    [TestMethod]
    public void What_does_not_fit_is_left_out_and_told()
    {
        ByteWriter writer = Raw.Writer(4);
        writer.Add(Raw.Of("abc"));
        Assert.IsFalse(writer.Overflow);
        writer.Add(Raw.Of("de"));
        Assert.IsTrue(writer.Overflow);
        Assert.AreEqual("abc", Raw.Text(writer));
        writer.Reset(new byte[1]);
        Assert.IsFalse(writer.Overflow, "after a reset");
        writer.Add((byte)'x');
        Assert.IsFalse(writer.Overflow, "exactly full");
        writer.Add((byte)'y');
        Assert.IsTrue(writer.Overflow);
        Assert.AreEqual("x", Raw.Text(writer));
    }

    private static string Decimal(uint value, int digits)
    {
        ByteWriter writer = Raw.Writer(12);
        writer.AddDecimal(value, digits);
        return Raw.Text(writer);
    }

    private static string Hex(uint value)
    {
        ByteWriter writer = Raw.Writer(8);
        writer.AddHex(value);
        return Raw.Text(writer);
    }

    private static void Utc(long seconds, string expected)
    {
        ByteWriter writer = Raw.Writer(20);
        writer.AddUtc(seconds);
        Assert.AreEqual(expected, Raw.Text(writer));
        Assert.IsFalse(writer.Overflow);
    }
}
