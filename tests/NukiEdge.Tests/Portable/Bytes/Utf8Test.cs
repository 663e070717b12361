using NukiEdge.Core.Bytes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Bytes;

[TestClass]
public class Utf8Test
{
    [TestMethod]
    public void Well_formed_text_is_taken_up_to_the_last_code_point()
    {
        Good("");
        Good("00");
        Good("7f");
        Good("c280");
        Good("dfbf");
        Good("e0a080");
        Good("ed9fbf");
        Good("ee8080");
        Good("efbfbf");
        Good("f0908080");
        Good("f48fbfbf");
        Good("41c3a9e282acf09f98807a");
    }

    [TestMethod]
    public void Overlong_forms_surrogates_and_what_is_above_10FFFF_are_refused()
    {
        Bad("c080");
        Bad("c1bf");
        Bad("e08080");
        Bad("e09fbf");
        Bad("f0808080");
        Bad("f08fbfbf");
        Bad("eda080");
        Bad("edbfbf");
        Bad("f4908080");
        Bad("f5808080");
        Bad("fe");
        Bad("ff");
    }

    [TestMethod]
    public void A_cut_or_lonely_byte_is_refused()
    {
        Bad("80");
        Bad("bf41");
        Bad("c2");
        Bad("c241");
        Bad("e282");
        Bad("e28241");
        Bad("f09f98");
        Bad("41f09f9841");
        Bad("c3a9a9");
    }

    [TestMethod]
    public void Only_the_range_counts()
    {
        byte[] buffer = Raw.FromHex("ffc3a9ff");
        Assert.IsTrue(Utf8.IsWellFormed(buffer, 1, 2));
        Assert.IsFalse(Utf8.IsWellFormed(buffer, 1, 1), "a character that reaches beyond the range");
    }

    private static void Good(string hex)
    {
        Assert.IsTrue(Utf8.IsWellFormed(Raw.FromHex(hex), 0, hex.Length / 2), hex);
    }

    private static void Bad(string hex)
    {
        Assert.IsFalse(Utf8.IsWellFormed(Raw.FromHex(hex), 0, hex.Length / 2), hex);
    }
}
