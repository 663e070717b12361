using System;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NukiEdge.Simulator.NukiWeb;

namespace NukiEdge.Tests.Bench;

/// <summary>The clock's card in a real browser.</summary>
[TestClass]
public sealed class ClockPageTest
{
    [TestMethod]
    public void Clock_is_set_forward_back_to_a_time_and_taken_away_on_the_page()
    {
        using NukiWebServer web = BenchRig.SampleWeb();
        using var rig = new BenchRig(web: web);
        BrowserPage.Run(rig.Server.Address + "/", async page =>
        {
            ILocator now = page.Locator("#clock-now");
            await Assertions.Expect(now).ToHaveTextAsync(new Regex(@"\d\d:\d\d:\d\d"));

            await Click(page, "+ 1 day");
            Is(rig, 86400);
            await Click(page, "\u2212 1 hour");
            Is(rig, 86400 - 3600);
            await Assertions.Expect(page.Locator("#clock-off")).ToHaveTextAsync("This computer\u2019s clock differs.");

            await Click(page, "Not set");
            await Assertions.Expect(now).ToHaveTextAsync("not set: rules with times are held");
            rig.Until(s => s.GetProperty("clock").GetProperty("offsetS").ValueKind == JsonValueKind.Null, "no time");

            await page.GetByLabel("Set it to").FillAsync("2031-05-06T07:08");
            await Assertions.Expect(now).ToHaveTextAsync(new Regex("2031.*0?7:08:"));

            await Click(page, "Right time");
            Is(rig, 0);
            await Assertions.Expect(page.Locator("#clock-off")).ToHaveTextAsync("");
        });
    }

    private static System.Threading.Tasks.Task Click(IPage page, string name)
    {
        return page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
    }

    /// <summary>Within two seconds: the page and the appliance each round their own.</summary>
    private static void Is(BenchRig rig, long offset)
    {
        rig.Until(s => s.GetProperty("clock").GetProperty("offsetS") is { ValueKind: JsonValueKind.Number } o
            && Math.Abs(o.GetInt64() - offset) <= 2, "an offset of " + offset);
    }
}
