using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Core.Log;
using NukiEdge.Tests.Api;

namespace NukiEdge.Tests.WebPage;

/// <summary>The log in the reader's language: the page makes its sentences out of parts, and they say what the box's own English sentences say.</summary>
[TestClass]
public sealed class LogWordsTest
{
    private const int Batch = 100; // fits the log of the large board beside what the visit itself writes

    /// <summary>Where the page has shorter words of its own in English too.</summary>
    private static readonly int[] OwnWords = [NoteCode.RunBefore, NoteCode.HistoryFailed, NoteCode.WebhookStatus, NoteCode.SyncFailed, NoteCode.SyncRefused];

    [TestMethod]
    public async Task Every_line_of_the_log_says_on_the_page_what_the_box_says_in_each_language()
    {
        using PageRig rig = new PageRig(change: Home).LoggedIn();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open($"http://127.0.0.1:{rig.Port}/", Visitor.Desktop, ColorScheme.Light);
        await visitor.LogIn(PageRig.Password);
        string wrong = "";
        int compared = 0;
        foreach (Action<EventLog>[] some in LogSamples.All().Chunk(Batch))
        {
            await visitor.Go("home");
            long first = rig.Appliance.Ask(() => Write(rig.Appliance.Edge.Log, some));
            Dictionary<long, JsonElement> records = rig.Client.Ask("GET", "/api/log.json").Json.EnumerateArray().ToDictionary(r => r.GetProperty("n").GetInt64());
            Dictionary<long, string> english = [];
            foreach (string language in new[] { "en", "de", "fr", "it", "es", "nl" })
            {
                Dictionary<long, string> lines = await Lines(visitor.Page, language);
                english = language == "en" ? lines : english;
                for (long n = first; n < first + some.Length; n++)
                {
                    JsonElement r = records[n];
                    string fault = language == "en" ? InEnglish(r, lines[n]) : Translated(r, lines[n], english[n]);
                    wrong += fault == "" ? "" : $"{language} {n}: {fault}\n  {r.GetProperty("text").GetString()}\n  {lines[n]}\n";
                    compared++;
                }
            }
        }

        Console.WriteLine(compared + " lines compared");
        Assert.AreEqual("", wrong);
        Assert.AreEqual("", string.Join('\n', visitor.Faults));
    }

    [TestMethod]
    public void Every_note_and_every_reason_has_words()
    {
        HashSet<string> words = BundleTest.Words("en").Keys.ToHashSet();
        string missing = string.Join(' ', Constants(typeof(NoteCode)).Select(c => "note." + c)
            .Concat(Constants(typeof(Reason)).Where(r => r is not (Reason.None or Reason.Unreadable)).Select(r => "why." + r))
            .Where(word => !words.Contains(word)));
        Assert.AreEqual("", missing, "NoteCode and Reason: add words to the page's languages");
        Assert.AreEqual("", string.Join(' ', Constants(typeof(NoteCode)).Except(LogSamples.Codes().Select(c => (int)c))), "LogSamples has no such note");
    }

    private static IEnumerable<int> Constants(Type type)
    {
        return type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (int)(byte)f.GetRawConstantValue()!);
    }

    private static string Home(string text)
    {
        return text.Replace("\"First\"", "\"Regel <1>\"", StringComparison.Ordinal).Replace("\"Welcome\"", "\"Wel & come\"", StringComparison.Ordinal);
    }

    private static long Write(EventLog log, Action<EventLog>[] samples)
    {
        long first = log.Written;
        foreach (Action<EventLog> sample in samples)
        {
            sample(log);
        }

        return first;
    }

    /// <summary>What stands on the page, by the record's number.</summary>
    private static async Task<Dictionary<long, string>> Lines(IPage page, string language)
    {
        await page.SelectOptionAsync("select.language", language);
        await page.WaitForSelectorAsync($"html[lang={language}]");
        await page.ClickAsync("nav a[data-page=log]");
        await page.WaitForSelectorAsync("[data-key=log] li");
        await page.ClickAsync("nav a[data-page=home]");
        await page.WaitForSelectorAsync("[data-key=visits]");
        await page.ClickAsync("nav a[data-page=log]");
        await page.WaitForSelectorAsync("[data-key=log] li");
        string all = await page.EvaluateAsync<string>(
            "JSON.stringify([...document.querySelectorAll('[data-key=log] li')].map(li => [li.dataset.key, li.querySelector('bdi').textContent]))");
        return JsonDocument.Parse(all).RootElement.EnumerateArray()
            .ToDictionary(pair => long.Parse(pair[0].GetString()![1..], CultureInfo.InvariantCulture), pair => pair[1].GetString());
    }

    private static string InEnglish(JsonElement r, string line)
    {
        string text = r.GetProperty("text").GetString()!;
        string kind = r.GetProperty("kind").GetString()!;
        if (kind == "note")
        {
            bool isOwn = OwnWords.Contains(r.GetProperty("code").GetInt32());
            return isOwn || line == text ? "" : "another sentence";
        }

        if (kind == "step")
        {
            string end = r.GetProperty("fault").GetString() ?? ", 0.38 ms"; // faults have words of the page's own too
            return line.StartsWith(text[..text.IndexOf(end, StringComparison.Ordinal)], StringComparison.Ordinal) ? "" : "another step";
        }

        string decision = r.GetProperty("decision").GetString()!;
        string name = r.TryGetProperty("name", out JsonElement person) ? person.GetString() + ", " : "";
        return line.StartsWith("Front door: " + name, StringComparison.Ordinal) && line.Contains(decision, StringComparison.Ordinal) ? "" : "another person or decision";
    }

    /// <summary>Another language, and the same names and numbers.</summary>
    private static string Translated(JsonElement r, string line, string english)
    {
        string[] values = [.. LogSamples.Values.Where(v => english.Contains(v, StringComparison.Ordinal)), .. Named(r)];
        string missing = string.Join(", ", values.Where(v => !line.Contains(v, StringComparison.Ordinal)));
        return missing != "" ? "without " + missing : line == english || line == r.GetProperty("text").GetString() ? "not translated"
            : line.Contains('{', StringComparison.Ordinal) && !english.Contains('{', StringComparison.Ordinal) ? "a place is empty" : "";
    }

    /// <summary>Persons, rule, scene and login of the record: what a wrong sentence would be wrong about.</summary>
    private static IEnumerable<string> Named(JsonElement r)
    {
        bool isPerson = !r.TryGetProperty("who", out JsonElement who) || (who.GetString() == "person" && r.GetProperty("person").ValueKind == JsonValueKind.Number);
        foreach (string field in new[] { "name", "before", "login", "ruleName", "sceneName" })
        {
            if ((field != "name" || isPerson) && r.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String
                && r.GetProperty("text").GetString()!.Contains(value.GetString()!, StringComparison.Ordinal))
            {
                yield return value.GetString();
            }
        }
    }
}
