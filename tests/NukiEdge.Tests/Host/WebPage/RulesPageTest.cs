using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace NukiEdge.Tests.WebPage;

/// <summary>Rules on the page: made, ordered, copied, removed, in words.</summary>
[TestClass]
public sealed class RulesPageTest
{
    [TestMethod]
    public async Task A_rule_with_all_that_it_can_hold_is_saved_without_a_restart()
    {
        await using RulesVisit visit = await RulesVisit.Start();
        IPage page = visit.Page;
        await Assertions.Expect(page.Locator("[data-key=unsaved]")).ToHaveTextAsync("✓ Nothing changed yet.");
        await visit.Press("add");
        await Assertions.Expect(visit.Name).ToBeFocusedAsync();
        await visit.Name.FillAsync("Evening");
        await page.SelectOptionAsync("select[name=who]", "=Anna");
        await page.SelectOptionAsync("select[name=lock]", "Front door");
        foreach (ILocator summary in await page.Locator("form summary").AllAsync())
        {
            await summary.ClickAsync();
        }

        foreach (string box in new[] { "actions.unlock", "sources.keypad code", "sources.fingerprint", "weekdays.monday", "weekdays.sunday", "firstOfDay", "goOn" })
        {
            await page.CheckAsync($"input[name='{box}']");
        }

        await page.FillAsync("input[name=from]", "18:30");
        await page.FillAsync("input[name=until]", "01:00");
        await page.FillAsync("input[name=firstDay]", "2026-12-01");
        await page.FillAsync("input[name=lastDay]", "2027-01-06");
        await page.SelectOptionAsync("select[name=door]", "closed");
        await page.SelectOptionAsync("select[name=phase]", "opened");
        await page.FillAsync("input[name=coolDownS]", "60");
        await Assertions.Expect(page.Locator(".sentence")).ToHaveTextAsync("When Anna unlocked at Front door, by keypad code or fingerprint, on Mon, Sun, from 18:30, "
            + "until 01:00, from December 1, 2026 on, up to January 6, 2027, only the first time of the day, while the door is closed, "
            + "as soon as it has really opened, then a pause of 60 s → Welcome. Try the rules below it too.");
        await page.ClickAsync("form button[type=submit]");
        await Assertions.Expect(visit.Rule("Evening").Locator("[data-do^=edit]")).ToBeFocusedAsync();
        await visit.Save();
        Assert.AreEqual("""
            {"scenes":[{"name":"Welcome","steps":[{"relay":"Hall light","do":"on"}]}],"rules":[{"name":"Anna arrives","who":{"person":"Anna"},"scene":"Welcome"},
            {"name":"Evening","who":{"person":"Anna"},"lock":"Front door","actions":["unlock"],"sources":["keypad code","fingerprint"],
            "when":{"weekdays":["monday","sunday"],"from":"18:30","until":"01:00","firstDay":"2026-12-01","lastDay":"2027-01-06","firstOfDay":true,"door":"closed","phase":"opened"},
            "coolDownS":60,"scene":"Welcome","goOn":true}]}
            """.ReplaceLineEndings(""), visit.Sent("PUT", "/api/rules").Single());
        Assert.IsEmpty(visit.Sent("POST", "/api/restart"));
        await Assertions.Expect(page.Locator("[data-key=unsaved]")).ToHaveTextAsync("✓ Nothing changed yet.");
        await page.ReloadAsync(); // and the box has it: the form shows what was saved
        await visit.Visitor.LogIn();
        await visit.Rule("Evening").Locator("[data-do^=edit]").ClickAsync();
        await Assertions.Expect(page.Locator("input[name='sources.fingerprint']")).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("input[name=until]")).ToHaveValueAsync("01:00");
        await Assertions.Expect(page.Locator("[data-key=unsaved]")).ToHaveTextAsync("✓ Nothing changed yet.");
        visit.AssertQuiet();
    }

    [TestMethod]
    public async Task What_happens_without_a_visit_has_no_who_and_a_sentence_in_each_language()
    {
        string[,] said =
        {
            { "en", "When the battery is low, at any lock → Welcome." },
            { "de", "Wenn die Batterie schwach ist, Schloss: jedes Schloss → Welcome." },
            { "fr", "Quand la batterie est faible, serrure : toute serrure → Welcome." },
            { "it", "Quando la batteria è scarica, serratura: qualsiasi serratura → Welcome." },
            { "es", "Cuando la batería está baja, cerradura: cualquier cerradura → Welcome." },
            { "nl", "Als de batterij bijna leeg is, slot: elk slot → Welcome." },
        };
        await using RulesVisit visit = await RulesVisit.Start();
        IPage page = visit.Page;
        await visit.Press("edit");
        await page.SelectOptionAsync("select[name=on]", "battery low");
        await Assertions.Expect(page.Locator("select[name=who]")).ToBeHiddenAsync();
        for (int i = 0; i < said.GetLength(0); i++)
        {
            await page.SelectOptionAsync("select.language", said[i, 0]);
            await Assertions.Expect(page.Locator(".sentence")).ToHaveTextAsync(said[i, 1]); // the draft survives the change of language too
        }

        await page.SelectOptionAsync("select.language", "en");
        await visit.Save();
        Assert.Contains("""[{"name":"Anna arrives","on":"battery low","scene":"Welcome"}]""", visit.Sent("PUT", "/api/rules").Single());
    }

    [TestMethod]
    public async Task Limits_that_the_box_writes_and_that_are_none_are_not_in_the_sentence()
    {
        await using RulesVisit visit = await RulesVisit.Start("""
            {"rules":[{"name":"A","who":"known","when":{"weekdays":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"],"from":"00:00","until":"08:00"},
            "scene":"Welcome"},{"name":"B","who":"known","when":{"from":"20:00","until":"24:00","oncePerStay":true},"scene":"Welcome","later":7}]}
            """);
        await Assertions.Expect(visit.Rule("A").Locator(".words")).ToHaveTextAsync("When somebody known arrives at any lock, until 08:00 → Welcome.");
        await Assertions.Expect(visit.Rule("B").Locator(".words")).ToHaveTextAsync("When somebody known arrives at any lock, from 20:00 → Welcome.");
        await Assertions.Expect(visit.Page.Locator("[data-key=unsaved]")).ToHaveTextAsync("✓ Nothing changed yet.");
        await visit.Rule("A").Locator(".handle").PressAsync("ArrowDown");
        await visit.Save(); // what the page does not know stays
        Assert.Contains("""{"name":"B","who":"known","when":{"from":"20:00","oncePerStay":true},"scene":"Welcome","later":7}""", visit.Sent("PUT", "/api/rules").Single());
    }

    [TestMethod]
    public async Task Rules_are_ordered_by_keyboard_and_the_focus_goes_with_them()
    {
        await using RulesVisit visit = await RulesVisit.Start(RulesVisit.ThreeRules);
        ILocator handle = visit.Rule("A").Locator(".handle");
        await handle.PressAsync("ArrowDown");
        Assert.AreEqual("1. B 2. A 3. C", await visit.Order());
        await Assertions.Expect(handle).ToBeFocusedAsync();
        await Assertions.Expect(visit.Page.Locator("#say")).ToHaveTextAsync("A is number 2 now.");
        await Assertions.Expect(handle).ToHaveAttributeAsync("aria-label", "Move A, number 2 of 3: arrow keys up and down");
        await handle.PressAsync("End");
        Assert.AreEqual("1. B 2. C 3. A", await visit.Order());
        await handle.PressAsync("ArrowDown"); // it is the last already
        await handle.PressAsync("Home");
        Assert.AreEqual("1. A 2. B 3. C", await visit.Order());
        ILocator up = visit.Rule("C").Locator("[aria-label='Up: C']");
        await up.PressAsync("Enter");
        Assert.AreEqual("1. A 2. C 3. B", await visit.Order());
        await Assertions.Expect(up).ToBeFocusedAsync();
        await visit.Save();
        Assert.Contains("""{"name":"A","who":"known","scene":"Welcome"},{"name":"C","who":"nobody","scene":"Welcome"},{"name":"B",""", visit.Sent("PUT", "/api/rules").Single());
    }

    [TestMethod]
    public async Task Rules_are_ordered_by_drag_with_a_mouse_and_with_a_finger_and_Escape_lets_go()
    {
        await using RulesVisit visit = await RulesVisit.Start(RulesVisit.ThreeRules, Visitor.Desktop);
        IPage page = visit.Page;
        LocatorBoundingBoxResult from = (await visit.Rule("A").Locator(".handle").BoundingBoxAsync())!;
        LocatorBoundingBoxResult to = (await visit.Rule("C").BoundingBoxAsync())!;
        float x = from.X + from.Width / 2, fromY = from.Y + from.Height / 2, toY = to.Y + to.Height - 4;
        await page.Mouse.MoveAsync(x, fromY);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x, toY, new() { Steps = 4 });
        await Assertions.Expect(page.Locator("li.after")).ToHaveAttributeAsync("data-name", "C");
        await page.Keyboard.PressAsync("Escape");
        await page.Mouse.UpAsync();
        Assert.AreEqual("1. A 2. B 3. C", await visit.Order());
        await page.Mouse.MoveAsync(x, fromY);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x, toY, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        Assert.AreEqual("1. B 2. C 3. A", await visit.Order());
        await Assertions.Expect(visit.Rule("A").Locator(".handle")).ToBeFocusedAsync();

        ICDPSession finger = await page.Context.NewCDPSessionAsync(page);
        await page.EvaluateAsync("scrollTo(0, document.querySelector('[data-key=rules]').offsetTop)"); // not below the bar that saves
        float topY = (await visit.Rule("B").Locator(".handle").BoundingBoxAsync())!.Y;
        LocatorBoundingBoxResult last = (await visit.Rule("A").Locator(".handle").BoundingBoxAsync())!;
        await Touch(finger, "touchStart", x, last.Y + 20);
        await Touch(finger, "touchMove", x, last.Y - 40);
        await Touch(finger, "touchMove", x, topY);
        await finger.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
        await Assertions.Expect(page.Locator("li.rule h3").First).ToHaveTextAsync("1. A");
        Assert.AreEqual("1. A 2. B 3. C", await visit.Order());
        visit.AssertQuiet();
    }

    [TestMethod]
    public async Task Removing_asks_once_more_and_a_copy_gets_a_name_of_its_own()
    {
        await using RulesVisit visit = await RulesVisit.Start(RulesVisit.ThreeRules);
        await visit.Rule("A").Locator("[data-do^=drop]").ClickAsync();
        await Assertions.Expect(visit.Rule("A").Locator("[data-do^=drop]")).ToHaveTextAsync("Really?");
        await visit.Rule("B").Locator("[data-do^=drop]").ClickAsync(); // another one: asked anew
        await Assertions.Expect(visit.Rule("A").Locator("[data-do^=drop]")).ToHaveTextAsync("Remove");
        await visit.Rule("B").Locator("[data-do^=drop]").ClickAsync();
        Assert.AreEqual("1. A 2. C", await visit.Order());
        await visit.Rule("A").Locator("[data-do^=copy]").ClickAsync();
        await Assertions.Expect(visit.Name).ToHaveValueAsync("A 2");
        Assert.AreEqual("1. A 2. A 2 3. C", await visit.Order());
        await Assertions.Expect(visit.Page.Locator("[data-key=unsaved] summary")).ToHaveTextAsync("Not saved yet: 2");
        await visit.Press("discard");
        await visit.Press("discard");
        await Assertions.Expect(visit.Page.Locator("[data-key=unsaved]")).ToHaveTextAsync("✓ Nothing changed yet.");
        Assert.AreEqual("1. A 2. B 3. C", await visit.Order());
    }

    [TestMethod]
    public async Task A_name_that_wants_to_be_HTML_is_a_name_and_one_that_is_too_long_is_said_at_its_field()
    {
        const string Nasty = "<img src=x onerror=alert(1)>\"'& 🙂 مرحبا";
        await using RulesVisit visit = await RulesVisit.Start();
        await visit.Press("edit");
        await visit.Name.FillAsync(Nasty);
        await Assertions.Expect(visit.Page.Locator("li.rule h3 bdi")).ToHaveTextAsync(Nasty);
        Assert.AreEqual(0, await visit.Page.Locator("main img").CountAsync());
        await visit.Name.FillAsync(string.Concat(Enumerable.Repeat("ü", 33))); // 66 bytes
        await visit.Press("save");
        await Assertions.Expect(visit.Page.Locator("[data-field=name] .error")).ToHaveTextAsync("A name has 1 to 64 bytes, without control characters.");
        await Assertions.Expect(visit.Name).ToBeFocusedAsync();
        await Assertions.Expect(visit.Name).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.IsEmpty(visit.Sent("PUT", "/api/rules"));
        await visit.Name.FillAsync(Nasty);
        await visit.Save();
        Assert.Contains("onerror=alert(1)>\\\"'& 🙂 مرحبا", visit.Sent("PUT", "/api/rules").Single());
        visit.AssertQuiet();
    }

    [TestMethod]
    public async Task A_learned_code_gets_its_scene_in_the_third_tap_before_the_rules_for_anybody()
    {
        await using RulesVisit visit = await RulesVisit.Start(RulesVisit.ThreeRules);
        IPage page = visit.Page;
        await visit.Visitor.Go("people");
        await visit.Press("learn");
        visit.Box.Happens("use", """{"lock":0,"kind":"code","number":77,"source":"keypad code"}""");
        await page.FillAsync("form[data-key='form.learn0'] input[name=name]", "Grandma");
        await page.SelectOptionAsync("form[data-key='form.learn0'] select[name=scene]", "Welcome");
        await page.ClickAsync("form[data-key='form.learn0'] button");
        await Assertions.Expect(page.Locator("main > .banner")).ToHaveTextAsync("That is Grandma now. New rule: Grandma → Welcome");
        Assert.Contains("""[{"name":"Grandma → Welcome","who":{"person":"Grandma"},"scene":"Welcome"},{"name":"A",""", visit.Sent("PUT", "/api/rules").Single());
        visit.AssertQuiet();
    }

    [TestMethod]
    public async Task Every_form_of_rules_and_scenes_can_be_used_by_everybody_on_phone_and_desktop_by_day_and_night()
    {
        using var npm = new Npm("tests/page-mock");
        string axe = await File.ReadAllTextAsync(Path.Combine(npm.Root, "node_modules/axe-core/axe.min.js"));
        await using RulesVisit visit = await RulesVisit.Start(RulesVisit.ThreeRules);
        string found = "";
        foreach (int width in new[] { Visitor.Phone, Visitor.Desktop })
        {
            foreach (ColorScheme colours in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await visit.Visitor.Open(visit.Box.Address + "#rules", width, colours, colours == ColorScheme.Dark ? "de" : "en");
                await visit.Visitor.LogIn();
                found += await Look(visit, axe, $"{width} {colours} ");
            }
        }

        Assert.AreEqual("", found);
        visit.AssertQuiet();
    }

    private static async Task<string> Look(RulesVisit visit, string axe, string where)
    {
        string found = "";
        await visit.Press("add");
        foreach (ILocator summary in await visit.Page.Locator("form summary").AllAsync())
        {
            await summary.ClickAsync();
        }

        found += Said(await visit.Visitor.Findings(axe), where + "rule");
        await visit.Press("addScene");
        await visit.Page.CheckAsync("input[name=sensitive]");
        foreach (string kind in RuleTemplatesTest.Kinds)
        {
            await visit.AddStep(kind);
            foreach (ILocator summary in await visit.Page.Locator(".steps form summary").AllAsync())
            {
                await summary.ClickAsync();
            }

            found += Said(await visit.Visitor.Findings(axe), where + kind);
        }

        await visit.Press("save"); // wrong at many places
        found += Said(await visit.Visitor.Findings(axe), where + "errors");
        return found;
    }

    private static string Said(string findings, string where)
    {
        return findings.Length == 0 ? "" : where + ": " + findings + "\n";
    }

    private static Task Touch(ICDPSession finger, string type, float x, float y)
    {
        return finger.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = new[] { new { x, y } } });
    }
}
