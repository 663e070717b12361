using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Core;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Tests.Api;

namespace NukiEdge.Tests.WebPage;

/// <summary>Logins and keys on the page of the appliance itself, with what they open meanwhile.</summary>
[TestClass]
public sealed class RealSettingsTest
{
    private const uint GardenId = 0x1A2B3C4D;
    private const string Connect = "form[data-key='form.connect']", Program = "form[data-key='form.program']", NewKey = "form[data-key='form.newKey']";

    [TestMethod]
    public async Task A_lock_comes_with_what_the_page_shows_is_confirmed_named_counts_and_is_thrown_out()
    {
        await ConnectALock(Limits.LargeBoard());
    }

    [TestMethod]
    public async Task A_lock_comes_in_the_same_way_with_the_small_boards_limits()
    {
        await ConnectALock(Limits.SmallBoard());
    }

    private static async Task ConnectALock(Limits limits)
    {
        using PageRig rig = new PageRig(limits).LoggedIn();
        await using Visitor visitor = await RealVisit.At(rig, "settings");
        IPage page = visitor.Page;
        await page.ClickAsync("[data-key=connect] summary");
        await page.ClickAsync(Connect + " button");
        var shown = await RealVisit.ShownLogin(page);
        Assert.AreEqual("lock1", shown.User);
        await RealVisit.AssertOnlyShown(visitor, shown.Password);
        await Assertions.Expect(page.Locator("[data-key=shown] [role=status]")).ToContainTextAsync("Waiting for the lock");

        using var door = new VirtualLock("Garden", GardenId, shown.User, shown.Password, shown.Broker) { MotorMs = 10, ReconnectMs = 20 };
        Assert.IsTrue(door.Start());
        ILocator confirm = page.Locator("[data-key=shown] [data-do^=confirm]");
        await Assertions.Expect(confirm).ToBeVisibleAsync();
        Assert.DoesNotContain(shown.Password, await page.ContentAsync(), "it was typed in");
        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/credentials", new { @lock = 1, kind = "code", number = 4711, person = 0 }).Status);
        Assert.IsTrue(door.PressCode(4711));
        RealVisit.Await(() => rig.Log().Any(l => l.Contains("held", StringComparison.Ordinal) && l.Contains("1A2B3C4D", StringComparison.Ordinal)), "held before");
        Assert.IsFalse(Ran(rig));
        await confirm.ClickAsync();
        await RealVisit.Says(page, "Confirmed: the lock's events count now.");
        await page.ClickAsync("[data-key=locks] [data-key=lock1] summary");
        await page.FillAsync("form[data-key='form.lock1'] input", "Garden <gate>");
        await page.PressAsync("form[data-key='form.lock1'] input", "Enter");
        await Assertions.Expect(page.Locator("[data-key=locks] [data-key=lock1] h3")).ToHaveTextAsync("Garden <gate>");
        await Assertions.Expect(page.Locator("[data-key=login2] .hint").First).ToContainTextAsync("Garden <gate> · ✓ connected · ✓ confirmed");
        RealVisit.Await(() => door.PressCode(4711), "pressed");
        RealVisit.Await(() => Ran(rig), "it counts");

        await page.ClickAsync("[data-do='dropLogin 2']");
        Assert.IsTrue(door.IsConnected, "one press is not enough");
        await page.ClickAsync("[data-do='dropLogin 2']");
        await RealVisit.Says(page, "The login is removed");
        RealVisit.Await(() => door.LastConnect == ConnectOutcome.BadLogin, "thrown out, and not let in again");
        await Assertions.Expect(page.Locator("[data-key=login2]")).ToHaveCountAsync(0);
        RealVisit.AssertNoFault(visitor);

        bool Ran(PageRig r) => r.Log().Any(l => l.StartsWith("Garden <gate>: ", StringComparison.Ordinal) && l.Contains("Welcome (rule First)", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Another_program_reads_with_its_login_and_a_new_password_ends_the_old_one()
    {
        using PageRig rig = new PageRig().LoggedIn();
        await using Visitor visitor = await RealVisit.At(rig, "settings", Visitor.Desktop);
        IPage page = visitor.Page;
        await page.ClickAsync("[data-key=program] summary");
        await page.FillAsync(Program + " input[name=user]", "dash");
        await page.ClickAsync(Program + " button");
        var first = await RealVisit.ShownLogin(page);
        var heard = new StringBuilder();
        using MqttClient client = Client(first, heard);
        Assert.AreEqual(ConnectOutcome.Accepted, client.Connect(first.Broker));
        Assert.IsTrue(client.Subscribe("nukiedge/#", 1));
        rig.Announce("1,0,54321,1000,1");
        RealVisit.Await(() => SecretsAndNamesTest.Heard(heard).Contains("nukiedge/event", StringComparison.Ordinal), "it reads");
        await page.ClickAsync("[data-do=typed]");
        await Assertions.Expect(page.Locator("[data-key=login2] .hint").First).ToContainTextAsync("✓ connected");
        Assert.DoesNotContain(first.Password, await page.ContentAsync());

        await page.ClickAsync("[data-key=login2] summary");
        await page.ClickAsync("form[data-key='form.login2'] button");
        var second = await RealVisit.ShownLogin(page);
        Assert.AreNotEqual(first.Password, second.Password);
        RealVisit.Await(() => !client.IsConnected, "its connection ends");
        using (MqttClient old = Client(first, heard), now = Client(second, heard))
        {
            Assert.AreEqual(ConnectOutcome.BadLogin, old.Connect(first.Broker));
            Assert.AreEqual(ConnectOutcome.Accepted, now.Connect(second.Broker));
        }

        await visitor.Go("home");
        await visitor.Go("settings");
        Assert.DoesNotContain(second.Password, await page.ContentAsync(), "shown once");
        RealVisit.AssertNoFault(visitor);
    }

    [TestMethod]
    public async Task A_key_is_shown_once_opens_what_its_role_may_and_is_refused_when_it_is_removed()
    {
        using PageRig rig = new PageRig().LoggedIn();
        await using Visitor visitor = await RealVisit.At(rig, "settings");
        IPage page = visitor.Page;
        await page.ClickAsync("[data-key=newKey] summary");
        await page.FillAsync(NewKey + " input[name=name]", "Home Assistant");
        await page.ClickAsync(NewKey + " button");
        string text = await page.Locator("[data-key=shownKey] code").Last.InnerTextAsync();
        Assert.AreEqual(41, text.Length, "id-secret");
        await RealVisit.AssertOnlyShown(visitor, text[9..]);
        using var program = new PageClient(rig.Port) { Key = text };
        Assert.AreEqual(200, program.Ask("GET", "/api/status").Status);
        Assert.AreEqual(403, program.Ask("POST", "/api/relays/0", new { order = "on" }).Status, "a reader");
        using var bearer = new PageClient(rig.Port);
        Assert.AreEqual(401, bearer.With("Authorization", "Bearer " + text, "GET", "/api/status").Status);
        await page.ClickAsync("[data-do=keyTyped]");
        Assert.DoesNotContain(text[9..], await page.ContentAsync());
        string row = $"[data-key=key{text[..8]}]";
        await page.ClickAsync(row + " summary");
        await page.CheckAsync(row + " input[name=bearer]");
        await page.ClickAsync(row + " form button");
        await Assertions.Expect(page.Locator(row + " > p")).ToContainTextAsync("Bearer");
        Assert.AreEqual(200, bearer.With("Authorization", "Bearer " + text, "GET", "/api/status").Status);
        await page.ClickAsync("[data-do='dropKey 0']");
        await page.ClickAsync("[data-do='dropKey 0']");
        await RealVisit.Says(page, "The key is removed.");
        Assert.AreEqual(401, program.Ask("GET", "/api/status").Status);
        Assert.AreEqual(401, bearer.With("Authorization", "Bearer " + text, "GET", "/api/status").Status);
        RealVisit.AssertNoFault(visitor);
    }

    [TestMethod]
    public async Task What_needs_a_fresh_login_asks_in_its_place_and_goes_on_with_what_was_typed()
    {
        using PageRig rig = new PageRig().LoggedIn();
        await using Visitor visitor = await RealVisit.At(rig, "settings");
        IPage page = visitor.Page;
        rig.Later(6);
        await page.ClickAsync("[data-key=newKey] summary");
        await page.FillAsync(NewKey + " input[name=name]", "Node-RED");
        await page.ClickAsync(NewKey + " button");
        ILocator again = page.Locator(NewKey + " [data-field=passwordAgain] input");
        await Assertions.Expect(again).ToBeFocusedAsync();
        await again.FillAsync("wrong password here");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-field=passwordAgain] .error")).ToHaveTextAsync("Wrong password.");
        await again.FillAsync(PageRig.Password);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-key=shownKey] code").First).ToHaveTextAsync("Node-RED");
        RealVisit.AssertNoFault(visitor, 401, 403);
    }

    private static MqttClient Client((System.Net.IPEndPoint Broker, string User, string Password) login, StringBuilder heard)
    {
        return new MqttClient(new MqttOptions { ClientId = "dash", User = login.User, Password = login.Password })
        {
            Received = m =>
            {
                lock (heard)
                {
                    heard.Append(m.Topic).Append('\n');
                }
            },
        };
    }
}
