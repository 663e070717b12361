using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using NukiEdge.Tests.Api;
using NukiEdge.Tests.Data;
using NukiEdge.Tests.Simulator;

namespace NukiEdge.Tests.PowerLoss;

/// <summary>Issue 5: power cut in the middle of a save, then reload: old or new. The simulator as a process, killed as by kill -9; NUKIEDGE_SEED repeats a run.</summary>
[TestClass]
public sealed class SavedRulesTest
{
    private const int Boxes = 3, CutsEach = 6, Scenes = 40, Rules = 60, LongestMs = 60;

    // What the owner was told is saved is in flash by then, on a busy PC too.
    private static readonly TimeSpan Saved = TimeSpan.FromSeconds(1);

    [TestMethod]
    public async Task Power_cut_around_a_save_of_rules_leaves_the_old_or_the_new_ones_and_never_a_mix()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("NUKIEDGE_SEED"), out int given) ? given : Environment.TickCount & 0xFFFFFF;
        Console.WriteLine($"seed {seed}");
        string[] told = (await Task.WhenAll(Enumerable.Range(0, Boxes).Select(i => Task.Run(() => LifeOf(new Random(seed + i)))))).SelectMany(one => one).ToArray();
        Console.WriteLine(string.Join('\n', told));
        int old = told.Count(one => one.EndsWith("old", StringComparison.Ordinal));
        Console.WriteLine($"{told.Length} cuts: {old} times the old ones, {told.Length - old} times the new ones, 0 mixed");
        Assert.IsTrue(old > 0 && old < told.Length, "every cut was too early, or too late");
    }

    /// <summary>One box: starts, saves, is cut, and starts again.</summary>
    /// <returns>What each cut left.</returns>
    private static async Task<List<string>> LifeOf(Random dice)
    {
        using TempFolder folder = TempFolder.Made();
        var told = new List<string>();
        string last = "";
        for (int cut = 0, kept = 0; cut <= CutsEach; cut++)
        {
            using var box = new SimulatorProcess("run", "--mqtt", "127.0.0.1:0", "--web", "127.0.0.1:0", "--data", folder.Path);
            using PageClient owner = Enter(box, isFirst: cut == 0);
            if (cut > 0)
            {
                Assert.DoesNotContain("store ", box.Text, "a store that was lost, or of which something was left out");
                int found = Edition(owner);
                Assert.IsTrue(found == kept || found == cut, $"{last}: edition {found} after {kept}");
                told.Add(last + (found == kept ? "old" : "new"));
                kept = found;
            }

            if (cut < CutsEach)
            {
                await Task.Delay(Saved);
                double afterMs = dice.NextDouble() * LongestMs;
                bool isAnswered = SaveAndCut(box, owner, cut + 1, afterMs);
                last = $"cut after {afterMs:0.0} ms, {(isAnswered ? "answered" : "before the answer")}: ";
            }
        }

        return told;
    }

    /// <summary>Starts to save, and cuts so much later.</summary>
    /// <returns>true when the box had answered.</returns>
    private static bool SaveAndCut(SimulatorProcess box, PageClient owner, int edition, double afterMs)
    {
        string target = "/api/rules?revision=" + owner.Ask("GET", "/api/house").Tag;
        long from = Stopwatch.GetTimestamp();
        Task<int> save = Task.Run(() =>
        {
            try
            {
                return owner.Ask("PUT", target, Body(edition)).Status;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                return 0; // cut off
            }
        });
        SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(from).TotalMilliseconds >= afterMs);
        box.Kill();
        int status = save.GetAwaiter().GetResult();
        Assert.IsTrue(status is 200 or 0, "status " + status);
        return status == 200;
    }

    /// <summary>Rules and scenes of which each names its edition.</summary>
    private static string Body(int edition)
    {
        IEnumerable<object> scenes = Enumerable.Range(0, Scenes).Select(i => new
        {
            name = $"Scene {i} e{edition}e",
            steps = new object[] { new { http = "POST", url = $"http://192.168.1.{i + 1}/e{edition}e", body = new string('x', 200) }, new { waitMs = 1000 } },
        });
        IEnumerable<object> rules = Enumerable.Range(0, Rules).Select(i => new { name = $"Rule {i} e{edition}e", who = "known", scene = $"Scene {i % Scenes} e{edition}e" });
        return JsonSerializer.Serialize(new { scenes, rules });
    }

    /// <summary>The edition that all rules and scenes have in common, and nothing is missing.</summary>
    private static int Edition(PageClient owner)
    {
        JsonElement house = owner.Ask("GET", "/api/house").Json;
        Assert.AreEqual("Anna", house.GetProperty("persons")[0].GetProperty("name").GetString(), "the other stores");
        Assert.IsTrue(house.TryGetProperty("scenes", out JsonElement scenes), "no scenes");
        Assert.IsTrue(house.TryGetProperty("rules", out JsonElement rules), "no rules");
        List<string> editions = Regex.Matches(scenes.GetRawText() + rules.GetRawText(), "e([0-9]+)e").Select(m => m.Groups[1].Value).ToList();
        Assert.HasCount(2 * (Scenes + Rules), editions, "a part of them");
        Assert.HasCount(1, editions.Distinct(), "a mix: " + string.Join(' ', editions.Distinct()));
        return int.Parse(editions[0]);
    }

    private static PageClient Enter(SimulatorProcess box, bool isFirst)
    {
        string text = box.WaitFor(isFirst ? "for five minutes" : "Ctrl+C ends");
        var owner = new PageClient(int.Parse(Regex.Match(text, "page +http://127\\.0\\.0\\.1:([0-9]+)/").Groups[1].Value));
        if (isFirst)
        {
            string code = Regex.Match(text, "device code ([0-9A-Z-]{14})").Groups[1].Value;
            Assert.AreEqual(200, owner.SetUp(code, PageRig.Password).Status);
        }

        Assert.AreEqual(200, owner.LogIn(PageRig.Password).Status, "the password is still the owner's");
        if (isFirst)
        {
            Assert.AreEqual(201, owner.Ask("POST", "/api/persons", new { name = "Anna" }).Status);
            Assert.AreEqual(200, owner.Ask("PUT", "/api/rules?revision=" + owner.Ask("GET", "/api/house").Tag, Body(0)).Status);
        }

        return owner;
    }
}
