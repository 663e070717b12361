using System;
using System.Net;
using System.Text;
using System.Threading;
using NukiEdge.Core.Bytes;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Simulator.Verbs;
using NukiEdge.Simulator.VirtualDoor;

namespace NukiEdge.Simulator.Demo;

/// <summary>
/// Everything around the demo's doors, and all of it real: the appliance with its broker on a free port, three locks over
/// TCP, a double of Nuki Web over TLS, a web server and a dead one, and a subscriber that reads everything.
/// </summary>
internal sealed class DemoHouse : IDisposable
{
    private const string Event = "nukiedge/event";

    private readonly HttpSink _sink;
    private readonly HttpSink _deadTarget = HttpSink.StartDead();
    private readonly NameTable _relayNames;
    private int _told;

    private DemoHouse()
    {
        _sink = HttpSink.Start(request => Effects.Add($"HTTP {request.Method} {request.Target}{(request.Body.Length > 0 ? " " : "")}{request.Body}"));
        string json = Encoding.UTF8.GetString(HouseFile.Resource("Demo/house.json"))
            .Replace(":SINK/", $":{_sink.Port}/").Replace(":DEAD/", $":{_deadTarget.Port}/");
        HouseFile file = HouseFile.Read("Demo/house.json", Encoding.UTF8.GetBytes(json))
            ?? throw new InvalidOperationException("the demo's own house was refused");
        _relayNames = file.House.RelayNames;
        var relays = new BenchRelays(_relayNames.Count);
        relays.Changed += (relay, on) => Effects.Add($"relay {_relayNames.Text(relay)} {(on ? "on" : "off")}");
        Account = new DemoAccount(file.House);
        Appliance = new Appliance(file.House, relays, IPAddress.Loopback);
        Account.Serve(Appliance);
        Roster = new RosterHand(Appliance);
        if (!Appliance.Start(0))
        {
            throw new InvalidOperationException("no free port on 127.0.0.1");
        }

        Broker = new IPEndPoint(IPAddress.Loopback, Appliance.Ask(() => Appliance.Broker.Port));
        Front = NewLock("Front door", 0x3807B7EC, "front", "front-door-secret");
        Gate = NewLock("Garden gate", 0x4BB2979F, "gate", "garden-gate-secret");
        Shed = NewLock("Shed", 0x1A2B, "shed", "shed-secret");
        Reader = NewClient("demo-reader", "reader", "read-only");
        Controller = NewClient("demo-controller", "control", "in-control");
    }

    /// <summary>The appliance.</summary>
    public Appliance Appliance { get; }

    /// <summary>The owner's account at Nuki Web.</summary>
    public DemoAccount Account { get; }

    /// <summary>The table of who is who.</summary>
    public RosterHand Roster { get; }

    /// <summary>Its broker.</summary>
    public IPEndPoint Broker { get; }

    /// <summary>What was seen outside the appliance.</summary>
    public Effects Effects { get; } = new();

    /// <summary>Announcements that the appliance told its readers about.</summary>
    public int Told => Volatile.Read(ref _told);

    public VirtualLock Front { get; }

    public VirtualLock Gate { get; }

    /// <summary>A lock whose login nobody has confirmed yet.</summary>
    public VirtualLock Shed { get; }

    /// <summary>Reads along.</summary>
    public MqttClient Reader { get; }

    /// <summary>A login that may command the front door, but is not a lock.</summary>
    public MqttClient Controller { get; }

    /// <summary>Builds it, without the locks: they connect with <see cref="Open"/>.</summary>
    public static DemoHouse Build()
    {
        return new DemoHouse();
    }

    /// <summary>Everybody connects.</summary>
    /// <returns>null, or who could not.</returns>
    public string? Open()
    {
        Reader.Received = OnMessage;
        return Reader.Connect(Broker) != ConnectOutcome.Accepted || !Reader.Subscribe("#", 1) ? "the reader"
            : Controller.Connect(Broker) != ConnectOutcome.Accepted ? "the controller"
            : !Front.Start() ? "the front door"
            : !Gate.Start() ? "the garden gate"
            : null;
    }

    /// <summary>A client that is not connected yet.</summary>
    public static MqttClient NewClient(string clientId, string user, string password, uint willOfLock = 0)
    {
        return new MqttClient(new MqttOptions
        {
            ClientId = clientId,
            User = user,
            Password = password,
            WillTopic = willOfLock == 0 ? null : $"nuki/{willOfLock:X}/connected",
            WillPayload = "false",
            WillRetain = true,
        });
    }

    public void Dispose()
    {
        Front.Dispose();
        Gate.Dispose();
        Shed.Dispose();
        Reader.Dispose();
        Controller.Dispose();
        Appliance.Dispose();
        Account.Dispose();
        _sink.Dispose();
        _deadTarget.Dispose();
    }

    private VirtualLock NewLock(string name, uint id, string user, string password)
    {
        return new VirtualLock(name, id, user, password, Broker) { MotorMs = 20 };
    }

    /// <summary>The scenes' own messages are effects; what locks and the appliance say of themselves is not.</summary>
    private void OnMessage(MqttMessage message)
    {
        if (message.Topic == Event)
        {
            Interlocked.Increment(ref _told);
        }
        else if (!message.Topic.StartsWith("nuki/", StringComparison.Ordinal)
            && !message.Topic.StartsWith("nukiedge/", StringComparison.Ordinal))
        {
            Effects.Add($"MQTT {message.Topic} {message.Text}");
        }
    }
}
