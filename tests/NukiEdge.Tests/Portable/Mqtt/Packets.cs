using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Tests.Mqtt;

/// <summary>Builds what a client sends, written anew from the specification and not with the broker's own code.</summary>
public sealed class Packets
{
    private readonly byte[] _bytes = new byte[8192];
    private int _count;

    public static byte[] Hex(string text)
    {
        byte[] bytes = new byte[(text.Length + 1) / 3];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(Ascii.HexValue((byte)text[i * 3]) << 4 | Ascii.HexValue((byte)text[i * 3 + 1]));
        }

        return bytes;
    }

    public static byte[] Connect(string clientId, string user)
    {
        return Connect(clientId, user, 60, 0x02, null, null);
    }

    /// <summary>User and will flags follow from what is there; the given ones add clean session, will QoS, will retain.</summary>
    public static byte[] Connect(string clientId, string user, int keepAlive, int flags, string willTopic, string willPayload)
    {
        int all = flags | (user != null ? 0x80 : 0) | (willTopic != null ? 0x04 : 0);
        Packets p = new Packets();
        p.Text("MQTT").Byte(4).Byte(all).Number(keepAlive).Text(clientId);
        if (willTopic != null)
        {
            p.Text(willTopic).Text(willPayload);
        }

        if (user != null)
        {
            p.Text(user);
        }

        return p.As(0x10);
    }

    /// <summary>A PUBLISH; <paramref name="firstByte"/> says QoS, DUP and RETAIN.</summary>
    public static byte[] Publish(int firstByte, string topic, int id, string payload)
    {
        Packets p = new Packets();
        p.Text(topic);
        if ((firstByte & 6) != 0)
        {
            p.Number(id);
        }

        return p.Raw(payload).As(firstByte);
    }

    public static byte[] Subscribe(int id, string filter, int qos)
    {
        return new Packets().Number(id).Text(filter).Byte(qos).As(0x82);
    }

    public static byte[] Unsubscribe(int id, string filter)
    {
        return new Packets().Number(id).Text(filter).As(0xA2);
    }

    /// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP.</summary>
    public static byte[] Ack(int firstByte, int id)
    {
        return new Packets().Number(id).As(firstByte);
    }

    public static string Repeat(char c, int count)
    {
        return new string(c, count);
    }

    public Packets Byte(int value)
    {
        _bytes[_count++] = (byte)value;
        return this;
    }

    public Packets Number(int value)
    {
        return Byte(value >> 8).Byte(value);
    }

    public Packets Text(string text)
    {
        return Number(text.Length).Raw(text);
    }

    public Packets Raw(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Byte(text[i]);
        }

        return this;
    }

    /// <summary>The packet with its fixed header in front.</summary>
    public byte[] As(int firstByte)
    {
        byte[] head = new byte[5];
        int headLength = 1;
        head[0] = (byte)firstByte;
        int rest = _count;
        do
        {
            head[headLength] = (byte)(rest % 128 + (rest >= 128 ? 128 : 0));
            rest /= 128;
            headLength++;
        }
        while (rest > 0);
        byte[] packet = new byte[headLength + _count];
        Array.Copy(head, 0, packet, 0, headLength);
        Array.Copy(_bytes, 0, packet, headLength, _count);
        return packet;
    }
}
