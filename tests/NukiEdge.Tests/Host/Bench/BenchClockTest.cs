using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;

namespace NukiEdge.Tests.Bench;

/// <summary>The clock that can be set, at the page's own endpoints: a rule with times follows it, and nothing else does.</summary>
[TestClass]
public sealed class BenchClockTest
{
    [TestMethod]
    public void A_rule_with_times_follows_the_clock_that_was_set()
    {
        using var rig = new BenchRig(AtNight);
        Assert.AreEqual(0, rig.State().GetProperty("clock").GetProperty("offsetS").GetInt64());
        Assert.IsFalse(rig.State().GetProperty("safe").GetBoolean());

        Set(rig, At(13));
        Assert.AreEqual("Welcome (rule Somebody known)", Come(rig, 1), "outside her rule's times the next one is tried");
        Set(rig, At(2));
        Assert.AreEqual("Housekeeper (rule Anna arrives)", Come(rig, 2));
        Set(rig, 0);
        rig.Until(s => s.GetProperty("clock").GetProperty("offsetS").ValueKind == JsonValueKind.Null, "no time");
        Assert.AreEqual("held: the rule has times, and the clock is not set (rule Anna arrives)", Come(rig, 3));
    }

    [TestMethod]
    public void A_relay_that_is_on_does_not_notice_the_clock()
    {
        using var rig = new BenchRig();
        rig.Press("""{"key":"code","action":"unlatch","number":12345}""");
        JsonElement before = rig.Until(s => s.GetProperty("relays")[0].GetProperty("on").GetBoolean(), "the lamp").GetProperty("relays")[0];
        Set(rig, At(2) + 86400 * 365);
        JsonElement after = rig.Until(s => s.GetProperty("clock").GetProperty("offsetS").GetInt64() > 86400, "the clock").GetProperty("relays")[0];
        Assert.IsTrue(after.GetProperty("on").GetBoolean());
        Assert.AreEqual(before.GetProperty("offAt").GetInt64(), after.GetProperty("offAt").GetInt64());
    }

    [TestMethod]
    public void What_is_no_time_is_refused()
    {
        using var rig = new BenchRig();
        foreach (string bad in new[] { "{}", """{"utc":-1}""", """{"utc":4294967296}""", """{"utc":1,"x":2}""", "x" })
        {
            using HttpResponseMessage answer = rig.Post("/api/clock", bad);
            Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode, bad);
        }

        Assert.AreEqual(0, rig.State().GetProperty("clock").GetProperty("offsetS").GetInt64());
    }

    /// <summary>The sample house, but Anna's rule is for the night, in UTC.</summary>
    private static string AtNight(string house)
    {
        int rule = house.IndexOf("\"Anna arrives\"", StringComparison.Ordinal);
        Assert.IsTrue(rule > 0);
        return house.Insert(rule + "\"Anna arrives\"".Length, ", \"when\": { \"from\": \"00:00\", \"until\": \"04:00\" }")
            .Replace("CET-1CEST,M3.5.0,M10.5.0/3", "UTC0");
    }

    private static uint At(int hour)
    {
        return (uint)(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 86400 * 86400 + hour * 3600);
    }

    private static void Set(BenchRig rig, uint utc)
    {
        using HttpResponseMessage answer = rig.Post("/api/clock", "{\"utc\":" + utc + "}");
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, BenchRig.Text(answer));
    }

    private static string Come(BenchRig rig, int times)
    {
        rig.Press("""{"key":"code","action":"unlatch","number":12345}""");
        JsonElement state = rig.Until(s => s.GetProperty("broker").GetProperty("announcements").GetInt32() == times, "the announcement");
        return state.GetProperty("log").EnumerateArray().First(l => l.GetProperty("head").GetString() == "Anna, unlatch by keypad code")
            .GetProperty("text").GetString();
    }
}
