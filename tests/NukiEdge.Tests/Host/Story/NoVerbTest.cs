using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Tests.Bench;
using NukiEdge.Tests.Data;
using NukiEdge.Tests.Simulator;

namespace NukiEdge.Tests.Story;

/// <summary>The simulator without a verb syncs with its own double, and leaves an owner's folder as it was.</summary>
[TestClass]
public sealed class NoVerbTest
{
    private const string OwnToken = "the-owners-own-token";

    [TestMethod]
    public void Owners_token_goes_nowhere_and_neither_the_doubles_token_nor_its_people_come_into_the_folder()
    {
        using TempFolder folder = TempFolder.Made();
        using var house = new TempFile(BenchRig.Sample().Replace("\"relays\"", "\"nukiWeb\": { \"token\": \"" + OwnToken + "\" }, \"relays\""));
        Assert.AreEqual(0, SimulatorProcess.Run("import", house.Path, "--data", folder.Path).Code);
        string before = SimulatorProcess.Run("export", "--data", folder.Path).Text;
        using var simulator = new SimulatorProcess("--data", folder.Path, "--port", "21983");
        string text = simulator.WaitFor("Ctrl+C ends.");
        using var client = new HttpClient { BaseAddress = new Uri(Regex.Match(text, @"http://127\.0\.0\.1:\d+").Value) };

        WaitForSync(client); // the double knows its own token only, so this was the one that was sent
        Assert.Contains("\"status\":200", client.GetStringAsync("/api/nuki").Result);

        Assert.AreEqual(0, simulator.Stop(), simulator.Text);
        Assert.DoesNotContain(OwnToken, simulator.Text);
        Assert.IsTrue(Holds(folder, OwnToken));
        Assert.IsFalse(Holds(folder, SampleAccount.Token));
        Assert.AreEqual(before, SimulatorProcess.Run("export", "--data", folder.Path).Text);
        Assert.DoesNotContain("\"document\"", before);
    }

    private static void WaitForSync(HttpClient client)
    {
        for (long deadline = Environment.TickCount64 + 20000; ;)
        {
            JsonElement people = JsonDocument.Parse(client.GetStringAsync("/api/people").Result).RootElement;
            if (people.GetProperty("tables").EnumerateArray().All(one => one.GetProperty("ageS").ValueKind == JsonValueKind.Number))
            {
                return;
            }

            Assert.IsLessThan(deadline, Environment.TickCount64, people.ToString());
        }
    }

    private static bool Holds(TempFolder folder, string secret)
    {
        return Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Any(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains(secret, StringComparison.Ordinal));
    }
}
