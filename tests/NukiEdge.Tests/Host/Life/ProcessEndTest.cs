using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Tests.Data;
using NukiEdge.Tests.Simulator;
using Dice = NukiEdge.Tests.Support.Dice;

namespace NukiEdge.Tests.Life;

/// <summary>Ctrl+C, kill and kill -9 at any time, and a part that stands still: with the program as a person starts it.</summary>
[TestClass]
public sealed class ProcessEndTest : IDisposable
{
    private const int Rounds = 20;
    private const string Ready = "Ctrl+C ends.";

    private const string House = """
        { "house": 1,
          "locks": [{ "name": "Hall", "id": "AB12" }],
          "relays": [{ "name": "Strike" }],
          "persons": [{ "name": "Anna", "credentials": [{ "lock": "Hall", "code": 5 }] }],
          "scenes": [{ "name": "Open", "steps": [{ "relay": "Strike", "do": "pulse", "ms": 1500 }, { "waitMs": 700 }, { "mqtt": "a", "payload": "b" }] }],
          "rules": [{ "name": "Anyone", "who": "known", "scene": "Open" }],
          "logins": [{ "user": "hall", "password": "hall-secret", "role": "lock", "lock": "Hall" }] }
        """;

    private readonly TempFolder _folder = TempFolder.Made();
    private readonly TempFile _house = new(House);

    public void Dispose()
    {
        _folder.Dispose();
        _house.Dispose();
    }

    [TestMethod]
    public void Ended_at_any_moment_it_ends_in_order_and_killed_at_any_moment_it_starts_again()
    {
        Dice dice = Dice.New();
        Console.WriteLine($"seed {dice.Seed}");
        int quick = 0;
        int safe = 0;
        var kept = new List<string>();
        for (int round = 0; round < Rounds; round++)
        {
            bool isKilled = dice.Next(3) != 0;
            bool duringStart = dice.Next(3) == 0;
            using var simulator = Start();
            string text = End(simulator, dice, isKilled, duringStart, out int code);
            string what = $"round {round}: {(isKilled ? "kill -9" : "SIGTERM")}{(duringStart ? " during the start" : "")}, exit code {code}\n{text}";
            bool isReady = text.Contains(Ready, StringComparison.Ordinal);
            if (isReady)
            {
                Assert.AreEqual(quick >= 3, text.Contains("SAFE MODE:", StringComparison.Ordinal), $"{quick} quick restarts; " + what);
                safe += quick >= 3 ? 1 : 0;
                Assert.IsTrue(quick < 3 || !text.Contains("relay Strike: ON", StringComparison.Ordinal), what);
            }

            if (!isKilled)
            {
                // 143 is the system's own: asked before the program could listen to it. Then nothing was begun.
                bool wasAsked = text.Contains("The log is kept", StringComparison.Ordinal);
                Assert.IsTrue(code == 0 || (code == 143 && !wasAsked), what);
                Assert.AreEqual(text.Split("relay Strike: ON").Length, text.Split("relay Strike: off").Length, "relays off. " + what);
            }

            quick = Quick();
            kept = CheckLog(kept, what);
        }

        Console.WriteLine($"{Rounds} rounds, {safe} in safe mode, {kept.Count} log entries kept");
    }

    [TestMethod]
    public void A_loop_that_stands_still_starts_the_program_again_in_its_own_place()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("no execv");
        }

        using var simulator = new SimulatorProcess("NUKIEDGE_STALL_MS", "1000",
            ["run", "--mqtt", "127.0.0.1:0", "--config", _house.Path, "--log", "--data", _folder.Path]);
        simulator.WaitFor(Ready);
        int id = simulator.Id;

        // A pipe that nobody reads stands for a disk that hangs: the loop stands still when it saves the log, some 10 s later.
        string log = _folder.FileOf("log1-0");
        using (Process mkfifo = Process.Start("mkfifo", [log]))
        {
            mkfifo.WaitForExit();
            Assert.AreEqual(0, mkfifo.ExitCode);
        }

        simulator.WaitFor("All relays are off: the saving of the log stood still. Starting again.");
        File.Delete(log);
        string text = simulator.WaitFor("the run before ended: the saving of the log stood still, within 10 minutes");
        Assert.AreEqual(2, text.Split(Ready).Length - 1, text);
        Assert.AreEqual(id, simulator.Id);
        Assert.AreEqual(0, simulator.Stop(), simulator.Text);
        Assert.AreEqual(0, Quick());
    }

    private SimulatorProcess Start()
    {
        return new SimulatorProcess("run", "--mqtt", "127.0.0.1:0", "--config", _house.Path, "--log", "--data", _folder.Path);
    }

    private static string End(SimulatorProcess simulator, Dice dice, bool isKilled, bool duringStart, out int code)
    {
        VirtualLock door = null;
        using var never = new ManualResetEventSlim();
        if (duringStart)
        {
            never.Wait(dice.Next(500));
        }
        else
        {
            door = LockAt(simulator);
            door.Start();
            door.PressCode(5);
            never.Wait(dice.Next(1000)); // during the scene, or behind it
        }

        code = -1;
        if (isKilled)
        {
            simulator.Kill();
        }
        else
        {
            code = simulator.Stop();
        }

        door?.Dispose();
        return simulator.Text;
    }

    /// <summary>What the next start will find in the record of runs: as life.md says, from the files alone.</summary>
    private int Quick()
    {
        using var folder = new NukiEdge.Simulator.Adapters.DataFolder(_folder.Path);
        var copy = new NukiEdge.Tests.Flash.FakeFlash(2);
        for (int slot = 0; slot < 2; slot++)
        {
            string path = _folder.FileOf("life." + slot);
            byte[] bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
            copy.Slot(NukiEdge.Core.Flash.StoreKind.Life, slot).Set(bytes, bytes.Length);
        }

        var book = new NukiEdge.Core.Life.RunBook(new NukiEdge.Core.Flash.SlotStore(copy, new NukiEdge.Core.Flash.Crc32(),
            new byte[64], NukiEdge.Core.Flash.StoreKind.Life, NukiEdge.Core.Life.RunBook.Version));
        Assert.IsTrue(book.Begin());
        return book.Quick;
    }

    /// <summary>The log begins with everything that was kept before.</summary>
    private List<string> CheckLog(List<string> before, string what)
    {
        (int code, string text) = SimulatorProcess.Run("log", "--data", _folder.Path, "--config", _house.Path, "--json");
        Assert.AreEqual(0, code, what + text);
        List<string> now = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith('{')).ToList();
        Assert.IsTrue(before.SequenceEqual(now.Take(before.Count)), what);
        for (int i = 0; i < now.Count; i++)
        {
            Assert.AreEqual(i, JsonDocument.Parse(now[i]).RootElement.GetProperty("number").GetInt32(), what);
        }

        return now;
    }

    private static VirtualLock LockAt(SimulatorProcess simulator)
    {
        string text = simulator.WaitFor(Ready);
        int port = int.Parse(Regex.Match(text, @"Broker: 127\.0\.0\.1:(\d+)").Groups[1].Value);
        return new VirtualLock("Hall", 0xAB12, "hall", "hall-secret", new IPEndPoint(IPAddress.Loopback, port)) { MotorMs = 10 };
    }
}
