using System;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// The PUBLISH that goes out (MQTT 3.1.1 section 3.3), built once for all its subscribers: between two of them only the
/// first byte and the packet identifier change, and the topic moves by two bytes where one has no identifier.
/// </summary>
/// <remarks>In the buffer: room for the fixed header, topic length and topic, packet identifier (or none), payload.</remarks>
public sealed class PublishPacket
{
    private const int IdBytes = 2;
    private const int LengthBytes = 2;

    private readonly int _maxRemaining;
    private int _payloadOffset;
    private int _payloadLength;
    private bool _hasId;

    /// <summary>An empty packet for a remaining length of at most <paramref name="maxRemaining"/>.</summary>
    public PublishPacket(int maxRemaining)
    {
        _maxRemaining = maxRemaining;
        Buffer = new byte[FixedHeader.MaxSize + IdBytes + maxRemaining];
    }

    /// <summary>Where the packet lies.</summary>
    public byte[] Buffer { get; }

    /// <summary>Where the packet begins, after <see cref="Stamp"/>.</summary>
    public int Start { get; private set; }

    /// <summary>Bytes of the packet, after <see cref="Stamp"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Length of the topic.</summary>
    public int TopicLength { get; private set; }

    /// <summary>Where the topic stands in <see cref="Buffer"/> now.</summary>
    public int TopicOffset => _payloadOffset - TopicLength - (_hasId ? IdBytes : 0);

    /// <summary>Where the payload stands in <see cref="Buffer"/>.</summary>
    public int PayloadOffset => _payloadOffset;

    /// <summary>Takes topic and payload. False when that is more than a packet may hold at this QoS.</summary>
    public bool Set(byte[] topic, int topicOffset, int topicLength, byte[] payload, int payloadOffset, int payloadLength, int qos)
    {
        int remaining = LengthBytes + topicLength + (qos > 0 ? IdBytes : 0) + payloadLength;
        if (remaining > _maxRemaining)
        {
            return false;
        }

        TopicLength = topicLength;
        _hasId = false;
        _payloadOffset = FixedHeader.MaxSize + LengthBytes + topicLength + IdBytes;
        _payloadLength = payloadLength;
        FixedHeader.WriteNumber(Buffer, TopicOffset - LengthBytes, topicLength);
        Array.Copy(topic, topicOffset, Buffer, TopicOffset, topicLength);
        Array.Copy(payload, payloadOffset, Buffer, _payloadOffset, payloadLength);
        return true;
    }

    /// <summary>Makes it the packet of one subscriber. DUP stays 0: nothing is sent twice.</summary>
    /// <param name="id">The packet identifier where <paramref name="qos"/> is 1 or 2.</param>
    public void Stamp(int qos, bool retain, int id)
    {
        MoveTopic(qos > 0);
        if (_hasId)
        {
            FixedHeader.WriteNumber(Buffer, _payloadOffset - IdBytes, id);
        }

        int body = TopicOffset - LengthBytes;
        int remaining = _payloadOffset + _payloadLength - body;
        int firstByte = PacketType.Publish | qos << 1 | (retain ? PacketType.RetainFlag : 0);
        Start = FixedHeader.WriteBefore(Buffer, body, firstByte, remaining);
        Count = _payloadOffset + _payloadLength - Start;
    }

    private void MoveTopic(bool needsId)
    {
        if (needsId == _hasId)
        {
            return;
        }

        int from = TopicOffset - LengthBytes;
        _hasId = needsId;
        Array.Copy(Buffer, from, Buffer, TopicOffset - LengthBytes, LengthBytes + TopicLength);
    }
}
