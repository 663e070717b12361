using NukiEdge.Connect.Answers;
using NukiEdge.Connect.Cloud;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>What is refused, and where it says that it is wrong.</summary>
[TestClass]
public class AuthListFaultTest
{
    private static readonly string[] Fields =
    {
        "`id`:`65219648fe57075d71a6cb01`", "`smartlockId`:18119899116", "`authId`:5", "`type`:13", "`name`:`Anna`", "`enabled`:true",
        "`fingerprints`:{}", "`allowedFromDate`:null", "`allowedUntilDate`:null", "`allowedWeekDays`:1", "`allowedFromTime`:1",
        "`allowedUntilTime`:2", "`creationDate`:`2023-10-18T06:43:48Z`", "`updateDate`:`2023-10-18T06:43:48Z`",
    };

    [TestMethod]
    public void Any_field_that_counts_is_refused_twice_and_any_other_is_not_looked_at()
    {
        for (int i = 0; i < Fields.Length; i++)
        {
            Assert.AreEqual(AnswerFault.FieldTwice, Read("[" + Record(Fields[i]) + "]"), Fields[i]);
        }

        Assert.AreEqual(AnswerFault.FieldTwice, Read("[" + Record("`\\u0061uthId`:6") + "]"), "with its name escaped");
        Assert.AreEqual(AnswerFault.FieldTwice, Read(Swap("`fingerprints`:{}", "`fingerprints`:{`7`:`a`,`7`:`b`}")), "a fingerprint");
        Assert.AreEqual(AnswerFault.Ok, Read("[" + Record("`x`:1,`x`:[{`authId`:`1`}],`Name`:null,`code`:`x`,`operationId`:{`id`:1}") + "]"));
    }

    [TestMethod]
    public void Fields_that_must_be_there_are_missed_one_by_one()
    {
        string[] parts = { Fields[0] + ",", Fields[1] + ",", Fields[3] + ",", Fields[4] + ",", Fields[5] + "," };
        for (int i = 0; i < parts.Length; i++)
        {
            Assert.AreEqual(AnswerFault.MissingField, Read(Swap(parts[i], "")), parts[i]);
        }

        Assert.AreEqual(AnswerFault.MissingField, Read("[{}]"));
    }

    [TestMethod]
    public void Wrong_types_and_values_are_refused()
    {
        Expect(AnswerFault.WrongType, "`name`:`Anna`", "`name`:null", "`name`:7", "`name`:[`Anna`]", "`name`:{}");
        Expect(AnswerFault.WrongType, "`authId`:5", "`authId`:`5`", "`authId`:5.0", "`authId`:5e0", "`authId`:true");
        Expect(AnswerFault.OutOfRange, "`authId`:5", "`authId`:4294967296", "`authId`:-2147483649", "`authId`:18446744073709551621",
            "`authId`:99999999999999999999999");
        Expect(AnswerFault.WrongType, "`smartlockId`:18119899116", "`smartlockId`:`18119899116`", "`smartlockId`:null", "`smartlockId`:1.8e10");
        Expect(AnswerFault.OutOfRange, "`smartlockId`:18119899116", "`smartlockId`:0", "`smartlockId`:-18119899116",
            "`smartlockId`:1099511627776");
        Expect(AnswerFault.WrongType, "`type`:13", "`type`:`13`", "`type`:null", "`type`:[]");
        Expect(AnswerFault.UnknownType, "`type`:13", "`type`:4", "`type`:12", "`type`:16", "`type`:-1", "`type`:269", "`type`:255");
        Expect(AnswerFault.WrongType, "`enabled`:true", "`enabled`:1", "`enabled`:`true`", "`enabled`:null", "`enabled`:{}");
        Expect(AnswerFault.WrongType, "`fingerprints`:{}", "`fingerprints`:[]", "`fingerprints`:`x`", "`fingerprints`:1", "`fingerprints`:true");
        Expect(AnswerFault.BadDocument, "65219648fe57075d71a6cb01", "65219648fe57075d71a6cb0", "65219648fe57075d71a6cb0g", "", "000000000000000000000000");
        Expect(AnswerFault.BadDate, "`allowedFromDate`:null", "`allowedFromDate`:`2026-11-22`", "`allowedFromDate`:`2026-02-30T00:00:00Z`",
            "`allowedFromDate`:``", "`allowedFromDate`:`2026-11-22T08:30:00`");
        Expect(AnswerFault.WrongType, "`allowedUntilDate`:null", "`allowedUntilDate`:1795307946", "`allowedUntilDate`:{}", "`allowedUntilDate`:false", "`allowedUntilDate`:[]");
        Expect(AnswerFault.OutOfRange, "`allowedWeekDays`:1", "`allowedWeekDays`:128", "`allowedWeekDays`:-1", "`allowedWeekDays`:1000", "`allowedWeekDays`:255");
        Expect(AnswerFault.OutOfRange, "`allowedFromTime`:1", "`allowedFromTime`:1440", "`allowedFromTime`:-1", "`allowedFromTime`:65536", "`allowedFromTime`:9999");
        Expect(AnswerFault.OutOfRange, "`allowedUntilTime`:2", "`allowedUntilTime`:1441", "`allowedUntilTime`:-1", "`allowedUntilTime`:65536", "`allowedUntilTime`:9999");
    }

    [TestMethod]
    public void Only_a_whole_list_of_objects_is_an_answer()
    {
        Assert.AreEqual(AnswerFault.Ok, Read("[]"));
        Assert.AreEqual(AnswerFault.Ok, Read(" \n[ ]\r\n\t "));
        Assert.AreEqual(AnswerFault.NotAList, Read("{}"));
        Assert.AreEqual(AnswerFault.NotAList, Read("null"));
        Assert.AreEqual(AnswerFault.NotAList, Read("{`detailMessage`:`Your access token is not authorized`}"));
        Assert.AreEqual(AnswerFault.EndsEarly, Read(""));
        Assert.AreEqual(AnswerFault.NotJson, Read("<!DOCTYPE html><html></html>"));
        Assert.AreEqual(AnswerFault.WrongType, Read("[1]"));
        Assert.AreEqual(AnswerFault.WrongType, Read("[[]]"));
        Assert.AreEqual(AnswerFault.WrongType, Read("[null]"));
        Assert.AreEqual(AnswerFault.NotJson, Read("[] x"));
        Assert.AreEqual(AnswerFault.NotJson, Read("[][]"));
        Assert.AreEqual(AnswerFault.NotJson, Read("[" + Record("`x`:1") + ",]"));
        Assert.AreEqual(AnswerFault.NotJson, Read("[" + Record("`x`:01") + "]"));
        Assert.AreEqual(AnswerFault.NotJson, Read("[" + Record("`x`:NaN") + "]"));
        Assert.AreEqual(AnswerFault.NotJson, Read("[" + Record("`x`:`\t`") + "]"));
    }

    [TestMethod]
    public void Depth_of_1000_and_texts_without_end_are_refused()
    {
        string deep = Raw.Repeat("[", 1000) + Raw.Repeat("]", 1000);
        Assert.AreEqual(AnswerFault.WrongType, Read(deep), "a list of lists is none of objects");
        Assert.AreEqual(AnswerFault.TooDeep, Read("[" + Record("`deep`:" + deep) + "]"));
        Assert.AreEqual(AnswerFault.TextTooLong, Read("[" + Record("`text`:`" + Raw.Repeat("x", 257) + "`") + "]"));
        Assert.AreEqual(AnswerFault.TextTooLong, Read(Swap("Anna", Raw.Repeat("x", 100000))));
        Assert.AreEqual(AnswerFault.Ok, Read("[" + Record("`text`:`" + Raw.Repeat("x", 256) + "`") + "]"));
    }

    [TestMethod]
    public void It_says_at_which_record_and_byte_it_stopped()
    {
        AnswerBench bench = new AnswerBench();
        string first = AnswerBench.Code("1", "");
        bench.Read("[" + first + "," + Raw.Swap(first, "`Anna`", "null") + "]");
        Assert.AreEqual(AnswerFault.WrongType, bench.Reader.Fault);
        Assert.AreEqual(2, bench.Reader.Record);
        Assert.AreEqual(1 + first.Length + 1 + first.IndexOf("`Anna`") + 4, bench.Reader.Offset);
    }

    [TestMethod]
    public void An_answer_cut_at_any_byte_is_refused_and_one_byte_at_a_time_gives_the_same_table()
    {
        byte[] text = Raw.Of(SampleHouse.Json("[" + AnswerBench.Code("5", ",`fingerprints`:{`8193`:`left`},`allowedUntilDate`:`2027-10-18T06:43:48.733Z`")
            + ",\n" + AnswerBench.Auth(AnswerBench.Doc2, AnswerBench.Gate, "0", "-7", "B\\u00e9n", ",`error`:null") + "]\n"));
        AnswerBench bench = new AnswerBench();
        string rows = Rows(bench, text, text.Length, int.MaxValue);
        Assert.AreEqual(rows, Rows(bench, text, text.Length, 1));
        Assert.AreEqual(rows, Rows(bench, text, text.Length, 7));
        Assert.AreEqual(rows, Rows(bench, text, text.Length - 1, 1), "only the new line is missing");
        Assert.AreEqual(AnswerFault.Ok, bench.Reader.Fault);
        for (int cut = 0; cut < text.Length - 1; cut++)
        {
            bench.Reader.Read(new MemorySource(text, cut, 64));
            Assert.AreEqual(AnswerFault.EndsEarly, bench.Reader.Fault, "cut at " + cut.ToString());
        }
    }

    [TestMethod]
    public void A_body_that_broke_off_is_refused_even_where_its_JSON_is_whole()
    {
        AnswerBench bench = new AnswerBench();
        CloudRequest request = new CloudRequest();
        request.Begin("/smartlock/auth", Raw.Of("token"), bench.Reader);
        Assert.AreEqual(SyncFault.BrokeOff, request.Take(new FakeBody(SampleHouse.Json("[" + AnswerBench.Code("1", "") + "]"), SyncFault.BrokeOff)));
        Assert.AreEqual(SyncFault.None, request.Take(new FakeBody(SampleHouse.Json("[" + AnswerBench.Code("1", "") + "]\n"), SyncFault.None)));
        Assert.AreEqual(SyncFault.NotJson, request.Take(new FakeBody("[", SyncFault.None)));
        Assert.AreEqual(SyncFault.Contradiction, AnswerFault.ToSync(AnswerFault.FieldTwice));
        Assert.AreEqual(SyncFault.NotAuths, AnswerFault.ToSync(AnswerFault.NotAList));
    }

    private static string Rows(AnswerBench bench, byte[] text, int length, int piece)
    {
        bench.Reader.Read(new MemorySource(text, length, piece));
        Assert.AreEqual(AnswerFault.Ok, bench.Reader.Fault);
        return bench.Rows();
    }

    private static void Expect(int fault, string part, string a, string b, string c, string d = null)
    {
        Assert.AreEqual(fault, Read(Swap(part, a)), a);
        Assert.AreEqual(fault, Read(Swap(part, b)), b);
        Assert.AreEqual(fault, Read(Swap(part, c)), c);
        if (d != null)
        {
            Assert.AreEqual(fault, Read(Swap(part, d)), d);
        }
    }

    private static void Expect(int fault, string part, string a, string b, string c, string d, string e, string f = null)
    {
        Expect(fault, part, a, b, c, d);
        Assert.AreEqual(fault, Read(Swap(part, e)), e);
        if (f != null)
        {
            Assert.AreEqual(fault, Read(Swap(part, f)), f);
        }
    }

    private static string Swap(string part, string by)
    {
        return Raw.Swap("[" + Record("`z`:0") + "]", part, by);
    }

    private static string Record(string last)
    {
        string all = "{";
        for (int i = 0; i < Fields.Length; i++)
        {
            all += Fields[i] + ",";
        }

        return all + last + "}";
    }

    private static int Read(string text)
    {
        return new AnswerBench().Read(text);
    }
}
