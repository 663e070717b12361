using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using NukiEdge.Connect.Answers;
using NukiEdge.Connect.Past;
using NukiEdge.Connect.Webhooks;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>
/// Mutated answers. Invariants: no exception; nothing is accepted that .NET's parser refuses; what is accepted puts exactly the
/// numbers into the table that .NET's parser finds, each with the right document; a refused answer names a fault.
/// </summary>
[TestClass]
public class AnswerFuzzTest
{
    private const int Rounds = 60000;

    private static readonly string[] Scraps =
    {
        "null", "true", "\"5\"", "-1", "0", "1e3", "1.5", "{}", "[]", "\"\\u0000\"", "\"\\ud800\"", "99999999999999999999", ",", ":", "\"", "\\", "]", "}",
        "\"authId\":6,", "\"type\":0,", "\"name\":null,", "\"fingerprints\":{\"9\":\"x\",\"9\":\"y\"},", "\"smartlockId\":18119899116,", "\u00e9", " ",
        "2147483648", "4294967295", "13", "3",
    };

    [TestMethod]
    public void Mutated_lists_of_auths_are_refused_or_understood_as_a_second_parser_does()
    {
        Dice dice = Dice.New();
        byte[] good = Encoding.UTF8.GetBytes(SampleHouse.Json("[" + AnswerBench.Code("5", ",`fingerprints`:{`8193`:`left`,`8194`:`r`},"
            + "`creationDate`:`2023-10-18T06:43:48.733Z`") + "," + AnswerBench.Auth(AnswerBench.Doc2, AnswerBench.Gate, "0", "-7", "B\\u00e9n é", "")
            + "," + AnswerBench.Auth("aa219648fe57075d71a6cb02", "18144654068", "3", "12", "Other", ",`error`:`x`") + "]"));
        var bench = new AnswerBench();
        int accepted = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] text = Mutate(good, dice);
            string at = $"{dice}, round {round}: {Encoding.Latin1.GetString(text)}";
            try
            {
                bench.Reader.Read(new MemorySource(text, text.Length, 1 + dice.Next(200)));
            }
            catch (Exception e)
            {
                Assert.Fail(at + "\n" + e);
            }

            if (bench.Reader.Fault == AnswerFault.Ok)
            {
                accepted++;
                Assert.AreEqual(Oracle(text, at), Found(bench), at);
            }
        }

        Console.WriteLine($"{dice}: {Rounds} answers, {accepted} accepted");
        Assert.IsTrue(accepted > Rounds / 100, "the mutations leave something to compare");
        Assert.IsTrue(accepted < Rounds / 2, "the mutations break something");
    }

    [TestMethod]
    public void Mutated_logs_devices_and_webhooks_end_in_no_exception_and_only_JSON_is_accepted()
    {
        Dice dice = Dice.New();
        string entry = SampleHouse.Json("{`id`:`1`,`smartlockId`:18119899116,`authId`:`" + AnswerBench.Doc1
            + "`,`name`:`N`,`action`:1,`trigger`:255,`state`:0,`autoUnlock`:false,`date`:`2026-11-22T00:39:05.123Z`,`source`:2}");
        byte[] log = Encoding.UTF8.GetBytes("[" + entry + "," + entry + "]");
        byte[] devices = Encoding.UTF8.GetBytes("[{\"smartlockId\":18119899116,\"type\":4,\"name\":\"A\"},{\"smartlockId\":1,\"type\":0,\"name\":\"B\"}]");
        byte[][] hooks =
        {
            Encoding.UTF8.GetBytes("{\"feature\":\"DEVICE_LOGS\",\"smartlockLog\":" + entry + "}"),
            Encoding.UTF8.GetBytes(SampleHouse.Json("{`feature`:`DEVICE_AUTHS`,`deleted`:false,`smartlockAuth`:" + AnswerBench.Code("5", "") + "}")),
            Encoding.UTF8.GetBytes("{\"feature\":\"DEVICE_STATUS\",\"smartlockId\":18119899116,\"state\":{\"state\":1},\"serverState\":0}"),
        };
        var settings = new NukiWebSettings(Limits.SmallBoard());
        settings.SetWebhookSecret(Encoding.UTF8.GetBytes("secret"), 6);
        var events = new EventLog(32);
        var hmac = new HmacSha256();
        var clock = new TestClock();
        var receiver = new WebhookReceiver(settings, hmac, clock, null, new AnswerBench().Locks, events, new PastLog(events));
        var logs = new LogListReader(new AnswerJson(), 8);
        logs.Want(18119899116, 0, long.MaxValue);
        var locks = new SmartlockListReader(new AnswerJson());
        for (int round = 0; round < Rounds / 6; round++)
        {
            byte[] text = Mutate(log, dice);
            logs.Read(new MemorySource(text, text.Length, 64));
            Assert.IsTrue(logs.Fault != AnswerFault.Ok || IsJson(text), $"{dice}, round {round}: {Encoding.Latin1.GetString(text)}");
            text = Mutate(devices, dice);
            locks.Read(new MemorySource(text, text.Length, 64));
            Assert.IsTrue(locks.Fault != AnswerFault.Ok || IsJson(text), $"{dice}, round {round}: {Encoding.Latin1.GetString(text)}");

            text = Mutate(hooks[round % 3], dice);
            bool isJson = IsJson(text);
            byte[] header = Encoding.ASCII.GetBytes(Convert.ToHexString(hmac.Of(settings.WebhookSecret, text)));
            string shown = $"{dice}, round {round}: {Encoding.Latin1.GetString(text)}";
            byte verdict = receiver.Receive(header, 0, header.Length, text, 0, text.Length, new Roster(1));
            Assert.IsTrue(isJson || verdict is WebhookVerdict.BadBody or WebhookVerdict.BadLength or WebhookVerdict.Replayed, shown + " " + verdict);
            clock.NowUs += 60000000; // so that there is always room to remember one more
        }

        Console.WriteLine(dice);
    }

    private static byte[] Mutate(byte[] good, Dice dice)
    {
        var text = good.ToList();
        for (int changes = 1 + dice.Next(3); changes > 0 && text.Count > 0; changes--)
        {
            int at = dice.Next(text.Count);
            switch (dice.Next(8))
            {
                case 0:
                    text[at] = (byte)dice.Next(256);
                    break;
                case 1:
                    text.RemoveAt(at);
                    break;
                case 2:
                    text.RemoveRange(at, Math.Min(dice.Next(60), text.Count - at));
                    break;
                case 3:
                    text.InsertRange(at, text.GetRange(at, Math.Min(dice.Next(60), text.Count - at)));
                    break;
                case 4:
                    text.InsertRange(at, Encoding.UTF8.GetBytes(Scraps[dice.Next(Scraps.Length)]));
                    break;
                case 5:
                    ReplaceValue(text, at, Encoding.UTF8.GetBytes(Scraps[dice.Next(Scraps.Length)]));
                    break;
                case 6:
                    text[at] = text[at] >= '0' && text[at] <= '9' ? (byte)('0' + dice.Next(10)) : text[at];
                    break;
                default:
                    text[at] = text[dice.Next(text.Count)];
                    break;
            }
        }

        return text.ToArray();
    }

    /// <summary>Puts something else between the next colon and the comma behind it.</summary>
    private static void ReplaceValue(List<byte> text, int at, byte[] by)
    {
        int colon = text.IndexOf((byte)':', at);
        int comma = colon < 0 ? -1 : text.IndexOf((byte)',', colon);
        if (comma > 0)
        {
            text.RemoveRange(colon + 1, comma - colon - 1);
            text.InsertRange(colon + 1, by);
        }
    }

    private static bool IsJson(byte[] text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Found(AnswerBench bench)
    {
        var rows = new List<string>();
        byte[] document = new byte[Roster.DocumentBytes];
        Roster records = bench.Table.Records;
        for (int i = 0; i < records.Count; i++)
        {
            records.CopyDocument(i, document, 0);
            bool isDoubtful = (records.Flags(i) & Roster.Doubtful) != 0;
            rows.Add($"{records.LockOf(i)}/{records.KindOf(i)}/{records.NumberOf(i)} " + (isDoubtful ? "?" : Convert.ToHexStringLower(document)));
        }

        return string.Join("\n", rows.Order(StringComparer.Ordinal));
    }

    /// <summary>The same by .NET's parser.</summary>
    private static string Oracle(byte[] text, string at)
    {
        var rows = new Dictionary<string, string>();
        try
        {
            using JsonDocument answer = JsonDocument.Parse(text);
            foreach (JsonElement auth in answer.RootElement.EnumerateArray())
            {
                long id = auth.GetProperty("smartlockId").GetInt64();
                int lockIndex = id >> 32 == 2 ? -1 : (uint)id == 0x3807B7EC ? 0 : (uint)id == 0x1A ? 1 : -1;
                bool hasNumber = auth.TryGetProperty("authId", out JsonElement authId) && authId.ValueKind != JsonValueKind.Null;
                Assert.IsNotNull(auth.GetProperty("name").GetString(), at);
                _ = auth.GetProperty("enabled").GetBoolean();
                int type = auth.GetProperty("type").GetInt32();
                uint number = hasNumber ? unchecked((uint)authId.GetInt64()) : 0;
                if (lockIndex < 0 || number == 0)
                {
                    continue;
                }

                string document = auth.GetProperty("id").GetString()!.ToLowerInvariant();
                Add(rows, $"{lockIndex}/{(type == 13 ? 1 : 0)}/{number}", document);
                if (type == 13 && auth.TryGetProperty("fingerprints", out JsonElement prints) && prints.ValueKind == JsonValueKind.Object)
                {
                    foreach (JsonProperty print in prints.EnumerateObject())
                    {
                        if (uint.TryParse(print.Name, NumberStyles.None, CultureInfo.InvariantCulture, out uint finger) && print.Name[0] != '0')
                        {
                            Add(rows, $"{lockIndex}/2/{finger}", document);
                        }
                    }
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            Assert.Fail("accepted, and .NET says " + e.Message + "\n" + at);
        }

        return string.Join("\n", rows.Select(r => r.Key + " " + r.Value).Order(StringComparer.Ordinal));
    }

    private static void Add(Dictionary<string, string> rows, string number, string document)
    {
        rows[number] = rows.ContainsKey(number) ? "?" : document;
    }
}
