using Microsoft.Playwright;
using NukiEdge.Simulator.NukiWeb;

namespace NukiEdge.Tests.Bench;

/// <summary>A broker that was killed on the bench page: the lock goes, comes back, and who comes then is served.</summary>
[TestClass]
public sealed class BenchBrokerTest
{
    [TestMethod]
    public void Lock_comes_back_by_itself_when_the_broker_that_was_killed_is_there_again()
    {
        using NukiWebServer web = BenchRig.SampleWeb();
        using var rig = new BenchRig(web: web);
        rig.Until(s => s.GetProperty("broker").GetProperty("clients").GetInt32() > 0, "the lock");
        int port = rig.State().GetProperty("broker").GetProperty("port").GetInt32();
        BrowserPage.Run(rig.Server.Address + "/", async page =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Kill the broker" }).ClickAsync();
            await Assertions.Expect(page.Locator("#broker-now")).ToContainTextAsync("dead");
            rig.Until(s => s.GetProperty("broker").GetProperty("clients").GetInt32() == 0, "nobody");
            await page.GetByRole(AriaRole.Button, new() { Name = "Start it again" }).ClickAsync();
            await Assertions.Expect(page.Locator("#broker-now")).ToHaveTextAsync("listens on port " + port);
        });
        rig.Until(s => s.GetProperty("broker").GetProperty("clients").GetInt32() == 2, "both locks again");
        rig.Press("""{"key":"code","action":"unlatch","number":12345}""");
        rig.Until(s => s.GetProperty("relays")[0].GetProperty("on").GetBoolean(), "the lamp");
    }
}
