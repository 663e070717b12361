using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace NukiEdge.Tests.WebPage;

/// <summary>Scenes on the page: each kind of step makes exactly the call that its vendor documents, and is read back as the same form.</summary>
[TestClass]
public sealed class RuleTemplatesTest
{
    public static readonly string[] Kinds = ["relay", "wait", "shelly1", "shelly2", "wled", "tasmota", "esphome", "hue", "hass", "loxone", "http", "mqtt"];

    private const string Sixteen = "A scene holds at most 16 steps.";

    /// <summary>Kind, fields in the order in which they are filled, the step, and its words.</summary>
    private static readonly string[][] Table =
    [
        ["relay", "relay=Gate do=pulse ms=700", """{"relay":"Gate","do":"pulse","ms":700}""", "Gate: pulse, 700 ms"],
        ["relay", "relay=Hall~light do=toggle", """{"relay":"Hall light","do":"toggle"}""", "Hall light: toggle"],
        ["wait", "waitMs=1500", """{"waitMs":1500}""", "wait 1500 ms"],
        ["shelly1", "address=192.168.1.31 channel=1 order=on", """{"http":"GET","url":"http://192.168.1.31/relay/1?turn=on"}""", "Shelly Gen 1 192.168.1.31 (1): on"],
        ["shelly1", "address=192.168.1.31 order=pulse seconds=2", """{"http":"GET","url":"http://192.168.1.31/relay/0?turn=on&timer=2"}""", "Shelly Gen 1 192.168.1.31 (0): pulse"],
        ["shelly2", "address=192.168.1.30 order=off", """{"http":"GET","url":"http://192.168.1.30/rpc/Switch.Set?id=0&on=false"}""", "Shelly Gen 2+ 192.168.1.30 (0): off"],
        ["shelly2", "address=192.168.1.30:8080 channel=2 order=toggle", """{"http":"GET","url":"http://192.168.1.30:8080/rpc/Switch.Toggle?id=2"}""", "Shelly Gen 2+ 192.168.1.30:8080 (2): toggle"],
        ["shelly2", "address=192.168.1.30 order=pulse seconds=1", """{"http":"GET","url":"http://192.168.1.30/rpc/Switch.Set?id=0&on=true&toggle_after=1"}""", "Shelly Gen 2+ 192.168.1.30 (0): pulse"],
        ["wled", "address=192.168.1.40 order=preset preset=3", """{"http":"POST","url":"http://192.168.1.40/json/state","body":"{\"ps\":3}"}""", "WLED 192.168.1.40: preset 3"],
        ["wled", "address=192.168.1.40 order=toggle", """{"http":"POST","url":"http://192.168.1.40/json/state","body":"{\"on\":\"t\"}"}""", "WLED 192.168.1.40: toggle"],
        ["tasmota", "address=192.168.1.41 output=2 order=on", """{"http":"GET","url":"http://192.168.1.41/cm?cmnd=Power2%20On"}""", "Tasmota 192.168.1.41 (2): on"],
        ["esphome", "address=192.168.1.42 domain=light entity=garden~lamp order=off", """{"http":"POST","url":"http://192.168.1.42/light/garden%20lamp/turn_off"}""", "ESPHome 192.168.1.42 (garden lamp): off"],
        ["hue", "address=192.168.1.43 key=abc-DEF number=5 order=room~on", """{"http":"PUT","url":"http://192.168.1.43/api/abc-DEF/groups/5/action","body":"{\"on\":true}"}""", "Philips Hue 192.168.1.43 (5): room on"],
        ["hass", "address=192.168.1.20:8123 hook=door-1", """{"http":"POST","url":"http://192.168.1.20:8123/api/webhook/door-1","body":"{\"person\":\"{person}\",\"lock\":\"{lock}\",\"action\":\"{action}\",\"source\":\"{source}\",\"time\":\"{time}\"}"}""", "Home Assistant 192.168.1.20:8123"],
        ["loxone", "address=192.168.1.44 input=Tür~1 order=impulse", """{"http":"GET","url":"http://192.168.1.44/dev/sps/io/T%C3%BCr%201/Pulse"}""", "Loxone 192.168.1.44 (Tür 1): impulse"],
        ["http", "http=PUT url=http://10.0.0.5:81/x?who={person} body={\"a\":1} headers=X-One:~two timeoutMs=900", """{"http":"PUT","url":"http://10.0.0.5:81/x?who={person}","headers":{"X-One":"two"},"body":"{\"a\":1}","timeoutMs":900}""", "PUT http://10.0.0.5:81/x?who={person}"],
        ["mqtt", "mqtt=home/door payload={person}~came qos=1 retain=on", """{"mqtt":"home/door","payload":"{person} came","qos":1,"retain":true}""", "MQTT home/door: {person} came"],
    ];

    [TestMethod]
    public async Task Each_kind_of_step_makes_its_documented_call_and_comes_back_as_the_same_form()
    {
        Assert.AreEqual(string.Join(' ', Kinds.Order()), string.Join(' ', Table.Select(t => t[0]).Distinct().Order()), "a kind without its call here");
        await using RulesVisit visit = await RulesVisit.Start();
        IPage page = visit.Page;
        var wanted = new List<string>();
        foreach (string[][] some in Table.Chunk(9))
        {
            await visit.Press("addScene");
            foreach (string[] row in some)
            {
                await visit.AddStep(row[0]);
                await Fill(visit, row[1]);
                await page.ClickAsync(".steps form button[type=submit]");
            }

            wanted.Add("\"steps\":[" + string.Join(',', some.Select(r => r[2])) + "]");
        }

        await page.ClickAsync("[data-do=done]");
        await visit.Save();
        string sent = visit.Sent("PUT", "/api/rules").Single();
        wanted.ForEach(w => Assert.Contains(w, sent));
        await page.ReloadAsync();
        await visit.Visitor.LogIn();
        await Assertions.Expect(page.Locator("li.scene")).ToHaveCountAsync(3);
        string[] words = (await page.Locator("li.scene ol.words li").AllInnerTextsAsync()).Skip(1).ToArray();
        Assert.AreEqual(string.Join('\n', Table.Select(t => t[3])), string.Join('\n', words));
        await visit.Press("editScene 1");
        await visit.Press("openStep 1 4"); // a pulse of a Shelly, out of its URL
        await Assertions.Expect(page.Locator(".steps input[name=address]")).ToHaveValueAsync("192.168.1.31");
        await Assertions.Expect(page.Locator(".steps input[name=seconds]")).ToHaveValueAsync("2");
        visit.AssertQuiet();
    }

    [TestMethod]
    public async Task What_a_step_cannot_hold_is_said_at_its_field_before_anything_is_sent()
    {
        string[][] wrong =
        [
            ["relay", "ms", "3001", "A whole number from 1 to 3000."],
            ["wait", "waitMs", "0", "A whole number from 1 to 3600000."],
            ["shelly2", "address", "shelly.local", "An address like 192.168.1.30."],
            ["shelly2", "address", "8.8.8.8", "Only addresses of your own network: 10.…, 172.16.… to 172.31.…, 192.168.…, 169.254.…"],
            ["shelly2", "channel", "x", "A whole number from 0 to 15."],
            ["hue", "key", "", "Please fill this in."],
            ["http", "url", "https://192.168.1.1/", "It begins with http:// and an address, and has no spaces or umlauts (write %20 for a space)."],
            ["http", "url", "http://172.32.0.1/", "Only addresses of your own network: 10.…, 172.16.… to 172.31.…, 192.168.…, 169.254.…"],
            ["http", "body", "x", "GET and HEAD have no body."],
            ["mqtt", "mqtt", "nuki/1", "Not below nuki/ or nukiedge/, without + and #, and no placeholder before the first /."],
        ];
        await using RulesVisit visit = await RulesVisit.Start();
        IPage page = visit.Page;
        await visit.Press("addScene");
        foreach (string[] row in wrong)
        {
            await visit.AddStep(row[0]);
            await visit.FillStep(row[1], row[2]);
            await page.ClickAsync(".steps form button[type=submit]");
            await Assertions.Expect(page.Locator($".steps [data-field={row[1]}] .error")).ToHaveTextAsync(row[3]);
            await page.Locator(".steps [data-do^=dropStep]").ClickAsync();
        }

        for (int i = 0; i < 16; i++)
        {
            await visit.AddStep("wait");
        }

        await Assertions.Expect(page.Locator(".editor > .hint").Last).ToHaveTextAsync(Sixteen);
        await Assertions.Expect(page.Locator(".adder")).ToHaveCountAsync(0);
        Assert.IsEmpty(visit.Sent("PUT", "/api/rules"));
        visit.AssertQuiet();
    }

    [TestMethod]
    public async Task A_scene_runs_from_the_page_and_each_step_says_its_result_and_time()
    {
        await using RulesVisit visit = await RulesVisit.Start("""
            {"scenes":[{"name":"Welcome","steps":[{"relay":"Gate","do":"pulse","ms":500},{"waitMs":20},{"http":"GET","url":"http://192.168.1.30/relay/0?turn=on"},
            {"http":"GET","url":"http://192.168.1.99/"},{"mqtt":"home/x"}]}]}
            """);
        await visit.Press("run");
        ILocator lines = visit.Page.Locator(".trial li");
        await Assertions.Expect(lines).ToHaveCountAsync(4);
        Assert.AreEqual("✓ Gate: pulse, 500 ms → after 0.34 ms\n✓ Shelly Gen 1 192.168.1.30 (0): on → HTTP 200, 5.1 ms\n"
            + "✕ GET http://192.168.1.99/ → no answer in time, 5.1 ms\n✓ MQTT home/x → 0.04 ms", string.Join('\n', await lines.AllInnerTextsAsync()));
        await Assertions.Expect(visit.Page.Locator(".trial .hint")).ToHaveCountAsync(0); // no longer "Running …"
        visit.AssertQuiet();
    }

    [TestMethod]
    public async Task Scenes_keep_their_rules_when_they_are_renamed_and_are_removed_only_when_no_rule_uses_them()
    {
        await using RulesVisit visit = await RulesVisit.Start(RulesVisit.ThreeRules);
        IPage page = visit.Page;
        ILocator remove = visit.Scene("Welcome").Locator("[data-do^=dropScene]");
        await Assertions.Expect(remove).ToHaveAttributeAsync("aria-disabled", "true");
        await Assertions.Expect(visit.Scene("Welcome").Locator("p.hint")).ToHaveTextAsync("Rules that use it: A, B, C");
        await remove.ClickAsync(new() { Force = true });
        await Assertions.Expect(remove).ToHaveTextAsync("Remove");
        await visit.Press("editScene");
        await visit.Name.FillAsync("Hello");
        await page.CheckAsync("input[name=sensitive]");
        await page.FillAsync("input[name=freshH]", "48");
        await page.CheckAsync("input[name=askFirst]");
        await visit.AddStep("wait");
        await page.ClickAsync(".steps form button[type=submit]");
        ILocator handle = page.Locator(".steps .handle").Last;
        await handle.PressAsync("ArrowUp");
        await Assertions.Expect(page.Locator("#say")).ToHaveTextAsync("Step 2 is number 1 now.");
        await visit.Press("addScene");
        await visit.Page.Locator("li.scene").Last.Locator("[data-do^=dropScene]").ClickAsync();
        await visit.Page.Locator("li.scene").Last.Locator("[data-do^=dropScene]").ClickAsync();
        await visit.Save();
        Assert.AreEqual("""
            {"scenes":[{"name":"Hello","sensitive":true,"freshH":48,"askFirst":true,"steps":[{"waitMs":1000},{"relay":"Hall light","do":"on"}]}],
            "rules":[{"name":"A","who":"known","scene":"Hello"},{"name":"B","who":"unknown","scene":"Hello"},{"name":"C","who":"nobody","scene":"Hello"}]}
            """.ReplaceLineEndings(""), visit.Sent("PUT", "/api/rules").Single());
        visit.AssertQuiet();
    }

    /// <summary>"name=value name=value"; ~ stands for a space.</summary>
    private static async Task Fill(RulesVisit visit, string fields)
    {
        foreach (string[] pair in fields.Split(' ').Select(f => f.Split('=', 2)))
        {
            ILocator field = visit.Page.Locator($".steps [name={pair[0]}]");
            string value = pair[1].Replace('~', ' ');
            if (!await field.IsVisibleAsync())
            {
                await visit.Page.Locator(".steps form summary").First.ClickAsync();
            }

            if (await field.EvaluateAsync<string>("e => e.tagName") == "SELECT")
            {
                await field.SelectOptionAsync(value);
            }
            else if (value == "on")
            {
                await field.CheckAsync();
            }
            else
            {
                await field.FillAsync(value);
            }
        }
    }
}
