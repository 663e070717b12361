using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using NukiEdge.Tests.Repository;

namespace NukiEdge.Tests.WebPage;

/// <summary>What the board carries of the page.</summary>
[TestClass]
public sealed class BundleTest
{
    private const int FirstLoad = 48 * 1024, AllLanguages = 96 * 1024; // issue 5

    private static readonly string Sources = Path.Combine(Checkout.Root, "firmware/NukiEdge.Web/Page/src");
    private static readonly string Bundle = Path.Combine(Checkout.Root, "firmware/NukiEdge.Web/Page/dist");
    private static readonly string[] Languages = ["de", "en", "es", "fr", "it", "nl"];

    [TestMethod]
    public void Committed_bundle_is_what_the_sources_give()
    {
        using var npm = new Npm("firmware/NukiEdge.Web/Page");
        npm.Run("bash", "build made");
        Assert.AreEqual(Listing(Bundle), Listing(Path.Combine(npm.Root, "made")), "run firmware/NukiEdge.Web/Page/build and commit dist");
        foreach (string file in Directory.EnumerateFiles(Bundle))
        {
            // The packed bytes may differ from one zlib to the next; what is in them may not.
            string made = Unpacked(Path.Combine(npm.Root, "made", Path.GetFileName(file)));
            Assert.IsTrue(Unpacked(file) == made, Path.GetFileName(file) + " is another: run firmware/NukiEdge.Web/Page/build and commit dist");
        }
    }

    [TestMethod]
    public void First_load_and_languages_stay_in_their_budgets()
    {
        long largest = Languages.Max(l => Size(l + ".json"));
        long first = Size("index.html") + Size("app.js") + Size("chunk.js") + Size("app.css") + largest; // more.js comes when another page is opened
        long words = Languages.Sum(l => Size(l + ".json"));
        Console.WriteLine($"first load {first} of {FirstLoad} bytes, all languages {words} of {AllLanguages}");
        Assert.IsLessThanOrEqualTo(FirstLoad, first);
        Assert.IsLessThanOrEqualTo(AllLanguages, words);
    }

    [TestMethod]
    public void Every_language_says_everything()
    {
        Dictionary<string, string> english = Words("en");
        foreach (string language in Languages)
        {
            Dictionary<string, string> words = Words(language);
            Assert.AreEqual(string.Join('\n', english.Keys), string.Join('\n', words.Keys), language);
            foreach ((string key, string text) in words)
            {
                Assert.AreEqual(Places(english[key]), Places(text), language + " " + key);
                Assert.AreNotEqual("", text.Trim(), language + " " + key);
            }
        }
    }

    [TestMethod]
    public void No_source_of_the_page_writes_HTML_or_code_out_of_text()
    {
        string[] banned = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc", "\"style\"", "http://", "https://"];
        foreach (string file in Directory.EnumerateFiles(Sources, "*.ts", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
            Assert.AreEqual("", string.Join(", ", banned.Where(b => text.Contains(b, StringComparison.Ordinal))), file);
            Assert.IsLessThan(300, text.Split('\n').Length, file + " is too long");
        }
    }

    private static string Listing(string folder)
    {
        return string.Join('\n', Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static long Size(string file)
    {
        return new FileInfo(Path.Combine(Bundle, file + ".gz")).Length;
    }

    private static string Unpacked(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    internal static Dictionary<string, string> Words(string language)
    {
        return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Sources, "lang", language + ".json")))!;
    }

    private static string Places(string text)
    {
        return string.Join(' ', Regex.Matches(text, @"\{\w+\}").Select(m => m.Value).Order(StringComparer.Ordinal));
    }
}
