using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Tests.Api;

namespace NukiEdge.Tests.WebPage;

/// <summary>Issue 5: first visit to working scene, on the appliance itself, and everybody can use each page and form on the way.</summary>
[TestClass]
public sealed class StoryTest
{
    private static readonly Lazy<string> Axe = new(() =>
    {
        using var npm = new Npm("tests/page-mock");
        return File.ReadAllText(Path.Combine(npm.Root, "node_modules/axe-core/axe.min.js"));
    });

    [TestMethod]
    public Task First_visit_to_working_scene_on_a_phone_by_day()
    {
        return FirstVisitToWorkingScene(Visitor.Phone, ColorScheme.Light);
    }

    [TestMethod]
    public Task First_visit_to_working_scene_on_a_phone_by_night()
    {
        return FirstVisitToWorkingScene(Visitor.Phone, ColorScheme.Dark);
    }

    [TestMethod]
    public Task First_visit_to_working_scene_at_a_desktop_by_day()
    {
        return FirstVisitToWorkingScene(Visitor.Desktop, ColorScheme.Light);
    }

    [TestMethod]
    public Task First_visit_to_working_scene_at_a_desktop_by_night()
    {
        return FirstVisitToWorkingScene(Visitor.Desktop, ColorScheme.Dark);
    }

    private static async Task FirstVisitToWorkingScene(int width, ColorScheme colours)
    {
        await using Story story = await Story.Begin(width, colours);
        string where = $"{width}-{(colours == ColorScheme.Dark ? "dark" : "light")}";
        await Look(story, "first visit");
        await story.Visitor.SetUp(story.DeviceCodeText, PageRig.Password);
        await Look(story, "home");
        await Learn(story, where);
        await story.Visitor.Go("rules");
        await Look(story, "rules");
        await MakeScene(story, where);
        await MakeRule(story, where);
        await Save(story);

        await story.ComesByCode();
        story.AssertSceneRan();
        await story.Visitor.Go("log");
        await story.AssertLogLine();
        await Look(story, "log");
        await story.Visitor.Go("home");
        await Assertions.Expect(story.Page.Locator("[data-key=visits] li").First).ToContainTextAsync($"{Story.Person}: opened the door by keypad code, ran {Story.Scene}, relay after");
        await Look(story, "home afterwards");
        await Keep(story, where, Visitor.Desktop, ColorScheme.Dark, "body");
        story.AssertQuiet(PageRig.Password);
    }

    private static async Task Learn(Story story, string where)
    {
        IPage page = story.Page;
        await story.Visitor.Go("people");
        await Look(story, "people");
        await page.ClickAsync("[data-do=learn]");
        await Assertions.Expect(page.Locator("[data-do=learn]")).ToBeHiddenAsync();
        await story.ComesByCode();
        ILocator form = page.Locator("form[data-key^='form.learn']");
        await form.Locator("input[name=name]").FillAsync(Story.Person);
        await Look(story, "learned");
        await Keep(story, where, Visitor.Phone, ColorScheme.Light, "[data-key=learn]");
        await form.Locator("button").ClickAsync();
        await Assertions.Expect(page.Locator("[data-key=all] h3", new() { HasTextString = Story.Person })).ToBeVisibleAsync();
    }

    private static async Task MakeScene(Story story, string where)
    {
        IPage page = story.Page;
        await page.ClickAsync("[data-do=addScene]");
        await page.FillAsync("form input[name=name]", Story.Scene);
        await page.SelectOptionAsync(".adder select", "relay");
        await page.ClickAsync("[data-do^=addStep]");
        await page.SelectOptionAsync(".steps select[name=relay]", Story.Relay);
        await page.FillAsync(".steps input[name=ms]", Story.PulseMs.ToString());
        await Look(story, "relay step");
        await page.ClickAsync(".steps form button[type=submit]");
        await page.SelectOptionAsync(".adder select", "shelly2");
        await page.ClickAsync("[data-do^=addStep]");
        await page.FillAsync(".steps input[name=address]", story.ShellyAddress);
        await page.SelectOptionAsync(".steps select[name=order]", "pulse");
        await page.FillAsync(".steps input[name=seconds]", "2");
        await Look(story, "Shelly step");
        await Keep(story, where, Visitor.Phone, ColorScheme.Dark, $"li.scene[data-name='{Story.Scene}'] .steps");
        await page.ClickAsync(".steps form button[type=submit]");
        await page.ClickAsync("[data-do=done]");
    }

    private static async Task MakeRule(Story story, string where)
    {
        IPage page = story.Page;
        await page.ClickAsync("[data-do=add]");
        await page.FillAsync("form input[name=name]", Story.Rule);
        await page.SelectOptionAsync("form select[name=who]", "=" + Story.Person);
        await page.SelectOptionAsync("form select[name=lock]", "Front door");
        await page.SelectOptionAsync("form select[name=scene]", Story.Scene);
        await page.PressAsync($"li.rule[data-name='{Story.Rule}'] .handle", "Home"); // before the rule for anybody who is known
        await Assertions.Expect(page.Locator("form .sentence")).ToHaveTextAsync($"When {Story.Person} arrives at Front door → {Story.Scene}.");
        await Look(story, "rule");
        await Keep(story, where, Visitor.Desktop, ColorScheme.Light, "[data-key=rules]");
        await page.ClickAsync("form button[type=submit]");
    }

    private static async Task Save(Story story)
    {
        await story.Page.ClickAsync("[data-do=save]");
        await Assertions.Expect(story.Page.Locator("main > .banner")).ToHaveTextAsync("Saved. It counts from now on.");
        await Assertions.Expect(story.Page.Locator("li.rule h3").First).ToHaveTextAsync("1. " + Story.Rule);
        await Look(story, "saved");
    }

    /// <summary>axe-core finds nothing serious, and nothing is wider than the window.</summary>
    private static async Task Look(Story story, string where)
    {
        Assert.AreEqual("", await story.Visitor.Findings(Axe.Value), where);
    }

    /// <summary>Each run keeps one picture, of another part of the story.</summary>
    private static async Task Keep(Story story, string where, int width, ColorScheme colours, string at)
    {
        string name = $"{width}-{(colours == ColorScheme.Dark ? "dark" : "light")}";
        if (name == where)
        {
            await story.Keep(name, story.Page.Locator(at));
        }
    }
}
