using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.Json;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Tests.Simulator;

namespace NukiEdge.Tests.Api;

/// <summary>What must never come out, and what must come out exactly as it is.</summary>
[TestClass]
public class SecretsAndNamesTest
{
    [TestMethod]
    public void No_answer_log_or_export_holds_a_planted_password_token_login_or_key()
    {
        using PageRig rig = new PageRig(withCloud: true).LoggedIn();
        using PageClient reader = rig.Program("reader");
        const string Token = "PLANTED-second-token";
        string[] made = Plant(rig, Token);
        var heard = new StringBuilder();
        using MqttClient listener = Listener(rig, heard);
        rig.Announce("1,0,54321,1000,1");
        string all = string.Join("\n", rig.Log());
        foreach (string[] route in ContractTest.Routes().Select(r => r.Split(' ')).Where(r => r[1] is not "/api/logout" and not "/api/restart"))
        {
            string target = route[1].Replace("{id}", "0", StringComparison.Ordinal) + (route[1] == "/api/events" ? "?after=1" : "");
            Reply reply = rig.Client.Ask(route[0], target, route[0] is "POST" or "PUT" ? "{\"token\":\"" + Token + "\"}" : null);
            all += "\n" + reply.Text + reply.Tag;
        }

        rig.Stop();
        (_, string export) = SimulatorProcess.Run("export", "--data", rig.Folder);
        (_, string log) = SimulatorProcess.Run("log", "--data", rig.Folder, "--json");
        all += export + log + Heard(heard) + string.Concat(Directory.GetFiles(rig.Folder, "log*").Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.Contains("Housekeeper", all.Replace(PageRig.HardNames[0], "Housekeeper", StringComparison.Ordinal), "names were read");
        Assert.Contains("nukiedge/event", all, "messages were heard");
        Assert.Contains("\"kind\"", log);
        string code = rig.Code.Replace("-", "", StringComparison.Ordinal);
        foreach (string secret in made.Concat(["PLANTED", PageRig.Password, code, rig.Code, reader.Key[9..]]))
        {
            Assert.IsFalse(all.Contains(secret, StringComparison.OrdinalIgnoreCase), secret);
            Assert.IsFalse(all.Contains(Convert.ToBase64String(Encoding.ASCII.GetBytes(secret)), StringComparison.Ordinal), secret);
        }

        Assert.Contains("\"user\"", export, "the house was read");
    }

    [TestMethod]
    public void Hard_names_come_back_exactly_in_every_answer()
    {
        using PageRig rig = new PageRig().LoggedIn();
        for (int i = 0; i < PageRig.HardNames.Length; i++)
        {
            rig.Announce($"1,0,54321,{1000 + i},1");
        }

        Check(rig.Client.Ask("GET", "/api/persons").Json.GetProperty("persons"));
        Check(rig.Client.Ask("GET", "/api/house").Json.GetProperty("persons"));
        JsonElement log = rig.Client.Ask("GET", "/api/log.json").Json;
        Check(log.EnumerateArray().Where(r => r.GetProperty("kind").GetString() == "event").ToArray());
        string csv = rig.Client.Ask("GET", "/api/log.csv").Text;
        for (int i = 0; i < PageRig.HardNames.Length; i++)
        {
            string name = PageRig.HardNames[i];
            Assert.Contains(name.Replace("\"", "\"\"", StringComparison.Ordinal), csv);
            Assert.AreEqual(name, rig.Client.Ask("GET", $"/api/whatif?lock=0&kind=code&number={1000 + i}").Json.GetProperty("name").GetString());
            string other = name.Length > 30 && name[0] == 'é' ? new string('ü', 32) : name + "x";
            Assert.AreEqual(204, rig.Client.Ask("POST", $"/api/persons/{i}", new { name = other }).Status, other);
            Assert.AreEqual(other, rig.Client.Ask("GET", "/api/persons").Json.GetProperty("persons")[i].GetProperty("name").GetString());
        }
    }

    /// <summary>Enters a secret over each route that takes one, and has the box make those that it makes.</summary>
    /// <returns>What the box made.</returns>
    internal static string[] Plant(PageRig rig, string token)
    {
        PageClient owner = rig.Client;
        Assert.AreEqual(204, owner.Ask("PUT", "/api/settings", new { token = owner.SealNext("token", Encoding.ASCII.GetBytes(token)) }).Status);
        Assert.AreEqual(204, owner.Ask("PUT", "/api/settings", new { webhookSecret = owner.SealNext("webhook", "PLANTED-webhook"u8.ToArray()) }).Status);
        Assert.AreEqual(202, owner.Ask("POST", "/api/broker/test", new { kind = "external", host = "127.0.0.1", port = 1, user = "edge", box = owner.SealNext("broker", "PLANTED-trial"u8.ToArray()) }).Status);
        Assert.AreEqual(200, owner.Ask("PUT", "/api/broker", new { kind = "external", host = "192.168.1.10", user = "edge", box = owner.SealNext("broker", "PLANTED-broker"u8.ToArray()) }).Status);
        Assert.AreEqual(200, owner.Ask("PUT", "/api/targets", new { address = "192.168.1.30", user = "admin", box = owner.SealNext("target", "PLANTED-target-2"u8.ToArray()) }).Status);
        Assert.AreEqual(409, owner.Ask("PUT", "/api/network", new { ssid = "Home", box = owner.SealNext("wifi", "PLANTED-wifi"u8.ToArray()) }).Status, "a PC's network");
        Reply login = owner.Ask("POST", "/api/logins", new { user = "garden", role = "lock" });
        string first = owner.Open("login", login.Json.GetProperty("box").GetString());
        Reply again = owner.Ask("POST", "/api/logins/" + login.Json.GetProperty("id").GetInt32() + "/password");
        string second = owner.Open("login", again.Json.GetProperty("box").GetString());
        Reply key = owner.Ask("POST", "/api/keys", new { name = "Spare key", role = "controller", bearer = true });
        return [first, second, owner.Open("key", key.Json.GetProperty("box").GetString())[9..]];
    }

    /// <summary>Somebody who reads everything that the broker has.</summary>
    internal static MqttClient Listener(PageRig rig, StringBuilder heard)
    {
        var client = new MqttClient(new MqttOptions { ClientId = "listener", User = "reader", Password = "reader-secret" })
        {
            Received = m =>
            {
                lock (heard)
                {
                    heard.Append(m.Topic).Append(' ').Append(m.Text).Append('\n');
                }
            },
        };
        Assert.AreEqual(ConnectOutcome.Accepted, client.Connect(new IPEndPoint(IPAddress.Loopback, rig.Appliance.Ask(() => rig.Appliance.Broker.Port))));
        Assert.IsTrue(client.Subscribe("#", 1));
        return client;
    }

    internal static string Heard(StringBuilder heard)
    {
        lock (heard)
        {
            return heard.ToString();
        }
    }

    private static void Check(JsonElement list)
    {
        Check(list.EnumerateArray().ToArray());
    }

    private static void Check(JsonElement[] list)
    {
        Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert.AreEqual(PageRig.HardNames, list.Select(item => item.GetProperty("name").GetString()).ToArray());
    }
}
