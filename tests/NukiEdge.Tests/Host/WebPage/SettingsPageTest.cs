using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace NukiEdge.Tests.WebPage;

/// <summary>Settings: every form, logins, keys, account, appearance.</summary>
[TestClass]
public sealed class SettingsPageTest
{
    private const string Connect = "form[data-key='form.connect']", Broker = "form[data-key='form.broker']", Relays = "form[data-key='form.relays']";

    [TestMethod]
    public async Task Every_open_form_can_be_used_by_everybody_on_phone_and_desktop_by_day_and_night()
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
                box.Happens("reset", "{}");
                await visitor.Open(box.Address, width, colours);
                IPage page = visitor.Page;
                await visitor.LogIn();
                await visitor.Go("settings");
                await visitor.Unfold();
                await page.SelectOptionAsync(Broker + " select[name=kind]", "external");
                await page.SelectOptionAsync("form[data-key='form.program'] select[name=role]", "controller");
                await page.SelectOptionAsync("form[data-key='form.newKey'] select[name=role]", "controller");
                await page.SelectOptionAsync(Relays + " select[name='pin.0']", "12");
                found += await Finding(visitor, axe, $"settings, open, {width}, {colours}");
                await page.ClickAsync(Connect + " button");
                await page.WaitForSelectorAsync("[data-key=shown] code");
                found += await Finding(visitor, axe, $"settings, login shown, {width}, {colours}");
                await visitor.Go("system");
                await page.ClickAsync("[data-do=report]");
                await page.WaitForSelectorAsync("pre.report");
                await visitor.Unfold();
                found += await Finding(visitor, axe, $"system, open, {width}, {colours}");
                await visitor.Go("people");
                await page.ClickAsync("[data-do='open 0']");
                await page.ClickAsync("[data-do='whatif 0']");
                await page.WaitForSelectorAsync(".foreseen");
                await page.ClickAsync("[data-do='choose 1']");
                await visitor.Unfold();
                found += await Finding(visitor, axe, $"people, open, {width}, {colours}");
                await page.ClickAsync("[data-do=panel]");
                found += await Finding(visitor, axe, $"panel, {width}, {colours}");
                await page.ClickAsync("[data-do='panelStep 2']");
                await page.ClickAsync("[data-do=panelButton]");
                await page.WaitForSelectorAsync("form[data-key='form.panel']");
                found += await Finding(visitor, axe, $"panel, scene, {width}, {colours}");
            }
        }

        Assert.AreEqual("", found);
        Assert.AreEqual("", string.Join('\n', visitor.Faults));
    }

    [TestMethod]
    public async Task No_word_of_the_menu_is_cut_on_a_phone_in_any_language()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        foreach (string language in new[] { "en", "de", "fr", "it", "es", "nl" })
        {
            await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Light, language);
            await visitor.LogIn();
            await visitor.Go("settings"); // the chosen one is bold
            string cut = await visitor.Page.EvaluateAsync<string>("[...document.querySelectorAll('nav a span')].filter(s => s.scrollWidth > s.clientWidth "
                + "|| s.getBoundingClientRect().left < 0 || s.getBoundingClientRect().right > innerWidth).map(s => s.textContent).join(', ')");
            Assert.AreEqual("", cut, language);
            string narrow = await visitor.Page.EvaluateAsync<string>("[...document.querySelectorAll('nav a')].filter(a => a.offsetWidth < 44 || a.offsetHeight < 44).map(a => a.textContent).join(', ')");
            Assert.AreEqual("", narrow, language + ": too small for a finger");
            Assert.AreEqual(0, await visitor.Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"), language);
        }
    }

    [TestMethod]
    public async Task A_lock_is_connected_step_by_step_and_its_password_is_shown_once_and_nowhere_else()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Light);
        IPage page = visitor.Page;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.LogIn();
        await page.ClickAsync("a[href='#settings/logins']"); // the warning leads there
        await Assertions.Expect(page.Locator("[data-key=logins] h2")).ToBeFocusedAsync();
        await page.ClickAsync("[data-key=connect] summary");
        await page.ClickAsync(Connect + " button");
        ILocator lines = page.Locator("[data-key=shown] code");
        await Assertions.Expect(lines).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("[data-key=shown] h3")).ToBeFocusedAsync();
        string[] typed = [.. await lines.AllInnerTextsAsync()];
        Assert.AreEqual("192.168.1.20 1883 lock1", string.Join(' ', typed.Take(3)));
        string password = typed[3];
        Assert.IsGreaterThanOrEqualTo(16, password.Length);
        await Assertions.Expect(page.Locator("[data-key=shown] .steps")).ToContainTextAsync("Settings → Features & Configuration → MQTT");
        await Assertions.Expect(page.Locator("[data-key=shown]")).ToContainTextAsync("clear text");
        await page.ClickAsync("[data-key=shown] button[aria-label='Copy: Password']");
        await Assertions.Expect(page.Locator("[data-key=shown] button[aria-label='Copy: Password']")).ToContainTextAsync("Copied");
        Assert.AreEqual(password, await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await Assertions.Expect(page.Locator("[data-key=shown] [role=status]")).ToContainTextAsync("Waiting for the lock");
        await AssertNowhere(page, password);

        box.Happens("bind", """{"user":"lock1","lock":"3807B7E0"}""");
        ILocator confirm = page.Locator("[data-key=shown] [data-do^=confirm]");
        await Assertions.Expect(confirm).ToBeVisibleAsync();
        Assert.DoesNotContain(password, await page.ContentAsync(), "it was typed in: nobody needs it any more");
        await confirm.ClickAsync();
        await Assertions.Expect(page.Locator("main > .banner")).ToContainTextAsync("Confirmed");
        Assert.AreEqual(1, visitor.Requests.Count(r => r.Method == "POST" && r.Url.EndsWith("/api/logins/3/confirm", StringComparison.Ordinal)));

        await page.ClickAsync("[data-key=login3] summary");
        await page.ClickAsync("[data-key=login3] form button");
        password = await page.Locator("[data-key=shown] code").Last.InnerTextAsync();
        await visitor.Go("home");
        await visitor.Go("settings");
        Assert.DoesNotContain(password, await page.ContentAsync(), "another page came between");
        Assert.AreEqual("", string.Join('\n', visitor.Faults));
    }

    [TestMethod]
    public async Task What_needs_a_fresh_login_asks_for_the_password_in_its_place_and_keeps_what_was_typed()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.At(box, "settings", Visitor.Desktop);
        IPage page = visitor.Page;
        box.Happens("stale", "{}");
        await page.ClickAsync("[data-key=newKey] summary");
        await page.FillAsync("form[data-key='form.newKey'] input[name=name]", "Node-RED");
        await page.ClickAsync("form[data-key='form.newKey'] button");
        ILocator again = page.Locator("form[data-key='form.newKey'] [data-field=passwordAgain] input");
        await Assertions.Expect(again).ToBeFocusedAsync();
        await again.FillAsync("wrong password here");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-field=passwordAgain] .error")).ToHaveTextAsync("Wrong password.");
        await again.FillAsync(MockBox.Password);
        await page.Keyboard.PressAsync("Enter");
        ILocator text = page.Locator("[data-key=shownKey] code").Last;
        await Assertions.Expect(text).ToContainTextAsync("0a0b0c0d-");
        string key = await text.InnerTextAsync();
        await AssertNowhere(page, key);
        await page.ClickAsync("[data-do=keyTyped]");
        Assert.DoesNotContain(key, await page.ContentAsync());
        Assert.IsFalse(visitor.Requests.Any(r => (r.PostData ?? "").Contains(MockBox.Password, StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_bearer_key_carries_its_warning_and_a_key_is_removed_with_two_presses()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Dark);
        IPage page = visitor.Page;
        await visitor.LogIn();
        await visitor.Go("settings");
        await page.ClickAsync("[data-key=key1f2e3d4c] summary");
        await Assertions.Expect(page.Locator("[data-key=key1f2e3d4c] .banner")).ToContainTextAsync("who listens in your network reads the key");
        await page.UncheckAsync("[data-key=key1f2e3d4c] input[name=bearer]");
        await page.ClickAsync("[data-key=key1f2e3d4c] form button");
        await Assertions.Expect(page.Locator("[data-key=key1f2e3d4c] > p")).Not.ToContainTextAsync("Bearer");
        await page.ClickAsync("[data-do='dropKey 0']");
        Assert.IsFalse(visitor.Requests.Any(r => r.Method == "DELETE"));
        await page.ClickAsync("[data-do='dropKey 0']");
        await Assertions.Expect(page.Locator("[data-key=key1f2e3d4c]")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task Light_and_dark_can_be_chosen_against_the_system_and_the_choice_stays()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Dark);
        IPage page = visitor.Page;
        await visitor.LogIn();
        await visitor.Go("settings");
        const string Background = "getComputedStyle(document.body).backgroundColor";
        string dark = await page.EvaluateAsync<string>(Background);
        await page.ClickAsync("[data-do='theme light']");
        await Assertions.Expect(page.Locator("[data-do='theme light']")).ToHaveAttributeAsync("aria-pressed", "true");
        string light = await page.EvaluateAsync<string>(Background);
        Assert.AreNotEqual(dark, light);
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("form");
        Assert.AreEqual(light, await page.EvaluateAsync<string>(Background));
        await visitor.LogIn();
        await page.ClickAsync("[data-do='theme dark']");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        Assert.AreEqual(dark, await page.EvaluateAsync<string>(Background));
        await page.ClickAsync("[data-do^='theme']");
        Assert.AreEqual(light, await page.EvaluateAsync<string>(Background));
    }

    [TestMethod]
    public async Task A_failed_sync_says_in_the_readers_language_what_to_do_and_lists_what_syncs_changed()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open(box.Address, Visitor.Phone, ColorScheme.Light, "de");
        IPage page = visitor.Page;
        box.Happens("sync", """{"code":30,"text":"Nuki Web does not accept the API token"}""");
        await visitor.LogIn();
        await visitor.Go("settings");
        await Assertions.Expect(page.Locator("[data-key=nuki] > .banner")).ToContainTextAsync("Nuki Web nimmt das Token nicht");
        await page.ClickAsync("[data-key=changed] summary");
        await Assertions.Expect(page.Locator("[data-key=changed] li")).ToContainTextAsync("Code 7 gehört Guest 4");
        await page.ClickAsync("[data-key=hook] summary");
        await page.FillAsync("form[data-key='form.hook'] input[name=secret]", "planted-hook");
        await page.ClickAsync("form[data-key='form.hook'] button");
        await Assertions.Expect(page.Locator("[data-key=hook] summary")).ToContainTextAsync("vorhanden");
        Assert.DoesNotContain("planted-hook", string.Join('\n', visitor.Requests.Select(r => r.PostData)) + await page.EvaluateAsync<string>("JSON.stringify({...sessionStorage})"));
    }

    private static async Task AssertNowhere(IPage page, string secret)
    {
        Assert.DoesNotContain(secret, await page.EvaluateAsync<string>("JSON.stringify([{...sessionStorage}, {...localStorage}, location.href])"));
        Assert.AreEqual(1, await page.EvaluateAsync<int>("s => document.documentElement.outerHTML.split(s).length - 1", secret), "it stands in one place only");
    }

    private static async Task<string> Finding(Visitor visitor, string axe, string where)
    {
        string found = await visitor.Findings(axe);
        return found.Length == 0 ? "" : where + ": " + found + "\n";
    }
}
