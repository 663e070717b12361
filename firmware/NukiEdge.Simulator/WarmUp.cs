using System;
using System.Net;
using System.Text;
using System.Threading;
using NukiEdge.Connect.Sync;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Web.Houses;

namespace NukiEdge.Simulator;

/// <summary>
/// Lets .NET compile the event path before the first real event needs it: a throw-away appliance serves a made-up house for
/// a moment, over real sockets. Measured on two slow cores, Debug build: without it the first event is decided after
/// 1.4 to 3.6 ms and its HTTP call answered after 34 ms.
/// </summary>
internal static class WarmUp
{
    // More often than the 30 calls after which .NET compiles a method again, better.
    private const int Rounds = 40;
    private const int HttpRounds = 8;
    private const int AnswerMs = 1000;

    private const string House = """
        { "house": 1,
          "locks": [{ "name": "a", "id": "A" }],
          "relays": [{ "name": "r" }],
          "persons": [{ "name": "p", "credentials": [
            { "lock": "a", "code": 1 }, { "lock": "a", "fingerprint": 2 }, { "lock": "a", "auth": 3, "webType": "app" }] },
            { "name": "q", "credentials": [{ "lock": "a", "code": 4 }] }],
          "nukiWeb": { "token": "t" },
          "scenes": [
            { "name": "s", "steps": [{ "relay": "r", "do": "pulse", "ms": 1 }, { "mqtt": "t/{person}", "payload": "{lock} {time}", "qos": 1 }] },
            { "name": "h", "steps": [{ "relay": "r", "do": "toggle" },
              { "http": "POST", "url": "http://127.0.0.1:SINK/{person}", "headers": { "X-A": "{action}" }, "body": "{\"s\":\"{source}\"}" }] },
            { "name": "z", "sensitive": true, "askFirst": true, "steps": [{ "relay": "r", "do": "off" }] }],
          "rules": [
            { "name": "f", "who": "fingerprint", "scene": "h" },
            { "name": "z", "who": { "person": "q" }, "scene": "z" },
            { "name": "k", "who": "known", "scene": "s" },
            { "name": "u", "who": "unknown", "coolDownS": 1, "scene": "s" }],
          "logins": [
            { "user": "l", "password": "l", "role": "lock", "lock": "a" }, { "user": "r", "password": "r", "role": "reader" }] }
        """;

    // Known and unknown, by all ways, sensitive, held, without a rule, unreadable.
    private static readonly string[] Payloads =
        ["1,0,9,1,1", "1,0,9,4,1", "3,0,3,0,0", "1,3,3,0,1", "1,0,3,0,1", "1,0,9,0,1", "1,0,9,77,1", "90,2,0,0,2", "2,6,0,0,0", "1,171,0,0,0", "x"];

    private static readonly Lazy<bool> Done = new(Run);

    /// <summary>Returns when it is done, in a fraction of a second. The second call in a process does nothing.</summary>
    public static void Once()
    {
        _ = Done.Value;
    }

    private static bool Run()
    {
        using HttpSink sink = HttpSink.Start(_ => { });
        var house = new House(Limits.LargeBoard());
        byte[] json = Encoding.UTF8.GetBytes(House.Replace("SINK", sink.Port.ToString()));
        if (HouseReader.Read(new ByteSource(json), house) is { } error)
        {
            throw new InvalidOperationException(error.Text());
        }

        using var appliance = new Appliance(house, new BenchRelays(1), IPAddress.Loopback, isWarm: true);
        appliance.UseNukiWeb(new Uri("http://127.0.0.1/"), null, SyncTimes.NeverFrozen()); // without roots nobody is asked
        if (!appliance.Start(0))
        {
            return false; // no port at all: the real one will say so
        }

        var broker = new IPEndPoint(IPAddress.Loopback, appliance.Ask(() => appliance.Broker.Port));
        using var reader = NewClient("r", "r");
        using var door = NewClient("l", "Nuki_A");
        if (reader.Connect(broker) == ConnectOutcome.Accepted && reader.Subscribe("#", 2)
            && door.Connect(broker) == ConnectOutcome.Accepted)
        {
            Exercise(appliance, door);
        }

        return true;
    }

    private static void Exercise(Appliance appliance, MqttClient door)
    {
        var follower = new LogFollower(appliance);
        for (int i = 0; i < Rounds; i++)
        {
            door.Publish("nuki/A/state", "3", 0, retain: true);
            foreach (string payload in Payloads)
            {
                door.Publish("nuki/A/lockActionEvent", payload, 2);
            }

            if (i < HttpRounds)
            {
                door.Publish("nuki/A/lockActionEvent", "1,0,9,2,2", 2);
            }

            follower.Next(0);
        }

        door.Publish("nuki/B/lockActionEvent", "1,0,9,1,1", 2, retain: true);
        SpinWait.SpinUntil(() => appliance.Ask(() => appliance.Edge.Callers.Queued == 0), AnswerMs);
    }

    private static MqttClient NewClient(string login, string clientId)
    {
        return new MqttClient(new MqttOptions
        {
            ClientId = clientId,
            User = login,
            Password = login,
            WillTopic = "nuki/A/connected",
            WillPayload = "false",
            WillRetain = true,
            AnswerMs = AnswerMs,
        });
    }
}
