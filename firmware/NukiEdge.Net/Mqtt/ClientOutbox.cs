using NukiEdge.Core;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// What goes to an external broker: answers, messages of scenes, and the appliance's own retained topics, told anew on each
/// connection and whenever one of them did not get through. A failure is only remembered here; <see cref="BrokerClient"/>
/// looks at it in its turn.
/// </summary>
public sealed class ClientOutbox
{
    /// <summary>This much stays free of messages, so that they cannot keep out acknowledgements and PINGREQ.</summary>
    private const int SpareForAnswers = 64;

    private const int OwnQos = 1;

    private readonly IOwnTopics _own;
    private readonly Outbox _outbox;
    private readonly PublishPacket _packet;
    private readonly SentIds _sent = new SentIds();
    private readonly byte[] _answer = new byte[4];
    private readonly byte[] _topic;
    private readonly byte[] _payload;
    private int _ownAt;
    private int _failure;

    /// <summary>Nothing is attached yet.</summary>
    public ClientOutbox(Limits limits, IOwnTopics own)
    {
        _own = own;
        // CONNECT waits here until TCP is there, SUBSCRIBE and an own message may follow at once
        _outbox = new Outbox(limits.MqttPacketBytes + limits.MqttSendBytes);
        _packet = new PublishPacket(limits.MqttPacketBytes);
        _topic = new byte[limits.TopicBytes];
        _payload = new byte[limits.TopicBytes];
    }

    /// <summary>Messages that the broker was too slow to take.</summary>
    public int Dropped { get; private set; }

    /// <summary>True when nothing waits to be sent.</summary>
    public bool IsEmpty => _outbox.Count == 0;

    /// <summary>The peer is gone, or does not read.</summary>
    public bool HasFailed => _failure != Outbox.Taken;

    /// <summary>The peer is gone.</summary>
    public bool IsGone => _failure == Outbox.Gone;

    /// <summary>Begins anew on a connection that is under way.</summary>
    public void Attach(IConnection socket)
    {
        _outbox.Attach(socket);
        _sent.Clear();
        _ownAt = 0;
        _failure = Outbox.Taken;
    }

    /// <summary>Sends what waits as far as the socket takes it.</summary>
    public void Flush()
    {
        if (!_outbox.Flush())
        {
            _failure = Outbox.Gone;
        }
    }

    /// <summary>Sends a packet that the broker needs; when it cannot take that, the connection has to end.</summary>
    public void Answer(byte[] packet, int length)
    {
        int result = _outbox.Send(packet, 0, length, 0);
        if (result != Outbox.Taken)
        {
            _failure = result;
        }
    }

    /// <summary>Sends a packet that is only a fixed header.</summary>
    public void Answer(int firstByte)
    {
        _answer[0] = (byte)firstByte;
        _answer[1] = 0;
        Answer(_answer, 2);
    }

    /// <summary>Sends an acknowledgement.</summary>
    public void Answer(int firstByte, int id)
    {
        _answer[0] = (byte)firstByte;
        _answer[1] = 2;
        FixedHeader.WriteNumber(_answer, 2, id);
        Answer(_answer, 4);
    }

    /// <summary>Takes the broker's acknowledgement of a message. False for a packet that is none.</summary>
    public bool TakeAnswer(int firstByte, int id)
    {
        switch (firstByte)
        {
            case PacketType.Puback:
            case PacketType.Pubcomp:
                _sent.Acknowledge();
                return true;
            case PacketType.Pubrec:
                Answer(PacketType.Pubrel, id);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Sends a message. False when it is too large, or the broker does not keep up.</summary>
    public bool Publish(byte[] topic, int topicOffset, int topicLength, byte[] payload, int payloadOffset, int payloadLength,
        int qos, bool retain)
    {
        if (!_packet.Set(topic, topicOffset, topicLength, payload, payloadOffset, payloadLength, qos))
        {
            return false;
        }

        int result = Send(qos, retain);
        if (result == Outbox.Taken)
        {
            return true;
        }

        Dropped++;
        if (retain)
        {
            _ownAt = 0; // may have been a state of our own: all are told once more
        }

        if (result != Outbox.NoRoom)
        {
            _failure = result;
        }

        return false;
    }

    /// <summary>Goes on with telling the own topics, as long as the socket takes them at once.</summary>
    public void TellOwn()
    {
        while (_ownAt < _own.Count && !HasFailed)
        {
            if (_outbox.Count > 0)
            {
                return; // the socket wakes the loop when there is room
            }

            int topicLength = _own.RenderTopic(_ownAt, _topic);
            int payloadLength = _own.RenderPayload(_ownAt, _payload);
            _ownAt++;
            if (topicLength > 0 && _packet.Set(_topic, 0, topicLength, _payload, 0, payloadLength, OwnQos))
            {
                int result = Send(OwnQos, true);
                _failure = result == Outbox.Taken ? _failure : result;
            }
        }
    }

    private int Send(int qos, bool retain)
    {
        int id = qos > 0 ? _sent.Next() : 0;
        if (qos > 0 && id == 0)
        {
            return Outbox.NoRoom;
        }

        _packet.Stamp(qos, retain, id);
        int result = _outbox.Send(_packet.Buffer, _packet.Start, _packet.Count, SpareForAnswers);
        if (result != Outbox.Taken && id != 0)
        {
            _sent.TakeBack();
        }

        return result;
    }
}
