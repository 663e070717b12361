using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading;

namespace NukiEdge.Tests.Bench;

[TestClass]
public sealed class BenchPageTest
{
    [TestMethod]
    public void Press_moves_a_relay_calls_the_sink_and_shows_the_line()
    {
        using var rig = new BenchRig();
        rig.Press("""{"key":"code","action":"unlatch","number":12345}""");
        JsonElement state = rig.Until(
            s => Newest(s).GetProperty("steps").GetArrayLength() == 3 && s.GetProperty("calls").GetArrayLength() == 1,
            "line, steps and call");
        JsonElement line = Newest(state);
        Assert.AreEqual("ran", line.GetProperty("kind").GetString());
        Assert.AreEqual("Anna, unlatch by keypad code", line.GetProperty("head").GetString());
        Assert.AreEqual("Housekeeper (rule Anna arrives)", line.GetProperty("text").GetString());
        Assert.StartsWith("relay Alarm off pulse", line.GetProperty("steps")[0].GetString());
        Assert.StartsWith("HTTP 200, ", line.GetProperty("steps")[2].GetString());
        JsonElement hall = state.GetProperty("relays")[0];
        Assert.IsTrue(hall.GetProperty("on").GetBoolean());
        Assert.IsGreaterThan(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), hall.GetProperty("offAt").GetInt64());
        JsonElement call = state.GetProperty("calls")[0];
        Assert.AreEqual("/scene?who=Anna", call.GetProperty("path").GetString());
        Assert.IsGreaterThan(0, call.GetProperty("sinceEventMs").GetDouble());
    }

    [TestMethod]
    public void Every_key_sends_what_a_lock_would_send()
    {
        using var rig = new BenchRig();
        foreach ((string key, string payload) in new[]
        {
            ("""{"key":"code","action":"unlatch","number":12345}""", "3,0,195249,12345,1"),
            ("""{"key":"finger","action":"unlock","number":8193}""", "1,0,195249,8193,2"),
            ("""{"key":"backKey","action":"lock"}""", "2,0,195249,0,0"),
            ("""{"key":"wrongCode","action":"unlock"}""", "1,0,195249,0,1"),
            ("""{"key":"fob","action":"unlatch","number":54323,"presses":3}""", "3,3,54323,0,3"),
            ("""{"key":"fob","action":"none","number":54323,"presses":2}""", "80,3,54323,0,2"),
            ("""{"key":"app","action":"lockNGo","number":54322}""", "4,0,54322,0,0"),
            ("""{"key":"autoUnlock","action":"unlock","number":54322}""", "1,0,54322,0,1"),
            ("""{"key":"button","action":"lockNGo"}""", "4,2,0,0,0"),
            ("""{"key":"button","action":"none","presses":2}""", "90,2,0,0,2"),
            ("""{"key":"autoLock","action":"lock"}""", "2,6,0,0,0"),
            ("""{"key":"homeKit","action":"unlock"}""", "1,171,0,0,0"),
        })
        {
            using HttpResponseMessage answer = rig.Post("/api/locks/" + BenchRig.Front + "/keys", key);
            Assert.AreEqual("{\"payload\":\"" + payload + "\",\"fault\":null}", BenchRig.Text(answer), key);
        }

        rig.Until(s => s.GetProperty("broker").GetProperty("announcements").GetInt32() == 12, "all twelve");
    }

    [TestMethod]
    public void Attacks_run_nothing_and_the_log_says_why()
    {
        using var rig = new BenchRig();
        const string Payload = "3,0,195249,7,1";
        Attack(rig, "retained", Payload);
        rig.Until(s => Newest(s).GetProperty("text").GetString() == "ignored: a retained copy", "the retained copy");
        Attack(rig, "forged", Payload);
        rig.Until(
            s => Newest(s).GetProperty("text").GetString()!.StartsWith("FORGED: login gate", StringComparison.Ordinal),
            "the forgery");
        Assert.AreEqual(0, rig.State().GetProperty("broker").GetProperty("announcements").GetInt32());
        Attack(rig, "twice", Payload);
        JsonElement state = rig.Until(s => Newest(s).GetProperty("kind").GetString() == "ignored", "the second one");
        Assert.AreEqual("ignored: the same packet again", Newest(state).GetProperty("text").GetString());
        Assert.AreEqual(1, state.GetProperty("broker").GetProperty("announcements").GetInt32());
    }

    [TestMethod]
    public void Wrong_field_is_named_with_its_limit()
    {
        using var rig = new BenchRig();
        foreach ((string what, string json, string field) in new[]
        {
            ("keys", """{"key":"code","action":"unlatch","number":4294967296}""", "number"),
            ("keys", """{"key":"code","action":"unlatch","number":0}""", "number"),
            ("keys", """{"key":"code","action":"unlatch","number":1.5}""", "number"),
            ("keys", """{"key":"code","action":"unlatch","number":"1"}""", "number"),
            ("keys", """{"key":"code","action":"none","number":1}""", "action"),
            ("keys", """{"key":"fob","action":"none","number":1,"presses":4}""", "presses"),
            ("keys", """{"key":"sesame","action":"unlock"}""", "key"),
            ("keys", """{"key":"homeKit","action":"unlock","extra":1}""", "extra"),
            ("keys", """{"key":"homeKit","key":"homeKit","action":"unlock"}""", "key"),
            ("keys", """[]""", "body"),
            ("keys", """{"key":""", "body"),
            ("keys", """{"\ud800":1}""", "body"),
            ("payload", """{"as":"lock","payload":"ä"}""", "payload"),
            ("payload", "{\"as\":\"lock\",\"payload\":\"" + new string('1', 257) + "\"}", "payload"),
            ("payload", "{\"as\":\"lock\",\"payload\":\"" + new string('1', 4096) + "\"}", "body"),
            ("door", """{"open":"yes"}""", "open"),
            ("power", "{}", "on"),
        })
        {
            using HttpResponseMessage answer = rig.Post("/api/locks/" + BenchRig.Front + "/" + what, json);
            string text = BenchRig.Text(answer);
            Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode, json + text);
            Assert.AreEqual("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            JsonElement problem = JsonDocument.Parse(text).RootElement;
            Assert.AreEqual(field, problem.GetProperty("field").GetString(), json);
            Assert.IsGreaterThan(0, problem.GetProperty("limit").GetString()!.Length);
        }
    }

    [TestMethod]
    public void Confirming_a_login_releases_its_events_and_is_logged()
    {
        using var rig = new BenchRig(text => text.Replace("\"role\": \"lock\", \"lock\": \"Front door\"", "\"role\": \"lock\""));
        JsonElement state = rig.Until(s => s.GetProperty("toConfirm").GetArrayLength() == 1, "the login to confirm");
        JsonElement waiting = state.GetProperty("toConfirm")[0];
        const string Key = """{"key":"code","action":"unlatch","number":7}""";
        rig.Press(Key);
        rig.Until(s => Newest(s).GetProperty("kind").GetString() == "held", "the held event");
        string json = "{\"login\":" + waiting.GetProperty("login").GetInt32() + "}";
        using HttpResponseMessage confirmed = rig.Post("/api/logins/confirm", json);
        Assert.AreEqual(HttpStatusCode.OK, confirmed.StatusCode);
        rig.Until(s => Newest(s).GetProperty("text").GetString() == "you confirmed login front for Front door", "the note");
        using HttpResponseMessage again = rig.Post("/api/logins/confirm", json);
        Assert.Contains("does not wait to be confirmed", BenchRig.Text(again));
        rig.Press(Key);
        rig.Until(s => Newest(s).GetProperty("kind").GetString() == "ran", "the scene");
    }

    [TestMethod]
    public void Stream_tells_a_change_and_the_ninth_is_refused()
    {
        using var rig = new BenchRig();
        var streams = Enumerable.Range(0, 8).Select(_ => Open(rig)).ToArray();
        using HttpResponseMessage ninth = Open(rig);
        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, ninth.StatusCode);
        using var deadline = new CancellationTokenSource(5000);
        using var reader = new StreamReader(streams[7].Content.ReadAsStream());
        rig.Press("""{"key":"code","action":"unlatch","number":7}""");
        string line;
        do
        {
            line = reader.ReadLineAsync(deadline.Token).AsTask().GetAwaiter().GetResult();
        }
        while (!line!.Contains("Courier, unlatch by keypad code", StringComparison.Ordinal));
        Assert.StartsWith("data: {", line);
        foreach (HttpResponseMessage stream in streams)
        {
            stream.Dispose();
        }

        Assert.IsTrue(SpinWait.SpinUntil(() => rig.Server.Streams == 0, 5000), "the places are free again");
    }

    [TestMethod]
    public void No_secret_is_in_the_page_or_its_state()
    {
        const string target = "\"house\": 1, \"targets\": [{ \"address\": \"127.0.0.1\", \"user\": \"shelly-user\", \"password\": \"shelly-secret\" }],";
        using var rig = new BenchRig(text => text.Replace("\"house\": 1,", target, StringComparison.Ordinal));
        string page = string.Concat(new[] { "/", "/bench.js", "/keys.js" }.Select(p => rig.Client.GetStringAsync(p).Result));
        string all = rig.State() + page;
        foreach (string secret in new[] { "front-door-secret", "garden-gate-secret", "read-only", "in-control", "shelly-user", "shelly-secret" })
        {
            Assert.DoesNotContain(secret, all);
        }
    }

    [TestMethod]
    public void Page_loads_nothing_from_elsewhere_and_has_no_inline_code()
    {
        using var rig = new BenchRig();
        string page = rig.Client.GetStringAsync("/").GetAwaiter().GetResult();
        Assert.DoesNotContain("http://", page);
        Assert.DoesNotContain("https://", page);
        Assert.DoesNotContain(" style=", page);
        Assert.DoesNotContain(" onclick", page);
        Assert.DoesNotContain("<script>", page);
        foreach (string file in new[]
        {
            "bench.js", "dom.js", "door.js", "effects.js", "feed.js", "keys.js", "log.js",
            "nuki.js", "wallclock.js", "broker.js", "bench.css", "door.css", "nuki.css", "icon.svg",
        })
        {
            string text = rig.Client.GetStringAsync("/" + file).GetAwaiter().GetResult();
            Assert.DoesNotContain("innerHTML", text, file);
            Assert.DoesNotContain("https://", text, file);
        }
    }

    [TestMethod]
    public void Press_at_an_unplugged_lock_says_so()
    {
        using var rig = new BenchRig();
        using HttpResponseMessage off = rig.Post("/api/locks/" + BenchRig.Front + "/power", """{"on":false}""");
        rig.Until(s => !s.GetProperty("locks")[0].GetProperty("connected").GetBoolean(), "the will");
        using HttpResponseMessage press = rig.Post("/api/locks/" + BenchRig.Front + "/keys", """{"key":"homeKit","action":"unlock"}""");
        Assert.Contains("\"fault\":\"Front door is not connected\"", BenchRig.Text(press));
        using HttpResponseMessage on = rig.Post("/api/locks/" + BenchRig.Front + "/power", """{"on":true}""");
        rig.Press("""{"key":"homeKit","action":"unlock"}""");
        rig.Until(s => s.GetProperty("broker").GetProperty("announcements").GetInt32() == 1, "the press after it was plugged in");
    }

    [TestMethod]
    public void A_battery_runs_low_and_is_changed()
    {
        using var rig = new BenchRig();
        using HttpResponseMessage low = rig.Post("/api/locks/" + BenchRig.Front + "/battery", """{"keypad":false,"low":true}""");
        using HttpResponseMessage keypad = rig.Post("/api/locks/" + BenchRig.Front + "/battery", """{"keypad":true,"low":true}""");
        rig.Until(s => s.GetProperty("locks")[0].GetProperty("batteryCritical").GetBoolean()
            && s.GetProperty("locks")[0].GetProperty("keypadBatteryCritical").GetBoolean(), "both low");
        using HttpResponseMessage changed = rig.Post("/api/locks/" + BenchRig.Front + "/battery", """{"keypad":false,"low":false}""");
        rig.Until(s => !s.GetProperty("locks")[0].GetProperty("batteryCritical").GetBoolean(), "changed");
        using HttpResponseMessage half = rig.Post("/api/locks/" + BenchRig.Front + "/battery", """{"low":false}""");
        Assert.AreEqual(HttpStatusCode.BadRequest, half.StatusCode);
    }

    [TestMethod]
    public void Door_and_bolt_follow_the_hand()
    {
        using var rig = new BenchRig();
        using HttpResponseMessage door = rig.Post("/api/locks/" + BenchRig.Front + "/door", """{"open":true}""");
        using HttpResponseMessage bolt = rig.Post("/api/locks/" + BenchRig.Front + "/bolt", """{"locked":false}""");
        rig.Until(s => s.GetProperty("locks")[0].GetProperty("doorWord").GetString() == "open"
            && s.GetProperty("locks")[0].GetProperty("stateWord").GetString() == "unlocked", "open and unlocked");
        Assert.AreEqual(0, rig.State().GetProperty("broker").GetProperty("announcements").GetInt32());
    }

    private static HttpResponseMessage Open(BenchRig rig)
    {
        return rig.Client.Send(new HttpRequestMessage(HttpMethod.Get, "/api/events"), HttpCompletionOption.ResponseHeadersRead);
    }

    private static void Attack(BenchRig rig, string way, string payload)
    {
        string json = "{\"as\":\"" + way + "\",\"payload\":\"" + payload + "\"}";
        using HttpResponseMessage answer = rig.Post("/api/locks/" + BenchRig.Front + "/payload", json);
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, BenchRig.Text(answer));
    }

    /// <summary>The newest line, ordinary notes aside but for a confirmation.</summary>
    private static JsonElement Newest(JsonElement state)
    {
        return state.GetProperty("log").EnumerateArray().First(
            line => line.GetProperty("kind").GetString() != "note"
                || line.GetProperty("text").GetString()!.StartsWith("you ", StringComparison.Ordinal)
                || line.GetProperty("text").GetString() == "started, all relays off");
    }
}
