using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Tests.Api;

namespace NukiEdge.Tests.WebPage;

/// <summary>What ends in a restart, with the program as a person starts it: the page stands before its owner again by itself.</summary>
[TestClass]
public sealed class RealSystemTest
{
    private const string Relays = "form[data-key='form.relays']", Reset = "[data-key=reset] form";

    private const string House = """
        { "house": 1, "locks": [{ "name": "PLANTED door", "id": "AB12" }], "relays": [{ "name": "Strike", "longestOnMs": 3000 }, { "name": "Lamp", "longestOnMs": 60000 }],
          "persons": [{ "name": "PLANTED Anna", "credentials": [{ "lock": "PLANTED door", "code": 5 }] }],
          "scenes": [{ "name": "Welcome", "steps": [{ "relay": "Strike", "do": "pulse", "ms": 100 }] }],
          "rules": [{ "name": "Anna", "who": { "person": "PLANTED Anna" }, "scene": "Welcome" }],
          "logins": [{ "user": "hall", "password": "PLANTED-hall", "role": "lock", "lock": "PLANTED door" }] }
        """;

    [TestMethod]
    public async Task A_backup_brings_back_what_was_there_after_its_differences_were_shown()
    {
        using var box = new RealProcess(House);
        await using Visitor visitor = await FirstVisit(box);
        IPage page = visitor.Page;
        await visitor.Go("system");
        IDownload saved = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-do=backup]"));
        Assert.AreEqual("nukiedge-house.json", saved.SuggestedFilename);
        string file = await saved.PathAsync();
        string text = await File.ReadAllTextAsync(file);
        Assert.AreEqual("PLANTED Anna", JsonDocument.Parse(text).RootElement.GetProperty("persons")[0].GetProperty("name").GetString());
        Assert.DoesNotContain("PLANTED-hall", text);

        await visitor.Go("people");
        await page.ClickAsync("[data-key=add] summary");
        await page.FillAsync("form[data-key='form.person'] input", "Came later");
        await page.PressAsync("form[data-key='form.person'] input", "Enter");
        await RealVisit.Says(page, "Added.");
        await visitor.Go("system");
        await page.SetInputFilesAsync("[data-key=backup] input[type=file]", new FilePayload { Name = "broken.json", MimeType = "application/json", Buffer = "{ \"house\": 1, \"doors\": [] }"u8.ToArray() });
        await page.ClickAsync("[data-key=backup] form button");
        await Assertions.Expect(page.Locator("[data-field=file] .error")).ToContainTextAsync("doors");
        await page.SetInputFilesAsync("[data-key=backup] input[type=file]", new FilePayload { Name = "nukiedge-house.json", MimeType = "application/json", Buffer = await File.ReadAllBytesAsync(file) });
        await page.ClickAsync("[data-key=backup] form button");
        await Assertions.Expect(page.Locator("[data-key=preview] li")).ToHaveTextAsync(["− Person: Came later"]);
        Assert.AreEqual(1, box.Starts);
        await page.ClickAsync("[data-do=take]");
        await BackAtLogin(page, box, 2);
        await visitor.LogIn(PageRig.Password);
        await visitor.Go("people");
        await Assertions.Expect(page.Locator("[data-key=all] h3")).ToHaveTextAsync(["PLANTED Anna"]);
        AssertOnlyOffline(visitor);
        box.Stop();
    }

    [TestMethod]
    public async Task A_page_that_is_open_over_a_restart_comes_back_to_the_login_and_keeps_what_was_typed()
    {
        using var box = new RealProcess(House);
        await using Visitor visitor = await FirstVisit(box);
        IPage page = visitor.Page;
        await visitor.Go("people");
        await page.ClickAsync("[data-key=add] summary");
        await page.FillAsync("form[data-key='form.person'] input", "Not saved yet");
        using (var other = new PageClient(box.Port))
        {
            Assert.AreEqual(200, other.LogIn(PageRig.Password).Status);
            Assert.AreEqual(202, other.Ask("POST", "/api/restart").Status);
        }

        await BackAtLogin(page, box, 2);
        await visitor.LogIn(PageRig.Password);
        await Assertions.Expect(page.Locator("nav a[data-page=people]")).ToHaveAttributeAsync("aria-current", "page");
        await Assertions.Expect(page.Locator("form[data-key='form.person'] input")).ToHaveValueAsync("Not saved yet");
        await page.WaitForSelectorAsync("#link[data-state=live]");

        await visitor.Go("system");
        await Assertions.Expect(page.Locator("[data-key=about]")).ToContainTextAsync("restart");
        await page.ClickAsync("[data-key=restart] button");
        await Assertions.Expect(page.Locator("[data-key=restart] button")).ToHaveTextAsync("Really restart");
        await page.ClickAsync("[data-key=restart] button");
        await RealVisit.Says(page, "The box restarts.");
        await BackAtLogin(page, box, 3);
        AssertOnlyOffline(visitor);
        box.Stop();
    }

    [TestMethod]
    public async Task Relays_and_pins_are_saved_by_one_of_two_browsers_and_count_after_the_restart()
    {
        using var box = new RealProcess(House);
        await using Visitor first = await FirstVisit(box);
        await using Visitor second = await Visitor.Start();
        await second.Open(box.Address, Visitor.Desktop, ColorScheme.Light);
        await second.LogIn(PageRig.Password);
        foreach (Visitor visitor in new[] { first, second })
        {
            await visitor.Go("settings");
            await visitor.Page.ClickAsync("[data-key=relaysForm] summary");
        }

        await first.Page.FillAsync("[data-field='name.1'] input", "Their lamp");
        await first.Page.ClickAsync(Relays + " button[type=submit]");
        await Assertions.Expect(first.Page.Locator("[data-key=needed]")).ToContainTextAsync("counts after a restart");

        IPage page = second.Page;
        await page.FillAsync("[data-field='name.0'] input", "Door strike");
        await page.FillAsync("[data-field='seconds.0'] input", "2.5");
        await page.SelectOptionAsync(Relays + " select[name='pin.0']", "12");
        await Assertions.Expect(page.Locator("[data-field='pin.0'] .error")).ToContainTextAsync("strapping pin");
        await page.SelectOptionAsync(Relays + " select[name='pin.0']", "33");
        await page.ClickAsync(Relays + " button[type=submit]");
        await Assertions.Expect(page.Locator(Relays + " .error.whole")).ToContainTextAsync("What you typed is still here");
        await Assertions.Expect(page.Locator("[data-field='name.0'] input")).ToHaveValueAsync("Door strike");
        await page.ClickAsync(Relays + " button[type=submit]");
        await page.WaitForSelectorAsync("[data-key=needed] [data-do=restart]");
        await page.ClickAsync("[data-key=needed] [data-do=restart]");
        await page.ClickAsync("[data-key=needed] [data-do=restart]");
        await BackAtLogin(page, box, 2);
        await BackAtLogin(first.Page, box, 2);
        await second.LogIn(PageRig.Password);
        await Assertions.Expect(page.Locator("[data-key=relays] > ul li")).ToHaveTextAsync(["Door strike On for 2.5 s at most · GPIO 33", "Lamp On for 1 min at most"]);
        await Assertions.Expect(page.Locator("[data-key=needed]")).ToHaveCountAsync(0);
        using var owner = new PageClient(box.Port);
        Assert.AreEqual(200, owner.LogIn(PageRig.Password).Status);
        JsonElement house = owner.Ask("GET", "/api/house").Json;
        Assert.AreEqual("Door strike", house.GetProperty("scenes")[0].GetProperty("steps")[0].GetProperty("relay").GetString(), "the scene followed");
        Assert.AreEqual("33", house.GetProperty("relays")[0].GetProperty("pin").ToString());
        AssertOnlyOffline(first);
        AssertOnlyOffline(second, "status of 412 ");
        box.Stop();
    }

    [TestMethod]
    public async Task A_factory_reset_leads_to_the_set_up_with_another_code_and_leaves_nothing_planted()
    {
        using var box = new RealProcess(House);
        await using Visitor visitor = await FirstVisit(box);
        IPage page = visitor.Page;
        await visitor.Go("people");
        await page.ClickAsync("[data-key=add] summary");
        await page.FillAsync("form[data-key='form.person'] input", "PLANTED draft");
        await visitor.Go("system");
        await page.ClickAsync("[data-key=reset] summary");
        await page.FillAsync("input[name=confirm]", "reset");
        await page.ClickAsync(Reset + " button");
        await Assertions.Expect(page.Locator("[data-field=confirm] .error")).ToHaveTextAsync("Type RESET, in capital letters.");
        Assert.AreNotEqual("", box.FilesWith("PLANTED"));
        await page.FillAsync("input[name=confirm]", "RESET");
        await page.ClickAsync(Reset + " button");
        await RealVisit.Says(page, "Everything is erased");
        await page.WaitForSelectorAsync("input[name=code]", new() { Timeout = 30000 });
        Assert.AreEqual("", await page.EvaluateAsync<string>("JSON.stringify({...sessionStorage}).replace('{}', '')"), "no draft of the owner before");
        RealVisit.Await(() => box.Codes.Length == 2, "the new code is printed");
        Assert.AreNotEqual(box.Codes[0], box.Codes[1]);
        Assert.AreEqual("", box.FilesWith("PLANTED"));
        await visitor.SetUp(box.Codes[1], "a new owner 22");
        await visitor.Go("people");
        Assert.DoesNotContain("PLANTED", await page.ContentAsync());
        box.Stop();
        Assert.AreEqual("", box.FilesWith("PLANTED"));
        AssertOnlyOffline(visitor);
    }

    private static async Task<Visitor> FirstVisit(RealProcess box)
    {
        Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Light);
        await visitor.SetUp(box.Codes[^1], PageRig.Password);
        await visitor.Page.WaitForSelectorAsync("#link[data-state=live]");
        return visitor;
    }

    /// <summary>Without a hand on the page.</summary>
    private static async Task BackAtLogin(IPage page, RealProcess box, int start)
    {
        await page.WaitForSelectorAsync("h1:has-text('Log in')", new() { Timeout = 30000 });
        await Assertions.Expect(page.Locator(".banner")).ToContainTextAsync("the box restarted");
        Assert.AreEqual(start, box.Starts);
    }

    /// <summary>A browser notes each request that nobody answered, and each refusal.</summary>
    private static void AssertOnlyOffline(Visitor visitor, string also = "status of 401 ")
    {
        string[] expected = ["net::ERR_", "status of 400 ", "status of 401 ", "status of 503 ", also]; // 503: the other browser was reading that just now
        Assert.AreEqual("", string.Join('\n', visitor.Faults.Where(f => !expected.Any(e => f.Contains(e, StringComparison.Ordinal)))));
    }
}
