using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>The packets with which the appliance introduces itself to an external broker. They are the same at each connection.</summary>
public static class ClientPackets
{
    /// <summary>Packet identifier of the one SUBSCRIBE.</summary>
    public const int SubscribeId = 1;

    // MQTT 3.1.1 section 3.1.2.3: clean session; a will with QoS 1 that is retained
    private const int CleanSession = 0x02, RetainedWill = 0x04 | 0x08 | 0x20, PasswordFlag = 0x40, UserFlag = 0x80;
    private const int Level311 = 4;
    private const int NumberBytes = 2;

    private static readonly byte[] Protocol = Ascii.Of("MQTT");
    private static readonly byte[] Offline = Ascii.Of("offline");

    /// <summary>CONNECT with a clean session, and a last will that says "offline" where the first own topic says "online".</summary>
    /// <param name="own">null leaves no will.</param>
    public static byte[] Connect(BrokerSettings settings, IOwnTopics own)
    {
        byte[] topic = new byte[64];
        int topicLength = own == null ? 0 : own.RenderTopic(0, topic);
        byte[] user = settings.Url.User;
        byte[] password = settings.Url.Password;
        int length = NumberBytes + Protocol.Length + 2 + NumberBytes + NumberBytes + settings.ClientId.Length
            + (own == null ? 0 : NumberBytes + topicLength + NumberBytes + Offline.Length)
            + (user == null ? 0 : NumberBytes + user.Length) + (password == null ? 0 : NumberBytes + password.Length);
        ByteWriter writer = Begin(PacketType.Connect, length);
        AddText(writer, Protocol, Protocol.Length);
        writer.Add(Level311);
        writer.Add((byte)(CleanSession | (own == null ? 0 : RetainedWill) | (user == null ? 0 : UserFlag) | (password == null ? 0 : PasswordFlag)));
        AddNumber(writer, settings.KeepAliveSeconds);
        AddText(writer, settings.ClientId, settings.ClientId.Length);
        if (own != null)
        {
            AddText(writer, topic, topicLength);
            AddText(writer, Offline, Offline.Length);
        }

        if (user != null)
        {
            AddText(writer, user, user.Length);
        }

        if (password != null)
        {
            AddText(writer, password, password.Length);
        }

        return writer.Buffer;
    }

    /// <summary>SUBSCRIBE to the first filter with QoS 1, to the others with QoS 0, which is what locks publish states with.</summary>
    public static byte[] Subscribe(byte[][] filters)
    {
        int length = NumberBytes;
        for (int i = 0; i < filters.Length; i++)
        {
            length += NumberBytes + filters[i].Length + 1;
        }

        ByteWriter writer = Begin(PacketType.Subscribe, length);
        AddNumber(writer, SubscribeId);
        for (int i = 0; i < filters.Length; i++)
        {
            AddText(writer, filters[i], filters[i].Length);
            writer.Add((byte)(i == 0 ? 1 : 0));
        }

        return writer.Buffer;
    }

    /// <summary>A PUBLISH that takes "online" back before a goodbye: with DISCONNECT the broker forgets the will.</summary>
    public static byte[] Farewell(IOwnTopics own)
    {
        byte[] topic = new byte[64];
        int topicLength = own.RenderTopic(0, topic);
        ByteWriter writer = Begin(PacketType.Publish | PacketType.RetainFlag, NumberBytes + topicLength + Offline.Length);
        AddText(writer, topic, topicLength);
        writer.Add(Offline);
        return writer.Buffer;
    }

    private static ByteWriter Begin(int firstByte, int length)
    {
        byte[] header = new byte[FixedHeader.MaxSize];
        int start = FixedHeader.WriteBefore(header, header.Length, firstByte, length);
        ByteWriter writer = new ByteWriter();
        writer.Reset(new byte[header.Length - start + length]);
        writer.Add(header, start, header.Length - start);
        return writer;
    }

    private static void AddText(ByteWriter writer, byte[] text, int length)
    {
        AddNumber(writer, length);
        writer.Add(text, 0, length);
    }

    private static void AddNumber(ByteWriter writer, int number)
    {
        writer.Add((byte)(number >> 8));
        writer.Add((byte)number);
    }
}
