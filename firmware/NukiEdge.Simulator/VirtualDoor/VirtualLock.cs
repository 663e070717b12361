using System;
using System.Collections.Generic;
using System.Net;
using System.Text;
using System.Threading;
using NukiEdge.Core.Locks;

namespace NukiEdge.Simulator.VirtualDoor;

/// <summary>
/// A lock that does not exist, but talks to the broker as a real one does (facts A1, A3, A4, A6): its own MQTT client over
/// TCP, retained states, will, announcements at QoS 2 before the motor turns, commands. Thread safe. One thread of its own
/// moves the bolt, answers commands and connects again after a loss.
/// </summary>
public sealed partial class VirtualLock : IDisposable
{
    private const int KeepAliveSeconds = 300;

    private readonly IPEndPoint _broker;
    private readonly string _user;
    private readonly string _password;
    private readonly object _gate = new();
    private readonly object _connecting = new(); // never asked for while the gate is held
    private readonly LockMotor _motor = new();
    private readonly Queue<MqttMessage> _commands = new();
    private readonly Thread _thread;
    private MqttClient? _client;
    private long _connectAtMs; // when to try again
    private bool _isUnplugged;
    private bool _isDisposed;
    private int _state = LockStateCode.Locked;
    private int _doorSensor = DoorSensorCode.Closed;

    /// <summary>A lock that is switched on by <see cref="Start"/>.</summary>
    /// <param name="name">The name that it publishes.</param>
    /// <param name="id">Its nukiId.</param>
    /// <param name="user">Its login at the broker.</param>
    /// <param name="password">Its password, at most 32 characters as in the Nuki app.</param>
    /// <param name="broker">Where the broker listens.</param>
    public VirtualLock(string name, uint id, string user, string password, IPEndPoint broker)
    {
        Name = name;
        Id = id;
        _user = user;
        _password = password;
        _broker = broker;
        _thread = new Thread(Run) { IsBackground = true, Name = "lock " + name };
    }

    /// <summary>The name that it publishes.</summary>
    public string Name { get; }

    /// <summary>Its nukiId.</summary>
    public uint Id { get; }

    /// <summary>The id as in its topics: hexadecimal, upper case, no leading zeros.</summary>
    public string HexId => Id.ToString("X");

    /// <summary>The login it uses.</summary>
    public string User => _user;

    /// <summary>The auth id of its keypad, as it stands in announcements of codes and fingers.</summary>
    public uint KeypadAuth { get; set; } = 195249;

    /// <summary>Time from one end of the bolt's way to the other, milliseconds.</summary>
    public int MotorMs
    {
        get => _motor.MotorMs;
        set => _motor.MotorMs = value;
    }

    /// <summary>Shortest wait before it connects again after a loss, milliseconds; up to half as much again is added by
    /// chance. A real lock takes 30 to 90 s (facts A1): nobody wants to wait for that at a desk.</summary>
    public int ReconnectMs { get; set; } = 1500;

    /// <summary>Is it logged in at the broker?</summary>
    public bool IsConnected => _client is { IsConnected: true };

    /// <summary>What the broker said to the latest attempt to connect.</summary>
    public ConnectOutcome LastConnect { get; private set; } = ConnectOutcome.NoBroker;

    /// <summary>Lock state, <see cref="LockStateCode"/>.</summary>
    public int State => Volatile.Read(ref _state);

    /// <summary>Door sensor state, <see cref="DoorSensorCode"/>.</summary>
    public int DoorSensor => Volatile.Read(ref _doorSensor);

    /// <summary>What it says of its battery.</summary>
    public bool IsBatteryLow { get; private set; }

    /// <summary>What it says of its keypad's.</summary>
    public bool IsKeypadBatteryLow { get; private set; }

    /// <summary>Called on any thread when state, door sensor or connection changed.</summary>
    public Action? Changed { get; set; }

    /// <summary>Switches it on: connects, publishes all its states, subscribes to its commands.</summary>
    /// <returns>false when that failed; it goes on trying.</returns>
    public bool Start()
    {
        bool connected = Connect();
        _thread.Start();
        return connected;
    }

    /// <summary>The socket closes without DISCONNECT, as when the power is cut; the broker sends the will. It stays off the
    /// network until <see cref="PlugIn"/>.</summary>
    public void PullPlug()
    {
        lock (_gate)
        {
            _isUnplugged = true;
        }

        _client?.PullPlug();
        Changed?.Invoke();
    }

    /// <summary>Back on the network: connects again at once.</summary>
    /// <returns>true when it is logged in.</returns>
    public bool PlugIn()
    {
        lock (_gate)
        {
            _isUnplugged = false;
        }

        return Connect();
    }

    /// <summary>Says goodbye: connected=false, then DISCONNECT.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            Monitor.PulseAll(_gate);
        }

        // DISCONNECT takes the will back, so the lock says itself what the will would have said.
        PublishState("connected", "false");
        _client?.Disconnect();
        if (_thread.IsAlive && _thread != Thread.CurrentThread)
        {
            _thread.Join(2000);
        }
    }

    /// <summary>Publishes a message below nuki/ID/ as this lock.</summary>
    /// <param name="name">The last level of the topic.</param>
    /// <param name="publication">Makes the message for a topic.</param>
    /// <param name="packetId">The packet id it went out with.</param>
    public PublishOutcome Publish(string name, Func<string, Publication> publication, out int packetId)
    {
        packetId = 0;
        MqttClient? client = _client;
        return client is null ? PublishOutcome.NotConnected : client.Publish(publication(Topic(name)), out packetId);
    }

    private string Topic(string name)
    {
        return $"nuki/{HexId}/{name}";
    }

    /// <summary>A retained state at QoS 0 (facts A3).</summary>
    private void PublishState(string name, string payload)
    {
        _client?.Publish(Topic(name), payload, 0, retain: true);
    }

    private void PublishTimestamp()
    {
        PublishState("timestamp", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'"));
    }

    private void OnCommand(MqttMessage message)
    {
        lock (_gate)
        {
            _commands.Enqueue(message);
            Monitor.PulseAll(_gate);
        }
    }

    private void Run()
    {
        while (true)
        {
            MqttMessage? command;
            bool mustConnect;
            lock (_gate)
            {
                if (_isDisposed)
                {
                    return;
                }

                long nowMs = Environment.TickCount64;
                mustConnect = !_isUnplugged && !IsConnected && nowMs >= _connectAtMs;
                if (!_commands.TryDequeue(out command) && _motor.NextMs > nowMs && !mustConnect)
                {
                    Monitor.Wait(_gate, WaitMs(nowMs));
                    continue;
                }
            }

            if (command is not null)
            {
                Obey(command);
            }

            if (mustConnect)
            {
                Connect();
            }

            MoveMotor();
        }
    }

    private int WaitMs(long nowMs)
    {
        long next = IsConnected || _isUnplugged ? long.MaxValue : _connectAtMs;
        next = Math.Min(next, _motor.NextMs);
        return (int)Math.Clamp(next - nowMs, 1, 60_000);
    }

    private void MoveMotor()
    {
        int state;
        lock (_gate)
        {
            state = _motor.Take(Environment.TickCount64);
        }

        if (state >= 0)
        {
            SetState(state);
        }
    }

    private void SetState(int state)
    {
        Volatile.Write(ref _state, state);
        PublishState("state", state.ToString());
        PublishTimestamp();
        Changed?.Invoke();
    }

    /// <summary>A command over MQTT (facts A6): the announcement first, then the motor, then the answer.</summary>
    private void Obey(MqttMessage command)
    {
        uint action = ActionOf(command);
        if (action == 0)
        {
            _client?.Publish(Topic("commandResponse"), CommandResponse.BadParameter.ToString(), 2);
            return;
        }

        Announce(Announcement.Mqtt(action));
        _client?.Publish(Topic("commandResponse"), CommandResponse.Ok.ToString(), 2);
    }

    /// <summary>The action that a command asks for; 0 for none that a lock accepts.</summary>
    private uint ActionOf(MqttMessage command)
    {
        string text = Encoding.ASCII.GetString(command.Payload);
        if (command.Topic == Topic("lock") || command.Topic == Topic("unlock"))
        {
            return text != "true" ? 0 : command.Topic == Topic("lock") ? LockAction.Lock : LockAction.Unlock;
        }

        return text.Length == 1 && text[0] is >= '1' and <= '6' ? (uint)(text[0] - '0') : 0;
    }
}
