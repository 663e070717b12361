using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace NukiEdge.Tests.WebPage;

/// <summary>System: report, factory reset, restarts; and the warnings that lead to what solves them.</summary>
[TestClass]
public sealed class SystemPageTest
{
    [TestMethod]
    public async Task The_report_has_no_name_number_address_or_anything_that_somebody_typed()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Light);
        IPage page = visitor.Page;
        box.Happens("visit", """{"name":"Planted Person","what":"unlock by planted source"}""");
        await visitor.LogIn();
        await visitor.Go("system");
        await Assertions.Expect(page.Locator("pre.report")).ToHaveCountAsync(0);
        await page.ClickAsync("[data-do=report]");
        string report = await page.Locator("pre.report").InnerTextAsync();
        string[] planted = ["Anna", "Bob", "script", "Guest", "Planted", "planted", "Front", "Garden", "Gate", "Hall", "Welcome", "arrives", "Night", "3807", "12345", "8193", "54322", "4711", "195249",
            "192.168", "77.30", "admin", "front", "CET", "5 GHz"];
        Assert.AreEqual("", string.Join(", ", planted.Where(p => report.Contains(p, StringComparison.Ordinal))));
        foreach (string kept in new[] { "\"version\": \"0.1.0\"", "\"person\": \"person 1\"", "\"lock\": \"lock 1\"", "\"rule\": \"rule 1\"", "code at lock 1", "unlatch by fingerprint", "\"note\": 50", "\"who\": \"person 1\"" })
        {
            Assert.Contains(kept, report);
        }

        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.ClickAsync("[data-do=copyReport]");
        await Assertions.Expect(page.Locator("main > .banner")).ToHaveTextAsync("The report is copied.");
        Assert.AreEqual(report.Trim(), (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).Trim());
        await visitor.Go("home");
        await visitor.Go("system");
        await Assertions.Expect(page.Locator("pre.report")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task A_text_is_copied_also_where_the_browser_has_no_clipboard_for_plain_HTTP()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Desktop, ColorScheme.Light);
        IPage page = visitor.Page;
        await page.EvaluateAsync("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        await visitor.LogIn();
        await visitor.Go("system");
        await page.ClickAsync("[data-do=report]");
        await page.WaitForSelectorAsync("pre.report");
        await page.EvaluateAsync("document.addEventListener('copy', () => window.copied = getSelection().toString() || document.activeElement.value)");
        await page.ClickAsync("[data-do=copyReport]");
        await Assertions.Expect(page.Locator("main > .banner")).ToHaveTextAsync("The report is copied.");
        Assert.Contains("\"version\"", await page.EvaluateAsync<string>("window.copied"));
        Assert.AreEqual(0, await page.Locator("body > textarea").CountAsync());
    }

    [TestMethod]
    public async Task Everything_is_erased_only_after_the_word_was_typed()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Dark);
        IPage page = visitor.Page;
        await visitor.LogIn();
        await visitor.Go("system");
        await page.ClickAsync("[data-key=reset] summary");
        await page.FillAsync("input[name=confirm]", "reset");
        await page.ClickAsync("[data-key=reset] form button");
        await Assertions.Expect(page.Locator("[data-field=confirm] .error")).ToHaveTextAsync("Type RESET, in capital letters.");
        Assert.IsFalse(visitor.Requests.Any(r => r.Url.EndsWith("/api/reset", StringComparison.Ordinal)));
        await page.FillAsync("input[name=confirm]", "RESET");
        await page.ClickAsync("[data-key=reset] form button");
        await Assertions.Expect(page.Locator("main > .banner")).ToContainTextAsync("Everything is erased");
        Assert.AreEqual("""{"confirm":"RESET"}""", visitor.Requests.Single(r => r.Url.EndsWith("/api/reset", StringComparison.Ordinal)).PostData);
    }

    [TestMethod]
    public async Task Starts_and_their_reasons_are_listed_newest_first()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Light);
        await visitor.LogIn();
        await visitor.Go("system");
        await visitor.Page.ClickAsync("[data-key=lives] summary");
        string[] lines = [.. await visitor.Page.Locator("[data-key=lives] li bdi").AllInnerTextsAsync()];
        Assert.AreEqual("the run before ended: power cut|started, all relays off", string.Join('|', lines));
    }

    [TestMethod]
    public async Task A_warning_leads_to_the_part_that_solves_it_by_keyboard()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Light, "fr");
        IPage page = visitor.Page;
        await visitor.LogIn();
        await page.FocusAsync("[data-key=warnings] a[href='#people']");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("nav a[data-page=people]")).ToHaveAttributeAsync("aria-current", "page");
        await visitor.Go("home");
        await page.FocusAsync("[data-key=warnings] a[href='#settings/logins']");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-key=logins] h2")).ToBeFocusedAsync();
        await page.ClickAsync(".chips a[href='#settings/zone']");
        await Assertions.Expect(page.Locator("[data-key=zone] h2")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[data-key=zone] h2")).ToBeInViewportAsync();
    }
}
