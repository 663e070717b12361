using System;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Core;
using NukiEdge.Tests.Api;
using NukiEdge.Tests.EndToEnd;

namespace NukiEdge.Tests.WebPage;

/// <summary>The other forms of the settings on the appliance itself: what is wrong stands at its field, what is right counts.</summary>
[TestClass]
public sealed class RealFormsTest
{
    private const string Broker = "form[data-key='form.broker']";

    [TestMethod]
    public async Task What_the_box_refuses_stands_at_the_field_that_is_wrong()
    {
        using PageRig rig = new PageRig().LoggedIn();
        await using Visitor visitor = await RealVisit.At(rig, "settings");
        IPage page = visitor.Page;
        string before = rig.Client.Ask("GET", "/api/house").Text;
        string tooLong = new string('é', 40); // 80 bytes, and no browser counts those
        await Wrong("connect", "user", "front", "[data-key=connect]");
        await Wrong("program", "user", "reader", "[data-key=program]");
        await Wrong("lock0", "name", tooLong, "[data-key=lock0]");
        await Wrong("newKey", "name", new string('é', 20), "[data-key=newKey]");
        await Wrong("nuki", "token", "tökén", null);
        await Wrong("nuki", "everyMin", "4", null);
        await Wrong("hook", "secret", "gehéim", "[data-key=hook]");
        await page.SelectOptionAsync("form[data-key='form.zone'] select[name=zone]", "own");
        await page.EvalOnSelectorAsync("form[data-key='form.zone'] textarea", "area => { area.value = 'CET-99nonsense'; }");
        await page.ClickAsync("form[data-key='form.zone'] button");
        await Expect("zone", "own");
        await page.ClickAsync("[data-key=brokerForm] summary");
        await page.SelectOptionAsync(Broker + " select[name=kind]", "external");
        await page.FillAsync(Broker + " input[name=secret]", "a password without a user");
        await Wrong("broker", "host", "8.8.8.8", null);
        await page.FillAsync(Broker + " input[name=host]", "192.168.1.4");
        await page.ClickAsync(Broker + " > button");
        await Expect("broker", "user");
        await visitor.Go("people");
        await Wrong("person", "name", tooLong, "[data-key=add]");
        await page.ClickAsync("[data-do='open 0']");
        await Wrong("rename0", "name", tooLong, "[data-key=inside] details:has(form[data-key='form.rename0'])");
        Assert.AreEqual(before, rig.Client.Ask("GET", "/api/house").Text, "nothing was changed");
        RealVisit.AssertNoFault(visitor, 400, 409);

        async Task Wrong(string form, string field, string value, string folded)
        {
            if (folded is not null && !await page.Locator($"form[data-key='form.{form}']").IsVisibleAsync())
            {
                await page.ClickAsync(folded + " summary");
            }

            await page.FillAsync($"form[data-key='form.{form}'] [name={field}]", value);
            await page.Locator($"form[data-key='form.{form}'] button[type=submit]").ClickAsync();
            await Expect(form, field);
        }

        async Task Expect(string form, string field)
        {
            ILocator input = page.Locator($"form[data-key='form.{form}'] [data-field={field}]");
            await Assertions.Expect(input.Locator(".error")).ToBeVisibleAsync();
            await Assertions.Expect(input.Locator("[name]")).ToBeFocusedAsync();
            await Assertions.Expect(input.Locator("[name]")).ToHaveAttributeAsync("aria-invalid", "true");
        }
    }

    [TestMethod]
    public async Task Another_broker_is_tried_against_a_real_Mosquitto_in_words_and_saved()
    {
        using var mosquitto = new Mosquitto();
        mosquitto.Start();
        using PageRig rig = new PageRig().LoggedIn();
        await using Visitor visitor = await RealVisit.At(rig, "settings");
        IPage page = visitor.Page;
        await page.ClickAsync("[data-key=brokerForm] summary");
        await page.SelectOptionAsync(Broker + " select[name=kind]", "external");
        await page.FillAsync(Broker + " input[name=host]", "127.0.0.1");
        await page.FillAsync(Broker + " input[name=port]", mosquitto.Port.ToString());
        await page.FillAsync(Broker + " input[name=user]", Mosquitto.User);
        await page.FillAsync(Broker + " input[name=secret]", "PLANTED-wrong");
        ILocator result = page.Locator(Broker + " fieldset > [role=status]");
        await page.ClickAsync(Broker + " fieldset button");
        await Assertions.Expect(result).ToHaveTextAsync("✕ That did not work: broker refused the password, or the user");
        await page.FillAsync(Broker + " input[name=secret]", Mosquitto.Password);
        await page.ClickAsync(Broker + " fieldset button");
        await Assertions.Expect(result).ToHaveTextAsync("✓ The broker let the box in.");
        await page.ClickAsync(Broker + " > button");
        await Assertions.Expect(page.Locator("[data-key=needed]")).ToContainTextAsync("counts after a restart");
        await Assertions.Expect(page.Locator("[data-key=broker] > p").Last).ToContainTextAsync($"127.0.0.1:{mosquitto.Port}");
        Assert.AreEqual(Mosquitto.Password, rig.Appliance.Ask(() => Encoding.ASCII.GetString(rig.House.Broker.Password)));
        await RealVisit.AssertOnlyShown(visitor, Mosquitto.Password);
        await Assertions.Expect(page.Locator(Broker + " input[name=secret]")).ToHaveValueAsync("");
        await page.ClickAsync(Broker + " fieldset button");
        await Assertions.Expect(result).ToHaveTextAsync("✓ The broker let the box in."); // with the password that is kept
        RealVisit.AssertNoFault(visitor);
    }

    [TestMethod]
    public async Task Time_zone_and_webhook_secret_count_at_once()
    {
        using PageRig rig = new PageRig(withCloud: true).LoggedIn();
        await using Visitor visitor = await RealVisit.At(rig, "settings", Visitor.Desktop);
        IPage page = visitor.Page;
        await page.SelectOptionAsync("form[data-key='form.zone'] select", "Europe/Dublin");
        await page.ClickAsync("form[data-key='form.zone'] button");
        await RealVisit.Says(page, "Saved.");
        Assert.AreEqual("IST-1GMT0,M10.5.0,M3.5.0/1", rig.Client.Ask("GET", "/api/settings").Json.GetProperty("timeZone").GetString());
        await Assertions.Expect(page.Locator("form[data-key='form.zone'] select")).ToHaveValueAsync("Europe/Dublin");

        const string Secret = "PLANTED-hook-secret", Body = "{\"feature\":\"DEVICE_STATUS\"}";
        Assert.AreEqual(404, Hook(rig, Secret, Body).Status);
        await page.ClickAsync("[data-key=hook] summary");
        await page.FillAsync("form[data-key='form.hook'] input[name=secret]", Secret);
        await page.ClickAsync("form[data-key='form.hook'] button");
        await RealVisit.Says(page, "Saved.");
        await RealVisit.AssertOnlyShown(visitor, Secret);
        Assert.AreEqual(401, Hook(rig, Secret + "x", Body).Status);
        Assert.AreNotEqual(401, Hook(rig, Secret, Body).Status, "known by its signature");
        Assert.AreNotEqual(404, Hook(rig, Secret, Body).Status);
        await page.CheckAsync("form[data-key='form.hook'] input[name=off]");
        await page.ClickAsync("form[data-key='form.hook'] button");
        await RealVisit.Says(page, "Saved.");
        RealVisit.Await(() => Hook(rig, Secret, Body).Status == 404, "off");
        RealVisit.AssertNoFault(visitor);
    }

    [TestMethod]
    public async Task A_new_password_ends_the_other_browsers_session_and_its_live_stream()
    {
        await ChangePassword(Limits.LargeBoard());
    }

    [TestMethod]
    public async Task A_new_password_counts_in_the_same_way_with_the_small_boards_limits()
    {
        await ChangePassword(Limits.SmallBoard());
    }

    private static async Task ChangePassword(Limits limits)
    {
        using PageRig rig = new PageRig(limits).LoggedIn();
        await using Visitor other = await RealVisit.At(rig, "people");
        await other.Page.WaitForSelectorAsync("#link[data-state=live]");
        using var http = new HttpClient();
        Task<string> stream = http.GetStringAsync($"http://127.0.0.1:{rig.Port}/api/events{rig.Client.Ticket("/api/events")}"); // there when it ends
        await using Visitor visitor = await RealVisit.At(rig, "settings");
        IPage page = visitor.Page;
        Assert.IsFalse(stream.IsCompleted);
        await page.ClickAsync("[data-key=passwordForm] summary");
        const string Form = "form[data-key='form.password']", Next = "another horse 77";
        await page.FillAsync(Form + " input[name=current]", "not the right one");
        await page.FillAsync(Form + " input[name=password]", Next);
        await page.FillAsync(Form + " input[name=again]", Next);
        await page.ClickAsync(Form + " button");
        await Assertions.Expect(page.Locator(Form + " [data-field=current] .error")).ToHaveTextAsync("Wrong password.");
        await page.FillAsync(Form + " input[name=current]", PageRig.Password);
        await page.ClickAsync(Form + " button");
        await RealVisit.Says(page, "The password is changed.");
        await stream.WaitAsync(TimeSpan.FromSeconds(10));
        await Assertions.Expect(other.Page.Locator("h1")).ToHaveTextAsync("Log in");
        await Assertions.Expect(other.Page.Locator(".banner")).ToContainTextAsync("You were logged out");
        Assert.AreEqual(401, rig.Client.Ask("GET", "/api/status").Status, "and every other program's session");
        await visitor.Go("home"); // this one goes on
        await other.Page.FillAsync("input[name=password]", PageRig.Password);
        await other.Page.PressAsync("input[name=password]", "Enter");
        await Assertions.Expect(other.Page.Locator("[data-field=password] .error")).ToHaveTextAsync("Wrong password.");
        await other.LogIn(Next);
        await Assertions.Expect(other.Page.Locator("nav a[data-page=people]")).ToHaveAttributeAsync("aria-current", "page");
        await RealVisit.AssertOnlyShown(visitor, Next);
        RealVisit.AssertNoFault(visitor, 401, 503); // the small board has two streams, and this is the third
        RealVisit.AssertNoFault(other, 401, 503);
    }

    private static Reply Hook(PageRig rig, string secret, string body)
    {
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));
        return rig.Client.With("X-Nuki-Signature-SHA256", signature, "POST", "/hooks/nuki", body);
    }
}
