using NukiEdge.Core;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>Takes whole packets off a connection's input and does what they say (MQTT 3.1.1 chapter 3).</summary>
public sealed class PacketHandler
{
    private readonly int _maxRemaining;
    private readonly Handshake _handshake;
    private readonly SubscriptionHandler _subscriptions;
    private readonly Router _router;
    private readonly Message _message = new Message();
    private readonly byte[] _answer = new byte[4];

    /// <summary>One for all connections.</summary>
    public PacketHandler(Limits limits, Handshake handshake, SubscriptionHandler subscriptions, Router router)
    {
        _maxRemaining = limits.MqttPacketBytes;
        _handshake = handshake;
        _subscriptions = subscriptions;
        _router = router;
    }

    /// <summary>Packets that MQTT forbids, or that were too large.</summary>
    public int ProtocolErrors { get; private set; }

    /// <summary>Handles the next packet when it is whole.</summary>
    /// <returns>true when there may be another one.</returns>
    public bool HandleNext(MqttConnection c)
    {
        int count = c.Count;
        if (!c.IsOpen || count == 0)
        {
            return false;
        }

        int firstByte = c.Input[c.Start];
        // known from the first byte: nobody has to send the rest [MQTT-3.1.0-1, MQTT-3.1.0-2, MQTT-2.2.2-2]
        bool isExpected = (firstByte == PacketType.Connect) == (c.State == MqttConnection.Stranger);
        if (!isExpected || !PacketType.IsFromClient(firstByte))
        {
            return Forbid(c, firstByte);
        }

        int headerSize = FixedHeader.Size(c.Input, c.Start, count);
        if (headerSize < 0)
        {
            return Forbid(c, firstByte);
        }

        if (headerSize == 0)
        {
            return false;
        }

        int length = FixedHeader.RemainingLength(c.Input, c.Start);
        if (length > _maxRemaining)
        {
            ProtocolErrors++;
            c.End(NoteCode.PacketTooLarge, (uint)length);
            return false;
        }
        if (count < headerSize + length)
        {
            // a stranger's CONNECT has to fit into the client's own buffer
            bool mayWait = c.MakeRoom(headerSize + length) || c.State == MqttConnection.Live;
            return !mayWait && Forbid(c, firstByte);
        }
        int body = c.Start + headerSize;
        // before it is handled: a packet on which the sink fails must not come up again
        c.Consume(headerSize + length);
        if (!Handle(c, firstByte, body, length))
        {
            return Forbid(c, firstByte);
        }

        c.LeaveBigPacket();
        return c.IsOpen;
    }

    private bool Handle(MqttConnection c, int firstByte, int body, int length)
    {
        if (PacketType.IsPublish(firstByte))
        {
            return Publish(c, firstByte, body, length);
        }

        switch (firstByte)
        {
            case PacketType.Connect:
                return _handshake.Connect(c, body, length);
            case PacketType.Subscribe:
                return _subscriptions.Subscribe(c, body, length);
            case PacketType.Unsubscribe:
                return _subscriptions.Unsubscribe(c, body, length);
            case PacketType.Pingreq:
                if (length != 0)
                {
                    return false;
                }

                _answer[0] = PacketType.Pingresp;
                _answer[1] = 0;
                c.Answer(_answer, 0, 2);
                return true;
            case PacketType.Disconnect:
                if (length != 0)
                {
                    return false;
                }

                c.End(NoteCode.Disconnected, 0);
                return true;
            default:
                if (length != 2)
                {
                    return false;
                }

                Acknowledged(c, firstByte, FixedHeader.ReadNumber(c.Input, body));
                return true;
        }
    }

    private bool Publish(MqttConnection c, int firstByte, int body, int length)
    {
        int qos = PacketType.QosOf(firstByte);
        int id = PublishReader.Read(_message, c.Input, firstByte, body, length);
        if (id == PublishReader.Malformed)
        {
            return false;
        }

        bool repeated = qos == 2 && c.Unreleased.Contains(id);
        if (qos == 2 && !repeated)
        {
            c.Unreleased.Add(id);
        }

        _message.Repeated = repeated;
        _message.Login = c.Login;
        _message.Connection = c.Number;
        _message.ReceivedUs = c.ReadUs;
        // QoS 2 acts here, at the first PUBLISH (section 4.3.3, method B), and not a round trip later
        _router.Take(_message, qos);
        // also where it was not allowed: otherwise the client would send it again and again [MQTT-3.3.5-2]
        if (qos == 1)
        {
            Answer(c, PacketType.Puback, id);
        }

        if (qos == 2)
        {
            Answer(c, PacketType.Pubrec, id);
        }

        return true;
    }

    private void Acknowledged(MqttConnection c, int firstByte, int id)
    {
        switch (firstByte)
        {
            case PacketType.Puback:
            case PacketType.Pubcomp:
                c.Sent.Acknowledge();
                break;
            case PacketType.Pubrec:
                Answer(c, PacketType.Pubrel, id);
                break;
            default: // PUBREL; an unknown id is answered too, or the client would wait for ever
                c.Unreleased.Remove(id);
                Answer(c, PacketType.Pubcomp, id); // [MQTT-4.3.3-2]
                break;
        }
    }

    private void Answer(MqttConnection c, int firstByte, int id)
    {
        _answer[0] = (byte)firstByte;
        _answer[1] = 2;
        FixedHeader.WriteNumber(_answer, 2, id);
        c.Answer(_answer, 0, 4);
    }

    private bool Forbid(MqttConnection c, int firstByte)
    {
        ProtocolErrors++;
        c.End(NoteCode.ProtocolError, (uint)firstByte);
        return false;
    }
}
