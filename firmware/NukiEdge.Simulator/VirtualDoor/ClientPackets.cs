using System;
using System.Text;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Simulator.VirtualDoor;

/// <summary>The packets that only a client writes (MQTT 3.1.1 chapter 3), on the broker's own fixed header.</summary>
internal static class ClientPackets
{
    // connect flags, section 3.1.2.3
    private const int CleanSession = 0x02, Will = 0x04, WillRetain = 0x20, PasswordFlag = 0x40, UserFlag = 0x80;

    /// <summary>CONNECT, section 3.1.</summary>
    public static byte[] Connect(MqttOptions options)
    {
        int flags = (options.CleanSession ? CleanSession : 0)
            | (options.WillTopic is null ? 0 : Will | (options.WillRetain ? WillRetain : 0))
            | (options.User is null ? 0 : UserFlag)
            | (options.Password is null ? 0 : PasswordFlag);
        var body = new Body();
        body.Text("MQTT");
        body.Byte(4); // protocol level, section 3.1.2.2
        body.Byte(flags);
        body.Number(options.KeepAliveSeconds);
        body.Text(options.ClientId);
        if (options.WillTopic is not null)
        {
            body.Text(options.WillTopic);
            body.Text(options.WillPayload);
        }

        if (options.User is not null)
        {
            body.Text(options.User);
        }

        if (options.Password is not null)
        {
            body.Text(options.Password);
        }

        return body.Packet(PacketType.Connect);
    }

    /// <summary>SUBSCRIBE to one filter, section 3.8.</summary>
    public static byte[] Subscribe(int id, string filter, int qos)
    {
        var body = new Body();
        body.Number(id);
        body.Text(filter);
        body.Byte(qos);
        return body.Packet(PacketType.Subscribe);
    }

    /// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP, sections 3.4 to 3.7.</summary>
    public static byte[] Acknowledge(int firstByte, int id)
    {
        return [(byte)firstByte, 2, (byte)(id >> 8), (byte)id];
    }

    /// <summary>A packet without a body: PINGREQ, DISCONNECT.</summary>
    public static byte[] Bare(int firstByte)
    {
        return [(byte)firstByte, 0];
    }

    /// <summary>The part behind the fixed header, written front to back.</summary>
    private sealed class Body
    {
        private byte[] _bytes = new byte[512];
        private int _end = FixedHeader.MaxSize;

        public void Byte(int value)
        {
            Grow(1);
            _bytes[_end++] = (byte)value;
        }

        public void Number(int value)
        {
            Grow(2);
            FixedHeader.WriteNumber(_bytes, _end, value);
            _end += 2;
        }

        /// <summary>A text with its length in front, section 1.5.3.</summary>
        public void Text(string text)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            Number(utf8.Length);
            Grow(utf8.Length);
            utf8.CopyTo(_bytes, _end);
            _end += utf8.Length;
        }

        public byte[] Packet(int firstByte)
        {
            int start = FixedHeader.WriteBefore(_bytes, FixedHeader.MaxSize, firstByte, _end - FixedHeader.MaxSize);
            return _bytes.AsSpan(start, _end - start).ToArray();
        }

        private void Grow(int count)
        {
            if (_end + count > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _end + count));
            }
        }
    }
}
