using System;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Tests.Api;

namespace NukiEdge.Tests.WebPage;

/// <summary>Issue 5: the same story, by keyboard alone.</summary>
[TestClass]
public sealed class StoryByKeyboardTest
{
    [TestMethod]
    public async Task First_visit_to_working_scene_needs_nothing_but_a_keyboard()
    {
        await using Story story = await Story.Begin(Visitor.Phone, ColorScheme.Light);
        var keys = new Keys(story.Page);
        await SetUp(story, keys);
        await Learn(story, keys);
        await keys.BackTo("nav a[data-page=rules]");
        await keys.Press("Enter");
        await story.Page.WaitForSelectorAsync("[data-key=rules]");
        await MakeScene(story, keys);
        await MakeRule(story, keys);
        await Save(story, keys);

        await story.ComesByCode();
        story.AssertSceneRan();
        await keys.BackTo("nav a[data-page=log]");
        await keys.Press("Enter");
        await story.AssertLogLine();
        story.AssertQuiet(PageRig.Password);
        Console.WriteLine($"{keys.Stops} stops by Tab, at most {keys.LongestWay} from one thing to the next");
    }

    private static async Task SetUp(Story story, Keys keys)
    {
        await story.Page.WaitForSelectorAsync("input[name=code]");
        await keys.To("input[name=code]", 1); // it has the focus
        await keys.Type(story.DeviceCodeText);
        await keys.To("input[name=password]");
        await keys.Type(PageRig.Password);
        await keys.To("input[name=again]");
        await keys.Type(PageRig.Password);
        await keys.Press("Enter");
        await story.Page.WaitForSelectorAsync(".card:not(form)");
    }

    private static async Task Learn(Story story, Keys keys)
    {
        await keys.To("nav a[data-page=people]");
        await keys.Press("Enter");
        await story.Page.WaitForSelectorAsync("[data-do=learn]");
        await keys.To("[data-do=learn]");
        await keys.Press("Space");
        await Assertions.Expect(story.Page.Locator("[data-do=learn]")).ToBeHiddenAsync();
        await story.ComesByCode();
        await story.Page.WaitForSelectorAsync("form[data-key^='form.learn']");
        await keys.To("form[data-key^='form.learn'] input[name=name]");
        await keys.Type(Story.Person);
        await keys.Press("Enter");
        await Assertions.Expect(story.Page.Locator("[data-key=all] h3", new() { HasTextString = Story.Person })).ToBeVisibleAsync();
    }

    private static async Task MakeScene(Story story, Keys keys)
    {
        await keys.To("[href='#rules/scenes']");
        await keys.Press("Enter");
        await keys.To("[data-do=addScene]");
        await keys.Press("Enter");
        await keys.To("form input[name=name]", 1);
        await keys.Type(Story.Scene);
        await AddStep(keys, "relay");
        await keys.To(".steps select[name=relay]", 1);
        await keys.Choose(Story.Relay);
        await keys.To(".steps input[name=ms]");
        await keys.Type(Story.PulseMs.ToString());
        await keys.To(".steps form button[type=submit]");
        await keys.Press("Enter");
        await AddStep(keys, "shelly2");
        await keys.To(".steps input[name=address]", 1);
        await keys.Type(story.ShellyAddress);
        await keys.To(".steps select[name=order]");
        await keys.Choose("pulse");
        await keys.To(".steps input[name=seconds]");
        await keys.Type("2");
        await keys.Press("Enter"); // as "Done" does
        await keys.To("[data-do=done]");
        await keys.Press("Enter");
        await keys.To($"li.scene[data-name='{Story.Scene}'] [data-do^=editScene]", 1);
    }

    private static async Task AddStep(Keys keys, string kind)
    {
        await keys.To(".adder select");
        await keys.Choose(kind);
        await keys.To("[data-do^=addStep]");
        await keys.Press("Enter");
    }

    private static async Task MakeRule(Story story, Keys keys)
    {
        await keys.To(".skip"); // past the end, the browser begins at the top again
        await keys.Press("Enter");
        await keys.To("[href='#rules/rules']");
        await keys.Press("Enter");
        await keys.To("[data-do=add]");
        await keys.Press("Space");
        await keys.To("form input[name=name]", 1);
        await keys.Type(Story.Rule);
        await keys.To("select[name=who]");
        await keys.Choose("=" + Story.Person);
        await keys.To("select[name=lock]");
        await keys.Choose("Front door");
        await keys.To("form select[name=scene]");
        await keys.Choose(Story.Scene);
        await keys.To("form button[type=submit]");
        await keys.Press("Space");
        await keys.BackTo(".handle");
        await keys.Press("Home");
        await Assertions.Expect(story.Page.Locator("li.rule h3").First).ToHaveTextAsync("1. " + Story.Rule);
    }

    private static async Task Save(Story story, Keys keys)
    {
        await keys.To("[data-do=toSave]");
        await Assertions.Expect(story.Page.Locator("[data-do=toSave]:focus")).ToBeInViewportAsync();
        await keys.Press("Enter");
        await keys.To("[data-do=save]", 1);
        await keys.Press("Enter");
        await Assertions.Expect(story.Page.Locator("main > .banner")).ToHaveTextAsync("Saved. It counts from now on.");
        await keys.To("main h1", 1);
    }
}
