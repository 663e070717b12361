using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace NukiEdge.Tests.WebPage;

/// <summary>A browser that has "Rules" open, before a box of sample data.</summary>
internal sealed class RulesVisit : IAsyncDisposable
{
    public const string ThreeRules = """
        {"rules":[{"name":"A","who":"known","scene":"Welcome"},{"name":"B","who":"unknown","scene":"Welcome"},{"name":"C","who":"nobody","scene":"Welcome"}]}
        """;

    private RulesVisit(MockBox box, Visitor visitor)
    {
        Box = box;
        Visitor = visitor;
    }

    public MockBox Box { get; }

    public Visitor Visitor { get; }

    public IPage Page => Visitor.Page;

    public ILocator Name => Page.Locator("form input[name=name]");

    public static async Task<RulesVisit> Start(string house = "", int width = Visitor.Phone, string language = "en")
    {
        var visit = new RulesVisit(new MockBox(), await Visitor.Start());
        if (house.Length > 0)
        {
            visit.Box.Happens("house", house);
        }

        await visit.Visitor.Open(visit.Box.Address, width, ColorScheme.Light, language);
        await visit.Visitor.LogIn();
        await visit.Visitor.Go("rules");
        await visit.Page.WaitForSelectorAsync("[data-key=rules]");
        return visit;
    }

    public ILocator Rule(string name)
    {
        return Page.Locator($"li.rule[data-name=\"{name}\"]");
    }

    public ILocator Scene(string name)
    {
        return Page.Locator($"li.scene[data-name=\"{name}\"]");
    }

    /// <summary>Presses the button with this verb, the first of the page.</summary>
    public Task Press(string verb)
    {
        return Page.Locator($"[data-do^='{verb}']").First.ClickAsync();
    }

    /// <summary>Chooses a kind of step and adds it to the scene that is open.</summary>
    public async Task AddStep(string kind)
    {
        await Page.SelectOptionAsync(".adder select", kind);
        await Press("addStep");
    }

    public Task FillStep(string field, string value)
    {
        return Page.FillAsync($".steps [name={field}]", value);
    }

    public async Task Save()
    {
        await Press("save");
        await Assertions.Expect(Page.Locator("main > .banner")).ToHaveTextAsync("Saved. It counts from now on.");
    }

    /// <summary>The names of the rules, as they stand on the page.</summary>
    public async Task<string> Order()
    {
        return string.Join(' ', await Page.Locator("li.rule h3").AllInnerTextsAsync());
    }

    /// <summary>What the page sent with these calls.</summary>
    public string[] Sent(string method, string path)
    {
        return Visitor.Requests.Where(r => r.Method == method && new Uri(r.Url).AbsolutePath == path).Select(r => r.PostData ?? "").ToArray();
    }

    /// <summary>Nothing went wrong that was not asked for: a browser notes each refusal.</summary>
    public void AssertQuiet()
    {
        Assert.AreEqual("", string.Join('\n', Visitor.Faults.Where(f => !f.Contains("status of 4", StringComparison.Ordinal))));
    }

    public async ValueTask DisposeAsync()
    {
        await Visitor.DisposeAsync();
        Box.Dispose();
    }
}
