using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NukiEdge.Tests.Api;
using NukiEdge.Web.Access;

namespace NukiEdge.Tests.WebPage;

/// <summary>Somebody listens to everything from the first visit to a lock's login and a key, and tries each message again.</summary>
[TestClass]
public sealed class WireTest
{
    private const string Token = "TOKENtokenTOKEN0123456789abcdef";

    [TestMethod]
    public async Task Who_listens_from_first_visit_to_a_locks_login_and_a_key_learns_no_secret_and_no_message_works_twice()
    {
        using var rig = new PageRig(withCloud: true);
        var entered = new List<(string, byte[])>();
        using var tap = new Tap(rig.Port);
        // Chromium calls the box by its name; what listens is in between.
        await using (Visitor visitor = await Visitor.Start($"--host-resolver-rules=MAP localhost:{rig.Port} 127.0.0.1:{tap.Port}"))
        {
            await SetUpAndEnterTheToken(visitor, rig);
            await EnterAndBeShown(visitor, entered);
            foreach (string page in new[] { "home", "people", "rules", "log", "system" })
            {
                await visitor.Go(page);
            }

            Assert.AreEqual("", string.Join('\n', visitor.Faults));
        }

        byte[] all = tap.All();
        List<byte[]> requests = tap.Requests();
        Assert.IsGreaterThan(0, all.AsSpan().IndexOf("Front door"u8), "what is no secret is there to be read");
        foreach ((string name, byte[] secret) in Secrets(rig).Concat(entered))
        {
            foreach (byte[] form in Forms(secret))
            {
                Assert.IsLessThan(0, all.AsSpan().IndexOf(form), name + " crossed the wire as " + Encoding.ASCII.GetString(form));
            }
        }

        Assert.HasCount(5, entered);
        foreach (string line in new[] { "PUT /api/settings ", "POST /api/logins ", "POST /api/keys ", "PUT /api/broker " })
        {
            Assert.IsTrue(requests.Any(r => Text(r).StartsWith(line, StringComparison.Ordinal)), line + "was heard");
        }

        string house = rig.Client.LogIn(PageRig.Password).Status == 200 ? rig.Client.Ask("GET", "/api/house").Text : "";
        Assert.Contains("persons", house);
        var worked = requests.Select(request => (Line: Text(request).Split("\r\n")[0], Answer: Again(rig.Port, request))).ToList();
        string wrong = string.Join('\n', worked.Where(w => !IsHarmless(w.Line, w.Answer)).Select(w => w.Line + " -> " + w.Answer));
        Assert.AreEqual("", wrong);
        Assert.AreEqual(house, rig.Client.Ask("GET", "/api/house").Text);
        Console.WriteLine($"{all.Length:N0} bytes, {requests.Count} requests; {worked.Count(w => w.Answer.Contains(" 401"))} of them refused as 401 the second time, "
            + $"{worked.Count(w => w.Answer.Contains(" 409"))} as 409");
    }

    private static async Task SetUpAndEnterTheToken(Visitor visitor, PageRig rig)
    {
        await visitor.Open($"http://localhost:{rig.Port}/", Visitor.Phone, ColorScheme.Light);
        await visitor.SetUp(rig.Code, PageRig.Password);
        await visitor.Page.WaitForSelectorAsync("#link[data-state=live]");
        await visitor.Go("settings");
        await visitor.Page.FillAsync("input[name=token]", Token);
        await visitor.Page.PressAsync("input[name=token]", "Enter");
        await Assertions.Expect(visitor.Page.Locator("main > .banner.good")).ToBeVisibleAsync();
        Assert.AreEqual(Token, rig.Appliance.Ask(() => Encoding.ASCII.GetString(rig.House.NukiWeb.Token)));
    }

    /// <summary>A lock's login and a key, which the box makes and the page shows once; a webhook secret and a broker's password, which are typed.</summary>
    private static async Task EnterAndBeShown(Visitor visitor, List<(string, byte[])> entered)
    {
        const string Hook = "HOOKhookHOOK0123456789", Broker = "BROKERbroker-7-password";
        IPage page = visitor.Page;
        await page.ClickAsync("[data-key=connect] summary");
        await page.ClickAsync("form[data-key='form.connect'] button");
        entered.Add(("the login that was made", Ascii((await RealVisit.ShownLogin(page)).Password)));
        await page.ClickAsync("[data-do=typed]");
        await page.ClickAsync("[data-key=newKey] summary");
        await page.FillAsync("form[data-key='form.newKey'] input[name=name]", "Home Assistant");
        await page.ClickAsync("form[data-key='form.newKey'] button");
        string key = (await page.Locator("[data-key=shownKey] code").Last.InnerTextAsync())[9..];
        entered.Add(("the key that was made", Ascii(key)));
        entered.Add(("the key that was made", Convert.FromHexString(key)));
        await page.ClickAsync("[data-key=hook] summary");
        await page.FillAsync("form[data-key='form.hook'] input[name=secret]", Hook);
        await page.ClickAsync("form[data-key='form.hook'] button");
        await RealVisit.Says(page, "Saved.");
        entered.Add(("the webhook secret", Ascii(Hook)));
        await page.ClickAsync("[data-key=brokerForm] summary");
        await page.SelectOptionAsync("form[data-key='form.broker'] select[name=kind]", "external");
        await page.FillAsync("form[data-key='form.broker'] input[name=host]", "192.168.1.10");
        await page.FillAsync("form[data-key='form.broker'] input[name=user]", "edge");
        await page.FillAsync("form[data-key='form.broker'] input[name=secret]", Broker);
        await page.ClickAsync("form[data-key='form.broker'] > button");
        await Assertions.Expect(page.Locator("[data-key=needed]")).ToBeVisibleAsync();
        entered.Add(("the broker's password", Ascii(Broker)));
    }

    private static List<(string Name, byte[] Secret)> Secrets(PageRig rig)
    {
        string code = rig.Code.Replace("-", "", StringComparison.Ordinal);
        var secrets = new List<(string, byte[])>
        {
            ("the password", Ascii(PageRig.Password)), ("the device code", Ascii(code)), ("the device code", Ascii(rig.Code)), ("the token", Ascii(Token)),
            ("the token before", Ascii(PageRig.PlantedToken)), ("a lock's login", Ascii(PageRig.PlantedLogin)), ("a target's password", Ascii(PageRig.PlantedTarget)),
        };
        foreach (byte[] key in rig.Appliance.Ask(() => SessionKeys(rig.Appliance.Access)))
        {
            secrets.Add(("a session key", key));
        }

        Assert.HasCount(8, secrets, "one session is live");
        return secrets;
    }

    /// <summary>The keys that the box has in memory.</summary>
    private static List<byte[]> SessionKeys(PageAccess access)
    {
        const int RowBytes = 80, KeyAt = 8, KeyBytes = 32;
        byte[] rows = (byte[])typeof(SessionTable).GetField("_rows", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(access.Sessions)!;
        return Enumerable.Range(0, rows.Length / RowBytes).Select(i => rows.AsSpan(i * RowBytes + KeyAt, KeyBytes).ToArray())
            .Where(key => key.Any(b => b != 0)).ToList();
    }

    /// <summary>As it is, in hex and in base64 at each of the three places that it can begin at.</summary>
    private static IEnumerable<byte[]> Forms(byte[] secret)
    {
        yield return secret;
        yield return Ascii(Convert.ToHexString(secret));
        yield return Ascii(Convert.ToHexString(secret).ToLowerInvariant());
        for (int before = 0; before < 3; before++)
        {
            string text = Convert.ToBase64String([.. new byte[before], .. secret]);
            int first = before == 0 ? 0 : 4; // the group that it shares with what stands before
            yield return Ascii(text[first..(text.TrimEnd('=').Length / 4 * 4)]);
        }
    }

    /// <summary>Files and questions that anybody may ask; of everything else nothing works again.</summary>
    private static bool IsHarmless(string line, string answer)
    {
        bool isOpen = line.StartsWith("GET ", StringComparison.Ordinal) && !line.Contains("/api/", StringComparison.Ordinal);
        isOpen |= line.StartsWith("GET /api/access ", StringComparison.Ordinal) || line.StartsWith("POST /api/login/first ", StringComparison.Ordinal);
        return isOpen ? answer.Contains(" 200") || answer.Contains(" 304") || answer.Contains(" 429")
            : answer.Contains(" 401") || answer.Contains(" 409") || answer.Contains(" 429");
    }

    private static string Again(int port, byte[] request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 10000 };
        socket.Connect(IPAddress.Loopback, port);
        socket.Send(request);
        byte[] buffer = new byte[4096];
        int count = socket.Receive(buffer);
        return Encoding.ASCII.GetString(buffer, 0, count).Split("\r\n")[0];
    }

    private static string Text(byte[] bytes)
    {
        return Encoding.ASCII.GetString(bytes);
    }

    private static byte[] Ascii(string text)
    {
        return Encoding.ASCII.GetBytes(text);
    }
}
