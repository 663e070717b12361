using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Simulator.Bench;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Tests.Bench;
using NukiEdge.Tests.Repository;
using NukiEdge.Web.Access;

namespace NukiEdge.Tests.WebPage;

/// <summary>
/// From the first visit to a working scene, on the appliance itself with the bench's virtual door: the owner's page in one tab, the bench in
/// another, and the bench's sink in place of a Shelly.
/// </summary>
internal sealed class Story : IAsyncDisposable
{
    public const string Person = "Grandma", Scene = "Grandma comes", Rule = "Grandma arrives", Relay = "Garage", Shelly = "/rpc/Switch.Set?id=0&on=true&toggle_after=2";
    public const string Code = "4711"; // nobody's in the sample house
    public const int PulseMs = 2500;

    private readonly NukiWebServer _web = BenchRig.SampleWeb();
    private readonly BenchRig _rig;
    private IPage _bench;

    private Story(Visitor visitor)
    {
        Visitor = visitor;
        _rig = new BenchRig(web: _web, hasPage: true);
        DeviceCodeText = _rig.Appliance.Ask(() => DeviceCode.Text(_rig.Appliance.Access.Kept));
    }

    public Visitor Visitor { get; }

    public IPage Page => Visitor.Page;

    public string DeviceCodeText { get; }

    /// <summary>Where the page believes a Shelly to be.</summary>
    public string ShellyAddress => "127.0.0.1:" + _rig.Server.Sink!.Port;

    /// <summary>The owner's page, as a first visitor sees it, and the bench beside it.</summary>
    public static async Task<Story> Begin(int width, ColorScheme colours)
    {
        var story = new Story(await Visitor.Start());
        await story.Visitor.Open(story._rig.Appliance.PageAddress + "/", width, colours);
        story._bench = await story.Page.Context.NewPageAsync();
        story._bench.Console += (_, message) => story.Note(message);
        await story._bench.GotoAsync(story._rig.Server.Address);
        await story.Page.BringToFrontAsync();
        return story;
    }

    /// <summary>Somebody types a code at the virtual keypad, by the keyboard of the other tab; then the owner's tab is in front again.</summary>
    public async Task ComesByCode()
    {
        await _bench.BringToFrontAsync();
        ILocator number = _bench.Locator("#number");
        for (int i = 0; i < 60 && !await number.EvaluateAsync<bool>("e => e === document.activeElement"); i++)
        {
            await _bench.Keyboard.PressAsync("Tab");
        }

        await _bench.Keyboard.TypeAsync(Code);
        await _bench.Keyboard.PressAsync("Enter");
        await Page.BringToFrontAsync();
    }

    /// <summary>The relay is closed, the call is there, and nothing was called beside it.</summary>
    public void AssertSceneRan()
    {
        _rig.Until(s => s.GetProperty("relays").EnumerateArray().Any(r => r.GetProperty("name").GetString() == Relay && r.GetProperty("on").GetBoolean()), "the relay");
        _rig.Until(s => s.GetProperty("calls").GetArrayLength() > 0, "the call");
        SinkCall call = _rig.Server.Sink!.Calls.Single();
        Assert.AreEqual("GET " + Shelly, call.Method + " " + call.Path);
        _rig.Until(s => s.GetProperty("relays").EnumerateArray().All(r => r.GetProperty("name").GetString() != Relay || !r.GetProperty("on").GetBoolean()), "the pulse's end");
    }

    /// <summary>The page's own log says who, what, and when.</summary>
    public async Task AssertLogLine()
    {
        ILocator line = Page.Locator("[data-key=log] li", new() { HasTextString = $"{Person}, opened the door by keypad code, {Scene} (rule {Rule})" });
        await Assertions.Expect(line).ToHaveCountAsync(1);
        await Assertions.Expect(line.Locator(".age")).ToHaveTextAsync(new Regex(@"\d\d?:\d\d"));
        await Assertions.Expect(line.Locator(".tag")).ToHaveTextAsync("✓ ran");
        string steps = string.Join('\n', await Page.Locator("[data-key=log] li p bdi").AllInnerTextsAsync());
        Assert.Contains($"{Scene} step 1: relay {Relay} pulse", steps);
        Assert.Contains($"{Scene} step 2: HTTP 200", steps);
    }

    /// <summary>Nothing on any console, nothing sent elsewhere, no restart, no secret on the wire.</summary>
    public void AssertQuiet(string password)
    {
        Assert.AreEqual("", string.Join('\n', Visitor.Faults));
        foreach (IRequest request in Visitor.Requests)
        {
            Assert.StartsWith(_rig.Appliance.PageAddress + "/", request.Url, "no request leaves the origin");
            Assert.IsFalse((request.Url + request.PostData).Contains(password, StringComparison.Ordinal), "no password on the wire");
        }

        Assert.IsFalse(Visitor.Requests.Any(r => r.Url.Contains("/api/restart", StringComparison.Ordinal)), "no restart");
        Assert.HasCount(1, Visitor.Requests.Where(r => r.Method == "PUT" && r.Url.Contains("/api/rules", StringComparison.Ordinal)));
    }

    /// <summary>With NUKIEDGE_WRITE=1: a picture of what stands at this place, for the documentation.</summary>
    public async Task Keep(string name, ILocator at)
    {
        if (Environment.GetEnvironmentVariable("NUKIEDGE_WRITE") == "1")
        {
            await at.EvaluateAsync("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 12)");
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "firmware/docs/pictures", $"story-{name}.png") });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Visitor.DisposeAsync();
        _rig.Dispose();
        _web.Dispose();
    }

    private void Note(IConsoleMessage message)
    {
        if (message.Type == "error")
        {
            Visitor.Faults.Add(message.Text + " " + message.Location);
        }
    }
}
