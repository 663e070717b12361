using System;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>A client's will (MQTT 3.1.1 section 3.1.2.5), kept until its connection ends.</summary>
public sealed class Will
{
    private readonly byte[] _bytes;
    private int _topicLength;
    private int _payloadLength;

    /// <summary>Room for topic and payload together.</summary>
    public Will(int bytes)
    {
        _bytes = new byte[bytes];
    }

    /// <summary>Is there one?</summary>
    public bool IsSet { get; private set; }

    /// <summary>QoS to publish it with.</summary>
    public int Qos { get; private set; }

    /// <summary>Publish it as a retained message?</summary>
    public bool Retain { get; private set; }

    /// <summary>Keeps the will of a CONNECT, or that it has none. False when it is too long.</summary>
    public bool Keep(ConnectPacket packet)
    {
        IsSet = packet.HasWill;
        if (!IsSet)
        {
            return true;
        }

        ConnectRequest request = packet.Request;
        _topicLength = request.WillTopicLength;
        _payloadLength = packet.WillPayloadLength;
        Qos = packet.WillQos;
        Retain = packet.WillRetain;
        IsSet = _topicLength + _payloadLength <= _bytes.Length;
        if (!IsSet)
        {
            return false;
        }

        Array.Copy(request.Buffer, request.WillTopicOffset, _bytes, 0, _topicLength);
        Array.Copy(request.Buffer, packet.WillPayloadOffset, _bytes, _topicLength, _payloadLength);
        return true;
    }

    /// <summary>Forgets it: the client said goodbye [MQTT-3.1.2-10], or it was published.</summary>
    public void Clear()
    {
        IsSet = false;
    }

    /// <summary>Fills in what it says.</summary>
    public void CopyTo(Message message)
    {
        message.Buffer = _bytes;
        message.TopicOffset = 0;
        message.TopicLength = _topicLength;
        message.PayloadOffset = _topicLength;
        message.PayloadLength = _payloadLength;
        message.Retain = Retain;
        message.Dup = false;
        message.Repeated = false;
    }
}
