using System;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Tests.Api;

namespace NukiEdge.Tests.WebPage;

/// <summary>Every page of the appliance itself, with names that want to break it.</summary>
[TestClass]
public sealed class RealLookTest
{
    private static readonly string[] Pages = ["home", "people", "rules", "log", "settings", "system"];

    [TestMethod]
    public async Task Every_page_with_everything_unfolded_can_be_used_by_everybody_at_360_and_1200_by_day_and_night()
    {
        using var npm = new Npm("tests/page-mock");
        string axe = await File.ReadAllTextAsync(Path.Combine(npm.Root, "node_modules/axe-core/axe.min.js"));
        using PageRig rig = new PageRig(change: Harden, withCloud: true).LoggedIn();
        for (int i = 0; i < PageRig.HardNames.Length; i++)
        {
            rig.Announce($"1,0,54321,{1000 + i},1");
        }

        rig.Program("controller").Dispose();
        await using Visitor visitor = await Visitor.Start();
        string found = "";
        int looked = 0;
        foreach (int width in new[] { Visitor.Phone, Visitor.Desktop })
        {
            foreach (ColorScheme colours in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await visitor.Open($"http://127.0.0.1:{rig.Port}/", width, colours);
                await visitor.LogIn(PageRig.Password);
                foreach (string page in Pages)
                {
                    await visitor.Go(page);
                    await Fill(visitor, page);
                    await visitor.Unfold();
                    string finding = await visitor.Findings(axe);
                    found += finding.Length == 0 ? "" : $"{page}, {width}, {colours}: {finding}\n";
                    looked++;
                }
            }
        }

        Assert.AreEqual("", found);
        Assert.AreEqual(4 * Pages.Length, looked);
        RealVisit.AssertNoFault(visitor);
    }

    /// <summary>Opens what no details element holds.</summary>
    private static async Task Fill(Visitor visitor, string name)
    {
        IPage page = visitor.Page;
        if (name == "people")
        {
            await page.ClickAsync("[data-do='open 1']");
            await page.ClickAsync("[data-do='whatif 1']");
            await page.WaitForSelectorAsync(".foreseen");
            await page.ClickAsync("[data-do='choose 1']");
        }
        else if (name == "settings")
        {
            await page.SelectOptionAsync("form[data-key='form.broker'] select[name=kind]", "external", new() { Force = true });
            await page.SelectOptionAsync("form[data-key='form.newKey'] select[name=role]", "controller", new() { Force = true });
            await page.SelectOptionAsync("form[data-key='form.program'] select[name=role]", "controller", new() { Force = true });
        }
        else if (name == "system")
        {
            await page.ClickAsync("[data-do=report]");
            await page.WaitForSelectorAsync("pre.report");
        }
    }

    private static string Harden(string house)
    {
        string longest = JsonSerializer.Serialize(new string('W', 64));
        return house.Replace("\"Gate\"", longest, StringComparison.Ordinal).Replace("\"Welcome\"", JsonSerializer.Serialize(PageRig.HardNames[1]), StringComparison.Ordinal)
            .Replace("\"First\"", longest, StringComparison.Ordinal).Replace("\"reader\", \"password\"", JsonSerializer.Serialize(new string('w', 32)) + ", \"password\"", StringComparison.Ordinal)
            .Replace("\"persons\": [", "\"credentials\": [{ \"lock\": \"Front door\", \"code\": 4242 }], \"persons\": [", StringComparison.Ordinal)
            .Replace("\"code\":1001", "\"code\":1001,\"confirmed\":false", StringComparison.Ordinal);
    }
}
