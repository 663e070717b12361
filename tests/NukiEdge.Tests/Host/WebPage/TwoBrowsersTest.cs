using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Tests.Api;

namespace NukiEdge.Tests.WebPage;

/// <summary>Issue 5: two browsers save the same rule at the appliance; one wins, the other is told, and loses nothing.</summary>
[TestClass]
public sealed class TwoBrowsersTest
{
    private const string Kept = "First";

    [TestMethod]
    public async Task The_second_who_saves_the_same_rule_sees_both_keeps_the_draft_and_can_save_on_top()
    {
        using var rig = new PageRig();
        await using Visitor anna = await Visitor.Start(), ben = await Visitor.Start();
        await Enter(anna, rig, isFirst: true);
        await Enter(ben, rig, isFirst: false);
        Assert.AreEqual(200, rig.Client.LogIn(PageRig.Password).Status);
        await Pause(anna, "10");
        await Pause(ben, "20"); // before he hears of hers
        await anna.Page.ClickAsync("[data-do=save]");
        await Expect(anna, "main > .banner").ToHaveTextAsync("Saved. It counts from now on.");
        Assert.AreEqual(10, PauseAtTheBox(rig));

        ILocator conflict = ben.Page.Locator("[data-key=conflict]");
        await ben.Page.Locator("[data-do=save]").DispatchEventAsync("click"); // already greyed, if the news was faster than his finger
        await Assertions.Expect(conflict).ToBeVisibleAsync();
        await Assertions.Expect(conflict.Locator("li")).ToHaveCountAsync(1);
        await Assertions.Expect(conflict.Locator("dd").First).ToContainTextAsync("then a pause of 10 s → Welcome.");
        await Assertions.Expect(conflict.Locator("dd").Last).ToContainTextAsync("then a pause of 20 s → Welcome.");
        await Expect(ben, "form input[name=coolDownS]").ToHaveValueAsync("20");
        Assert.AreEqual(10, PauseAtTheBox(rig));

        await ben.Page.ClickAsync("[data-do=mine]");
        await ben.Page.ClickAsync("[data-do=save]");
        await Expect(ben, "main > .banner").ToHaveTextAsync("Saved. It counts from now on.");
        Assert.AreEqual(20, PauseAtTheBox(rig));
        await Expect(anna, "form input[name=coolDownS]").ToHaveValueAsync("20"); // nothing of hers was unsaved: his comes by itself
        AssertQuiet(anna);
        AssertQuiet(ben);
    }

    [TestMethod]
    public async Task A_scene_that_is_another_one_by_now_is_not_run_and_the_owner_sees_the_new_ones()
    {
        using var rig = new PageRig();
        await using Visitor anna = await Visitor.Start();
        await Enter(anna, rig, isFirst: true);
        await anna.Page.RouteAsync("**/api/events**", route => route.AbortAsync()); // she hears of nothing
        await anna.Page.RouteAsync("**/api/status", route => route.AbortAsync());
        Assert.AreEqual(200, rig.Client.LogIn(PageRig.Password).Status);
        string revision = rig.Client.Ask("GET", "/api/house").Tag;
        const string Swapped = """{"scenes":[{"name":"Open gate","steps":[{"relay":"Gate","do":"pulse","ms":500}]},{"name":"Welcome","steps":[]}],"rules":[]}""";
        Assert.AreEqual(200, rig.Client.Ask("PUT", "/api/rules?revision=" + revision, Swapped).Status);

        await anna.Page.ClickAsync("li.scene[data-name=Welcome] [data-do^=run]");
        await Expect(anna, "main > .banner").ToContainTextAsync("Somebody else changed this in the meantime.");
        await Expect(anna, "li.scene h3 >> nth=0").ToHaveTextAsync("Open gate");
        Assert.IsFalse(rig.Log().Any(line => line.Contains("by hand", StringComparison.Ordinal)), "nothing ran");
        Assert.HasCount(1, anna.Requests.Where(r => r.Url.Contains("/run?revision=", StringComparison.Ordinal)));

        Assert.AreEqual(201, rig.Client.Ask("POST", "/api/persons", new { name = "Dora" }).Status); // the revision is another one, the scenes are the same
        await anna.Page.ClickAsync("li.scene[data-name='Open gate'] [data-do^=run]");
        await Expect(anna, ".trial li").ToHaveTextAsync(new System.Text.RegularExpressions.Regex("✓ Gate: pulse, 500 ms → after .* ms"));
    }

    private static async Task Enter(Visitor visitor, PageRig rig, bool isFirst)
    {
        await visitor.Open($"http://127.0.0.1:{rig.Port}/#rules", Visitor.Desktop, ColorScheme.Light);
        if (isFirst)
        {
            await visitor.SetUp(rig.Code, PageRig.Password);
        }
        else
        {
            await visitor.LogIn(PageRig.Password);
        }

        await visitor.Page.WaitForSelectorAsync($"li.rule[data-name={Kept}]");
    }

    /// <summary>Changes the rule's pause, and does not save.</summary>
    private static async Task Pause(Visitor visitor, string seconds)
    {
        await visitor.Page.ClickAsync("li.rule [data-do^=edit]");
        await visitor.Page.ClickAsync("form summary >> nth=-1");
        await visitor.Page.FillAsync("form input[name=coolDownS]", seconds);
    }

    private static int PauseAtTheBox(PageRig rig)
    {
        return rig.Client.Ask("GET", "/api/rules").Json.GetProperty("rules")[0].GetProperty("coolDownS").GetInt32();
    }

    private static ILocatorAssertions Expect(Visitor visitor, string selector)
    {
        return Assertions.Expect(visitor.Page.Locator(selector));
    }

    /// <summary>A browser notes the one refusal that was asked for, and where the other was reading the same answer.</summary>
    private static void AssertQuiet(Visitor visitor)
    {
        Assert.AreEqual("", string.Join('\n', visitor.Faults.Where(f => !f.Contains("status of 412", StringComparison.Ordinal) && !f.Contains("status of 503", StringComparison.Ordinal))));
    }
}
