using System;
using System.Linq;
using System.Net;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Tests.Api;

namespace NukiEdge.Tests.WebPage;

/// <summary>People on the page of the appliance itself, and the keypad as a scene panel from its first step to the relay.</summary>
[TestClass]
public sealed class RealPeopleTest
{
    [TestMethod]
    public async Task Persons_are_joined_renamed_emptied_and_looked_ahead_for()
    {
        using PageRig rig = new PageRig().LoggedIn();
        await using Visitor visitor = await RealVisit.At(rig, "people");
        IPage page = visitor.Page;
        await page.ClickAsync("[data-do='open 0']");
        await page.ClickAsync("[data-do='whatif 0']");
        await Assertions.Expect(page.Locator("[data-key='0-code-1000'] .foreseen")).ToContainTextAsync("Welcome would run.");
        await page.ClickAsync("[data-key=inside] summary:has-text('Is the same person')");
        await page.SelectOptionAsync("form[data-key='form.join0'] select", "2");
        ILocator preview = page.Locator("form[data-key='form.join0'] .preview");
        await Assertions.Expect(preview).ToContainTextAsync(PageRig.HardNames[2] + " has 2 numbers");
        await Assertions.Expect(preview).ToContainTextAsync("fit nobody then: First");
        await page.ClickAsync("form[data-key='form.join0'] button");
        await Assertions.Expect(page.Locator("[data-key=person0] .hint").First).ToContainTextAsync("No number yet");
        Assert.AreEqual(2, Owner(rig, 1000));
        await page.ClickAsync("[data-do='open 2']");
        await page.ClickAsync("[data-key=person2] summary:has-text('Rename')");
        await page.FillAsync("form[data-key='form.rename2'] input", "Zoë <b>");
        await page.PressAsync("form[data-key='form.rename2'] input", "Enter");
        await Assertions.Expect(page.Locator("[data-key=person2] h3")).ToHaveTextAsync("Zoë <b>");
        rig.Announce("1,0,54321,1000,1");
        Assert.IsTrue(rig.Log().Any(l => l.Contains("Zoë <b>", StringComparison.Ordinal)));
        await page.ClickAsync("[data-do='whatif 2']");
        await Assertions.Expect(page.Locator("[data-key='0-code-1000'] .foreseen")).ToContainTextAsync("no rule");
        await page.ClickAsync("[data-do='empty 2']");
        await page.ClickAsync("[data-do='empty 2']");
        await RealVisit.Says(page, "Removed.");
        Assert.AreEqual("-1 -1", Owner(rig, 1000) + " " + Owner(rig, 1002));
        RealVisit.AssertNoFault(visitor);
    }

    [TestMethod]
    public async Task Among_two_hundred_those_who_wait_for_a_word_stand_first_and_everybody_is_found()
    {
        string crowd = string.Concat(Enumerable.Range(0, 200).Select(i => JsonSerializer.Serialize(new
        {
            name = "Guest number " + i,
            credentials = new[] { new { @lock = "Front door", code = 20000 + i, confirmed = i % 50 != 7 } },
        }) + ","));
        using PageRig rig = new PageRig(change: text => text.Replace("\"persons\": [", "\"credentials\": [{ \"lock\": \"Front door\", \"code\": 4242 }], \"persons\": [" + crowd, StringComparison.Ordinal)).LoggedIn();
        await using Visitor visitor = await RealVisit.At(rig, "people");
        IPage page = visitor.Page;
        Assert.AreEqual("new", await page.Locator(".page > .card").First.GetAttributeAsync("data-key"));
        await Assertions.Expect(page.Locator("[data-key=new] h3")).ToHaveTextAsync(
            ["? Guest number 7", "? Guest number 57", "? Guest number 107", "? Guest number 157", "? Code 4242, Front door"]);
        ILocator rows = page.Locator("[data-key=all] .person");
        await Assertions.Expect(rows).ToHaveCountAsync(40);
        await page.FillAsync("#search", "20123");
        await Assertions.Expect(rows.Locator("h3")).ToHaveTextAsync(["Guest number 123"]);
        await page.FillAsync("#search", "");
        await page.ClickAsync("[data-do=more]");
        await Assertions.Expect(rows).ToHaveCountAsync(200 + PageRig.HardNames.Length);
        await page.ClickAsync("[data-do='confirm 57']");
        await Assertions.Expect(page.Locator("[data-key=new] h3")).ToHaveCountAsync(4);
        await page.SelectOptionAsync("#filter", "undecided");
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await page.ClickAsync("[data-do='choose 7']");
        await page.ClickAsync("[data-do=chooseAll]");
        await page.ClickAsync("[data-do=confirmAll]");
        await RealVisit.Says(page, "Confirmed: 3");
        await page.ClickAsync("[data-key='nobody0-code-4242'] summary");
        await page.FillAsync("form[data-key='form.give0-code-4242'] input[name=name]", "Grandma");
        await page.ClickAsync("form[data-key='form.give0-code-4242'] button");
        await Assertions.Expect(page.Locator("[data-key=new]")).ToHaveCountAsync(0);
        Assert.AreEqual(207, Owner(rig, 4242));
        RealVisit.AssertNoFault(visitor);
    }

    [TestMethod]
    public async Task A_fob_becomes_a_scene_panel_and_its_next_press_switches_the_relay()
    {
        using PageRig rig = new PageRig().LoggedIn();
        using var door = new VirtualLock("Front", 0x3807B7EC, "front", PageRig.PlantedLogin, new IPEndPoint(IPAddress.Loopback, rig.Appliance.Ask(() => rig.Appliance.Broker.Port))) { MotorMs = 10 };
        Assert.IsTrue(door.Start());
        await using Visitor visitor = await RealVisit.At(rig, "people");
        IPage page = visitor.Page;
        await page.ClickAsync("[data-do=panel]");
        await page.ClickAsync("[data-do='panelStep 2']");
        await page.ClickAsync("[data-do=panelLearn]");
        await Assertions.Expect(page.Locator("[data-key=wizard] .banner")).ToBeVisibleAsync();
        Assert.IsTrue(door.PressFobWithoutAction(777, 2));
        await page.ClickAsync("[data-do^=panelPick]");
        await page.FillAsync("form[data-key='form.panel'] input[name=name]", "Lights");
        await page.FillAsync("form[data-key='form.panel'] input[name=rule]", "Fob lights");
        await page.SelectOptionAsync("form[data-key='form.panel'] select[name=scene]", "Welcome");
        await page.ClickAsync("form[data-key='form.panel'] button[type=submit]");
        await RealVisit.Says(page, "Fob lights counts now: try it at the door.");
        Assert.AreEqual("Fob lights,First", string.Join(',', rig.Client.Ask("GET", "/api/house").Json.GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("name").GetString())));
        Assert.IsTrue(door.PressFobWithoutAction(777, 2));
        RealVisit.Await(() => rig.Log().Any(l => l.Contains("Welcome (rule Fob lights)", StringComparison.Ordinal)), "the next press");
        RealVisit.Await(() => rig.Log().Any(l => l.Contains("Light", StringComparison.Ordinal)), "the relay");

        await page.ClickAsync("[data-do=panel]");
        await page.ClickAsync("[data-do='panelStep 2']");
        await page.ClickAsync("[data-do=panelButton]");
        await page.FillAsync("form[data-key='form.panel'] input[name=rule]", "Button");
        await page.ClickAsync("form[data-key='form.panel'] button[type=submit]");
        await RealVisit.Says(page, "Button counts now");
        Assert.IsTrue(door.PressButtonWithoutAction(1));
        RealVisit.Await(() => rig.Log().Any(l => l.Contains("Welcome (rule Button)", StringComparison.Ordinal)), "the button");
        RealVisit.AssertNoFault(visitor);
    }

    [TestMethod]
    public async Task What_the_box_was_reading_for_somebody_else_is_asked_for_again()
    {
        using PageRig rig = new PageRig().LoggedIn();
        await using Visitor visitor = await RealVisit.At(rig, "home");
        int busy = 0;
        await visitor.Page.RouteAsync("**/api/persons", async route =>
        {
            if (busy++ < 2)
            {
                await route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = "{\"title\":\"busy\"}", Headers = [new("Retry-After", "2")] });
                return;
            }

            await route.ContinueAsync();
        });
        await visitor.Go("people");
        await Assertions.Expect(visitor.Page.Locator("[data-key=all] .person")).ToHaveCountAsync(PageRig.HardNames.Length);
        Assert.AreEqual(3, busy);
        RealVisit.AssertNoFault(visitor, 503);
    }

    /// <summary>Place of the person whose code it is, or -1.</summary>
    private static int Owner(PageRig rig, uint code)
    {
        return rig.Appliance.Ask(() =>
        {
            int record = rig.House.Roster.Find(0, NukiEdge.Core.People.CredentialKind.Code, code);
            return record < 0 ? -1 : rig.House.Roster.Person(record);
        });
    }
}
