using System;
using System.Net.Sockets;
using NukiEdge.Tests.Mqtt;

namespace NukiEdge.Tests.EndToEnd;

/// <summary>Bytes over TCP, and nothing of the project's own MQTT code: what a test sends is what the broker gets.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _one = new byte[1];

    public RawClient(int port)
    {
        _socket.NoDelay = true;
        _socket.ReceiveTimeout = 10000;
        _socket.SendTimeout = 10000;
        _socket.Connect("127.0.0.1", port);
    }

    /// <summary>Connects as the lock of the test house.</summary>
    public static RawClient AsLock(int port, string user = "front", string id = "3807B7EC", string clientId = null)
    {
        var client = new RawClient(port);
        client.Send(Connect(clientId ?? "Nuki_" + id, user, user + "-secret", "nuki/" + id + "/connected", "false"));
        Assert.AreEqual(0, client.ReadConnack(), "CONNACK for " + user);
        return client;
    }

    public static RawClient As(int port, string user)
    {
        var client = new RawClient(port);
        client.Send(Connect("test-" + user, user, user + "-secret", null, null));
        Assert.AreEqual(0, client.ReadConnack(), "CONNACK for " + user);
        return client;
    }

    public static byte[] Connect(string clientId, string user, string password, string willTopic, string willPayload)
    {
        Packets p = new Packets();
        p.Text("MQTT").Byte(4).Byte(0x02 | 0xC0 | (willTopic is null ? 0 : 0x24)).Number(300).Text(clientId);
        if (willTopic is not null)
        {
            p.Text(willTopic).Text(willPayload);
        }

        return p.Text(user).Text(password).As(0x10);
    }

    public void Send(byte[] packet)
    {
        _socket.Send(packet);
    }

    /// <summary>Publishes at QoS 1 and waits for the PUBACK: then the appliance is through with it.</summary>
    public void PublishAndWait(string topic, string payload, int id, int moreFlags = 0)
    {
        Send(Packets.Publish(0x32 | moreFlags, topic, id, payload));
        while (true)
        {
            byte[] packet = Read();
            if (packet[0] == 0x40 && (packet[2] << 8 | packet[3]) == id)
            {
                return;
            }
        }
    }

    /// <summary>The CONNACK's return code.</summary>
    public int ReadConnack()
    {
        byte[] packet = Read();
        Assert.AreEqual(0x20, (int)packet[0], "not a CONNACK");
        return packet[3];
    }

    /// <summary>The next packet; empty when the broker closed the connection.</summary>
    public byte[] Read()
    {
        int first = Byte();
        if (first < 0)
        {
            return Array.Empty<byte>();
        }

        int length = 0;
        int lengthBytes = 0;
        int b;
        do
        {
            b = Byte();
            length |= (b & 127) << (7 * lengthBytes++);
        }
        while (b >= 128);
        byte[] packet = new byte[length + 2];
        packet[0] = (byte)first;
        packet[1] = (byte)length;
        for (int at = 2; at < packet.Length;)
        {
            at += _socket.Receive(packet, at, packet.Length - at, SocketFlags.None);
        }

        return packet;
    }

    public void Dispose()
    {
        _socket.Dispose();
    }

    private int Byte()
    {
        try
        {
            return _socket.Receive(_one) == 1 ? _one[0] : -1;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            return -1;
        }
    }
}
