using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace NukiEdge.Tests.WebPage;

/// <summary>People: joining, removing, looking ahead, many of them, and the keypad as a scene panel.</summary>
[TestClass]
public sealed class PeoplePageTest
{
    [TestMethod]
    public async Task Joining_two_persons_says_before_what_it_changes()
    {
        using var box = new MockBox();
        await using Visitor visitor = await People(box, Visitor.Phone);
        IPage page = visitor.Page;
        await page.ClickAsync("[data-do='open 0']");
        await page.ClickAsync("[data-key=inside] summary:has-text('Is the same person')");
        await page.SelectOptionAsync("form[data-key='form.join0'] select", "2");
        ILocator preview = page.Locator("form[data-key='form.join0'] .preview");
        await Assertions.Expect(preview).ToContainTextAsync("These numbers of Anna become Guest 4's:");
        await Assertions.Expect(preview.Locator("li")).ToHaveTextAsync(["+ Code 12345, Front door", "+ Fingerprint 8193, Front door"]);
        await Assertions.Expect(preview).ToContainTextAsync("Guest 4 has 3 numbers");
        await Assertions.Expect(preview).ToContainTextAsync("Rules for Anna fit nobody then: Anna arrives");
        Assert.IsFalse(visitor.Requests.Any(r => r.Url.EndsWith("/join", StringComparison.Ordinal)));
        await page.ClickAsync("form[data-key='form.join0'] button");
        await Assertions.Expect(page.Locator("[data-key=person0] .hint").First).ToContainTextAsync("No number yet");
        Assert.AreEqual("""{"into":2}""", visitor.Requests.Single(r => r.Url.EndsWith("/api/persons/0/join", StringComparison.Ordinal)).PostData);
    }

    [TestMethod]
    public async Task What_would_happen_is_said_for_each_number_of_a_person_with_when_it_counts()
    {
        using var box = new MockBox();
        await using Visitor visitor = await People(box, Visitor.Phone);
        IPage page = visitor.Page;
        await Assertions.Expect(page.Locator("[data-key=person0] .hint").First).ToContainTextAsync("last seen");
        await page.ClickAsync("[data-do='open 0']");
        await page.ClickAsync("[data-do='whatif 0']");
        await Assertions.Expect(page.Locator("[data-key='0-code-12345'] .foreseen")).ToHaveTextAsync("✓ ran Gate would run. Gate (rule Anna arrives)");
        await Assertions.Expect(page.Locator("[data-key='0-fingerprint-8193'] .foreseen")).ToContainTextAsync("it would be held. held: outside the rule's times");
        await Assertions.Expect(page.Locator("[data-key='0-code-12345'] .hint")).ToContainTextAsync("Mon, Fri · 08:00–18:00");
        await Assertions.Expect(page.Locator("[data-key='0-code-12345'] .hint")).ToContainTextAsync("valid from Nov 1, 2026");
        await Assertions.Expect(page.Locator("[data-key='0-fingerprint-8193'] .hint")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task All_numbers_of_a_person_are_removed_with_two_presses()
    {
        using var box = new MockBox();
        await using Visitor visitor = await People(box, Visitor.Desktop);
        IPage page = visitor.Page;
        await page.ClickAsync("[data-do='open 0']");
        await page.ClickAsync("[data-do='empty 0']");
        await Assertions.Expect(page.Locator("[data-do='empty 0']")).ToHaveTextAsync("Really?");
        Assert.IsFalse(visitor.Requests.Any(r => r.Method == "DELETE"));
        await page.ClickAsync("[data-do='empty 0']");
        await Assertions.Expect(page.Locator("main > .banner")).ToContainTextAsync("Removed.");
        Assert.AreEqual(2, visitor.Requests.Count(r => r.Method == "DELETE"));
    }

    [TestMethod]
    public async Task Two_hundred_persons_are_searched_filtered_and_changed_together()
    {
        using var box = new MockBox();
        box.Happens("crowd", """{"count":200}""");
        await using Visitor visitor = await People(box, Visitor.Phone);
        IPage page = visitor.Page;
        ILocator rows = page.Locator("[data-key=all] .person");
        await Assertions.Expect(rows).ToHaveCountAsync(40);
        await page.ClickAsync("[data-do=more]");
        await Assertions.Expect(rows).ToHaveCountAsync(200);
        await page.FillAsync("#search", "20123");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(rows.Locator("h3")).ToHaveTextAsync("Guest number 123");
        await page.FillAsync("#search", "");
        await page.SelectOptionAsync("#filter", "doubtful");
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await page.ClickAsync("[data-do='choose 50']");
        await page.ClickAsync("[data-do=chooseAll]");
        await Assertions.Expect(page.Locator("[data-key=bulk] strong")).ToHaveTextAsync("Chosen: 3");
        await page.ClickAsync("[data-do=confirmAll]");
        await Assertions.Expect(page.Locator("main > .banner")).ToHaveTextAsync("Confirmed: 3");
        Assert.AreEqual(3, visitor.Requests.Count(r => r.Url.EndsWith("/confirm", StringComparison.Ordinal)));
        double ms = await page.EvaluateAsync<double>("() => { const s = performance.now(); const i = document.querySelector('#search'); i.value = 'guest'; i.dispatchEvent(new Event('input')); return performance.now() - s; }");
        Console.WriteLine($"a letter in the search over 200 persons: {ms:F0} ms");
        Assert.IsLessThan(500, ms);
    }

    [TestMethod]
    public async Task The_keypad_becomes_a_scene_panel_in_three_steps_by_keyboard_alone()
    {
        using var box = new MockBox();
        await using Visitor visitor = await People(box, Visitor.Phone);
        IPage page = visitor.Page;
        ILocator heading = page.Locator("[data-key=wizard] h2");
        await page.FocusAsync("[data-do=panel]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(heading).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[data-key=wizard]")).ToContainTextAsync("Allow locking");
        await page.FocusAsync("[data-do='panelStep 2']");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(heading).ToHaveTextAsync("What do you press?");
        await page.FocusAsync("[data-do=panelLearn]");
        await page.Keyboard.PressAsync("Enter");
        box.Happens("use", """{"lock":0,"kind":"auth","number":777,"source":"fob"}""");
        await page.WaitForSelectorAsync("[data-do='panelPick 0']");
        await page.FocusAsync("[data-do='panelPick 0']");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(heading).ToBeFocusedAsync();
        await page.FocusAsync("form[data-key='form.panel'] input[name=name]");
        await page.Keyboard.TypeAsync("Lights");
        await page.FocusAsync("form[data-key='form.panel'] input[name=rule]");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("Fob lights");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main > .banner")).ToHaveTextAsync("Fob lights counts now: try it at the door.");
        string sent = visitor.Requests.Single(r => r.Method == "PUT" && r.Url.Contains("/api/rules?revision=7-12", StringComparison.Ordinal)).PostData!;
        Assert.Contains("""{"scenes":[{"name":"Welcome",""", sent);
        Assert.Contains("""
            "rules":[{"name":"Fob lights","who":{"person":"Lights"},"lock":"Front door","actions":["fob without action"],"scene":"Welcome"},{"name":"Anna arrives",
            """.Trim(), sent);
        Assert.AreEqual("", string.Join('\n', visitor.Faults));
    }

    [TestMethod]
    public async Task The_button_of_a_lock_runs_a_scene_without_anybodys_name()
    {
        using var box = new MockBox();
        await using Visitor visitor = await People(box, Visitor.Desktop);
        IPage page = visitor.Page;
        await page.ClickAsync("[data-do=panel]");
        await page.ClickAsync("[data-do='panelStep 2']");
        await page.ClickAsync("[data-do=panelButton]");
        await page.SelectOptionAsync("form[data-key='form.panel'] select[name=lock]", "Garden gate");
        await page.ClickAsync("form[data-key='form.panel'] button");
        await Assertions.Expect(page.Locator("main > .banner")).ToContainTextAsync("counts now");
        Assert.Contains(""""who":"nobody","lock":"Garden gate","actions":["button without action"],"scene":"Welcome"}"""", visitor.Requests.Single(r => r.Method == "PUT").PostData!);
    }

    private static async Task<Visitor> People(MockBox box, int width)
    {
        Visitor visitor = await Visitor.At(box, "people", width);
        await visitor.Page.WaitForSelectorAsync("[data-key=all]");
        return visitor;
    }
}
