using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NukiEdge.Tests.Api;

/// <summary>POST /hooks/nuki over real sockets, with bodies as in samples/webhook_*.json.</summary>
[TestClass]
public class HookTest
{
    private const string Secret = "PLANTED-webhook-secret";
    private const string SignatureHeader = "X-Nuki-Signature-SHA256";
    private const long FrontDoor = 4L << 32 | 0x3807B7EC;

    [TestMethod]
    public void Without_a_secret_there_is_no_such_path_whatever_is_sent()
    {
        using PageRig rig = new PageRig(withCloud: true).LoggedIn();
        Assert.AreEqual(404, Post(rig, Status(1), Secret).Status);
        Assert.AreEqual(404, rig.Client.Bare("POST", "/hooks/nuki", Status(1)).Status);
        Assert.AreEqual(404, rig.Client.Ask("POST", "/hooks/nuki", Status(1)).Status);
        Set(rig, Secret);
        Assert.AreEqual(204, Post(rig, Status(1), Secret).Status);
        Assert.IsTrue(rig.Client.Ask("GET", "/api/settings").Json.GetProperty("nukiWeb").GetProperty("hasWebhookSecret").GetBoolean());
        Set(rig, "");
        Assert.IsFalse(rig.Client.Ask("GET", "/api/settings").Json.GetProperty("nukiWeb").GetProperty("hasWebhookSecret").GetBoolean());
        Assert.AreEqual(404, Post(rig, Status(3), Secret).Status);
    }

    [TestMethod]
    public void Only_what_is_signed_by_the_secret_is_taken_and_once()
    {
        using PageRig rig = new PageRig(withCloud: true).LoggedIn();
        Set(rig, Secret);
        Assert.AreEqual(401, Post(rig, Status(1), Secret + "x").Status);
        Assert.AreEqual(401, rig.Client.Bare("POST", "/hooks/nuki", Status(1)).Status, "no signature");
        Assert.AreEqual(401, rig.Client.Ask("POST", "/hooks/nuki", Status(1)).Status, "the owner's proof is none here");
        Assert.AreEqual(401, rig.Client.With(SignatureHeader, "12", "POST", "/hooks/nuki", Status(1)).Status);
        Assert.AreEqual(401, rig.Client.With(SignatureHeader, Sign(Status(1), Secret), "POST", "/hooks/nuki", Status(3)).Status);
        Assert.AreEqual(0, Said(rig));
        Assert.AreEqual(204, Post(rig, Status(1), Secret).Status);
        Assert.AreEqual(1, Said(rig));
        Assert.AreEqual(204, Post(rig, Status(1), Secret).Status, "again");
        Assert.AreEqual(1, Said(rig), "and it is told once");
        string body = Status(3);
        Assert.AreEqual(204, rig.Client.With(SignatureHeader.ToUpperInvariant(), Sign(body, Secret).ToUpperInvariant(), "POST", "/hooks/nuki", body).Status);
        Assert.AreEqual(204, rig.Client.With(SignatureHeader.ToLowerInvariant(), Sign(Auth, Secret), "POST", "/hooks/nuki", Auth).Status, "Nuki's own example");
        Assert.AreEqual(400, Post(rig, "{\"feature\":1}", Secret).Status);
        Assert.AreEqual(413, Post(rig, new string(' ', 4097), Secret).Status);
        Assert.AreEqual(405, rig.Client.Bare("GET", "/hooks/nuki").Status);
        Assert.IsFalse(string.Join("\n", rig.Log()).Contains("982345", StringComparison.Ordinal), "a PIN");
    }

    [TestMethod]
    public void A_foreign_Host_or_Origin_is_let_in_here_and_nowhere_else()
    {
        using PageRig rig = new PageRig(withCloud: true).LoggedIn();
        Set(rig, Secret);
        int n = 1;
        foreach (string header in new[] { "Host: relay.example", "Origin: https://relay.example" })
        {
            rig.Client.Extra = header;
            Assert.AreEqual(204, Post(rig, Status(n++), Secret).Status, header);
            Assert.AreEqual(401, Post(rig, Status(n), Secret + "x").Status, header);
            Assert.AreEqual(403, rig.Client.Ask("GET", "/api/status").Status, header);
            Assert.AreEqual(403, rig.Client.With(SignatureHeader, Sign("", Secret), "GET", "/api/status").Status, header);
            rig.Client.Extra = "";
        }

        Assert.AreEqual(401, rig.Client.With(SignatureHeader, Sign("", Secret), "GET", "/api/status").Status, "a signature opens nothing else");
    }

    [TestMethod]
    public void A_webhook_secret_is_sealed_for_its_purpose_and_never_comes_out()
    {
        using PageRig rig = new PageRig(withCloud: true).LoggedIn();
        Reply wrong = rig.Client.Ask("PUT", "/api/settings", new { webhookSecret = rig.Client.SealNext("token", Encoding.ASCII.GetBytes(Secret)) });
        Assert.AreEqual("400 webhookSecret", wrong.Status + " " + wrong.Json.GetProperty("field").GetString());
        Set(rig, Secret);
        foreach (string target in new[] { "/api/settings", "/api/house", "/api/status", "/api/log.json" })
        {
            Assert.IsFalse(rig.Client.Ask("GET", target).Text.Contains(Secret, StringComparison.Ordinal), target);
        }
    }

    private const string Auth = "{\"feature\":\"DEVICE_AUTHS\",\"deleted\":false,\"smartlockAuth\":{\"id\":\"65219648fe57075d71a6cb01\","
        + "\"smartlockId\":11000009999,\"authId\":1,\"code\":982345,\"type\":13,\"name\":\"example\"}}";

    private static string Status(int state)
    {
        return "{\"feature\":\"DEVICE_STATUS\",\"smartlockId\":" + FrontDoor.ToString(CultureInfo.InvariantCulture) + ",\"state\":{\"mode\":2,\"state\":" + state
            + ",\"trigger\":6,\"lastAction\":2,\"batteryCritical\":false,\"batteryCharging\":false,\"batteryCharge\":90,\"keypadBatteryCritical\":false,"
            + "\"doorsensorBatteryCritical\":false,\"doorState\":0,\"ringToOpenTimer\":0,\"nightMode\":false},\"serverState\":0,\"adminPinState\":0}";
    }

    private static int Said(PageRig rig)
    {
        return rig.Log().Count(l => l.Contains("Nuki Web says", StringComparison.Ordinal));
    }

    private static void Set(PageRig rig, string secret)
    {
        string box = secret.Length == 0 ? "" : rig.Client.SealNext("webhook", Encoding.ASCII.GetBytes(secret));
        Assert.AreEqual(204, rig.Client.Ask("PUT", "/api/settings", JsonSerializer.Serialize(new { webhookSecret = box })).Status);
    }

    private static Reply Post(PageRig rig, string body, string secret)
    {
        return rig.Client.With(SignatureHeader, Sign(body, secret), "POST", "/hooks/nuki", body);
    }

    private static string Sign(string body, string secret)
    {
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));
    }
}
