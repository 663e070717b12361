using NukiEdge.Core.Bytes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Bytes;

[TestClass]
public class JsonReaderTest
{
    private const string Every = " {`a` : [ 1 , -0.5e+10 ,`x\\n\\u00e9\\ud83d\\ude00`,true,false,null,{},[]],\r\n\t`b`:{`c`:``}} ";
    private const string EveryTokens = "{a=[#1 #-0.5e+10 'x\n\u00e9\ud83d\ude00' T F N {}[]]b={c='' }}";

    [TestMethod]
    public void Every_kind_of_value_is_read()
    {
        Assert.AreEqual(EveryTokens, JsonTokens.Of(Every));
    }

    [TestMethod]
    public void A_value_alone_is_a_document()
    {
        Assert.AreEqual("#0 ", JsonTokens.Of("0"));
        Assert.AreEqual("#-0 ", JsonTokens.Of("-0"));
        Assert.AreEqual("#10.01 ", JsonTokens.Of("10.01 "));
        Assert.AreEqual("#1E5 ", JsonTokens.Of("1E5"));
        Assert.AreEqual("#1e-05 ", JsonTokens.Of("1e-05"));
        Assert.AreEqual("'' ", JsonTokens.Of("``"));
        Assert.AreEqual("T ", JsonTokens.Of("true"));
        Assert.AreEqual("N ", JsonTokens.Of("\nnull\n"));
        Assert.AreEqual("[]", JsonTokens.Of("[]"));
    }

    [TestMethod]
    public void Escapes_become_what_they_stand_for()
    {
        Assert.AreEqual("'\"\\/\b\f\n\r\t' ", JsonTokens.Of("`\\`\\\\\\/\\b\\f\\n\\r\\t`"));
        Assert.AreEqual("'A' ", JsonTokens.Of("`\\u0041`"));
        Assert.AreEqual("'\u00e9\u20ac' ", JsonTokens.Of("`\\u00E9\\u20aC`"));
        Assert.AreEqual("'\ud83d\ude00' ", JsonTokens.Of("`\\uD83D\\uDE00`"));
        Assert.AreEqual("'\udbff\udfff' ", JsonTokens.Of("`\\udbff\\udfff`"));
    }

    [TestMethod]
    public void One_byte_at_a_time_gives_the_same_tokens()
    {
        byte[] bytes = Raw.Of(SampleHouse.Json(Every));
        for (int piece = 1; piece < 5; piece++)
        {
            Assert.AreEqual(EveryTokens, JsonTokens.Of(bytes, bytes.Length, piece, 64));
        }
    }

    [TestMethod]
    public void A_document_longer_than_the_readers_buffer_is_read()
    {
        string items = Raw.Repeat("[`0123456789`, 12345678],", 40);
        string tokens = JsonTokens.Of("[" + items + "0]");
        Assert.AreEqual("[" + Raw.Repeat("['0123456789' #12345678 ]", 40) + "#0 ]", tokens);
    }

    [TestMethod]
    public void A_document_cut_at_any_byte_is_never_taken_for_a_whole_one()
    {
        byte[] bytes = Raw.Of(SampleHouse.Json("{`a`:[1,-0.5e+10,`x\\n\\ud83d\\ude00`,true,false,null,{}]}"));
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.IsTrue(JsonTokens.Fault(JsonTokens.Of(bytes, length, 7, 64)) != 0, "cut at " + length.ToString());
        }
    }

    [TestMethod]
    public void A_document_cut_at_any_byte_ends_early_and_nothing_else_is_wrong()
    {
        byte[] bytes = Raw.Of(SampleHouse.Json("{`a`:[1,-0.5e+10,`x\\n\\ud83d\\ude00`,true,false,null,{}]}"));
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.AreEqual(JsonReader.EndsEarly, JsonTokens.Fault(JsonTokens.Of(bytes, length, 7, 64)), "cut at " + length.ToString());
        }
    }

    [TestMethod]
    public void Nesting_ends_at_16()
    {
        Assert.AreEqual(0, JsonTokens.Fault(JsonTokens.Of(Raw.Repeat("[", 16) + Raw.Repeat("]", 16))));
        Assert.AreEqual(JsonReader.TooDeep, JsonTokens.Fault(JsonTokens.Of(Raw.Repeat("[", 17) + Raw.Repeat("]", 17))));
        Assert.AreEqual(0, JsonTokens.Fault(JsonTokens.Of(Raw.Repeat("{`a`:", 16) + "1" + Raw.Repeat("}", 16))));
        Assert.AreEqual(JsonReader.TooDeep, JsonTokens.Fault(JsonTokens.Of(Raw.Repeat("{`a`:", 17) + "1" + Raw.Repeat("}", 17))));
        Assert.AreEqual(0, JsonTokens.Fault(JsonTokens.Of("[" + Raw.Repeat("[[]],", 20) + "0]")), "depth comes back");
    }

    [TestMethod]
    public void Objects_and_lists_remember_what_they_are()
    {
        Assert.AreEqual("[{a=[{b=[]}]}#1 ]", JsonTokens.Of("[{`a`:[{`b`:[]}]},1]"));
        Assert.AreEqual(JsonReader.NotJson, JsonTokens.Fault(JsonTokens.Of("[{`a`:[}]")));
        Assert.AreEqual(JsonReader.NotJson, JsonTokens.Fault(JsonTokens.Of("{`a`:{]}")));
    }

    [TestMethod]
    public void A_text_of_the_longest_kind_fits_and_one_byte_more_does_not()
    {
        byte[] bytes = Raw.Of("\"12345678\"");
        Assert.AreEqual("'12345678' ", JsonTokens.Of(bytes, bytes.Length, 99, 8));
        Assert.AreEqual("!" + JsonReader.TextTooLong.ToString(), JsonTokens.Of(bytes, bytes.Length, 99, 7));
        bytes = Raw.Of("12345678");
        Assert.AreEqual("#12345678 ", JsonTokens.Of(bytes, bytes.Length, 99, 8));
        Assert.AreEqual("!" + JsonReader.TextTooLong.ToString(), JsonTokens.Of(bytes, bytes.Length, 99, 7));
    }

    [TestMethod]
    public void A_fault_stands_in_its_line()
    {
        Assert.AreEqual(1, LineOfFault("x"));
        Assert.AreEqual(3, LineOfFault("[1,\n2,\nx]"));
        Assert.AreEqual(4, LineOfFault("{\r\n\"a\": 1,\r\n\r\n\"b\" 2}"));
        Assert.AreEqual(2, LineOfFault("[\"a\\nb\",\n,]"));
    }

    [TestMethod]
    public void After_a_fault_it_stays_there_and_a_restart_begins_in_front()
    {
        JsonReader reader = new JsonReader(new MemorySource("[1,]"), 8);
        while (reader.Next() != JsonReader.Error)
        {
        }

        Assert.AreEqual(JsonReader.Error, reader.Next());
        reader.Restart();
        Assert.AreEqual(JsonReader.ArrayStart, reader.Next());
        Assert.AreEqual(JsonReader.Number, reader.Next());
    }

    [TestMethod]
    public void Skipping_leaves_out_one_value_whatever_is_in_it()
    {
        JsonReader reader = new JsonReader(new MemorySource("[{\"a\":[1,{\"b\":2}]},[[]],\"x\",5]"), 8);
        reader.Next();
        Assert.IsTrue(reader.Skip(reader.Next()), "object");
        Assert.IsTrue(reader.Skip(reader.Next()), "list");
        Assert.IsTrue(reader.Skip(reader.Next()), "text");
        Assert.AreEqual(JsonReader.Number, reader.Next());
        reader = new JsonReader(new MemorySource("[[1,"), 8);
        reader.Next();
        Assert.IsFalse(reader.Skip(reader.Next()), "cut");
    }

    private static int LineOfFault(string json)
    {
        JsonReader reader = new JsonReader(new MemorySource(json), 64);
        while (reader.Next() != JsonReader.Error)
        {
        }

        return reader.Line;
    }
}
