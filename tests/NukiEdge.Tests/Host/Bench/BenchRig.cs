using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Simulator;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Simulator.Bench;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Bench;

/// <summary>The whole bench on free ports: sample house, broker, two virtual locks, page and sink.</summary>
internal sealed class BenchRig : IDisposable
{
    public const string Front = "3807B7EC";

    private const int DeadlineMs = 5000;

    private readonly Appliance _appliance;
    private readonly VirtualLock[] _locks;

    /// <param name="change">Changes the sample house's text before it is read.</param>
    /// <param name="sinkPort">The sink's port, 0 for a free one.</param>
    /// <param name="web">The double of Nuki Web for its panel, or none.</param>
    /// <param name="syncs">The appliance uses the double, when it is asked to.</param>
    /// <param name="hasPage">The appliance serves its own page.</param>
    public BenchRig(Func<string, string> change = null, int sinkPort = 0, NukiWebServer web = null, bool syncs = false, bool hasPage = false)
    {
        sinkPort = sinkPort == 0 ? FreePort() : sinkPort;
        string text = Sample().Replace("127.0.0.1:8124", "127.0.0.1:" + sinkPort);
        var house = new House(Limits.LargeBoard());
        HouseError error = HouseReader.Read(new ByteSource(Encoding.UTF8.GetBytes(change is null ? text : change(text))), house);
        Assert.IsNull(error, error?.Text());
        var relays = new BenchRelays(house.RelayNames.Count);
        _appliance = new Appliance(house, relays, IPAddress.Loopback);
        if (syncs)
        {
            RosterHand.Use(_appliance, web, firstSeconds: 3600);
        }

        if (hasPage)
        {
            Assert.IsTrue(_appliance.UsePage(new IPEndPoint(IPAddress.Loopback, 0), FolderPages.BuiltIn()));
        }

        Assert.IsTrue(_appliance.Start(0));
        var broker = new IPEndPoint(IPAddress.Loopback, _appliance.Ask(() => _appliance.Broker.Port));
        _locks =
        [
            new VirtualLock("Front door", 0x3807B7EC, "front", "front-door-secret", broker) { MotorMs = 20 },
            new VirtualLock("Garden gate", 0x4BB2979F, "gate", "garden-gate-secret", broker) { MotorMs = 20 },
        ];
        foreach (VirtualLock door in _locks)
        {
            Assert.IsTrue(door.Start(), door.Name + " connects");
        }

        Server = BenchServer.Start(_appliance, relays, _locks, 0, sinkPort, web);
        Client = new HttpClient { BaseAddress = new Uri(Server.Address) };
    }

    /// <summary>A double of Nuki Web with the sample house's people, for the page's panel.</summary>
    public static NukiWebServer SampleWeb()
    {
        var house = new House(Limits.LargeBoard());
        Assert.IsNull(HouseReader.Read(new ByteSource(Encoding.UTF8.GetBytes(Sample())), house));
        return NukiWebServer.Start(SampleAccount.Of(house, TimeProvider.System), SampleAccount.Token, TimeProvider.System, new NukiRoot());
    }

    public BenchServer Server { get; }

    public HttpClient Client { get; }

    public Appliance Appliance => _appliance;

    /// <summary>The state as the page gets it.</summary>
    public JsonElement State()
    {
        return JsonDocument.Parse(Client.GetStringAsync("/api/state").GetAwaiter().GetResult()).RootElement;
    }

    /// <summary>Polls the state until something is so.</summary>
    public JsonElement Until(Func<JsonElement, bool> isSo, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            JsonElement state = State();
            if (isSo(state))
            {
                return state;
            }

            if (Stopwatch.GetElapsedTime(start).TotalMilliseconds > DeadlineMs)
            {
                Assert.Fail(what + " did not come; the state is " + state);
            }

            Thread.Yield();
        }
    }

    /// <summary>Posts as the page does.</summary>
    public HttpResponseMessage Post(string path, string json, string origin = null, string contentType = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8) };
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.TryAddWithoutValidation("Origin", origin ?? Server.Address);
        return Client.Send(request);
    }

    /// <summary>Presses a key at the front door.</summary>
    public void Press(string json)
    {
        using HttpResponseMessage answer = Post("/api/locks/" + Front + "/keys", json);
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, Text(answer));
    }

    public static string Text(HttpResponseMessage answer)
    {
        return answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
        foreach (VirtualLock door in _locks)
        {
            door.Dispose();
        }

        _appliance.Dispose();
    }

    /// <summary>The scenes must know the sink's port before it is opened.</summary>
    private static int FreePort()
    {
        using CallSink probe = CallSink.Start(0);
        return probe.Port;
    }

    public static string Sample()
    {
        using Stream stream = typeof(Appliance).Assembly.GetManifestResourceStream("Sample/house.json");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
