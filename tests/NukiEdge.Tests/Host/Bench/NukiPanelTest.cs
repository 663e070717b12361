using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Simulator;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Simulator.Bench;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Bench;

/// <summary>The panel "Nuki account", in a real browser and over its routes.</summary>
[TestClass]
public sealed class NukiPanelTest
{
    [TestMethod]
    public void Deleted_codes_number_goes_to_the_next_person()
    {
        using NukiWebServer web = Web(delayMs: 100);
        using var rig = new BenchRig(web: web);
        BrowserPage.Run(rig.Server.Address + "/", async page =>
        {
            await page.GetByLabel("New code for").FillAsync("Housekeeper");
            await page.GetByLabel("at", new() { Exact = true }).SelectOptionAsync("Garden gate");
            await page.GetByRole(AriaRole.Button, new() { Name = "Create code" }).ClickAsync();
            ILocator housekeeper = Row(page, "Housekeeper");
            Assert.AreEqual("code 1", await Number(housekeeper));
            string firstId = await housekeeper.GetAttributeAsync("data-id");
            await housekeeper.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
            await Deleted(page, "Housekeeper, code 1, Garden gate: free again").WaitForAsync();

            await page.GetByLabel("New code for").FillAsync("Guest <b>");
            await page.GetByRole(AriaRole.Button, new() { Name = "Create code" }).ClickAsync();
            ILocator guest = Row(page, "Guest <b>");
            Assert.AreEqual("code 1", await Number(guest));
            Assert.AreNotEqual(firstId, await guest.GetAttributeAsync("data-id"));
            await Deleted(page, "now Guest <b>\u2019s").WaitForAsync();
        });
        NukiAuth last = web.Account.Auths[^1];
        Assert.AreEqual("Guest <b> 1", last.Name + " " + last.AuthId);
    }

    [TestMethod]
    public void Code_is_renamed_and_a_number_of_the_house_is_given_to_somebody_else()
    {
        using NukiWebServer web = Web(delayMs: 0);
        using var rig = new BenchRig(web: web);
        BrowserPage.Run(rig.Server.Address + "/", async page =>
        {
            string answer = "";
            page.Dialog += (_, dialog) => _ = dialog.AcceptAsync(answer);
            answer = "Courier two";
            await Row(page, "Courier").GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
            await Row(page, "Courier two").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
            answer = "Stranger";
            await page.GetByRole(AriaRole.Button, new() { Name = "Re-create with 7" }).ClickAsync();
            Assert.AreEqual("code 7", await Number(Row(page, "Stranger")));
        });
        Assert.AreEqual(7u, web.Account.Auths.Single(one => one.Name == "Stranger").AuthId);
    }

    [TestMethod]
    public void Switches_of_the_page_are_the_servers()
    {
        using NukiWebServer web = Web(delayMs: 3000);
        using var rig = new BenchRig(web: web);
        BrowserPage.Run(rig.Server.Address + "/", async page =>
        {
            await page.GetByLabel("Fault").SelectOptionAsync("stalled inside");
            await Until(() => web.Faults.Now == NukiFault.StalledInside);
            await page.GetByLabel("Fault").SelectOptionAsync("none");
            await page.GetByLabel("Requests a minute").FillAsync("9");
            await page.GetByLabel("A change takes").FillAsync("1.5");
            await page.GetByLabel("A change takes").BlurAsync();
            await Until(() => web.RateLimit.PerMinute == 9 && web.Account.WriteDelay == TimeSpan.FromSeconds(1.5));
            await page.GetByRole(AriaRole.Button, new() { Name = "Front door: take offline" }).ClickAsync();
            await Until(() => !web.Account.Locks[0].IsOnline);
            await page.GetByRole(AriaRole.Button, new() { Name = "Revoke the token" }).ClickAsync();
            await Until(() => web.Token.IsRevoked);
            await page.GetByRole(AriaRole.Button, new() { Name = "Make the token good again" }).ClickAsync();
            await Until(() => !web.Token.IsRevoked);
        });
        Assert.AreEqual(NukiFault.None, web.Faults.Now);
    }

    [TestMethod]
    public void Webhook_of_the_page_is_signed_and_goes_near_only()
    {
        using NukiWebServer web = Web(delayMs: 0);
        using var rig = new BenchRig(web: web);
        using CallSink receiver = CallSink.Start(0);
        NukiAuth anna = web.Account.Auths.First(one => one.Name == "Anna");
        string to = "http://127.0.0.1:" + receiver.Port + "/hook";
        foreach ((string feature, string id) in new[] { ("DEVICE_AUTHS", anna.Id), ("DEVICE_LOGS", anna.Id), ("DEVICE_STATUS", BenchRig.Front) })
        {
            Assert.AreEqual("""{"fault":null}""", Post(rig, "webhook", $$"""{"url":"{{to}}","feature":"{{feature}}","id":"{{id}}"}"""));
            Assert.Contains("\"feature\":\"" + feature + "\"", receiver.Calls[^1].Body);
        }

        Assert.Contains(NukiWebhooks.SignatureHeader, receiver.Calls[0].Headers);
        foreach (string url in new[] { "http://192.0.2.1/", "http://example.org/", "ftp://127.0.0.1/", "file:///etc/passwd", "x", "http://172.32.0.1/" })
        {
            Assert.Contains("\"field\":\"url\"", Post(rig, "webhook", $$"""{"url":"{{url}}","feature":"DEVICE_AUTHS","id":"{{anna.Id}}"}""", 400));
        }

        Assert.HasCount(3, receiver.Calls);
    }

    [TestMethod]
    public void Page_shows_no_token_no_secret_and_no_pin()
    {
        using NukiWebServer web = Web(delayMs: 0);
        using var rig = new BenchRig(web: web);
        string text = rig.Client.GetStringAsync("/api/nuki").Result;
        foreach (string secret in web.Account.Auths.Where(one => one.Code is not null).Select(one => "" + one.Code)
            .Append(SampleAccount.Token).Append(SampleAccount.WebhookSecret))
        {
            Assert.DoesNotContain(secret, text);
        }

        string pem = rig.Client.GetStringAsync("/api/nuki/root.pem").Result;
        Assert.AreEqual(web.Root!.Pem, pem);
        Assert.DoesNotContain("PRIVATE", pem);
    }

    internal static NukiWebServer Web(int delayMs)
    {
        var house = new House(Limits.LargeBoard());
        Assert.IsNull(HouseReader.Read(new ByteSource(Encoding.UTF8.GetBytes(BenchRig.Sample())), house));
        NukiAccount account = SampleAccount.Of(house, TimeProvider.System);
        account.WriteDelay = TimeSpan.FromMilliseconds(delayMs);
        return NukiWebServer.Start(account, SampleAccount.Token, TimeProvider.System, new NukiRoot());
    }

    private static string Post(BenchRig rig, string path, string json, int status = 200)
    {
        using HttpResponseMessage answer = rig.Post("/api/nuki/" + path, json);
        string text = BenchRig.Text(answer);
        Assert.AreEqual((HttpStatusCode)status, answer.StatusCode, text);
        return text;
    }

    private static ILocator Row(IPage page, string name)
    {
        var exactly = new Regex("^" + Regex.Escape(name) + "$");
        return page.Locator("#nuki-locks tr").Filter(new() { Has = page.Locator(".who").Filter(new() { HasTextRegex = exactly }) });
    }

    private static Task<string> Number(ILocator row)
    {
        return row.Locator(".number").InnerTextAsync();
    }

    private static ILocator Deleted(IPage page, string text)
    {
        return page.Locator("#nuki-deleted li").Filter(new() { HasText = text });
    }

    private static async Task Until(Func<bool> isSo)
    {
        long deadline = Environment.TickCount64 + 10000;
        while (!isSo())
        {
            Assert.IsLessThan(deadline, Environment.TickCount64, "it did not come");
            await Task.Yield();
        }
    }
}
