using System;
using System.Text;
using System.Text.Json;
using System.Threading;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Api;

namespace NukiEdge.Tests.Api;

/// <summary>What the page can know of the network, and another Wi-Fi.</summary>
[TestClass]
public sealed class NetworkApiTest
{
    [TestMethod]
    public void The_PC_tells_its_network_and_lets_nobody_change_it()
    {
        using PageRig rig = new PageRig().LoggedIn();
        JsonElement network = rig.Client.Ask("GET", "/api/network").Json;
        Assert.AreEqual("pc 127.0.0.1 255.0.0.0", network.GetProperty("kind").GetString() + " " + network.GetProperty("address").GetString() + " "
            + network.GetProperty("mask").GetString());
        Assert.AreEqual(Environment.MachineName.ToLowerInvariant(), network.GetProperty("name").GetString());
        Assert.AreEqual(JsonValueKind.Null, network.GetProperty("ssid").ValueKind);
        Assert.IsFalse(network.GetProperty("canChange").GetBoolean());
        Assert.AreEqual(409, Put(rig, "home", "long enough").Status);
    }

    [TestMethod]
    public void A_board_with_Wifi_takes_another_one_and_starts_again()
    {
        using PageRig rig = new PageRig().LoggedIn();
        var wifi = new Wifi();
        rig.Appliance.Ask(() => rig.Appliance.Api.Network = wifi);
        Assert.AreEqual("box", Field(Put(rig, "home", "7 chars")));
        Assert.AreEqual("box", Field(Put(rig, "home", new string('x', 65))));
        Assert.AreEqual("box", Field(Put(rig, "home", "Gästenetz!")));
        Assert.AreEqual("ssid", Field(Put(rig, new string('s', 33), "long enough")));
        Assert.AreEqual("ssid", Field(Put(rig, "", "long enough")));
        Assert.AreEqual("box", Field(rig.Client.Ask("PUT", "/api/network", new { ssid = "home" })));
        string foreign = rig.Client.SealNext("token", Encoding.ASCII.GetBytes("long enough"));
        Assert.AreEqual("box", Field(rig.Client.Ask("PUT", "/api/network", new { ssid = "home", box = foreign })), "sealed for something else");
        Assert.AreEqual("", wifi.Taken);
        Assert.AreEqual(202, Put(rig, "Zuhause 🏠", "long enough").Status);
        Assert.AreEqual("Zuhause 🏠 long enough", wifi.Taken);
        Assert.IsTrue(SpinWait.SpinUntil(() => rig.Appliance.HasEnded, 5000));
        Assert.IsTrue(rig.Appliance.Life.WantsRestart);
    }

    [TestMethod]
    public void A_Wifi_that_cannot_be_kept_or_comes_from_an_old_login_changes_nothing()
    {
        using PageRig rig = new PageRig().LoggedIn();
        var wifi = new Wifi { IsFull = true };
        rig.Appliance.Ask(() => rig.Appliance.Api.Network = wifi);
        Assert.AreEqual(409, Put(rig, "home", "long enough").Status);
        wifi.IsFull = false;
        rig.Later(6);
        Assert.AreEqual(403, Put(rig, "home", "long enough").Status);
        Assert.AreEqual("", wifi.Taken);
        Assert.IsFalse(rig.Client.Ask("GET", "/api/network").Text.Contains("long enough", StringComparison.Ordinal));
        Assert.IsFalse(rig.Appliance.HasEnded);
    }

    [TestMethod]
    public void An_open_network_has_no_password()
    {
        using PageRig rig = new PageRig().LoggedIn();
        var wifi = new Wifi();
        rig.Appliance.Ask(() => rig.Appliance.Api.Network = wifi);
        Assert.AreEqual(202, rig.Client.Ask("PUT", "/api/network", new { ssid = "open", box = "" }).Status);
        Assert.AreEqual("open ", wifi.Taken);
    }

    private static Reply Put(PageRig rig, string ssid, string password)
    {
        return rig.Client.Ask("PUT", "/api/network", new { ssid, box = rig.Client.SealNext("wifi", Encoding.UTF8.GetBytes(password)) });
    }

    private static string Field(Reply reply)
    {
        Assert.AreEqual(400, reply.Status, reply.Text);
        return reply.Json.GetProperty("field").GetString();
    }

    private sealed class Wifi : INetwork
    {
        public string Taken { get; private set; } = "";

        public bool IsFull { get; set; }

        public bool CanChange => true;

        public NetworkFacts Read()
        {
            return new NetworkFacts { Kind = "wifi", Name = "nanodevice", Ssid = "home", Dhcp = 1 };
        }

        public bool Change(byte[] ssid, byte[] password)
        {
            Taken = IsFull ? "" : Encoding.UTF8.GetString(ssid) + " " + Encoding.UTF8.GetString(password);
            return !IsFull;
        }
    }
}
