using NukiEdge.Connect.Answers;
using NukiEdge.Core;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

[TestClass]
public class AuthListTest
{
    [TestMethod]
    public void A_code_and_its_fingerprints_are_numbers_of_their_own_with_one_document()
    {
        AnswerBench bench = new AnswerBench();
        Assert.AreEqual(AnswerFault.Ok, bench.Read("[" + AnswerBench.Code("5", ",`fingerprints`:{`8193`:`left`,`8194`:null},"
            + "`creationDate`:`2023-10-18T06:43:48.733Z`") + "]"));
        Assert.AreEqual("0/1/5 0/2/8193 0/2/8194", bench.Numbers());
        for (int i = 0; i < 3; i++)
        {
            Assert.AreEqual("Anna", bench.Table.Labels.Text(bench.Table.Records.Person(i)));
            Assert.AreEqual(WebAuthType.KeypadCode, bench.Table.Records.WebType(i));
            Assert.IsTrue(bench.Table.Records.IsDocument(i, Raw.FromHex(AnswerBench.Doc1), 0));
            Assert.AreEqual(4100083, bench.Table.Records.Created(i));
            Assert.IsFalse(bench.Table.Records.HasTimes(i));
        }
    }

    [TestMethod]
    public void All_other_types_are_auths_whatever_stands_in_their_fingerprints()
    {
        string[] types = { "0", "1", "2", "3", "14", "15" };
        for (int i = 0; i < types.Length; i++)
        {
            AnswerBench bench = new AnswerBench();
            Assert.AreEqual(AnswerFault.Ok, bench.Read("[" + AnswerBench.Auth(AnswerBench.Doc1, AnswerBench.Gate, types[i], "7", "Anna",
                ",`fingerprints`:{`9`:`x`}") + "]"));
            Assert.AreEqual("1/0/7", bench.Numbers());
            Assert.AreEqual(types[i], bench.Table.Records.WebType(0).ToString());
        }
    }

    [TestMethod]
    public void A_smartlock_id_keeps_all_its_bits_and_an_auth_id_its_sign()
    {
        AnswerBench bench = new AnswerBench();
        Assert.AreEqual(AnswerFault.Ok, bench.Read("[" + AnswerBench.Auth(AnswerBench.Doc1, AnswerBench.Front, "0", "-1", "Anna", "") + ","
            + AnswerBench.Auth(AnswerBench.Doc2, AnswerBench.Gate, "0", "-2147483648", "Ben", "") + "]"));
        Assert.AreEqual("0/0/4294967295 1/0/2147483648", bench.Numbers());
        Assert.AreEqual(18119899116L, bench.Reader.SmartlockIdOf(0));

        // beyond 2^53 a floating point number would not know its last bit; no device has such an id, and none is taken for one
        Assert.AreEqual(AnswerFault.OutOfRange, bench.Read("[" + AnswerBench.Auth(AnswerBench.Doc1, "9007199254740993", "0", "1", "Anna", "") + "]"));
        Assert.AreEqual(AnswerFault.OutOfRange, bench.Read("[" + AnswerBench.Auth(AnswerBench.Doc1, "18446744091829450732", "0", "1", "A", "") + "]"));
        Assert.AreEqual(AnswerFault.Ok, bench.Read("[" + AnswerBench.Auth(AnswerBench.Doc1, "1099511627775", "0", "1", "Anna", "") + "]"));
        Assert.AreEqual(1, bench.Reader.ForeignRecords);
    }

    [TestMethod]
    public void Records_of_other_devices_and_records_that_the_lock_has_not_got_are_skipped()
    {
        AnswerBench bench = new AnswerBench();
        Assert.AreEqual(AnswerFault.Ok, bench.Read("[" + AnswerBench.Auth(AnswerBench.Doc1, "18144654068", "77", "1", "Other lock, new type", "") + ","
            + AnswerBench.Auth(AnswerBench.Doc1, "9529964524", "0", "1", "An Opener with the front door's number", "") + ","
            + AnswerBench.Code("0", "") + "," + Raw.Swap(AnswerBench.Code("1", ""), "`authId`:1,", "") + "," + AnswerBench.Code("null", "") + "]"));
        Assert.AreEqual(2, bench.Reader.ForeignRecords);
        Assert.AreEqual(3, bench.Reader.NotOnLock);
        Assert.AreEqual("", bench.Numbers());
    }

    [TestMethod]
    public void Two_devices_with_one_number_are_refused()
    {
        AnswerBench bench = new AnswerBench();
        Assert.AreEqual(AnswerFault.LockTwice, bench.Read("[" + AnswerBench.Code("1", "") + ","
            + AnswerBench.Auth(AnswerBench.Doc2, "940029932", "13", "2", "Ben", "") + "]"));
    }

    [TestMethod]
    public void A_number_that_two_records_have_is_nobodys_and_the_next_record_is_its_own()
    {
        AnswerBench bench = new AnswerBench();
        Assert.AreEqual(AnswerFault.Ok, bench.Read("[" + AnswerBench.Code("1", "") + ","
            + AnswerBench.Auth(AnswerBench.Doc2, AnswerBench.Front, "13", "1", "Ben", ",`fingerprints`:{`3`:`x`}") + "]"));
        Assert.AreEqual(1, bench.Reader.Twice);
        Assert.AreEqual("0/1/1 0/2/3", bench.Numbers());
        Assert.AreEqual(-1, bench.Table.Records.Person(0));
        Assert.AreEqual(Roster.Doubtful, bench.Table.Records.Flags(0));
        Assert.IsTrue(bench.Table.Records.IsDocument(1, Raw.FromHex(AnswerBench.Doc2), 0));
    }

    [TestMethod]
    public void Times_are_what_the_roster_understands()
    {
        Assert.AreEqual("3E6A57 E09A57 40 E001 FC03", Times(",`allowedFromDate`:`2026-11-22T08:30:00.000Z`,`allowedUntilDate`:`2026-12-01T01:00:00+01:00`,"
            + "`allowedWeekDays`:64,`allowedFromTime`:480,`allowedUntilTime`:1020"), "as they stand there");
        Assert.AreEqual("000000 000000 00 0000 0000", Times(",`allowedWeekDays`:127,`allowedFromTime`:0,`allowedUntilTime`:1440"), "always");
        Assert.AreEqual("000000 000000 00 0000 0000", Times(",`allowedFromDate`:null,`allowedUntilDate`:null,`allowedWeekDays`:null,"
            + "`allowedFromTime`:null,`allowedUntilTime`:null"), "null is none");
        Assert.AreEqual("000000 000000 00 E001 0000", Times(",`allowedFromTime`:480,`allowedUntilTime`:1440"), "until midnight");
        Assert.AreEqual("000000 010000 00 0000 0000", Times(",`allowedUntilDate`:`2001-01-01T00:00:00Z`"), "long over");
    }

    [TestMethod]
    public void Disabled_is_a_flag_of_the_code_and_of_its_fingerprints()
    {
        AnswerBench bench = new AnswerBench();
        Assert.AreEqual(AnswerFault.Ok, bench.Read("[" + Raw.Swap(AnswerBench.Code("1", ",`fingerprints`:{`2`:`x`}"), "`enabled`:true",
            "`enabled`:false") + "]"));
        Assert.AreEqual(Roster.Disabled, bench.Table.Records.Flags(0));
        Assert.AreEqual(Roster.Disabled, bench.Table.Records.Flags(1));
    }

    [TestMethod]
    public void A_name_that_could_forge_a_line_names_nobody()
    {
        string[] names = { "a\\nAnna opened", "\\u0000", "a\\u007f", "a\\u0085b", "\\u202eannA", "a\\u2028b", "a\\u2066", "\\ufeffAnna", "a\\u061c", "..", "" };
        for (int i = 0; i < names.Length; i++)
        {
            AnswerBench bench = new AnswerBench();
            Assert.AreEqual(AnswerFault.Ok, bench.Read("[" + Raw.Swap(AnswerBench.Code("1", ""), "Anna", names[i]) + "]"), names[i]);
            Assert.AreEqual(-1, bench.Table.Records.Person(0), names[i]);
            Assert.AreEqual(0, bench.Table.Labels.Count, names[i]);
        }

        string[] good = { "Ännä", "\\u0416\\u4e16", "\\ud83d\\ude00 \\u200d", "O'Neil \\\\ \\u2013", "a." };
        for (int i = 0; i < good.Length; i++)
        {
            AnswerBench bench = new AnswerBench();
            bench.Read("[" + Raw.Swap(AnswerBench.Code("1", ""), "Anna", good[i]) + "]");
            Assert.AreEqual(0, bench.Table.Records.Person(0), good[i]);
        }
    }

    [TestMethod]
    public void Fingerprints_whose_key_no_event_could_carry_are_left_out()
    {
        AnswerBench bench = new AnswerBench();
        Assert.AreEqual(AnswerFault.Ok, bench.Read("[" + AnswerBench.Code("1",
            ",`fingerprints`:{`0`:`a`,`-3`:`b`,`07`:`c`,`4294967296`:`d`,`x1`:`e`,``:`f`,`99999999999999999999`:`g`,`4294967295`:`h`}") + "]"));
        Assert.AreEqual("0/1/1 0/2/4294967295", bench.Numbers());
        Assert.AreEqual(7, bench.Reader.OddFingerprints);
    }

    [TestMethod]
    public void More_than_fits_is_refused_as_a_whole()
    {
        AnswerBench bench = new AnswerBench(new Limits { Credentials = 3 });
        string two = AnswerBench.Code("1", "") + "," + AnswerBench.Code("2", "");
        Assert.AreEqual(AnswerFault.Ok, bench.Read("[" + two + "," + AnswerBench.Code("3", "") + "]"));
        Assert.AreEqual(AnswerFault.TooMany, bench.Read("[" + two + "," + AnswerBench.Code("3", ",`fingerprints`:{`4`:`x`}") + "]"));
        Assert.AreEqual(3, bench.Reader.Record);
        Assert.AreEqual(SyncFault.TooManyAuths, AnswerFault.ToSync((byte)bench.Reader.Fault));
    }

    [TestMethod]
    public void The_table_is_begun_anew_each_time_where_the_roster_in_use_is_not()
    {
        AnswerBench bench = new AnswerBench();
        bench.Read("[" + AnswerBench.Code("1", "") + "]");
        Roster inUse = bench.Builder.Finish(new Roster(160));
        Assert.AreEqual(AnswerFault.Ok, bench.Read("[" + AnswerBench.Code("2", "") + "]"));
        Assert.IsTrue(inUse != bench.Table.Records, "the one in use is not written to");
        Assert.AreEqual(1, inUse.Count);
        Assert.AreEqual("0/1/2", bench.Numbers());
    }

    private static string Times(string more)
    {
        AnswerBench bench = new AnswerBench();
        Assert.AreEqual(AnswerFault.Ok, bench.Read("[" + AnswerBench.Code("1", more) + "]"), more);
        byte[] times = new byte[AuthTimes.Bytes];
        bench.Table.Records.CopyTimes(0, times, 0);
        string hex = AnswerBench.Hex(times);
        return hex.Substring(0, 6) + " " + hex.Substring(6, 6) + " " + hex.Substring(12, 2) + " " + hex.Substring(14, 4) + " " + hex.Substring(18, 4);
    }
}
