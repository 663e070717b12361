using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Tests.Repository;

namespace NukiEdge.Tests.WebPage;

/// <summary>The page in a real browser, before a box of sample data.</summary>
[TestClass]
public sealed class PageTest
{
    private const string Nasty = "Bob \"<script>alert(1)</script>\" & 'Ü' 🙂 مرحبا";

    private static readonly string[] Pages = ["home", "people", "rules", "log", "settings", "system"];

    [TestMethod]
    public async Task Every_page_can_be_used_by_everybody_on_phone_and_desktop_by_day_and_night()
    {
        using var npm = new Npm("tests/page-mock");
        string axe = await File.ReadAllTextAsync(Path.Combine(npm.Root, "node_modules/axe-core/axe.min.js"));
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        string found = "";
        foreach (int width in new[] { Visitor.Phone, Visitor.Desktop })
        {
            foreach (ColorScheme colours in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await visitor.Open(box.Address, width, colours);
                await visitor.Page.WaitForSelectorAsync("form");
                found += Where(await visitor.Findings(axe), width, colours, "login");
                await visitor.LogIn();
                foreach (string page in Pages)
                {
                    await visitor.Go(page);
                    found += Where(await visitor.Findings(axe), width, colours, page);
                    await Keep(visitor.Page, page, width, colours);
                }
            }
        }

        Assert.AreEqual("", found);
        AssertQuiet(visitor, box);
    }

    [TestMethod]
    public async Task Owner_sets_up_the_box_and_teaches_it_a_finger_by_keyboard_alone()
    {
        using var box = new MockBox(false);
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Light);
        IPage page = visitor.Page;
        await Assertions.Expect(page.Locator("input[name=code]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(MockBox.DeviceCode);
        await page.Keyboard.PressAsync("Tab"); // the user name, read only
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(MockBox.Password);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(MockBox.Password + "r");
        await page.Keyboard.PressAsync("Enter");
        ILocator again = page.Locator("input[name=again]");
        await Assertions.Expect(again).ToBeFocusedAsync();
        await Assertions.Expect(again).ToHaveAttributeAsync("aria-invalid", "true");
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("nav");
        await TabTo(page, "nav a[data-page=people]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        await TabTo(page, "[data-do=learn]");
        await page.Keyboard.PressAsync("Enter");
        box.Happens("use", """{"lock":0,"kind":"fingerprint","number":77,"source":"fingerprint"}""");
        await page.WaitForSelectorAsync("form[data-key='form.learn0']");
        await TabTo(page, "form[data-key='form.learn0'] input[name=name]");
        await page.Keyboard.TypeAsync("Grandma");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-key=all] h3", new() { HasTextString = "Grandma" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main > .banner")).ToHaveTextAsync("That is Grandma now.");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync(); // the form is gone, the focus is not lost
        await TabTo(page, "nav a[data-page=home]");
        await page.Keyboard.PressAsync("Enter");
        await TabTo(page, "[data-key=relay0] [role=switch]");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator("[data-key=relay0] [role=switch]")).ToHaveAttributeAsync("aria-checked", "true");
        AssertQuiet(visitor, box);
    }

    [TestMethod]
    public async Task Names_that_want_to_be_HTML_come_back_exactly_and_harm_nothing()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Light);
        visitor.Page.Dialog += (_, dialog) => visitor.Faults.Add("a dialog opened: " + dialog.Message);
        await visitor.LogIn();
        await Assertions.Expect(visitor.Page.Locator("[data-key=visits] bdi", new() { HasTextString = "Bob" })).ToHaveTextAsync(Nasty);
        await visitor.Go("people");
        await Assertions.Expect(visitor.Page.Locator("[data-key=person1] h3 bdi")).ToHaveTextAsync(Nasty);
        await visitor.Go("log");
        await Assertions.Expect(visitor.Page.Locator("[data-key=n1] bdi")).ToContainTextAsync(Nasty);
        Assert.AreEqual(1, await visitor.Page.Locator("script").CountAsync(), "a script came out of a name");
        AssertQuiet(visitor, box);
    }

    [TestMethod]
    public async Task A_visit_appears_at_once_and_also_where_no_stream_can_be_opened()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Light, "de-AT");
        await visitor.LogIn();
        await Assertions.Expect(visitor.Page.Locator("#link")).ToHaveTextAsync("live");
        box.Happens("visit", """{"name":"Clara","what":"unlatch by fingerprint"}""");
        ILocator newest = visitor.Page.Locator("[data-key=visits] li p").First;
        await Assertions.Expect(newest).ToHaveTextAsync("✓ ausgeführt Clara: Tür geöffnet mit Fingerabdruck, Welcome ausgeführt, Relais nach 0,4 ms");
        AssertQuiet(visitor, box);
        await visitor.Page.Context.RouteAsync("**/api/events*", r => r.FulfillAsync(new() { Status = 503 }));
        await visitor.Page.ReloadAsync();
        await visitor.LogIn();
        await Assertions.Expect(visitor.Page.Locator("#link")).ToHaveTextAsync("fragt alle 5 s");
        box.Happens("visit", """{"name":"Dora","what":"unlock by app"}""");
        await Assertions.Expect(newest).ToContainTextAsync("Dora");
    }

    [TestMethod]
    public async Task Unsaved_edits_survive_a_lost_connection_and_a_reload_but_secrets_are_not_kept()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.At(box, "settings", Visitor.Phone);
        IPage page = visitor.Page;
        await page.FillAsync("form[data-key='form.nuki'] input[name=everyMin]", "77");
        await page.FillAsync("form[data-key='form.nuki'] input[name=token]", "planted-token");
        await page.Context.SetOfflineAsync(true);
        await page.ClickAsync("form[data-key='form.nuki'] button");
        await Assertions.Expect(page.Locator("form[data-key='form.nuki'] .error.whole")).ToHaveTextAsync("The box did not answer. Please try again.");
        await page.Context.SetOfflineAsync(false);
        Assert.DoesNotContain("planted", await page.EvaluateAsync<string>("JSON.stringify([{...sessionStorage}, {...localStorage}, location.href])"));
        await page.ReloadAsync();
        await visitor.LogIn();
        await Assertions.Expect(page.Locator("form[data-key='form.nuki'] input[name=everyMin]")).ToHaveValueAsync("77");
        await page.FillAsync("form[data-key='form.nuki'] input[name=token]", "planted-token");
        await page.ClickAsync("form[data-key='form.nuki'] button");
        await Assertions.Expect(page.Locator("main > .banner")).ToHaveTextAsync("Saved.");
        string sent = string.Join('\n', visitor.Requests.Select(r => r.Url + r.PostData));
        Assert.Contains("\"token\":", sent);
        Assert.DoesNotContain("planted", sent);
        Assert.DoesNotContain(MockBox.Password, sent);
    }

    [TestMethod]
    public async Task News_while_a_page_is_read_draws_no_half_of_it()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Light);
        var isThere = new TaskCompletionSource();
        int asked = 0;
        await visitor.Page.RouteAsync("**/api/status", async route =>
        {
            await (++asked == 2 ? isThere.Task : Task.CompletedTask); // the first is the first page's, the second is read for the news
            await route.ContinueAsync();
        });
        await visitor.LogIn();
        await Assertions.Expect(visitor.Page.Locator("#link")).ToHaveTextAsync("live");
        await visitor.Page.EvaluateAsync("""
            new MutationObserver(() => window.first ??= document.querySelectorAll('main .card').length || undefined).observe(document.getElementById('main'), { childList: true, subtree: true })
            """);
        await visitor.Page.ClickAsync("nav a[data-page=settings]");
        await visitor.Page.WaitForSelectorAsync("nav a[data-page=settings][aria-current]");
        isThere.SetResult();
        await visitor.Page.WaitForSelectorAsync("[data-key=logins]");
        Assert.AreEqual(await visitor.Page.Locator("main .card").CountAsync(), await visitor.Page.EvaluateAsync<int>("window.first"), "drawn before all of it was read");
    }

    [TestMethod]
    public async Task A_backup_is_checked_and_its_differences_are_shown_before_it_is_taken()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Desktop, ColorScheme.Dark);
        IPage page = visitor.Page;
        await visitor.LogIn();
        await visitor.Go("system");
        await page.SetInputFilesAsync("input[type=file]", Offered("""{"house":2}"""));
        await page.ClickAsync("form[data-key='form.restore'] button");
        await Assertions.Expect(page.Locator("[data-field=file] .error")).ToHaveTextAsync("house: this version of the format is not known");
        await page.SetInputFilesAsync("input[type=file]", Offered("""{"house":1,"relays":[{"longestOnMs":3000,"name":"Gate"},{"name":"Bell"}]}"""));
        await page.ClickAsync("form[data-key='form.restore'] button");
        await page.WaitForSelectorAsync("[data-key=preview]");
        string shown = string.Join('\n', await page.Locator("[data-key=preview] li").AllInnerTextsAsync());
        Assert.Contains("+ Relay: Bell", shown);
        Assert.Contains("− Relay: Hall light", shown);
        Assert.Contains("− Person: Anna", shown);
        Assert.DoesNotContain("Gate", shown.Replace("Garden gate", "", StringComparison.Ordinal));
        Assert.IsFalse(visitor.Requests.Any(r => r.Method == "PUT" && !r.Url.EndsWith("check=1", StringComparison.Ordinal)), "nothing was taken yet");
        await page.ClickAsync("[data-do=take]");
        await page.WaitForSelectorAsync("main > .banner");
        Assert.IsTrue(visitor.Requests.Any(r => r.Method == "PUT" && r.Url.EndsWith("revision=7-12", StringComparison.Ordinal)));
    }

    private static FilePayload Offered(string json)
    {
        return new FilePayload { Name = "house.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(json) };
    }

    private static string Where(string findings, int width, ColorScheme colours, string page)
    {
        return findings.Length == 0 ? "" : $"{page} at {width}, {colours}: {findings}\n";
    }

    private static void AssertQuiet(Visitor visitor, MockBox box)
    {
        Assert.AreEqual("", string.Join('\n', visitor.Faults));
        Assert.AreEqual("", string.Join('\n', visitor.Requests.Select(r => r.Url)
            .Where(u => !u.StartsWith(box.Address, StringComparison.Ordinal) && !u.StartsWith("data:", StringComparison.Ordinal))), "requests left the origin");
    }

    /// <summary>Presses Tab until the element has the focus: at most once around.</summary>
    private static async Task TabTo(IPage page, string selector)
    {
        for (int presses = 0; presses < 80; presses++)
        {
            if (await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail("no Tab leads to " + selector);
    }

    /// <summary>With NUKIEDGE_WRITE=1: pictures of the first page for the documentation.</summary>
    private static async Task Keep(IPage page, string name, int width, ColorScheme colours)
    {
        if (name == "home" && Environment.GetEnvironmentVariable("NUKIEDGE_WRITE") == "1")
        {
            string file = $"page-home-{width}-{(colours == ColorScheme.Dark ? "dark" : "light")}.png";
            await page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "firmware/docs/pictures", file) });
        }
    }
}
