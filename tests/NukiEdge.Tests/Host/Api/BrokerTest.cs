using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Tests.Data;
using NukiEdge.Tests.EndToEnd;
using NukiEdge.Tests.Simulator;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Api;

/// <summary>The choice of broker over the API, tried against a real Mosquitto and against what is none.</summary>
[TestClass]
public class BrokerTest
{
    [TestMethod]
    public void A_test_says_in_words_whether_the_broker_lets_the_box_in_and_the_loop_goes_on_meanwhile()
    {
        using PageRig rig = new PageRig().LoggedIn();
        Assert.AreEqual("none", State(rig));
        using (var mosquitto = new Mosquitto())
        {
            mosquitto.Start();
            Assert.AreEqual("ok: the broker lets this box in", Test(rig, mosquitto.Port, Mosquitto.User, Mosquitto.Password));
            Assert.AreEqual("failed: broker refused the password, or the user", Test(rig, mosquitto.Port, Mosquitto.User, "PLANTED-wrong"));
            Assert.AreEqual("failed: broker refused the password, or the user", Test(rig, mosquitto.Port, "", ""));
            mosquitto.Stop(kindly: false);
            Assert.AreEqual("failed: nobody answers at this address and port", Test(rig, mosquitto.Port, Mosquitto.User, Mosquitto.Password));
        }

        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;
        Assert.Contains("said nothing for 5 s", Test(rig, port, "", ""));
        Assert.AreEqual("failed: what answers there is no MQTT 3.1.1 broker", Test(rig, rig.Port, "", "").Replace("it closed the connection without a word: is that an MQTT broker without TLS?",
            "what answers there is no MQTT 3.1.1 broker", StringComparison.Ordinal), "a web server");
        using var full = new TcpListener(IPAddress.Loopback, 0);
        full.Start(0);
        List<Socket> waiting = Fill(((IPEndPoint)full.LocalEndpoint).Port);
        Assert.Contains("no answer within 5 s", Test(rig, ((IPEndPoint)full.LocalEndpoint).Port, "", ""), "a black hole");
        waiting.ForEach(s => s.Dispose());
        Assert.IsFalse(string.Join("\n", rig.Log()).Contains("PLANTED", StringComparison.Ordinal));
        Assert.AreEqual(409, rig.Client.Ask("POST", "/api/broker/test", new { kind = "built-in" }).Status);
    }

    [TestMethod]
    public void The_choice_is_kept_its_password_never_comes_out_and_goes_to_no_other_host()
    {
        using PageRig rig = new PageRig().LoggedIn();
        Assert.AreEqual("built-in  1883  False False True", Shown(rig));
        string box = rig.Client.SealNext("broker", "PLANTED-broker"u8.ToArray());
        Reply kept = rig.Client.Ask("PUT", "/api/broker", new { kind = "external", host = "192.168.1.10", port = 1884, user = "edge", box, trusts = true });
        Assert.AreEqual("200 True", kept.Status + " " + kept.Json.GetProperty("restart").GetBoolean());
        Assert.AreEqual("external 192.168.1.10 1884 edge True True True", Shown(rig));
        Assert.AreEqual("PLANTED-broker", Encoding.ASCII.GetString(Saved(rig).Broker.Password));
        Assert.IsTrue(Saved(rig).Broker.Trusts);
        string house = rig.Client.Ask("GET", "/api/house").Text;
        Assert.Contains("192.168.1.10", house);
        Assert.IsFalse(house.Contains("PLANTED", StringComparison.Ordinal));
        var read = new House(Limits.LargeBoard());
        Assert.IsNull(HouseReader.Read(new ByteSource(Encoding.UTF8.GetBytes(house)), read, new HouseReading { MayLackSecrets = true }));
        KeptSecrets.Take(rig.House, read);
        Assert.AreEqual("PLANTED-broker", Encoding.ASCII.GetString(read.Broker.Password), "an import without it keeps it");
        Assert.AreEqual(200, rig.Client.Ask("PUT", "/api/broker", new { kind = "external", host = "192.168.1.10", user = "edge" }).Status);
        Assert.AreEqual("external 192.168.1.10 1883 edge True False True", Shown(rig), "the password stays");
        Assert.AreEqual(200, rig.Client.Ask("PUT", "/api/broker", new { kind = "external", host = "192.168.1.66", user = "edge" }).Status);
        Assert.AreEqual("external 192.168.1.66 1883 edge False False True", Shown(rig), "but not for another host");
        Assert.AreEqual(200, rig.Client.Ask("PUT", "/api/broker", new { kind = "built-in", host = "", port = 1883, user = "", trusts = false }).Status);
        Assert.AreEqual("built-in  1883  False False True", Shown(rig));
        Assert.IsFalse(Saved(rig).Broker.IsExternal);
        Assert.AreEqual(4, rig.Log().Count(l => l.StartsWith("you chose the ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Only_a_private_address_and_what_fits_is_taken()
    {
        using PageRig rig = new PageRig().LoggedIn();
        Assert.AreEqual("host", Refused(rig, new { kind = "external", host = "8.8.8.8" }));
        Assert.AreEqual("host", Refused(rig, new { kind = "external", host = "broker.lan" }));
        Assert.AreEqual("host", Refused(rig, new { kind = "external" }));
        Assert.AreEqual("kind", Refused(rig, new { host = "192.168.1.1" }));
        Assert.AreEqual("port", Refused(rig, new { kind = "external", host = "192.168.1.1", port = 65536 }));
        Assert.AreEqual("user", Refused(rig, new { kind = "external", host = "192.168.1.1", user = new string('x', 65) }));
        Assert.AreEqual("user", Refused(rig, new { kind = "external", host = "192.168.1.1", box = rig.Client.SealNext("broker", "p"u8.ToArray()) }));
        Assert.AreEqual("box", Refused(rig, new { kind = "external", host = "192.168.1.1", user = "u", box = rig.Client.SealNext("token", "p"u8.ToArray()) }));
        Assert.AreEqual("box", Refused(rig, new { kind = "external", host = "192.168.1.1", user = "u", box = "cGxhaW4=" }));
        using PageRig file = new PageRig(withStores: false).LoggedIn();
        Assert.AreEqual(409, file.Client.Ask("PUT", "/api/broker", new { kind = "built-in" }).Status);
        Assert.AreEqual("built-in  1883  False False False", Shown(file));
    }

    [TestMethod]
    public void Run_goes_to_the_broker_that_the_house_names()
    {
        using var mosquitto = new Mosquitto();
        mosquitto.Start();
        using var temp = TempFolder.Made();
        File.WriteAllText(Path.Combine(temp.Path, "import.json"), "{ \"house\": 1, \"locks\": [{ \"name\": \"Hall\", \"id\": \"AB12\" }], "
            + $"\"broker\": {{ \"host\": \"127.0.0.1\", \"port\": {mosquitto.Port}, \"user\": \"{Mosquitto.User}\", \"password\": \"{Mosquitto.Password}\" }} }}");
        using var simulator = new SimulatorProcess("run", "--mqtt", "127.0.0.1:0", "--data", temp.Path);
        string text = simulator.WaitFor("external broker: connected");
        Assert.Contains("sensitive scenes are held", text);
        Assert.IsFalse(text.Contains(Mosquitto.Password, StringComparison.Ordinal));
        Assert.AreEqual(0, simulator.Stop());
    }

    private static List<Socket> Fill(int port)
    {
        var waiting = new List<Socket>();
        for (int i = 0; i < 4; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            try
            {
                socket.Connect(IPAddress.Loopback, port);
            }
            catch (SocketException)
            {
                // under way, or waiting for ever: that is what it is for
            }

            waiting.Add(socket);
        }

        return waiting;
    }

    private static string Test(PageRig rig, int port, string user, string password)
    {
        object body = password.Length == 0 ? new { kind = "external", host = "127.0.0.1", port, user }
            : new { kind = "external", host = "127.0.0.1", port, user, box = rig.Client.SealNext("broker", Encoding.UTF8.GetBytes(password)) };
        Reply begun = rig.Client.Ask("POST", "/api/broker/test", body);
        Assert.AreEqual(202, begun.Status, begun.Text);
        var whole = Stopwatch.StartNew();
        var turn = new Stopwatch();
        long longestMs = 0;
        JsonElement now;
        do
        {
            turn.Restart();
            rig.Appliance.Ask(() => 0);
            longestMs = Math.Max(longestMs, turn.ElapsedMilliseconds);
            Reply reply = rig.Client.Ask("GET", "/api/broker/test");
            Assert.AreEqual(200, reply.Status, reply.Text);
            now = reply.Json;
            Thread.Yield();
        }
        while (now.GetProperty("state").GetString() == "asking" && whole.ElapsedMilliseconds < 20000);
        Assert.IsLessThan(2000, longestMs, "the loop stood still");
        return now.GetProperty("state").GetString() + ": " + now.GetProperty("text").GetString();
    }

    private static string State(PageRig rig)
    {
        return rig.Client.Ask("GET", "/api/broker/test").Json.GetProperty("state").GetString();
    }

    private static string Refused(PageRig rig, object body)
    {
        Reply reply = rig.Client.Ask("PUT", "/api/broker", body);
        Assert.AreEqual(400, reply.Status, reply.Text);
        return reply.Json.GetProperty("field").GetString();
    }

    private static string Shown(PageRig rig)
    {
        JsonElement b = rig.Client.Ask("GET", "/api/broker").Json;
        return $"{b.GetProperty("kind")} {b.GetProperty("host")} {b.GetProperty("port")} {b.GetProperty("user")} {b.GetProperty("hasPassword")} "
            + $"{b.GetProperty("trusts")} {b.GetProperty("canChange")}";
    }

    private static House Saved(PageRig rig)
    {
        return rig.Appliance.Ask(() =>
        {
            Assert.IsTrue(rig.Stores.SaveAll());
            return new HouseStores(new SlotStore(rig.Slots, new Crc32(), new byte[SlotStore.WorkBytes], StoreKind.Settings, HouseStores.Version))
                .Load(rig.House.Limits);
        });
    }
}
