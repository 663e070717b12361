using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NukiEdge.Core.Locks;
using NukiEdge.Simulator.Bench;
using NukiEdge.Simulator.NukiWeb;
using CollectionAssert = Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert;

namespace NukiEdge.Tests.NukiWeb;


/// <summary>The double writes what the samples show: names and JSON types, field by field.</summary>
[TestClass]
public sealed class ShapeTest
{
    // From samples/webapi_smartlock.json: real, ids made anonymous there.
    private const string Smartlock = """
        {"smartlockId":12345678901,"accountId":11234567890,"type":4,"lmType":0,"authId":6664212345,"name":"MyLock","favorite":false,
        "config":{"name":"Maison","capabilities":1,"fobPaired":false,"advertisingMode":0,"keypadPaired":false,"keypad2Paired":false,"homekitState":1,"matterState":0,"timezoneId":37,"deviceType":4,"wifiEnabled":true},
        "state":{"mode":2,"state":1,"trigger":3,"lastAction":2,"batteryCritical":false,"batteryCharging":false,"batteryCharge":38,"keypadBatteryCritical":false,"doorsensorBatteryCritical":false,"doorState":0,"ringToOpenTimer":0,"nightMode":false},
        "firmwareVersion":199175,"hardwareVersion":1292,"serverState":0,"adminPinState":0,"virtualDevice":false,
        "creationDate":"2023-10-18T06:43:48.733Z","updateDate":"2025-03-29T05:02:44.480Z",
        "currentSubscription":{"type":"B2C","state":"INACTIVE","creationDate":"2023-10-18T06:43:49.518Z"}}
        """;

    // From samples/webhook_device_auths.json: Nuki's own, abridged there.
    private const string DeviceAuths = """
        {"feature":"DEVICE_AUTHS","deleted":false,
        "smartlockAuth":{"id":"65219648fe57075d71a6cb01","smartlockId":11000009999,"authId":1,"code":982345,"type":13,"name":"example"}}
        """;

    // From samples/webhook_device_status.json.
    private const string DeviceStatus = """
        {"feature":"DEVICE_STATUS","smartlockId":123456789,
        "state":{"mode":2,"state":1,"trigger":6,"lastAction":2,"batteryCritical":false,"batteryCharging":false,"batteryCharge":90,"keypadBatteryCritical":false,"doorsensorBatteryCritical":false,"doorState":0,"ringToOpenTimer":0,"nightMode":false},
        "serverState":0,"adminPinState":0}
        """;

    [TestMethod]
    public void Smartlock_has_the_fields_of_the_sample_and_no_other()
    {
        using var rig = new NukiRig();
        string expected = string.Join("\n", Fields(Parse(Smartlock)));
        foreach (JsonElement door in rig.Get("/smartlock").EnumerateArray())
        {
            Assert.AreEqual(expected, string.Join("\n", Fields(door)));
        }

        Assert.AreEqual(expected, string.Join("\n", Fields(rig.Get("/smartlock/" + rig.Front))));
        Assert.AreEqual(199175, rig.Get("/smartlock")[0].GetProperty("firmwareVersion").GetInt32());
    }

    [TestMethod]
    public void Webhooks_have_the_fields_of_the_samples()
    {
        using var rig = new NukiRig();
        var webhooks = new NukiWebhooks(rig.Account, "secret");
        NukiAuth code = rig.PutCode(rig.Front, 1, "example", 982345);
        JsonElement auths = Parse(Encoding.UTF8.GetString(webhooks.Auths(code, deleted: false).Body));
        var fields = Fields(auths).ToHashSet();
        foreach (string field in Fields(Parse(DeviceAuths)))
        {
            Assert.Contains(field, fields);
        }

        Assert.IsFalse(auths.GetProperty("deleted").GetBoolean());
        Assert.IsTrue(Parse(Encoding.UTF8.GetString(webhooks.Auths(code, deleted: true).Body)).GetProperty("deleted").GetBoolean());
        JsonElement status = Parse(Encoding.UTF8.GetString(webhooks.Status(rig.Account.Locks[0]).Body));
        Assert.AreEqual(string.Join("\n", Fields(Parse(DeviceStatus))), string.Join("\n", Fields(status)));
        NukiLogEntry entry = rig.Account.AddLog(rig.Front, code, 1, 255, 1);
        JsonElement log = Parse(Encoding.UTF8.GetString(webhooks.Logs(entry).Body));
        Assert.AreEqual("DEVICE_LOGS", log.GetProperty("feature").GetString());
        Assert.AreEqual(code.Id, log.GetProperty("smartlockLog").GetProperty("authId").GetString());
    }

    [TestMethod]
    public void Webhook_arrives_with_the_bytes_that_its_signature_is_about()
    {
        using var rig = new NukiRig();
        using CallSink sink = CallSink.Start(0);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        NukiWebhook webhook = new NukiWebhooks(rig.Account, "sécret").Status(rig.Account.Locks[0]);
        int status = webhook.PostAsync(client, new Uri("http://127.0.0.1:" + sink.Port + "/hook")).GetAwaiter().GetResult();
        Assert.AreEqual(200, status);
        SinkCall call = sink.Calls[0];
        Assert.AreEqual("POST", call.Method);
        Assert.Contains("X-Nuki-Signature-SHA256", call.Headers);
        Assert.Contains("application/json", call.Headers);
        byte[] key = Encoding.UTF8.GetBytes("sécret");
        Assert.AreEqual(Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(call.Body))),
            webhook.Headers["X-Nuki-Signature-SHA256"].ToUpperInvariant());
        // RFC 4231, test case 2: the arithmetic against a vector that is not ours.
        NukiWebhook vector = new NukiWebhooks(rig.Account, "Jefe").Raw(Encoding.ASCII.GetBytes("what do ya want for nothing?"));
        Assert.AreEqual("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", vector.Headers["X-Nuki-Signature-SHA256"]);
    }

    [TestMethod]
    public void Auth_has_its_required_fields_and_leaves_out_what_it_does_not_have()
    {
        using var rig = new NukiRig();
        rig.PutCode(rig.Front, 12345, "Anna", 345678);
        rig.Account.Put(new NukiAuth { Id = "", SmartlockId = rig.Front, AuthId = 0xFFFFFFFE, Type = WebAuthType.App, Name = "Ben", AccountUserId = 77 });
        JsonElement all = rig.Get("/smartlock/auth");
        string[] always =
        [
            "id String", "smartlockId Number", "authId Number", "type Number", "name String",
            "enabled Boolean", "remoteAllowed Boolean", "lockCount Number", "creationDate String", "updateDate String",
        ];
        CollectionAssert.AreEquivalent(always.Append("code Number").ToArray(), Fields(all[0]).ToArray());
        CollectionAssert.AreEquivalent(always.Append("accountUserId Number").ToArray(), Fields(all[1]).ToArray());
        Assert.AreEqual(-2, all[1].GetProperty("authId").GetInt32()); // int32 in the API, unsigned over MQTT
        Assert.MatchesRegex(new Regex("^[0-9a-f]{24}$"), all[0].GetProperty("id").GetString());
        Assert.AreEqual("2026-03-01T08:00:00.123Z", all[0].GetProperty("creationDate").GetString());
    }

    [TestMethod]
    public void Optional_fields_appear_with_their_types()
    {
        using var rig = new NukiRig();
        NukiAuth code = rig.PutCode(rig.Front, 1, "Anna", 345678);
        rig.Account.Tamper(code.Id, one => one with
        {
            Fingerprints = new Dictionary<uint, string> { [8193] = "thumb" },
            AllowedFromDate = rig.Time.GetUtcNow(),
            AllowedUntilDate = rig.Time.GetUtcNow(),
            AllowedWeekDays = 127,
            AllowedFromTime = 60,
            AllowedUntilTime = 120,
            LastActiveDate = rig.Time.GetUtcNow(),
            OperationId = "op",
            Error = "e",
        });
        rig.Account.ShowsPins = false;
        var fields = Fields(rig.Get($"/smartlock/{rig.Front}/auth/{code.Id}")).ToHashSet();
        foreach (string field in new[]
        {
            "fingerprints Object", "fingerprints.8193 String", "allowedFromDate String", "allowedUntilDate String", "allowedWeekDays Number",
            "allowedFromTime Number", "allowedUntilTime Number", "lastActiveDate String", "operationId String", "error String",
        })
        {
            Assert.Contains(field, fields);
        }

        Assert.DoesNotContain("code Number", fields);
    }

    [TestMethod]
    public void Smartlock_id_is_type_and_mqtt_id()
    {
        // samples/id_mapping.json
        Assert.AreEqual(18144654068L, NukiIds.SmartlockId(4, 0x398172F4));
        Assert.AreEqual(18891899123L, NukiIds.SmartlockId(4, 0x660B80F3));
        Assert.AreEqual(0x660B80F3u, NukiIds.MqttId(18891899123));
    }

    private static JsonElement Parse(string json)
    {
        return JsonDocument.Parse(json).RootElement;
    }

    /// <summary>Path and type of each field, in order.</summary>
    private static IEnumerable<string> Fields(JsonElement value, string path = "")
    {
        foreach (JsonProperty field in value.EnumerateObject())
        {
            bool isFlag = field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False;
            yield return path + field.Name + " " + (isFlag ? "Boolean" : field.Value.ValueKind.ToString());
            if (field.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (string inner in Fields(field.Value, path + field.Name + "."))
                {
                    yield return inner;
                }
            }
        }
    }
}
