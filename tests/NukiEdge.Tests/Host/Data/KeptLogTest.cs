using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using NukiEdge.Core.Flash;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Tests.Simulator;
using CollectionAssert = Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert;

namespace NukiEdge.Tests.Data;

/// <summary>--data and the verb log, with the program as a person starts it.</summary>
[TestClass]
public sealed class KeptLogTest : IDisposable
{
    private const string House = """
        { "house": 1,
          "locks": [{ "name": "Hall", "id": "AB12" }],
          "relays": [{ "name": "Strike" }],
          "persons": [{ "name": "Anna", "credentials": [{ "lock": "Hall", "code": 5 }] },
                      { "name": "Ben", "credentials": [{ "lock": "Hall", "code": 6 }] }],
          "scenes": [{ "name": "Open", "steps": [{ "relay": "Strike", "do": "pulse", "ms": 10 }] }],
          "rules": [{ "name": "Anyone", "who": "known", "scene": "Open" }],
          "logins": [{ "user": "hall", "password": "hall-secret", "role": "lock", "lock": "Hall" }] }
        """;

    private const int SaverMs = 25000;

    private readonly TempFolder _folder = new();
    private readonly TempFile _house = new(House);

    public void Dispose()
    {
        _folder.Dispose();
        _house.Dispose();
    }

    [TestMethod]
    public void After_a_clean_end_everything_is_there_and_the_next_start_goes_on_counting()
    {
        string first = RunWith("found there", "no entries", 5);
        List<JsonElement> kept = ReadLog();
        Assert.AreEqual("started, all relays off", Field(kept[0], "text"));
        Assert.AreEqual(1, kept.Count(e => Field(e, "who") == "Anna" && Field(e, "verdict") == "ran"), first);
        Assert.AreEqual(1, kept.Count(e => Field(e, "kind") == "step" && Field(e, "scene") == "Open"), first);
        AssertCounts(kept);

        RunWith("found there", kept.Count + " entries", 6);

        List<JsonElement> both = ReadLog();
        AssertCounts(both);
        CollectionAssert.AreEqual(kept.Select(e => e.GetRawText()).ToList(), both.Take(kept.Count).Select(e => e.GetRawText()).ToList());
        Assert.AreEqual("started, all relays off", Field(both[kept.Count], "text"));
        Assert.AreEqual(1, both.Skip(kept.Count).Count(e => Field(e, "who") == "Ben" && Field(e, "verdict") == "ran"));

        AssertFilters(both);
    }

    [TestMethod]
    public void After_kill_9_the_log_is_what_was_saved_an_intact_beginning()
    {
        using SimulatorProcess simulator = Start();
        using (VirtualLock door = LockAt(simulator))
        {
            Assert.IsTrue(door.Start());
            Assert.IsTrue(door.PressCode(5));
            Assert.IsTrue(door.PressCode(6));
            simulator.WaitFor("Hall: Ben, unlock by keypad code, Open (rule Anyone)");

            long wanted = 5 * SavedRecord.Bytes;
            Assert.IsTrue(SpinWait.SpinUntil(() => SavedBytes() >= wanted, SaverMs), "nothing was saved: " + simulator.Text);
            CheckPrefix(simulator.Text); // while it runs
            simulator.Kill();
        }

        List<JsonElement> kept = CheckPrefix(simulator.Text);
        RunWith("found there", kept.Count + " entries", 5);
        AssertCounts(ReadLog());
    }

    [TestMethod]
    public void Without_a_verb_the_log_is_kept_as_well()
    {
        using var simulator = new SimulatorProcess("--data", _folder.Path, "--port", "21883");
        string text = simulator.WaitFor("Ctrl+C ends.");
        Assert.Contains($"The log is kept in {_folder.Path}: no entries found there.", text);
        simulator.WaitFor("connected from 127.0.0.1");

        Assert.AreEqual(0, simulator.Stop(), simulator.Text);

        (int code, string log) = SimulatorProcess.Run("log", "--data", _folder.Path);
        Assert.AreEqual(0, code, log);
        Assert.MatchesRegex(@"^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d started, all relays off", log);
        Assert.Contains("connected from 127.0.0.1", log);
    }

    [TestMethod]
    public void A_folder_that_cannot_be_written_is_refused_and_nothing_starts()
    {
        (int code, string text) = SimulatorProcess.Run("--data", _house.Path);

        Assert.AreEqual(2, code, text);
        Assert.Contains($"--data {_house.Path}: cannot be written", text);
        Assert.DoesNotContain("broker", text);

        (code, text) = SimulatorProcess.Run("run", "--mqtt", "127.0.0.1:0", "--config", _house.Path, "--data", _house.Path + "/below");

        Assert.AreEqual(2, code, text);
        Assert.Contains("cannot be written", text);
    }

    [TestMethod]
    public void A_folder_that_another_appliance_uses_is_refused()
    {
        using SimulatorProcess simulator = Start();
        simulator.WaitFor("Ctrl+C ends.");

        (int code, string text) = SimulatorProcess.Run("run", "--mqtt", "127.0.0.1:0", "--config", _house.Path, "--data", _folder.Path);

        Assert.AreEqual(2, code, text);
        Assert.Contains("another appliance keeps its data there", text);
        Assert.AreEqual(0, simulator.Stop());
    }

    [TestMethod]
    public void The_log_of_a_folder_that_is_not_there_is_refused_and_of_an_empty_one_is_empty()
    {
        (int code, string text) = SimulatorProcess.Run("log", "--data", _folder.Path);
        Assert.AreEqual(2, code, text);
        Assert.Contains("there is no such folder", text);
        Assert.IsFalse(Directory.Exists(_folder.Path), "the verb log writes nothing");

        Directory.CreateDirectory(_folder.Path);
        (code, text) = SimulatorProcess.Run("log", "--data", _folder.Path);
        Assert.AreEqual(0, code, text);
        Assert.Contains("keeps no entries", text);
        Assert.IsEmpty(Directory.GetFileSystemEntries(_folder.Path), "the verb log writes nothing");
    }

    private void AssertFilters(List<JsonElement> all)
    {
        List<JsonElement> bens = ReadLog("--who", "bEN");
        Assert.AreEqual("Ben", Field(bens[0], "who"));
        Assert.AreEqual("step", Field(bens[1], "kind"));
        Assert.HasCount(2, bens);

        CollectionAssert.AreEqual(all.TakeLast(3).Select(e => e.GetRawText()).ToList(),
            ReadLog("--last", "3").Select(e => e.GetRawText()).ToList());

        (int code, string text) = SimulatorProcess.Run("log", "--data", _folder.Path, "--config", _house.Path, "--who", "anna", "--last", "2");
        Assert.AreEqual(0, code, text);
        Assert.Contains("Hall: Anna, unlock by keypad code, Open (rule Anyone)", text);
        Assert.Contains("Open step 1: relay Strike pulse", text);
    }

    /// <summary>The saved entries are the first ones that the process printed, without a gap.</summary>
    private List<JsonElement> CheckPrefix(string printed)
    {
        List<JsonElement> kept = ReadLog();
        Assert.IsGreaterThanOrEqualTo(5, kept.Count);
        AssertCounts(kept);
        List<string> lines = printed.Split('\n').Where(l => Regex.IsMatch(l, @"^\d\d:\d\d:\d\d (?!relay )")).Select(l => l[9..].TrimEnd()).ToList();
        CollectionAssert.AreEqual(lines.Take(kept.Count).ToList(), kept.Select(e => Field(e, "text")).ToList());
        return kept;
    }

    /// <summary>Starts, lets somebody type a code, ends cleanly.</summary>
    private string RunWith(string after, string found, uint code)
    {
        using SimulatorProcess simulator = Start();
        using VirtualLock door = LockAt(simulator);
        Assert.Contains($"{found} {after}.", simulator.Text);
        Assert.IsTrue(door.Start());
        Assert.IsTrue(door.PressCode(code));
        simulator.WaitFor("relay Strike: off");
        Assert.AreEqual(0, simulator.Stop(), simulator.Text);
        return simulator.Text;
    }

    private SimulatorProcess Start()
    {
        return new SimulatorProcess("run", "--mqtt", "127.0.0.1:0", "--config", _house.Path, "--log", "--data", _folder.Path);
    }

    private static VirtualLock LockAt(SimulatorProcess simulator)
    {
        string text = simulator.WaitFor("Ctrl+C ends.");
        int port = int.Parse(Regex.Match(text, @"Broker: 127\.0\.0\.1:(\d+)").Groups[1].Value);
        return new VirtualLock("Hall", 0xAB12, "hall", "hall-secret", new IPEndPoint(IPAddress.Loopback, port)) { MotorMs = 10 };
    }

    private long SavedBytes()
    {
        var file = new FileInfo(_folder.FileOf("log1-0"));
        return file.Exists ? file.Length : 0;
    }

    private List<JsonElement> ReadLog(params string[] more)
    {
        (int code, string text) = SimulatorProcess.Run(["log", "--data", _folder.Path, "--config", _house.Path, "--json", .. more]);
        Assert.AreEqual(0, code, text);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
    }

    private static void AssertCounts(List<JsonElement> entries)
    {
        CollectionAssert.AreEqual(Enumerable.Range(0, entries.Count).ToList(), entries.Select(e => e.GetProperty("number").GetInt32()).ToList());
    }

    private static string Field(JsonElement e, string name)
    {
        return e.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
    }
}
