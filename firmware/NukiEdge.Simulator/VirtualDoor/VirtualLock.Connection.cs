using System;
using System.Threading;
using NukiEdge.Core.Locks;

namespace NukiEdge.Simulator.VirtualDoor;

/// <summary>How the lock gets to its broker, and back to it.</summary>
public sealed partial class VirtualLock
{
    private bool Connect()
    {
        lock (_connecting)
        {
            if (IsConnected || !MayConnect())
            {
                return IsConnected;
            }

            MqttClient client = NewClient();
            LastConnect = client.Connect(_broker);
            lock (_gate)
            {
                _client = client;
                _connectAtMs = NextAttemptMs();
            }

            if (LastConnect != ConnectOutcome.Accepted)
            {
                return false;
            }

            if (!MayConnect())
            {
                client.PullPlug(); // the plug was pulled meanwhile
                return false;
            }

            Introduce(client);
        }

        Changed?.Invoke();
        return true;
    }

    private bool MayConnect()
    {
        lock (_gate)
        {
            return !_isDisposed && !_isUnplugged;
        }
    }

    private long NextAttemptMs()
    {
        return Environment.TickCount64 + ReconnectMs + Random.Shared.Next(ReconnectMs / 2 + 1);
    }

    /// <summary>A real lock's CONNECT: facts A1.</summary>
    private MqttClient NewClient()
    {
        return new MqttClient(new MqttOptions
        {
            ClientId = "Nuki_" + HexId,
            User = _user,
            Password = _password,
            KeepAliveSeconds = KeepAliveSeconds,
            WillTopic = Topic("connected"),
            WillPayload = "false",
            WillRetain = true,
        })
        {
            Received = OnCommand,
            Lost = OnLost,
        };
    }

    /// <summary>All states, retained, then the commands that it listens to.</summary>
    private void Introduce(MqttClient client)
    {
        PublishState("deviceType", DeviceTypeCode.SmartLock3And4.ToString());
        PublishState("name", Name);
        PublishState("firmware", "4.5.9");
        PublishState("mode", LockMode.Door.ToString());
        PublishState("state", State.ToString());
        PublishState("batteryCritical", IsBatteryLow ? "true" : "false");
        PublishState("batteryChargeState", "84");
        PublishState("batteryCharging", "false");
        PublishState("keypadBatteryCritical", IsKeypadBatteryLow ? "true" : "false");
        PublishState("doorsensorState", DoorSensor.ToString());
        PublishState("doorsensorBatteryCritical", "false");
        PublishState("serverConnected", "true");
        PublishState("connected", "true");
        PublishTimestamp();
        client.Subscribe(Topic("lockAction"), 2);
        client.Subscribe(Topic("lock"), 2);
        client.Subscribe(Topic("unlock"), 2);
    }

    private void OnLost()
    {
        lock (_gate)
        {
            _connectAtMs = NextAttemptMs();
            Monitor.PulseAll(_gate);
        }

        Changed?.Invoke();
    }
}
