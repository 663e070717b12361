using NukiEdge.Core;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// Sends the retained messages after a SUBSCRIBE: first the appliance's own topics, then the store, a few in each turn and
/// only while the client takes and acknowledges them. It goes on where it stopped.
/// </summary>
/// <remarks>
/// A message that is replaced before the pass reached it comes twice: at once as a new one, later as the retained one.
/// The values are the same; leaving it out instead could lose it to a client that had no room for the first.
/// </remarks>
public sealed class RetainedDelivery
{
    private const int LooksPerTurn = 16;
    private const int Skipped = -1;

    private readonly RetainedStore _store;
    private readonly Subscriptions _subscriptions;
    private readonly IOwnTopics _own;
    private readonly Router _router;
    private readonly byte[] _rendered;
    private readonly int _maxWaiting;

    /// <summary>One for all connections.</summary>
    public RetainedDelivery(Limits limits, RetainedStore store, Subscriptions subscriptions, IOwnTopics own, Router router)
    {
        _store = store;
        _subscriptions = subscriptions;
        _own = own;
        _router = router;
        _maxWaiting = limits.MqttInFlight;
        _rendered = new byte[limits.TopicBytes];
    }

    /// <summary>Goes on with one client's retained messages.</summary>
    /// <returns>true when there are more that could go at once.</returns>
    public bool Continue(MqttConnection c)
    {
        if (!c.InPass)
        {
            if (!_subscriptions.BeginPass(c.Place))
            {
                return false;
            }

            c.InPass = true;
            c.OwnCursor = 0;
            _store.Rewind(c.Place);
        }
        for (int i = 0; i < LooksPerTurn; i++)
        {
            if (c.Outbox.Count > 0 || c.Sent.Waiting >= _maxWaiting)
            {
                return false;
            }

            bool isOwn = c.OwnCursor < _own.Count;
            int at = isOwn ? 0 : _store.At(c.Place);
            if (at < 0)
            {
                c.InPass = false;
                return _subscriptions.EndPass(c.Place);
            }
            int result = isOwn ? SendOwn(c) : SendStored(c, at);
            if (result == Outbox.NoRoom)
            {
                c.Outbox.WaitForRoom(true);
                return false;
            }
            if (result == Outbox.Torn || result == Outbox.Gone)
            {
                c.EndUnsent(result);
                return false;
            }
            if (isOwn)
            {
                c.OwnCursor++;
            }
            else
            {
                _store.Advance(c.Place);
            }
        }
        return true;
    }

    private int SendStored(MqttConnection c, int at)
    {
        int topicLength = _store.TopicLength(at);
        int wanted = _subscriptions.PassQosFor(c.Place, _store.Image, _store.TopicOffset(at), topicLength);
        if (wanted < 0)
        {
            return Skipped;
        }

        int stored = _store.QosOf(at);
        int qos = wanted < stored ? wanted : stored;
        bool fits = _router.Packet.Set(_store.Image, _store.TopicOffset(at), topicLength,
            _store.Image, _store.PayloadOffset(at), _store.PayloadLength(at), qos);
        return fits ? _router.Send(c, qos, true) : Skipped;
    }

    private int SendOwn(MqttConnection c)
    {
        int topicLength = _own.RenderTopic(c.OwnCursor, _rendered);
        if (topicLength == 0 || _subscriptions.PassQosFor(c.Place, _rendered, 0, topicLength) < 0)
        {
            return Skipped;
        }
        // one buffer for both: the topic waits in the packet while the payload is rendered.
        // QoS 0 on a connection that keeps order and loses nothing: an own topic costs no packet identifier
        PublishPacket packet = _router.Packet;
        if (!packet.Set(_rendered, 0, topicLength, _rendered, 0, 0, 0))
        {
            return Skipped;
        }

        int payloadLength = _own.RenderPayload(c.OwnCursor, _rendered);
        bool fits = packet.Set(packet.Buffer, packet.TopicOffset, topicLength, _rendered, 0, payloadLength, 0);
        return fits ? _router.Send(c, 0, true) : Skipped;
    }
}
