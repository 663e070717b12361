using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Simulator.NukiWeb;

namespace NukiEdge.Tests.Bench;

/// <summary>The panel "People", in a real browser and over its routes: the sample house, the double over TLS, a sensitive garage.</summary>
[TestClass]
public sealed class PeoplePanelTest
{
    private const string CouriersCode = """{"key":"code","action":"unlatch","number":7}""";

    [TestMethod]
    public void Table_is_synced_and_made_old_and_a_sensitive_scene_is_held()
    {
        using NukiWebServer web = NukiPanelTest.Web(delayMs: 0);
        using var rig = new BenchRig(web: web, syncs: true);
        BrowserPage.Run(rig.Server.Address + "/", async page =>
        {
            await Age(page, "Front door", "never synced: sensitive scenes are held").WaitForAsync();
            await Sync(page);
            await Age(page, "Front door", "less than a minute old").WaitForAsync();
            rig.Press(CouriersCode);
            rig.Until(s => Text(s, 0) == "Garage (rule Courier)", "the garage");

            await page.GetByRole(AriaRole.Button, new() { Name = "Make the table old" }).ClickAsync();
            await Age(page, "Garden gate", "25 h old: sensitive scenes are held").WaitForAsync();
            await page.Locator("#who-line").Filter(new() { HasText = "last good sync 25 hours ago" }).WaitForAsync();
            rig.Press(CouriersCode);
            rig.Until(s => Text(s, 0).StartsWith("held: a sensitive scene, and the last good sync", System.StringComparison.Ordinal), "held");
            await Sync(page);
            await page.Locator("#who-line").Filter(new() { HasText = "last good sync a moment ago" }).WaitForAsync();
        });
    }

    [TestMethod]
    public void Whoever_is_new_stands_first_and_is_confirmed_or_joined()
    {
        using NukiWebServer web = NukiPanelTest.Web(delayMs: 0);
        using var rig = new BenchRig(web: web, syncs: true);
        Assert.IsTrue(new NukiEdge.Simulator.RosterHand(rig.Appliance).Sync(20000));
        GiveCode(web, "Courier", "Lena <b>");
        GiveCode(web, "Guest", "Zoe");
        BrowserPage.Run(rig.Server.Address + "/", async page =>
        {
            await Sync(page);
            await page.GetByText("2 numbers wait for your word").WaitForAsync();
            Assert.AreEqual("Lena <b>|Zoe", string.Join('|', await page.Locator("#who-list li.waits .name").AllInnerTextsAsync()));
            Assert.AreEqual("code 7 at Front door (not confirmed)", await Person(page, "Lena <b>").Locator(".numbers").InnerTextAsync());
            await page.Locator("#who-changes").GetByText("code 7 is not Courier's any more: it was deleted").WaitForAsync();
            await Person(page, "Lena <b>").GetByRole(AriaRole.Combobox).SelectOptionAsync("Courier");
            await Person(page, "Lena <b>").GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
            await page.GetByText("1 number waits for your word").WaitForAsync();
            await Person(page, "Zoe").GetByRole(AriaRole.Button, new() { Name = "That\u2019s right" }).ClickAsync();
            await page.Locator("#who-changes").GetByText("you confirmed Zoe: 1 number").WaitForAsync();
            await page.Locator("#who-changes").GetByText("you said that Lena <b> is Courier: 1 number").WaitForAsync();
            Assert.AreEqual(0, await page.Locator("#who-list li.waits").CountAsync());
        });
        rig.Press(CouriersCode);
        rig.Until(s => Text(s, 0) == "Garage (rule Courier)", "the garage for the new courier");
    }

    [TestMethod]
    public void Panel_fits_a_phone_in_the_dark()
    {
        using NukiWebServer web = NukiPanelTest.Web(delayMs: 0);
        using var rig = new BenchRig(web: web, syncs: true);
        Assert.IsTrue(new NukiEdge.Simulator.RosterHand(rig.Appliance).Sync(20000));
        GiveCode(web, "Courier", "A name of twenty byt");
        Assert.IsTrue(new NukiEdge.Simulator.RosterHand(rig.Appliance).Sync(20000));
        BrowserPage.Run(rig.Server.Address + "/", async page =>
        {
            await page.SetViewportSizeAsync(360, 800);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            ILocator panel = page.Locator("#who-is");
            await page.GetByText("1 number waits for your word").WaitForAsync();
            Assert.IsLessThanOrEqualTo(360, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            Assert.AreEqual(0, await panel.EvaluateAsync<int>(
                "panel => [...panel.querySelectorAll('*')].filter(node => node.getBoundingClientRect().right > 360).length"));
            int lowest = await panel.Locator(".who-decide button").First.EvaluateAsync<int>("node => Math.round(node.getBoundingClientRect().height)");
            Assert.IsGreaterThanOrEqualTo(42, lowest, "a finger's width");
        });
    }

    [TestMethod]
    public void Wrong_bodies_are_refused_and_decisions_that_are_none_are_named()
    {
        using var rig = new BenchRig();
        JsonElement people = JsonDocument.Parse(rig.Client.GetStringAsync("/api/people").Result).RootElement;
        Assert.IsFalse(people.GetProperty("syncs").GetBoolean());
        Assert.AreEqual("Anna", people.GetProperty("persons")[0].GetProperty("name").GetString());
        Assert.Contains("\"field\":\"person\"", Post(rig, "confirm", "{}", 400));
        Assert.Contains("\"field\":\"hours\"", Post(rig, "age", """{"hours":0}""", 400));
        Assert.Contains("\"field\":\"extra\"", Post(rig, "sync", """{"extra":1}""", 400));
        Assert.AreEqual("""{"fault":"no sync can be asked for now: see how it stands"}""", Post(rig, "sync", "{}", 200));
        Assert.AreEqual("""{"fault":"there is no such person any more"}""", Post(rig, "confirm", """{"person":"Nobody at all"}""", 200));
        Assert.AreEqual("""{"fault":"nothing waits to be decided there"}""", Post(rig, "confirm", """{"person":"Anna"}""", 200));
        Assert.AreEqual("""{"fault":"there is no such person any more"}""", Post(rig, "join", """{"person":"Anna","into":"Anna"}""", 200));
    }

    /// <summary>Somebody's code is deleted and its number given to somebody else.</summary>
    private static void GiveCode(NukiWebServer web, string from, string to)
    {
        NukiAuth before = System.Linq.Enumerable.Single(web.Account.Auths, one => one.IsCode && one.Name == from);
        Assert.AreEqual(NukiWrite.Accepted, web.Account.Delete(before.SmartlockId, before.Id));
        int pin = from == "Guest" ? 987653 : 987654;
        Assert.AreEqual(NukiWrite.Accepted, web.Account.Create(before.SmartlockId, new NukiAuthChange { Name = to, Type = 13, Code = pin, Number = before.AuthId }));
    }

    private static Task Sync(IPage page)
    {
        return page.GetByRole(AriaRole.Button, new() { Name = "Sync now" }).ClickAsync();
    }

    private static ILocator Person(IPage page, string name)
    {
        var exactly = new Regex("^" + Regex.Escape(name) + "$");
        return page.Locator("#who-list > li").Filter(new() { Has = page.Locator(".name").Filter(new() { HasTextRegex = exactly }) });
    }

    private static ILocator Age(IPage page, string door, string age)
    {
        return page.Locator("#who-ages li").Filter(new() { HasText = door }).Filter(new() { HasText = age });
    }

    /// <summary>The newest decision of the log.</summary>
    private static string Text(JsonElement state, int index)
    {
        foreach (JsonElement entry in state.GetProperty("log").EnumerateArray())
        {
            if (entry.GetProperty("kind").GetString() is "ran" or "held" or "none" && index-- == 0)
            {
                return entry.GetProperty("text").GetString()!;
            }
        }

        return "";
    }

    private static string Post(BenchRig rig, string path, string json, int status)
    {
        using HttpResponseMessage answer = rig.Post("/api/people/" + path, json);
        string text = BenchRig.Text(answer);
        Assert.AreEqual((HttpStatusCode)status, answer.StatusCode, text);
        return text;
    }
}
