using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using NukiEdge.Core.Locks;
using NukiEdge.Simulator.NukiWeb;

namespace NukiEdge.Tests.NukiWeb;

[TestClass]
public sealed class WebApiTest
{
    [TestMethod]
    public void Token_is_asked_for_everywhere_and_scopes_are_kept()
    {
        using var rig = new NukiRig();
        foreach ((string method, string path, NukiScopes scope) in new[]
        {
            ("GET", "/smartlock", NukiScopes.ReadOnly), ("GET", "/smartlock/" + rig.Front, NukiScopes.ReadOnly), ("GET", "/smartlock/auth", NukiScopes.Auth),
            ("GET", $"/smartlock/{rig.Front}/auth", NukiScopes.Auth), ("GET", "/smartlock/log", NukiScopes.Log), ("POST", $"/smartlock/{rig.Front}/sync", NukiScopes.Smartlock),
        })
        {
            rig.Server.Token.Scopes = NukiScopes.All & ~scope;
            Assert.Contains("detailMessage", rig.Text(method, path, 403));
            rig.Server.Token.Scopes = scope;
            Assert.IsLessThan(300, (int)rig.Send(method, path).StatusCode, path);
            foreach (string header in new[] { null, "", "Bearer", "Bearer wrong", "Bearer " + NukiRig.Token + "x", "Basic " + NukiRig.Token, NukiRig.Token })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                using var client = NukiRig.NewClient(rig.RootPem, rig.Server.Address);
                client.DefaultRequestHeaders.Clear();
                if (header is not null)
                {
                    client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
                }

                using HttpResponseMessage answer = client.Send(request);
                Assert.AreEqual(401, (int)answer.StatusCode, header);
                Assert.AreEqual("""{"detailMessage":"Your access token is not authorized"}""", answer.Content.ReadAsStringAsync().Result);
            }
        }

        rig.Server.Token.Revoke();
        rig.Text("GET", "/smartlock/log", 401);
    }

    [TestMethod]
    public void Unknown_ids_are_404_for_a_lock_and_403_below_it()
    {
        using var rig = new NukiRig();
        NukiAuth gate = rig.PutCode(rig.Gate, 1, "Gate");
        rig.Text("GET", "/smartlock/1", 404);
        foreach ((string method, string path, string body) in new[]
        {
            ("GET", "/smartlock/1/auth", null), ("GET", "/smartlock/1/log", null), ("PUT", "/smartlock/1/auth", """{"name":"A"}"""), ("POST", "/smartlock/1/sync", null),
            ("GET", $"/smartlock/{rig.Front}/auth/{gate.Id}", null), ("DELETE", $"/smartlock/{rig.Front}/auth/{gate.Id}", null),
            ("POST", $"/smartlock/{rig.Front}/auth/{gate.Id}", "{}"), ("DELETE", "/smartlock/auth", """["000000000000000000000000"]"""),
        })
        {
            rig.Text(method, path, 403, body);
        }

        rig.Text("GET", "/nothing", 404);
        rig.Text("DELETE", "/smartlock/auth", 204, $$"""["{{gate.Id}}"]""");
        rig.Time.Pass(5);
        Assert.AreEqual(0, rig.Get("/smartlock/auth").GetArrayLength());
        rig.Text("POST", $"/smartlock/{rig.Gate}/sync", 204);
    }

    [TestMethod]
    public void Lists_are_filtered_as_asked()
    {
        using var rig = new NukiRig();
        rig.PutCode(rig.Front, 1, "Code");
        rig.Account.Put(new NukiAuth { Id = "", SmartlockId = rig.Gate, AuthId = 7, Type = WebAuthType.Fob, Name = "Fob" });
        rig.Account.Put(new NukiAuth { Id = "", SmartlockId = rig.Gate, AuthId = 8, Type = WebAuthType.App, Name = "App", AccountUserId = 3 });
        Assert.AreEqual("Code Fob App", Names(rig.Get("/smartlock/auth")));
        Assert.AreEqual("Code App", Names(rig.Get("/smartlock/auth?types=0,13")));
        Assert.AreEqual("App", Names(rig.Get("/smartlock/auth?accountUserId=3")));
        Assert.AreEqual("Fob", Names(rig.Get($"/smartlock/{rig.Gate}/auth?types=2")));
        Assert.AreEqual("Garden gate", Names(rig.Get("/smartlock?type=5")));
        rig.Text("GET", "/smartlock/auth?types=a", 400);
    }

    [TestMethod]
    public void Log_is_newest_first_in_pages()
    {
        using var rig = new NukiRig();
        NukiAuth anna = rig.PutCode(rig.Front, 1, "Anna");
        for (int i = 0; i < 60; i++)
        {
            rig.Account.AddLog(i % 3 == 0 ? rig.Gate : rig.Front, i % 2 == 0 ? anna : null, 1, 255, 1);
            rig.Time.Pass(60);
        }

        JsonElement page = rig.Get("/smartlock/log");
        Assert.AreEqual(20, page.GetArrayLength());
        Assert.AreEqual("2026-03-01T08:59:00.123Z", page[0].GetProperty("date").GetString());
        Assert.AreEqual(anna.Id, page[1].GetProperty("authId").GetString());
        Assert.IsFalse(page[0].TryGetProperty("authId", out _));
        JsonElement older = rig.Get("/smartlock/log?limit=50&id=" + page[19].GetProperty("id").GetString());
        Assert.AreEqual(40, older.GetArrayLength());
        Assert.AreEqual("2026-03-01T08:39:00.123Z", older[0].GetProperty("date").GetString());
        Assert.AreEqual(40, rig.Get($"/smartlock/{rig.Front}/log?limit=50").GetArrayLength());
        Assert.AreEqual(11, rig.Get("/smartlock/log?limit=50&fromDate=2026-03-01T08:10:00.123Z&toDate=2026-03-01T08:20:00.123Z").GetArrayLength());
        Assert.AreEqual(30, rig.Get("/smartlock/log?limit=50&authId=" + anna.Id).GetArrayLength());
        foreach (string bad in new[] { "limit=51", "limit=0", "limit=x", "fromDate=yesterday" })
        {
            rig.Text("GET", "/smartlock/log?" + bad, 400);
        }
    }

    [TestMethod]
    public void Rate_limit_says_when_the_next_request_may_come()
    {
        using var rig = new NukiRig();
        rig.Server.RateLimit.PerMinute = 3;
        rig.Get("/smartlock");
        rig.Time.Pass(10);
        rig.Get("/smartlock");
        rig.Get("/smartlock");
        using HttpResponseMessage refused = rig.Send("GET", "/smartlock");
        Assert.AreEqual(429, (int)refused.StatusCode);
        Assert.AreEqual(50, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        rig.Time.Pass(49);
        rig.Text("GET", "/smartlock", 429);
        rig.Time.Pass(1);
        rig.Get("/smartlock");
        rig.Text("GET", "/smartlock", 429);
    }

    [TestMethod]
    public void Requests_are_listed_without_their_token()
    {
        using var rig = new NukiRig();
        rig.Get("/smartlock/auth?types=13");
        NukiRequest seen = rig.Server.Requests.Single();
        Assert.AreEqual("GET /smartlock/auth?types=13 True 200", $"{seen.Method} {seen.Target} {seen.HadToken} {seen.Status}");
        Assert.DoesNotContain(NukiRig.Token, seen.ToString());
        Assert.AreEqual(1, rig.Server.Received);
    }

    [TestMethod]
    public void Plain_http_is_there_when_it_is_asked_for_and_a_taken_port_is_said()
    {
        var account = new NukiAccount(TimeProvider.System);
        using NukiWebServer server = NukiWebServer.Start(account, NukiRig.Token, TimeProvider.System, root: null);
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + NukiRig.Token);
        Assert.AreEqual("http", server.Address.Scheme);
        Assert.AreEqual("[]", client.GetStringAsync("/smartlock/auth").Result);
        Assert.ThrowsExactly<IOException>(() => NukiWebServer.Start(account, "t", TimeProvider.System, null, server.Port));
    }

    private static string Names(JsonElement list)
    {
        return string.Join(' ', list.EnumerateArray().Select(one => one.GetProperty("name").GetString()));
    }
}
