using System;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Core.People;
using NukiEdge.Tests.Api;

namespace NukiEdge.Tests.WebPage;

/// <summary>The page as the appliance itself serves it: first visit, a code that is learned, a person who comes.</summary>
[TestClass]
public sealed class RealBoxTest
{
    [TestMethod]
    public async Task Owner_sets_the_password_learns_a_code_and_sees_who_comes()
    {
        using var rig = new PageRig();
        await using Visitor visitor = await Visitor.Start();
        await visitor.Open($"http://127.0.0.1:{rig.Port}/", Visitor.Phone, ColorScheme.Light);
        IPage page = visitor.Page;
        await visitor.SetUp(rig.Code, PageRig.Password);

        await visitor.Go("people");
        await page.ClickAsync("[data-do=learn]");
        await Assertions.Expect(page.Locator("[data-do=learn]")).ToBeHiddenAsync();
        rig.Announce("3,0,54321,777,1");
        await page.WaitForSelectorAsync("form[data-key^='form.learn']");
        await page.FillAsync("form[data-key^='form.learn'] input[name=name]", "Grandma");
        await page.PressAsync("form[data-key^='form.learn'] input[name=name]", "Enter");
        await Assertions.Expect(page.Locator("[data-key=all] h3", new() { HasTextString = "Grandma" })).ToBeVisibleAsync();
        string owner = rig.Appliance.Ask(() =>
        {
            int record = rig.House.Roster.Find(0, CredentialKind.Code, 777);
            return record < 0 ? "" : rig.House.Persons.Text(rig.House.Roster.Person(record));
        });
        Assert.AreEqual("Grandma", owner);

        rig.Announce("3,0,54321,777,1");
        await visitor.Go("home");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Grandma");
        Assert.AreEqual("", string.Join('\n', visitor.Faults));
        foreach (IRequest request in visitor.Requests)
        {
            Assert.AreEqual(rig.Port, new Uri(request.Url).Port, "no request leaves the origin");
            Assert.IsFalse((request.PostData ?? "").Contains(PageRig.Password, StringComparison.Ordinal), "no password on the wire");
        }
    }

    [TestMethod]
    public async Task First_load_with_the_small_boards_limits_has_at_most_48_kilobytes_on_the_wire()
    {
        using var rig = new PageRig(NukiEdge.Core.Limits.SmallBoard());
        using var tap = new Tap(rig.Port);
        await using Visitor visitor = await Visitor.Start($"--host-resolver-rules=MAP localhost:{rig.Port} 127.0.0.1:{tap.Port}");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await visitor.Open($"http://localhost:{rig.Port}/", Visitor.Phone, ColorScheme.Light);
        await visitor.Page.WaitForSelectorAsync("input[name=code]");
        Console.WriteLine($"first load: {tap.All().Length:N0} bytes of requests and answers, {tap.Requests().Count} requests, {clock.ElapsedMilliseconds} ms");
        Assert.IsLessThanOrEqualTo(48 * 1024, tap.All().Length);
        await visitor.SetUp(rig.Code, PageRig.Password);
        Assert.AreEqual("", string.Join('\n', visitor.Faults));
    }
}
