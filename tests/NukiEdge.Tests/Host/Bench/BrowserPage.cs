using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace NukiEdge.Tests.Bench;

/// <summary>A page of the system's Chromium, which tests/run installs, driven by Playwright. A fault on its console fails the test.</summary>
internal static class BrowserPage
{
    private const float DeadlineMs = 15000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Opens the address and does something there.</summary>
    public static void Run(string address, Func<IPage, Task> act)
    {
        RunAsync(address, act).GetAwaiter().GetResult();
    }

    private static async Task RunAsync(string address, Func<IPage, Task> act)
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable(),
            Args = ["--no-sandbox"], // the tests may run as root, and look at our own page only
        });
        IPage page = await browser.NewPageAsync();
        page.SetDefaultTimeout(DeadlineMs);
        Assertions.SetDefaultExpectTimeout(DeadlineMs);
        var faults = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                faults.Add(message.Text);
            }
        };
        page.PageError += (_, error) => faults.Add(error);
        await page.GotoAsync(address);
        await act(page);
        Assert.AreEqual("", string.Join('\n', faults));
    }

    private static string Executable()
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return Names.SelectMany(name => path.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("Chromium is not installed; tests/run installs it");
    }
}
