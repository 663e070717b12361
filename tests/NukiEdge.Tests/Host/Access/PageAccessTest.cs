using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using NukiEdge.Core.Log;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Access;

namespace NukiEdge.Tests.Access;

/// <summary>The page's TypeScript, run by node, against the box's C#: same vectors, and a whole conversation that is listened to.</summary>
[TestClass]
public class PageAccessTest
{
    private const string Password = "planted Paßwört one", Another = "planted password two", Token = "planted-token-0123456789";

    private static PageScripts _scripts;

    [Microsoft.VisualStudio.TestTools.UnitTesting.ClassInitialize]
    public static void Install(Microsoft.VisualStudio.TestTools.UnitTesting.TestContext context)
    {
        _scripts = new PageScripts();
    }

    [Microsoft.VisualStudio.TestTools.UnitTesting.ClassCleanup]
    public static void Remove()
    {
        _scripts?.Dispose();
    }

    [TestMethod]
    public void The_page_makes_the_vectors_of_the_RFCs_and_of_access_md()
    {
        var lines = _scripts.Run("node", "vectors.mjs").Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        string[] expected =
        {
            "4231.1 b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            "4231.2 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "4231.3 773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            "4231.4 82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            "4231.6 60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            "4231.7 9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            "7677 c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
                + " v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4= cec5f74291eae483bdfd4c87b8453ef3ffab235aec61a1a1c2dba4e34efe75bb",
            "rounds the box asks for too few rounds",
            "post da18d248ddd0bb48.1.116083d1eb32e47536ce6687b3bba7f2",
            "get da18d248ddd0bb48.2.bb2e75fb0199fd9a23f77ad34cf3546b",
            "ticket /api/live?after=7&ticket=da18d248ddd0bb48.3.b2d959070be1a7809318d34db77d6a83",
            "box " + VectorsTest.Vector,
            "open correct horse battery staple, and longer than one block",
        };
        var sizes = Enumerable.Range(0, 200).Select(i => "sizes " + Convert.ToHexStringLower(
            HMACSHA256.HashData(VectorsTest.Counted(i), VectorsTest.Counted(i * 3))) + Convert.ToHexStringLower(SHA256.HashData(VectorsTest.Counted(i))));
        Assert.AreEqual(string.Join("\n", expected.Take(6).Concat(sizes).Concat(expected.Skip(6))), string.Join("\n", lines));
        VectorsTest.AssertRfc4231(new PcHmac());
    }

    [TestMethod]
    public void A_whole_visit_shows_a_listener_no_secret_and_nothing_that_works_twice()
    {
        var box = new BoxOnLine();
        var told = Converse(box);

        Assert.AreEqual(Token, box.Token);
        Assert.AreEqual(BoxOnLine.BrokerLogin, told.Single(t => t.Key == "login").Value);
        Console.WriteLine("100,000 rounds in node: " + told.Single(t => t.Key == "ms").Value + " ms; " + box.Requests.Count + " requests captured");
        Assert.IsTrue(box.Requests.Count > 20, box.Requests.Count + " requests");
        foreach (JsonElement request in box.Requests)
        {
            box.AssertUseless(request, "after the visit");
        }

        string wire = string.Join("\n", box.Crossed);
        string key = told.Single(t => t.Key == "keyText").Value;
        var secrets = new List<byte[]>
        {
            Encoding.UTF8.GetBytes(Password), Encoding.UTF8.GetBytes(Another), Encoding.UTF8.GetBytes(Token),
            Encoding.UTF8.GetBytes(BoxOnLine.BrokerLogin), Encoding.UTF8.GetBytes(DeviceCode.Text(box.Box.Kept)),
            Encoding.UTF8.GetBytes(DeviceCode.Text(box.Box.Kept).Replace("-", "", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(key), Convert.FromHexString(key[9..]), box.Box.Kept.Bytes[32..64], box.Box.Kept.Bytes[88..120], box.Box.Kept.Bytes[120..152],
        };
        secrets.AddRange(told.Where(t => t.Key == "key").Select(t => Convert.FromHexString(t.Value)));
        Assert.AreEqual(13, secrets.Count);
        foreach (byte[] secret in secrets)
        {
            Assert.AreEqual("", FormsOf(secret).FirstOrDefault(f => wire.Contains(f, StringComparison.OrdinalIgnoreCase)) ?? "", "crossed in clear");
        }

        Assert.IsTrue(wire.Contains(key[..8], StringComparison.Ordinal), "the key's id does cross: the search finds what is there");
        AssertNotInLog(box.Log, secrets);
    }

    [TestMethod]
    public void The_pages_half_is_small()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, true))
        {
            gzip.Write(File.ReadAllBytes(_scripts.Minified));
        }

        Console.WriteLine("access in the page: " + packed.Length + " bytes gzipped");
        Assert.IsTrue(packed.Length < 4096, packed.Length + " bytes");
    }

    /// <summary>Answers node's requests; what it told beside them.</summary>
    private static List<KeyValuePair<string, string>> Converse(BoxOnLine box)
    {
        using Process node = _scripts.Start("node", "conversation.mjs");
        try
        {
            Task<string> errors = node.StandardError.ReadToEndAsync();
            node.StandardInput.WriteLine(JsonSerializer.Serialize(new
            {
                code = DeviceCode.Text(box.Box.Kept), password = Password, another = Another, token = Token,
            }));
            var told = new List<KeyValuePair<string, string>>();
            while (true)
            {
                Task<string> next = node.StandardOutput.ReadLineAsync();
                Assert.IsTrue(next.Wait(TimeSpan.FromSeconds(60)), "node says nothing");
                string line = next.Result;
                if (line is null)
                {
                    Assert.AreEqual("done", told.LastOrDefault().Key, errors.Result);
                    return told;
                }

                if (line[0] == '#')
                {
                    int space = line.IndexOf(' ', StringComparison.Ordinal);
                    told.Add(new(line[1..space], line[(space + 1)..]));
                }
                else
                {
                    node.StandardInput.WriteLine(box.Answer(line));
                }
            }
        }
        finally
        {
            node.Kill();
        }
    }

    private static IEnumerable<string> FormsOf(byte[] secret)
    {
        yield return Encoding.UTF8.GetString(secret);
        yield return JsonSerializer.Serialize(Encoding.UTF8.GetString(secret)).Trim('"');
        yield return Convert.ToHexString(secret);
        yield return Convert.ToBase64String(secret).TrimEnd('=')[..^1];
        yield return Uri.EscapeDataString(Encoding.UTF8.GetString(secret));
    }

    private static void AssertNotInLog(NukiEdge.Core.Log.EventLog log, List<byte[]> secrets)
    {
        var record = new LogRecord();
        var notes = new List<byte>();
        for (long i = log.Oldest; i < log.Written; i++)
        {
            log.Read(i, record);
            notes.Add(record.Note);
            Assert.IsFalse(secrets.Any(s => s.Length >= 4 && BitConverter.ToUInt32(s) == record.NoteDetail), "a secret's bytes in a note");
        }

        foreach (byte note in new[] { NoteCode.SetupOpened, NoteCode.WrongCode, NoteCode.PasswordSet, NoteCode.PageLogin, NoteCode.KeyMade })
        {
            Assert.IsTrue(notes.Contains(note), "note " + note);
        }
    }
}
