using System;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Threading;
using NukiEdge.Core.Locks;
using NukiEdge.Simulator.VirtualDoor;

namespace NukiEdge.Simulator.Verbs;

/// <summary>The verb event: publishes once as a lock would, and says what came of it.</summary>
internal static class EventVerb
{
    private const int VerdictMs = 1500;

    public static int Run(string door, string payload, IPEndPoint broker, string? config, bool retain, int qos)
    {
        HouseFile? file = HouseFile.Load(config);
        int index = file is null ? -1 : FindLock(file, door);
        if (file is null || index < 0)
        {
            return Exit.Refused;
        }

        string name = file.House.Locks.Names.Text(index);
        string id = file.House.Locks.At(index).Id.ToString("X");
        LoginEntry? login = file.LoginFor(name);
        if (login is null)
        {
            Console.Error.WriteLine($"{name} has no login in {file.Name}.");
            return Exit.Refused;
        }

        using var verdict = new VerdictReader(file.FirstOf("reader"), broker, name);
        using var client = new MqttClient(Options(id, login));
        ConnectOutcome connected = client.Connect(broker);
        if (connected != ConnectOutcome.Accepted)
        {
            Console.Error.WriteLine($"Not published: {Reason(connected, broker)}");
            return Exit.Failed;
        }

        client.Publish($"nuki/{id}/connected", "true", 0, retain: true);
        PublishOutcome outcome = client.Publish($"nuki/{id}/lockActionEvent", payload, qos, retain);
        // With DISCONNECT nobody sends the will: the lock that we played is gone again.
        client.Publish($"nuki/{id}/connected", "false", 0, retain: true);
        if (outcome != PublishOutcome.Done)
        {
            Console.Error.WriteLine($"{broker} did not acknowledge the message.");
            return Exit.Failed;
        }

        Ink.Line($"{name} ({id}) announced {payload} at QoS {qos}{(retain ? " with RETAIN" : "")}; {broker} took it.");
        Ink.Line(verdict.Wait(VerdictMs));
        return Exit.Fine;
    }

    private static int FindLock(HouseFile file, string door)
    {
        LockTable locks = file.House.Locks;
        string[] names = new string[locks.Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = locks.Names.Text(i);
            if (string.Equals(names[i], door, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        if (uint.TryParse(door, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint id) && locks.IndexOf(id) >= 0)
        {
            return locks.IndexOf(id);
        }

        string? nearest = NearestWord.Of(door, names);
        Console.Error.WriteLine($"There is no lock {door} in {file.Name}" + (nearest is null ? "; there are: " + string.Join(", ", names)
            : $"; did you mean {nearest}?"));
        return -1;
    }

    /// <summary>A lock's own CONNECT: with another client id the broker would refuse us while the lock is there.</summary>
    private static MqttOptions Options(string id, LoginEntry login)
    {
        return new MqttOptions
        {
            ClientId = "Nuki_" + id,
            User = login.User,
            Password = login.Password,
            WillTopic = $"nuki/{id}/connected",
            WillPayload = "false",
            WillRetain = true,
        };
    }

    private static string Reason(ConnectOutcome outcome, IPEndPoint broker)
    {
        return outcome switch
        {
            ConnectOutcome.NoBroker => $"nobody listens at {broker}. Is the simulator running? It prints its broker's address.",
            ConnectOutcome.NoAnswer => $"{broker} did not answer as an MQTT broker does.",
            ConnectOutcome.BadLogin => "the broker does not know this user and password. Is --config the file that it runs with?",
            ConnectOutcome.Unavailable => "the broker makes this address wait after too many wrong passwords.",
            ConnectOutcome.NotAuthorized => "the broker refused the lock's login: it belongs to another lock, or the real lock is "
                + "connected with a client id of its own. Its log says which.",
            _ => "the broker refused the connection (" + outcome + ").",
        };
    }

    /// <summary>Listens, as a reader, to what the appliance makes of the announcement.</summary>
    private sealed class VerdictReader : IDisposable
    {
        private readonly MqttClient? _client;
        private readonly string _lock;
        private readonly ManualResetEventSlim _told = new();
        private string _text = "";

        public VerdictReader(LoginEntry? reader, IPEndPoint broker, string lockName)
        {
            _lock = lockName;
            if (reader is null)
            {
                return;
            }

            var client = new MqttClient(new MqttOptions
            {
                ClientId = "event-verb-" + Environment.ProcessId,
                User = reader.User,
                Password = reader.Password,
            })
            {
                Received = OnMessage,
            };
            if (client.Connect(broker) == ConnectOutcome.Accepted && client.Subscribe("nukiedge/event", 1))
            {
                _client = client;
            }
        }

        public void Dispose()
        {
            _client?.Dispose();
        }

        /// <summary>A sentence about what came of it.</summary>
        public string Wait(int timeoutMs)
        {
            return _client is null ? "Its log says what came of it (a reader's login in the house file would let me read along)."
                : _told.Wait(timeoutMs) ? _text
                : "The appliance told nothing about it: it could not be read, or this is another broker. The log says more.";
        }

        private void OnMessage(MqttMessage message)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(message.Payload);
                JsonElement e = document.RootElement;
                if (Field(e, "lock") != _lock)
                {
                    return;
                }

                string who = Field(e, "person") is { Length: > 0 } person ? person : Field(e, "who");
                string what = Field(e, "scene") is { Length: > 0 } scene ? $": {scene} (rule {Field(e, "rule")})" : "";
                string verdict = Field(e, "verdict");
                string why = verdict is "held" or "ignored" ? "; the log says why" : "";
                _text = $"{who}, {Field(e, "action")} by {Field(e, "source")}: {verdict}{what}, "
                    + $"decided {e.GetProperty("us").GetInt64() / 1000.0:0.0} ms after receipt{why}";
                _told.Set();
            }
            catch (JsonException)
            {
                // Not this appliance's.
            }
        }

        private static string Field(JsonElement e, string name)
        {
            return e.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
        }
    }
}
