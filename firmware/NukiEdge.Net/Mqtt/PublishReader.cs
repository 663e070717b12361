using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>Reads a PUBLISH that came in (MQTT 3.1.1 section 3.3), at a server and at a client.</summary>
public static class PublishReader
{
    /// <summary>Result for a packet that MQTT forbids.</summary>
    public const int Malformed = -1;

    /// <summary>Fills in what the packet says: topic, payload, RETAIN, DUP. The rest of the message is the caller's.</summary>
    /// <param name="firstByte">Of the fixed header; its QoS is 0 to 2.</param>
    /// <param name="body">Where the packet stands behind its fixed header.</param>
    /// <returns>The packet identifier, 0 at QoS 0, or <see cref="Malformed"/>.</returns>
    public static int Read(Message message, byte[] buffer, int firstByte, int body, int length)
    {
        if (length < 2)
        {
            return Malformed;
        }

        int end = body + length;
        int topicLength = FixedHeader.ReadNumber(buffer, body);
        int topicOffset = body + 2;
        int payloadOffset = topicOffset + topicLength;
        int id = 0;
        if (PacketType.QosOf(firstByte) > 0)
        {
            if (payloadOffset + 2 > end)
            {
                return Malformed;
            }

            id = FixedHeader.ReadNumber(buffer, payloadOffset);
            payloadOffset += 2;
            if (id == 0)
            {
                return Malformed; // [MQTT-2.3.1-1]
            }
        }

        if (payloadOffset > end || !Utf8Text.IsValid(buffer, topicOffset, topicLength) ||
            !TopicFilter.IsTopic(buffer, topicOffset, topicLength))
        {
            return Malformed;
        }

        message.Buffer = buffer;
        message.TopicOffset = topicOffset;
        message.TopicLength = topicLength;
        message.PayloadOffset = payloadOffset;
        message.PayloadLength = end - payloadOffset;
        message.Retain = (firstByte & PacketType.RetainFlag) != 0;
        message.Dup = (firstByte & PacketType.DupFlag) != 0;
        return id;
    }
}
