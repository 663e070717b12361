using NukiEdge.Core.Bytes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Bytes;

[TestClass]
public class ImageTest
{
    [TestMethod]
    public void Numbers_stand_least_significant_byte_first_and_come_back()
    {
        byte[] image = new byte[11];
        Image.PutU16(image, 1, 0xFEDC);
        Image.PutU32(image, 3, 0x80000001);
        Assert.AreEqual((byte)0xDC, image[1]);
        Assert.AreEqual((byte)0xFE, image[2]);
        Assert.AreEqual((byte)0x01, image[3]);
        Assert.AreEqual((byte)0x80, image[6]);
        Assert.AreEqual(0xFEDC, Image.U16(image, 1));
        Assert.AreEqual(0x80000001, Image.U32(image, 3));
        Assert.AreEqual((byte)0, image[0]);
        Assert.AreEqual((byte)0, image[7]);
    }

    [TestMethod]
    public void Long_numbers_keep_all_64_bits()
    {
        long[] numbers = { 0, 1, -1, long.MaxValue, long.MinValue, 0x00000000FFFFFFFF, 0x7FFFFFFF80000000, -2147483648, 4294967296 };
        byte[] image = new byte[9];
        for (int i = 0; i < numbers.Length; i++)
        {
            Image.PutI64(image, 1, numbers[i]);
            Assert.AreEqual(numbers[i], Image.I64(image, 1));
        }
    }

    [TestMethod]
    public void A_word_is_only_itself()
    {
        byte[] buffer = Raw.Of("xlockActionEvent");
        byte[] word = Raw.Of("lockAction");
        Assert.IsTrue(Image.Is(buffer, 1, 10, word));
        Assert.IsFalse(Image.Is(buffer, 1, 11, word), "longer");
        Assert.IsFalse(Image.Is(buffer, 1, 9, word), "shorter");
        Assert.IsFalse(Image.Is(buffer, 0, 10, word), "elsewhere");
        Assert.IsTrue(Image.StartsWith(buffer, 1, 15, word));
        Assert.IsFalse(Image.StartsWith(buffer, 1, 9, word), "a word that reaches beyond the range");
    }

    [TestMethod]
    public void Hexadecimal_digits_have_values_in_both_cases_and_nothing_else_has()
    {
        string digits = "0123456789abcdef0123456789ABCDEF";
        for (int i = 0; i < digits.Length; i++)
        {
            Assert.AreEqual(i % 16, Ascii.HexValue((byte)digits[i]));
        }

        int valid = 0;
        for (int b = 0; b < 256; b++)
        {
            valid += Ascii.HexValue((byte)b) >= 0 ? 1 : 0;
        }

        Assert.AreEqual(22, valid);
    }

    [TestMethod]
    public void A_word_is_found_in_a_table_only_as_a_whole()
    {
        byte[][] table = Ascii.Table("lock", "lockAction", "unlock");
        byte[] buffer = Raw.Of("unlockAction");
        Assert.AreEqual(2, Ascii.IndexIn(table, buffer, 0, 6));
        Assert.AreEqual(0, Ascii.IndexIn(table, buffer, 2, 4));
        Assert.AreEqual(1, Ascii.IndexIn(table, buffer, 2, 10));
        Assert.AreEqual(-1, Ascii.IndexIn(table, buffer, 0, 5));
        Assert.AreEqual(-1, Ascii.IndexIn(table, buffer, 0, 0));
    }
}
