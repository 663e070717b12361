using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Tests.Api;
using NukiEdge.Web.Api;

namespace NukiEdge.Tests.WebPage;

/// <summary>The system page on the appliance itself, without a restart: the report, and a board with little memory.</summary>
[TestClass]
public sealed class RealReportTest
{
    [TestMethod]
    public async Task The_report_that_is_copied_holds_no_name_number_address_or_secret()
    {
        using PageRig rig = new PageRig(withCloud: true).LoggedIn();
        for (int i = 0; i < PageRig.HardNames.Length; i++)
        {
            rig.Announce($"1,0,54321,{1000 + i},1");
        }

        string[] made = SecretsAndNamesTest.Plant(rig, "PLANTED-second-token");
        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/persons/6", new { name = "Renamed meanwhile" }).Status);
        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/locks/0", new { name = "Back door" }).Status);
        await using Visitor visitor = await RealVisit.At(rig, "system");
        IPage page = visitor.Page;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.ClickAsync("[data-do=report]");
        await page.ClickAsync("[data-do=copyReport]");
        await RealVisit.Says(page, "The report is copied.");
        string report = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        string[] planted = [.. made, "PLANTED", "Spare key", "garden", "edge", "Home", "Anna", "script", "Zoë", "שרה", "éé", "=1+1", "</x>", "Renamed", "Front", "Back door", "Light", "Gate", "Welcome", "Open gate", "First", "3807", "54321", "1001", "1006",
            "192.168", "admin", "front", "reader-secret", "CET", "127.0.0.1", Environment.MachineName];
        Assert.AreEqual("", string.Join(", ", planted.Where(p => report.Contains(p, StringComparison.Ordinal))));
        foreach (string kept in new[] { "\"person\": \"person 1\"", "\"lock\": \"lock 1\"", "\"rule\": \"rule 1\"", "\"verdict\": \"ran\"", "code at lock 1", "\"relay\": \"relay 1\"" })
        {
            Assert.Contains(kept, report);
        }

        RealVisit.AssertNoFault(visitor);
    }

    [TestMethod]
    public async Task A_board_that_cannot_check_a_backup_beside_the_running_house_says_so_and_takes_it()
    {
        using PageRig rig = new PageRig().LoggedIn();
        rig.Appliance.Ask(() => rig.Appliance.Api.Heap = new LittleHeap());
        string house = rig.Client.Ask("GET", "/api/house").Text.Replace("\"Light\"", "\"Lamp\"", StringComparison.Ordinal);
        await using Visitor visitor = await RealVisit.At(rig, "system");
        IPage page = visitor.Page;
        await page.SetInputFilesAsync("[data-key=backup] input[type=file]",
            new FilePayload { Name = "house.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(house) });
        await page.ClickAsync("[data-key=backup] form button");
        await Assertions.Expect(page.Locator("[data-key=preview] li").First).ToHaveTextAsync("+ Relay: Lamp");
        await Assertions.Expect(page.Locator("[data-key=preview] .banner")).ToContainTextAsync("checks the file when it starts");
        Assert.IsFalse(rig.Import.Exists);
        await page.ClickAsync("[data-do=take]");
        await RealVisit.Says(page, "The box restarts.");
        Assert.IsTrue(rig.Import.Exists);
        RealVisit.AssertNoFault(visitor, 409);
    }

    private sealed class LittleHeap : IHeap
    {
        public long FreeBytes(long nowUs)
        {
            return FreeBytesNow();
        }

        public long FreeBytesNow()
        {
            return 20000;
        }
    }
}
