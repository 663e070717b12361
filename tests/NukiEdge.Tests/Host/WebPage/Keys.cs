using System;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace NukiEdge.Tests.WebPage;

/// <summary>Somebody who has a keyboard and nothing else: goes by Tab, chooses by arrows.</summary>
internal sealed class Keys(IPage page)
{
    private const int MostChoices = 40;

    /// <summary>Stops that were passed, in all, and on the longest way from one thing to the next.</summary>
    public int Stops { get; private set; }

    public int LongestWay { get; private set; }

    /// <summary>Goes forward to what fits.</summary>
    /// <param name="most">With more stops than these the order is no good.</param>
    public Task To(string selector, int most = 12)
    {
        return Go(selector, "Tab", most);
    }

    /// <summary>Goes backward.</summary>
    public Task BackTo(string selector, int most = 12)
    {
        return Go(selector, "Shift+Tab", most);
    }

    public Task Press(string key)
    {
        return page.Keyboard.PressAsync(key);
    }

    /// <summary>Types into the field that has the focus, in place of what stood there.</summary>
    public async Task Type(string text)
    {
        await Press("Control+a");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Chooses in the list that has the focus.</summary>
    public async Task Choose(string value)
    {
        await Press("Home");
        for (int i = 0; i < MostChoices; i++)
        {
            if (await page.EvaluateAsync<string>("document.activeElement.value") == value)
            {
                return;
            }

            await Press("ArrowDown");
        }

        Assert.Fail("not among the choices: " + value);
    }

    /// <summary>What has the focus now, for a message.</summary>
    public Task<string> Here()
    {
        return page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 160)");
    }

    private async Task Go(string selector, string key, int most)
    {
        int stops = 0;
        string way = "";
        while (!await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector))
        {
            Assert.IsLessThan(most, stops, $"{selector} is too far away:{way}");
            await Press(key);
            stops++;
            way += "\n" + await Here();
        }

        Stops += stops;
        LongestWay = Math.Max(LongestWay, stops);
    }
}
