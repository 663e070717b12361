using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;

namespace NukiEdge.Tests.Bench;

[TestClass]
public sealed class BenchGuardTest
{
    private const string Keys = "/api/locks/" + BenchRig.Front + "/keys";
    private const string Key = """{"key":"code","action":"unlatch","number":12345}""";

    [TestMethod]
    public void Foreign_host_is_refused()
    {
        using var rig = new BenchRig();
        int port = rig.Server.Port;
        foreach ((string host, bool allowed) in new[]
        {
            ("127.0.0.1:" + port, true), ("localhost:" + port, true), ("evil.example", false), ("evil.example:" + port, false),
            ("127.0.0.1", false), ("127.0.0.1:1", false), ("localhost.evil.example:" + port, false), ("[::1]:" + port, false),
            ("127.0.0.1:80", false), ("LOCALHOST:" + port, false),
        })
        {
            foreach (string path in new[] { "/", "/api/state", "/nothing" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation("Host", host);
                using HttpResponseMessage answer = rig.Client.Send(request);
                bool refused = answer.StatusCode == HttpStatusCode.MisdirectedRequest;
                Assert.AreEqual(!allowed, refused, host + path + " " + answer.StatusCode);
            }
        }
    }

    [TestMethod]
    public void Foreign_origin_presses_no_key()
    {
        using var rig = new BenchRig();
        string own = rig.Server.Address;
        foreach ((string origin, string site, bool allowed) in new[]
        {
            (own, null, true), (own, "same-origin", true), (null, "same-origin", true), (null, "none", true), (null, null, false),
            (null, "cross-site", false), (null, "same-site", false), ("null", null, false), ("http://evil.example", null, false),
            (own + "0", null, false), (own + ".evil.example", null, false), ("https" + own[4..], null, false),
            ("http://localhost:" + rig.Server.Port, "same-origin", false), (own.ToUpperInvariant(), null, false),
        })
        {
            using HttpRequestMessage request = Request(origin, site, "application/json");
            using HttpResponseMessage answer = rig.Client.Send(request);
            Assert.AreEqual(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode, origin + " " + site);
        }

        rig.Until(state => state.GetProperty("broker").GetProperty("announcements").GetInt32() == 4, "the four allowed presses");
    }

    [TestMethod]
    public void What_a_form_can_send_presses_no_key()
    {
        using var rig = new BenchRig();
        foreach (string type in new[]
        {
            "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "",
            "text/plain; application/json",
        })
        {
            using HttpRequestMessage request = Request(rig.Server.Address, null, type);
            using HttpResponseMessage answer = rig.Client.Send(request);
            Assert.AreEqual(HttpStatusCode.UnsupportedMediaType, answer.StatusCode, type);
        }

        Assert.AreEqual(0, rig.State().GetProperty("broker").GetProperty("announcements").GetInt32());
    }

    [TestMethod]
    public void Get_changes_nothing()
    {
        using var rig = new BenchRig();
        foreach (string path in new[] { Keys, "/api/locks/" + BenchRig.Front + "/door", "/api/logins/confirm" })
        {
            using HttpResponseMessage answer = rig.Client.GetAsync(path).GetAwaiter().GetResult();
            Assert.IsGreaterThanOrEqualTo(400, (int)answer.StatusCode, path);
        }

        using HttpResponseMessage put = rig.Client.PutAsync(Keys, new StringContent(Key)).GetAwaiter().GetResult();
        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, put.StatusCode);
        Assert.AreEqual(0, rig.State().GetProperty("broker").GetProperty("announcements").GetInt32());
    }

    [TestMethod]
    public void Foreign_page_takes_no_place_at_the_stream()
    {
        using var rig = new BenchRig();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using HttpResponseMessage answer = rig.Client.Send(request);
        Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [TestMethod]
    public void Every_answer_carries_the_security_headers()
    {
        using var rig = new BenchRig();
        foreach (string path in new[] { "/", "/bench.js", "/bench.css", "/api/state", "/nothing" })
        {
            using HttpResponseMessage answer = rig.Client.GetAsync(path).GetAwaiter().GetResult();
            string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'self'", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.AreEqual("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.AreEqual("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.AreEqual(path.StartsWith("/api", StringComparison.Ordinal), answer.Headers.CacheControl.NoStore, path);
            Assert.IsFalse(answer.Headers.Contains("Server"));
        }
    }

    private static HttpRequestMessage Request(string origin, string site, string contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Key));
        var request = new HttpRequestMessage(HttpMethod.Post, Keys) { Content = content };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        if (site is not null)
        {
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        }

        return request;
    }
}
