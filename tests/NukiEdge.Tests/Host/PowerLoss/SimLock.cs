using System;
using System.Collections.Generic;
using System.Linq;
using NukiEdge.Tests.Mqtt;

namespace NukiEdge.Tests.PowerLoss;

/// <summary>
/// A lock as the appliance gets to know it: QoS 2, retained states, back again after a while, and then everything that was not
/// acknowledged once more with DUP [MQTT-4.4.0-1]. It has batteries: the plug is not its plug.
/// </summary>
internal sealed class SimLock
{

    private readonly World _world;
    private readonly string _id;
    private readonly string _user;
    private readonly List<Sent> _unacknowledged = [];
    private FakeConnection _connection;
    private bool _isIn;
    private int _lastPacketId;

    public SimLock(World world, uint id, string user)
    {
        _world = world;
        Id = id;
        _id = id.ToString("X");
        _user = user;
    }

    public uint Id { get; }

    /// <summary>Announcements that were sent with DUP.</summary>
    public int SentAgain { get; private set; }

    /// <summary>Everything that was sent is acknowledged.</summary>
    public bool IsQuiet => _unacknowledged.Count == 0;

    /// <summary>The appliance has no power: nobody answers any more, and after a while the lock sees that.</summary>
    public void LosePeer()
    {
        _connection = null;
        _isIn = false;
        _world.AfterMs(100, 20000, Connect);
    }

    /// <summary>The lock's radio loses it for a moment.</summary>
    public void Flap()
    {
        if (_connection is null)
        {
            return;
        }

        _connection.PeerIsGone = true;
        _connection = null;
        _isIn = false;
        _world.AfterMs(200, 8000, Connect);
    }

    /// <summary>Tries to connect, and again, until somebody is there.</summary>
    public void Connect()
    {
        if (_connection is not null)
        {
            return;
        }

        if (!_world.Net.IsListening)
        {
            _world.AfterMs(500, 6000, Connect);
            return;
        }

        FakeConnection mine = _world.Net.Call(0xC0A80010 + (Id & 15));
        _connection = mine;
        // User name and password are flags 0xC0; the will is retained, QoS 1.
        byte[] connect = new Packets().Text("MQTT").Byte(4).Byte(0xC0 | 0x04 | 0x08 | 0x20).Number(60)
            .Text("Nuki_" + _id).Text("nuki/" + _id + "/connected").Text("false").Text(_user).Text(_user + "-secret").As(0x10);
        mine.Write(connect);
        _world.AfterMs(8000, 9000, () =>
        {
            if (_connection == mine && !_isIn)
            {
                Flap(); // no CONNACK
            }
        });
    }

    /// <summary>Somebody is at the door. Offline it waits in the lock.</summary>
    public void Announce(string payload)
    {
        Publish("lockActionEvent", payload, false);
    }

    /// <summary>Reads what the broker sent and answers some time later.</summary>
    public void Pump()
    {
        FakeConnection from = _connection;
        if (from is null)
        {
            return;
        }

        if (from.IsClosed)
        {
            Flap();
            return;
        }

        int at = 0;
        while (at < from.ToClientCount)
        {
            int type = from.ToClient[at] >> 4;
            int length = from.ToClient[at + 1];
            int id = length >= 2 ? from.ToClient[at + 2] << 8 | from.ToClient[at + 3] : 0;
            _world.AfterMs(5, 1500, () => Answer(from, type, id));
            at += 2 + length;
        }

        from.ToClientCount = 0;
    }

    private void Answer(FakeConnection from, int type, int id)
    {
        if (from != _connection)
        {
            return;
        }

        switch (type)
        {
            case 2:
                Assert.AreEqual(0, id, "CONNACK for " + _user);
                ComeIn();
                break;
            case 4 or 7:
                _unacknowledged.RemoveAll(one => one.PacketId == id);
                break;
            case 5:
                foreach (Sent one in _unacknowledged.Where(one => one.PacketId == id))
                {
                    one.IsReceived = true;
                }

                from.Write(Packets.Ack(0x62, id));
                break;
            default:
                break;
        }
    }

    private void ComeIn()
    {
        _isIn = true;
        foreach (Sent one in _unacknowledged.ToList())
        {
            if (one.IsReceived)
            {
                _connection.Write(Packets.Ack(0x62, one.PacketId));
            }
            else
            {
                Send(one);
            }
        }

        Publish("connected", "true", true);
        Publish("state", "1", true);
        Publish("doorsensorState", "2", true);
        // A bad radio: it drops at any time, also between our action and our acknowledgement.
        if (_world.Dice.Next(4) == 0)
        {
            _world.AfterMs(1, 4000, Flap);
        }

        // Pings at a third of the keep-alive.
        FakeConnection mine = _connection;
        Ping(mine);
    }

    private void Ping(FakeConnection mine)
    {
        _world.After(20_000_000, () =>
        {
            if (mine == _connection)
            {
                mine.Write([0xC0, 0]);
                Ping(mine);
            }
        });
    }

    private void Publish(string topic, string payload, bool retain)
    {
        _lastPacketId = _lastPacketId % 60000 + 1;
        var one = new Sent { PacketId = _lastPacketId, Topic = "nuki/" + _id + "/" + topic, Payload = payload, Retain = retain };
        _unacknowledged.Add(one);
        if (_isIn)
        {
            Send(one);
        }
    }

    private void Send(Sent one)
    {
        SentAgain += one.WasSent && !one.Retain ? 1 : 0;
        int qos = one.Retain ? 2 : 4;
        _connection.Write(Packets.Publish(0x30 | qos | (one.Retain ? 1 : 0) | (one.WasSent ? 8 : 0), one.Topic, one.PacketId, one.Payload));
        one.WasSent = true;
    }

    private sealed class Sent
    {
        public int PacketId;
        public string Topic, Payload;
        public bool Retain, WasSent, IsReceived;
    }
}
