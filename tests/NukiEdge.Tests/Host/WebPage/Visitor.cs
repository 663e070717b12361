using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace NukiEdge.Tests.WebPage;

/// <summary>One Chromium with one page of ours: notes what goes wrong on it, and each request.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    public const int Phone = 360, Desktop = 1200;

    private const float DeadlineMs = 15000;
    private const int Height = 760;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Visitor(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    public IPage Page { get; private set; } = null!;

    /// <summary>Texts of console errors and uncaught exceptions.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>All requests, also those that were refused.</summary>
    public List<IRequest> Requests { get; } = [];

    /// <param name="more">Chromium's other arguments.</param>
    public static async Task<Visitor> Start(params string[] more)
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        return new Visitor(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable(),
            Args = ["--no-sandbox", .. more], // the tests may run as root, and look at our own page only
        }));
    }

    /// <summary>The owner of the mock, logged in and at a page.</summary>
    public static async Task<Visitor> At(MockBox box, string page, int width)
    {
        Visitor visitor = await Start();
        await visitor.Open(box.Address, width, ColorScheme.Light);
        await visitor.LogIn();
        await visitor.Go(page);
        return visitor;
    }

    /// <summary>A new window, with nothing in its storage.</summary>
    public async Task Open(string address, int width, ColorScheme colours, string language = "en")
    {
        if (Page != null)
        {
            await Page.Context.CloseAsync();
        }

        IBrowserContext context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = Height },
            ColorScheme = colours,
            Locale = language,
            ReducedMotion = ReducedMotion.Reduce,
        });
        Page = await context.NewPageAsync();
        await BeLate(Page);
        Page.SetDefaultTimeout(DeadlineMs);
        Assertions.SetDefaultExpectTimeout(DeadlineMs);
        Page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Faults.Add(message.Text + " " + message.Location);
            }
        };
        Page.PageError += (_, error) => Faults.Add(error);
        Page.Request += (_, request) => Requests.Add(request);
        await Page.GotoAsync(address);
    }

    /// <summary>With NUKIEDGE_LATE_MS each answer of the API comes up to so many milliseconds late, as over a weak Wi-Fi: for finding races, by hand.</summary>
    private static async Task BeLate(IPage page)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("NUKIEDGE_LATE_MS"), out int mostMs))
        {
            await page.RouteAsync(url => url.Contains("/api/", StringComparison.Ordinal) && !url.Contains("/api/events", StringComparison.Ordinal), async route =>
            {
                await Task.Delay(Random.Shared.Next(mostMs));
                await route.ContinueAsync();
            });
        }
    }

    /// <summary>Sets the first password, and waits for the first page.</summary>
    public async Task SetUp(string code, string password)
    {
        await Page.FillAsync("input[name=code]", code);
        await Page.FillAsync("input[name=password]", password);
        await Page.FillAsync("input[name=again]", password);
        await Page.PressAsync("input[name=again]", "Enter");
        await Page.WaitForSelectorAsync("nav");
        await Page.WaitForSelectorAsync(".card");
    }

    /// <summary>Types the password, and waits for the first page.</summary>
    public async Task LogIn(string password = MockBox.Password)
    {
        await Page.FillAsync("input[name=password]", password);
        await Page.PressAsync("input[name=password]", "Enter");
        await Page.WaitForSelectorAsync("nav");
        await Page.WaitForSelectorAsync(".card");
    }

    /// <summary>Opens one of the pages by its menu.</summary>
    public async Task Go(string page)
    {
        await Page.ClickAsync($"nav a[data-page={page}]");
        await Page.WaitForSelectorAsync($"nav a[data-page={page}][aria-current]"); // what stood there before is gone
        await Page.WaitForSelectorAsync(".card");
    }

    /// <summary>Opens everything on the page that folds.</summary>
    public async Task Unfold()
    {
        await Page.EvaluateAsync("document.querySelectorAll('main details').forEach(d => d.open = true)");
    }

    /// <summary>What axe finds serious or critical, and whether something is wider than the window; empty when nothing.</summary>
    public async Task<string> Findings(string axe)
    {
        if (await Page.EvaluateAsync<bool>("!window.axe"))
        {
            await Page.EvaluateAsync(axe);
        }

        JsonElement found = (await Page.EvaluateAsync("axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => ({impact: v.impact, "
            + "text: v.id + ': ' + v.nodes.map(n => n.html.slice(0, 200)).join(' ')})))"))!.Value;
        IEnumerable<string> grave = found.EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical")
            .Select(v => v.GetProperty("text").GetString()!);
        int tooWide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        string widest = tooWide <= 0 ? "" : await Page.EvaluateAsync<string>("[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().left + e.scrollWidth > innerWidth + 1)"
            + ".map(e => e.outerHTML.slice(0, 120)).slice(-3).join(' ')");
        return string.Join('\n', tooWide > 0 ? grave.Append(tooWide + " pixels too wide: " + widest) : grave);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }

    private static string Executable()
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return Names.SelectMany(name => path.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("Chromium is not installed; tests/run installs it");
    }
}
