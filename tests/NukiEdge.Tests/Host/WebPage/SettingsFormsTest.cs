using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace NukiEdge.Tests.WebPage;

/// <summary>Settings that change what the box is wired to: broker, relays and their pins, names, network.</summary>
[TestClass]
public sealed class SettingsFormsTest
{
    private const string Broker = "form[data-key='form.broker']", Relays = "form[data-key='form.relays']";

    [TestMethod]
    public async Task Another_broker_is_tried_out_in_words_before_it_is_saved_and_its_password_is_sealed()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.At(box, "settings", Visitor.Phone);
        IPage page = visitor.Page;
        await page.ClickAsync("[data-key=brokerForm] summary");
        await page.SelectOptionAsync(Broker + " select[name=kind]", "external");
        await Assertions.Expect(page.Locator(Broker)).ToContainTextAsync("can pretend to be your lock and any person");
        await page.FillAsync(Broker + " input[name=host]", "93.184.216.34");
        await page.ClickAsync(Broker + " fieldset button");
        await Assertions.Expect(page.Locator(Broker + " [data-field=host] .error")).ToHaveTextAsync("A private address like 192.168.1.10.");
        await page.FillAsync(Broker + " input[name=host]", "192.168.1.10");
        await page.FillAsync(Broker + " input[name=user]", "nukiedge");
        await page.FillAsync(Broker + " input[name=secret]", "planted");
        await page.ClickAsync(Broker + " fieldset button");
        ILocator result = page.Locator(Broker + " fieldset > [role=status]");
        await Assertions.Expect(result).ToHaveTextAsync("✕ That did not work: broker refused the password");
        await page.FillAsync(Broker + " input[name=secret]", "right");
        await page.ClickAsync(Broker + " fieldset button");
        await Assertions.Expect(result).ToHaveTextAsync("✓ The broker let the box in.");
        await page.CheckAsync(Broker + " input[name=trusts]");
        await page.ClickAsync(Broker + " > button");
        await Assertions.Expect(page.Locator("[data-key=needed]")).ToContainTextAsync("counts after a restart");
        string sent = string.Join('\n', visitor.Requests.Select(r => r.PostData));
        Assert.DoesNotContain("planted", sent);
        Assert.DoesNotContain("\"right\"", sent);
        Assert.Contains("\"trusts\":true,\"box\":\"", visitor.Requests.Last(r => r.Method == "PUT").PostData!);
    }

    [TestMethod]
    public async Task Saved_of_before_does_not_stand_there_while_and_after_another_save_fails()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.At(box, "settings", Visitor.Phone);
        IPage page = visitor.Page;
        ILocator saved = page.Locator("main > .banner", new() { HasTextString = "Saved." });
        await page.ClickAsync("form[data-key='form.zone'] button");
        await Assertions.Expect(saved).ToHaveCountAsync(1);
        await page.Context.SetOfflineAsync(true);
        await page.ClickAsync("form[data-key='form.zone'] button");
        await Assertions.Expect(page.Locator("form[data-key='form.zone'] .whole")).ToContainTextAsync("did not answer");
        Assert.AreEqual(0, await saved.CountAsync());
    }

    [TestMethod]
    public async Task A_pin_that_will_not_do_says_why_and_what_was_typed_outlives_another_browsers_save()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.At(box, "settings", Visitor.Phone);
        IPage page = visitor.Page;
        await page.ClickAsync("[data-key=relaysForm] summary");
        await page.SelectOptionAsync(Relays + " select[name='pin.1']", "12");
        ILocator error = page.Locator("[data-field='pin.1'] .error");
        await Assertions.Expect(error).ToContainTextAsync("strapping pin");
        await page.ClickAsync(Relays + " button[type=submit]");
        await Assertions.Expect(error).ToContainTextAsync("strapping pin");
        await page.SelectOptionAsync(Relays + " select[name='pin.0']", "14");
        await page.SelectOptionAsync(Relays + " select[name='pin.1']", "14");
        await Assertions.Expect(error).ToHaveTextAsync("GPIO 14 is Gate's already.");
        Assert.IsFalse(visitor.Requests.Any(r => r.Method == "PUT"), "nothing was saved");
        await page.SelectOptionAsync(Relays + " select[name='pin.1']", "33");
        await page.FillAsync("[data-field='name.1'] input", "Stairs");
        await page.ReloadAsync();
        await visitor.LogIn();
        await Assertions.Expect(page.Locator("[data-field='name.1'] input")).ToHaveValueAsync("Stairs");
        box.Happens("elsewhere", "{}");
        await page.ClickAsync(Relays + " button[type=submit]");
        await Assertions.Expect(page.Locator(Relays + " .error.whole")).ToContainTextAsync("What you typed is still here");
        await Assertions.Expect(page.Locator("[data-field='name.1'] input")).ToHaveValueAsync("Stairs");
        await page.ClickAsync(Relays + " button[type=submit]");
        await Assertions.Expect(page.Locator("[data-key=needed]")).ToBeVisibleAsync();
        string sent = visitor.Requests.Last(r => r.Method == "PUT").PostData!;
        Assert.Contains("""[{"name":"Gate","longestOnMs":3000,"pin":14},{"name":"Stairs","longestOnMs":600000,"pin":33}]""", sent);
        Assert.Contains("""{"relay":"Stairs","do":"on"}""", sent, "a scene follows its relay's name");
    }

    [TestMethod]
    public async Task A_relay_is_added_and_one_that_a_scene_uses_is_not_removed()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.At(box, "settings", Visitor.Desktop);
        IPage page = visitor.Page;
        await page.ClickAsync("[data-key=relaysForm] summary");
        await page.ClickAsync(Relays + " > .row button[type=button]");
        await Assertions.Expect(page.Locator("[data-field='name.2'] input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Bell");
        await page.ClickAsync("button[aria-label='Remove: Hall light']");
        await page.ClickAsync(Relays + " button[type=submit]");
        await Assertions.Expect(page.Locator(Relays + " .error.whole")).ToHaveTextAsync("The scene Welcome uses Hall light: change the scene first.");
        Assert.IsFalse(visitor.Requests.Any(r => r.Method == "PUT"));
    }

    [TestMethod]
    public async Task A_lock_gets_another_name_and_another_network_is_sealed()
    {
        using var box = new MockBox();
        await using Visitor visitor = await Visitor.At(box, "settings", Visitor.Phone);
        IPage page = visitor.Page;
        await page.ClickAsync("[data-key=locks] [data-key=lock1] summary");
        await page.FillAsync("form[data-key='form.lock1'] input", "Back door");
        await page.PressAsync("form[data-key='form.lock1'] input", "Enter");
        await Assertions.Expect(page.Locator("[data-key=locks] [data-key=lock1] h3")).ToHaveTextAsync("Back door");
        await Assertions.Expect(page.Locator("[data-key=network] dl")).ToContainTextAsync("192.168.1.20 (from the router)");
        await page.ClickAsync("[data-key=wifi] summary");
        await page.FillAsync("form[data-key='form.wifi'] input[name=ssid]", "Garage");
        await page.FillAsync("form[data-key='form.wifi'] input[name=key]", "planted1");
        await page.ClickAsync("form[data-key='form.wifi'] button");
        await Assertions.Expect(page.Locator("main > .banner")).ToContainTextAsync("restarts");
        IRequest sent = visitor.Requests.Single(r => r.Url.EndsWith("/api/network", StringComparison.Ordinal) && r.Method == "PUT");
        Assert.Contains("\"ssid\":\"Garage\",\"box\":\"", sent.PostData!);
        Assert.DoesNotContain("planted1", sent.PostData!);
    }
}
