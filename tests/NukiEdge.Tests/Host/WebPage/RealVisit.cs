using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Tests.Api;

namespace NukiEdge.Tests.WebPage;

/// <summary>Steps that the tests of page and appliance together have in common.</summary>
internal static class RealVisit
{
    /// <summary>The owner's browser, logged in, at one of the pages.</summary>
    public static async Task<Visitor> At(PageRig rig, string page, int width = Visitor.Phone)
    {
        Visitor visitor = await Visitor.Start();
        await visitor.Open($"http://127.0.0.1:{rig.Port}/", width, ColorScheme.Light);
        await visitor.LogIn(PageRig.Password);
        await visitor.Go(page);
        return visitor;
    }

    /// <summary>Host, port, user and password, as the page shows them once.</summary>
    public static async Task<(IPEndPoint Broker, string User, string Password)> ShownLogin(IPage page)
    {
        ILocator lines = page.Locator("[data-key=shown] code");
        await Assertions.Expect(lines).ToHaveCountAsync(4);
        string[] typed = [.. await lines.AllInnerTextsAsync()];
        return (new IPEndPoint(IPAddress.Parse(typed[0]), int.Parse(typed[1])), typed[2], typed[3]);
    }

    /// <summary>The line below the heading.</summary>
    public static async Task Says(IPage page, string text)
    {
        await Assertions.Expect(page.Locator("main > .banner")).ToContainTextAsync(text);
    }

    /// <summary>A secret is neither in the browser's storage, nor its address, nor in what it asked.</summary>
    public static async Task AssertOnlyShown(Visitor visitor, string secret)
    {
        Assert.DoesNotContain(secret, await visitor.Page.EvaluateAsync<string>("JSON.stringify([{...sessionStorage}, {...localStorage}, location.href])"));
        Assert.DoesNotContain(secret, string.Join('\n', visitor.Requests.Select(r => r.Url + r.PostData)));
    }

    /// <summary>Nothing went wrong in the console but what the box refused on purpose.</summary>
    public static void AssertNoFault(Visitor visitor, params int[] refusals)
    {
        Assert.AreEqual("", string.Join('\n', visitor.Faults.Where(f => !refusals.Any(r => f.Contains($"status of {r} ", StringComparison.Ordinal)))));
    }

    public static void Await(Func<bool> condition, string what)
    {
        Assert.IsTrue(SpinWait.SpinUntil(condition, 20000), what);
    }
}
