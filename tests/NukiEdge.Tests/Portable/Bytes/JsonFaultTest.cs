using NukiEdge.Core.Bytes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Bytes;

/// <summary>What RFC 8259 does not allow, one by one.</summary>
[TestClass]
public class JsonFaultTest
{
    [TestMethod]
    public void Numbers_that_RFC_8259_does_not_know_are_refused()
    {
        string[] wrong = { "01", "-01", "00", "+1", ".5", "1.", "1.e5", "1e", "1e+", "-", "--1", "0x10", "1a", "NaN", "Infinity",
            "-Infinity", "1.2.3", "1e5.0", "1 2", "1,2", "1_000", "\u0661" };
        NoneIsJson(wrong);
    }

    [TestMethod]
    public void Structures_that_RFC_8259_does_not_know_are_refused()
    {
        string[] wrong = { "", " ", ",", "[,]", "[1,]", "[1,,2]", "[1 2]", "[", "]", "[1", "[1}", "{", "}", "{,}", "{`a`}", "{`a`:}",
            "{`a`:1,}", "{`a` 1}", "{`a`,1}", "{a:1}", "{1:1}", "{`a`:1 `b`:2}", "{`a`:1]", "{`a`::1}", "{[]:1}", "{null:1}", "[]]",
            "{}}", "[] []", "{}x", "`a``b`", "[`a`:1]", "true false", "//x\n1", "/*x*/1", "[1]//", "'a'", "{'a':1}", "(1)", "[1;2]" };
        NoneIsJson(wrong);
    }

    [TestMethod]
    public void Words_that_RFC_8259_does_not_know_are_refused()
    {
        string[] wrong = { "tru", "truE", "True", "TRUE", "truee", "fals", "falsey", "nul", "nulll", "None", "undefined", "t", "[tru,1]" };
        NoneIsJson(wrong);
    }

    [TestMethod]
    public void Texts_that_RFC_8259_does_not_know_are_refused()
    {
        string[] wrong = { "`", "`a", "`\\`", "`\\x41`", "`\\'`", "`\\u12`", "`\\u12G4`", "`\\U0041`", "`\\a`", "`\\0`", "`\\ud83d`",
            "`\\ud83dx`", "`\\ud83d\\n`", "`\\ud83d\\u0041`", "`\\ude00`", "`\\ud83d\\ud83d`", "`\\ude00\\ud83d`" };
        NoneIsJson(wrong);
    }

    [TestMethod]
    public void Control_characters_in_a_text_are_refused_by_name()
    {
        for (int b = 0; b < 0x20; b++)
        {
            byte[] json = { (byte)'"', (byte)b, (byte)'"' };
            Assert.AreEqual("!" + JsonReader.ControlCharacter.ToString(), JsonTokens.Of(json, 3, 9, 8), "byte " + b.ToString());
        }

        byte[] delete = { (byte)'"', 0x7F, (byte)'"' };
        Assert.AreEqual(0, JsonTokens.Fault(JsonTokens.Of(delete, 3, 9, 8)), "DEL is allowed");
    }

    [TestMethod]
    public void Malformed_UTF_8_in_a_text_or_name_is_refused_by_name()
    {
        string[] wrong = { "80", "c080", "eda080", "f4908080", "c3", "ff", "e282" };
        for (int i = 0; i < wrong.Length; i++)
        {
            byte[] text = Raw.FromHex("22" + wrong[i] + "22");
            Assert.AreEqual("!" + JsonReader.BadUtf8.ToString(), JsonTokens.Of(text, text.Length, 9, 8), wrong[i]);
            byte[] name = Raw.FromHex("7b22" + wrong[i] + "223a317d");
            Assert.AreEqual("{!" + JsonReader.BadUtf8.ToString(), JsonTokens.Of(name, name.Length, 9, 8), wrong[i]);
        }
    }

    [TestMethod]
    public void Only_the_four_white_spaces_of_JSON_may_stand_between()
    {
        for (int b = 1; b < 0x100; b++)
        {
            byte[] json = { (byte)'[', (byte)b, (byte)']' };
            bool isSpace = b == ' ' || b == '\t' || b == '\n' || b == '\r';
            bool isValue = b >= '0' && b <= '9';
            Assert.AreEqual(isSpace || isValue, JsonTokens.Fault(JsonTokens.Of(json, 3, 9, 8)) == 0, "byte " + b.ToString());
        }

        byte[] bom = Raw.FromHex("efbbbf5b5d");
        Assert.AreEqual("!" + JsonReader.NotJson.ToString(), JsonTokens.Of(bom, 5, 9, 8), "byte order mark");
    }

    [TestMethod]
    public void Random_bytes_end_in_a_token_or_a_fault_and_never_in_an_exception()
    {
        Dice dice = Dice.New();
        byte[] alphabet = Raw.Of("{}[]\",:\\u0d8fe-+.19tnrl \n");
        byte[] json = new byte[40];
        for (int round = 0; round < 300; round++)
        {
            for (int i = 0; i < json.Length; i++)
            {
                json[i] = alphabet[dice.Next(alphabet.Length)];
            }

            string whole = JsonTokens.Of(json, json.Length, 99, 16);
            Assert.AreEqual(whole, JsonTokens.Of(json, json.Length, 1, 16), dice.ToString() + " round " + round.ToString());
        }
    }

    private static void NoneIsJson(string[] wrong)
    {
        for (int i = 0; i < wrong.Length; i++)
        {
            string tokens = JsonTokens.Of(wrong[i]);
            Assert.IsTrue(JsonTokens.Fault(tokens) != 0, "taken as JSON: " + wrong[i] + " as " + tokens);
        }
    }
}
