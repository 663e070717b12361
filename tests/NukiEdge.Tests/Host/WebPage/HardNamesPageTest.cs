using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Tests.Api;
using NukiEdge.Tests.Simulator;

namespace NukiEdge.Tests.WebPage;

/// <summary>Quotes, markup, emoji, right-to-left, 64 bytes: in every name of the house, on every page, in log, export and message.</summary>
[TestClass]
public sealed class HardNamesPageTest
{
    private const string LockName = "<b>Tür</b> \"1\" 🚪", RelayName = "L'<i>amp &lt;", SceneName = "<img src=x onerror=alert(2)>", RuleName = "قاعدة 'x' & <y>";

    [TestMethod]
    public async Task Hard_names_are_shown_exactly_and_harm_nothing_on_any_page_log_export_or_message()
    {
        using PageRig rig = new PageRig(change: Harden).LoggedIn();
        var heard = new StringBuilder();
        using MqttClient listener = SecretsAndNamesTest.Listener(rig, heard);
        for (int i = 0; i < PageRig.HardNames.Length; i++)
        {
            rig.Announce($"1,0,54321,{1000 + i},1");
        }

        await LookAtEveryPage(rig);
        CheckMessages(SecretsAndNamesTest.Heard(heard));
        rig.Stop();
        (_, string export) = SimulatorProcess.Run("export", "--data", rig.Folder);
        JsonElement house = JsonDocument.Parse(export).RootElement;
        Same(PageRig.HardNames, house.GetProperty("persons").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Same([LockName], house.GetProperty("locks").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Same([RuleName], house.GetProperty("rules").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.AreEqual(SceneName, house.GetProperty("rules")[0].GetProperty("scene").GetString());
        (_, string log) = SimulatorProcess.Run("log", "--data", rig.Folder, "--json");
        foreach (string name in PageRig.HardNames)
        {
            Assert.IsTrue(log.Split('\n').Any(line => line.StartsWith('{') && Strings(JsonDocument.Parse(line).RootElement).Contains(name)), name + " in the log");
        }
    }

    private static async Task LookAtEveryPage(PageRig rig)
    {
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open($"http://127.0.0.1:{rig.Port}/", Visitor.Phone, ColorScheme.Light);
        bool asked = false;
        visitor.Page.Dialog += (_, dialog) =>
        {
            asked = true;
            _ = dialog.DismissAsync();
        };
        await visitor.LogIn(PageRig.Password);
        foreach ((string page, string[] names) in new (string, string[])[]
        {
            ("home", [LockName, RelayName, SceneName, PageRig.HardNames[^1]]), ("people", PageRig.HardNames), ("rules", [RuleName, SceneName, RelayName]),
            ("log", [.. PageRig.HardNames, LockName, SceneName]), ("settings", []), ("system", []),
        })
        {
            await visitor.Go(page);
            string text = await visitor.Page.EvaluateAsync<string>("document.querySelector('main').textContent");
            foreach (string name in names)
            {
                Assert.Contains(name, text, page);
            }

            Assert.AreEqual(0, await visitor.Page.Locator("main script, main img, main b, main i, main x, main y").CountAsync(), page);
            Assert.IsTrue(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), page + " is wider than the window");
        }

        Assert.IsFalse(asked, "something of a name ran");
        Assert.AreEqual("", string.Join('\n', visitor.Faults));
    }

    private static void CheckMessages(string heard)
    {
        string[] lines = heard.Split('\n');
        string[] told = [.. lines.Where(l => l.StartsWith("home/door ", StringComparison.Ordinal)).Select(l => l[10..])];
        Same(PageRig.HardNames, told.Select(t => JsonDocument.Parse(t).RootElement.GetProperty("who").GetString()));
        Assert.IsTrue(told.All(t => JsonDocument.Parse(t).RootElement.GetProperty("lock").GetString() == LockName));
        var events = lines.Where(l => l.StartsWith("nukiedge/event ", StringComparison.Ordinal)).Select(l => Strings(JsonDocument.Parse(l[15..]).RootElement).ToList()).ToList();
        foreach (string name in PageRig.HardNames)
        {
            Assert.IsTrue(events.Any(e => e.Contains(name) && e.Contains(LockName)), name + " in nukiedge/event");
        }
    }

    private static string Harden(string house)
    {
        house = house.Replace("{ \"person\": " + JsonSerializer.Serialize(PageRig.HardNames[0]) + " }", "\"known\"", StringComparison.Ordinal)
            .Replace("\"ms\": 200 }]", "\"ms\": 200 }, { \"mqtt\": \"home/door\", \"payload\": \"{\\\"who\\\":\\\"{person}\\\",\\\"lock\\\":\\\"{lock}\\\"}\" }]", StringComparison.Ordinal);
        foreach ((string plain, string hard) in new[] { ("Front door", LockName), ("Light", RelayName), ("Welcome", SceneName), ("First", RuleName) })
        {
            house = house.Replace("\"" + plain + "\"", JsonSerializer.Serialize(hard), StringComparison.Ordinal);
        }

        return house;
    }

    /// <summary>All texts of a JSON value.</summary>
    private static IEnumerable<string> Strings(JsonElement value)
    {
        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()],
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Strings),
            JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Strings(p.Value)),
            _ => [],
        };
    }

    private static void Same(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert.AreEqual(expected.ToArray(), actual.ToArray());
    }
}
