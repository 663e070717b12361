using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Tests.Api;
using NukiEdge.Tests.Repository;
using NukiEdge.Web.Access;

namespace NukiEdge.Tests.Bench;

/// <summary>The bench links to the appliance's own page and shows it beside the virtual hardware.</summary>
[TestClass]
public sealed class OwnersPageTest
{
    [TestMethod]
    public void Owners_page_beside_the_door_shows_who_came_when_a_key_is_pressed()
    {
        using NukiEdge.Simulator.NukiWeb.NukiWebServer web = BenchRig.SampleWeb();
        using var rig = new BenchRig(web: web, hasPage: true);
        string code = rig.Appliance.Ask(() => DeviceCode.Text(rig.Appliance.Access.Kept));
        BrowserPage.Run(rig.Server.Address, async page =>
        {
            await page.SetViewportSizeAsync(1600, 900);
            Assert.AreEqual(rig.Appliance.PageAddress + "/", await page.GetAttributeAsync("#owner-link", "href"));
            await page.ClickAsync("#owner-key");
            IFrameLocator owner = page.FrameLocator("#owner-frame");
            await owner.Locator("input[name=code]").FillAsync(code);
            await owner.Locator("input[name=password]").FillAsync(PageRig.Password);
            await owner.Locator("input[name=again]").FillAsync(PageRig.Password);
            await owner.Locator("input[name=again]").PressAsync("Enter");
            await owner.Locator("nav").WaitForAsync();
            await page.FillAsync("#number", "12345");
            await page.ClickAsync("#enter");
            await Assertions.Expect(owner.Locator("main")).ToContainTextAsync("Anna");
            Assert.IsTrue(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the window");
            if (System.Environment.GetEnvironmentVariable("NUKIEDGE_WRITE") == "1")
            {
                await page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(Checkout.Root, "firmware/docs/pictures/bench.png") });
            }
        });
    }

    [TestMethod]
    public void Only_the_bench_may_show_the_page_in_a_frame()
    {
        using var rig = new BenchRig(hasPage: true);
        using var client = new HttpClient();
        Assert.AreEqual(rig.Server.Address, Framers(client, rig.Appliance.PageAddress));
        using var alone = new PageRig();
        Assert.AreEqual("'none'", Framers(client, "http://127.0.0.1:" + alone.Port));
    }

    private static string Framers(HttpClient client, string address)
    {
        using HttpResponseMessage answer = client.GetAsync(address + "/").GetAwaiter().GetResult();
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        return policy[(policy.IndexOf("frame-ancestors ", System.StringComparison.Ordinal) + 16)..];
    }
}
