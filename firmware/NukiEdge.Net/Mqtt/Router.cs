using NukiEdge.Core;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// Takes a message to everybody it is for: first the appliance itself (the scene must not wait for anybody else),
/// then the retained store, then the subscribers.
/// </summary>
public sealed class Router
{
    /// <summary>In an outbox this much stays free of QoS 0 messages, so that they cannot keep out acknowledgements.</summary>
    private const int SpareForAnswers = 32;

    private readonly ConnectionTable _table;
    private readonly RetainedStore _store;
    private readonly Subscriptions _subscriptions;
    private readonly IMqttGate _gate;
    private readonly IMessageSink _sink;
    private readonly PublishPacket _packet;
    private readonly Message _own = new Message();
    private readonly IClock _clock;
    private readonly NoteGap _fullNotes = new NoteGap(60);

    /// <summary>Nothing is kept between messages but the store.</summary>
    public Router(Limits limits, ConnectionTable table, RetainedStore store, Subscriptions subscriptions, IClock clock,
        IMqttGate gate, IMessageSink sink)
    {
        _table = table;
        _store = store;
        _subscriptions = subscriptions;
        _clock = clock;
        _gate = gate;
        _sink = sink;
        _packet = new PublishPacket(limits.MqttPacketBytes);
        _own.Login = -1;
    }

    /// <summary>Messages that clients published and were allowed to.</summary>
    public int Published { get; private set; }

    /// <summary>Messages that were not sent to a subscriber because it was too slow.</summary>
    public int Dropped { get; private set; }

    /// <summary>The packet that goes out next; <see cref="Send"/> sends it.</summary>
    public PublishPacket Packet => _packet;

    /// <summary>A client's message, or its will.</summary>
    public void Take(Message message, int qos)
    {
        if (!_gate.MayPublish(message))
        {
            return;
        }

        Published++;
        _sink.OnMessage(message);
        if (message.Repeated)
        {
            return;
        }

        if (message.Retain)
        {
            Retain(message, qos);
        }

        if (_packet.Set(message.Buffer, message.TopicOffset, message.TopicLength,
            message.Buffer, message.PayloadOffset, message.PayloadLength, qos))
        {
            Forward(qos);
        }
    }

    /// <summary>The appliance's own message: it is for the store and the subscribers only.</summary>
    /// <returns>false when it is no message, or one too large.</returns>
    public bool PublishOwn(byte[] topic, int topicOffset, int topicLength, byte[] payload, int payloadOffset, int payloadLength,
        int qos, bool retain)
    {
        if (!TopicFilter.IsTopic(topic, topicOffset, topicLength) || qos < 0 || qos > 2)
        {
            return false;
        }

        if (!_packet.Set(topic, topicOffset, topicLength, payload, payloadOffset, payloadLength, qos))
        {
            return false;
        }

        if (retain)
        {
            _own.Buffer = _packet.Buffer;
            _own.TopicOffset = _packet.TopicOffset;
            _own.TopicLength = topicLength;
            _own.PayloadOffset = _packet.PayloadOffset;
            _own.PayloadLength = payloadLength;
            _own.Retain = true;
            _own.ReceivedUs = _clock.NowUs;
            Retain(_own, qos);
        }
        Forward(qos);
        return true;
    }

    /// <summary>Sends <see cref="Packet"/> to one client.</summary>
    /// <returns>A result of <see cref="Outbox.Send"/>; NoRoom also when no packet identifier is left.</returns>
    public int Send(MqttConnection c, int qos, bool retain)
    {
        int id = 0;
        if (qos > 0)
        {
            id = c.Sent.Next();
            if (id == 0)
            {
                return Outbox.NoRoom;
            }
        }
        _packet.Stamp(qos, retain, id);
        int result = c.Outbox.Send(_packet.Buffer, _packet.Start, _packet.Count, qos == 0 ? SpareForAnswers : 0);
        if (result != Outbox.Taken && id != 0)
        {
            c.Sent.TakeBack();
        }

        return result;
    }

    private void Forward(int qos)
    {
        _subscriptions.Match(_packet.Buffer, _packet.TopicOffset, _packet.TopicLength);
        for (int i = 0; i < _table.Count; i++)
        {
            MqttConnection c = _table.At(i);
            int wanted = _subscriptions.QosOf(i);
            if (wanted < 0 || c.State != MqttConnection.Live)
            {
                continue;
            }

            int atQos = qos < wanted ? qos : wanted;
            int result = Send(c, atQos, false); // RETAIN is 0 for a subscription that was there before [MQTT-3.3.1-9]
            if (result == Outbox.Taken)
            {
                continue;
            }

            Dropped++;
            // QoS 0 may be left out; above that a client that misses a message has to notice: it reconnects and gets the states
            if (result != Outbox.NoRoom || atQos > 0)
            {
                c.EndUnsent(result);
            }
        }
    }

    private void Retain(Message message, int qos)
    {
        if (message.PayloadLength == 0) // [MQTT-3.3.1-10]
        {
            _store.Remove(message.Buffer, message.TopicOffset, message.TopicLength);
            return;
        }
        if (!_gate.MayRetain(message, out bool isState))
        {
            return;
        }

        if (_store.Put(message.Buffer, message.TopicOffset, message.TopicLength, message.PayloadOffset, message.PayloadLength,
            qos, isState))
        {
            return;
        }
        if (_fullNotes.IsOver(message.ReceivedUs))
        {
            _gate.Note(NoteCode.RetainedStoreFull, message.Login, (uint)(message.TopicLength + message.PayloadLength));
        }
    }
}
