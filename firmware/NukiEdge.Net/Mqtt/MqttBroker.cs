using NukiEdge.Core;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// The built-in broker: MQTT 3.1.1, QoS 0 to 2, as one part of the loop. Nothing is allocated after the constructor,
/// whatever the network sends.
/// </summary>
/// <remarks>
/// Two deviations, both for lack of memory and both allowed to a server: no session is kept over a disconnect, also with
/// clean session 0 (section 4.1), and a client that reads too slowly for its QoS 1 or 2 messages is disconnected.
/// </remarks>
public sealed class MqttBroker : IPart, IMessageLink, IHealth
{
    /// <summary>Packets of one client in one turn; with one read a turn this keeps a flood from starving the others.</summary>
    private const int PacketsPerTurn = 8;
    private const int AcceptsPerTurn = 4;

    private readonly IClock _clock;
    private readonly ISockets _sockets;
    private readonly IMqttGate _gate;
    private readonly ConnectionTable _table;
    private readonly RetainedStore _store;
    private readonly Router _router;
    private readonly EndedConnections _ended;
    private readonly PacketHandler _packets;
    private readonly RetainedDelivery _retained;
    private readonly NoteGap _noPlaceNotes = new NoteGap(1);
    private IListener _listener;

    /// <summary>Allocates everything; listens only after <see cref="Start"/>.</summary>
    public MqttBroker(Limits limits, IClock clock, ISockets sockets, IMqttGate gate, IMessageSink sink, IOwnTopics ownTopics)
    {
        _clock = clock;
        _sockets = sockets;
        _gate = gate;
        Subscriptions subscriptions = new Subscriptions(limits.MqttSubscriptionBytes, limits.MqttClients + 1);
        _table = new ConnectionTable(limits, subscriptions);
        _store = new RetainedStore(limits.RetainedBytes, _table.Count);
        _router = new Router(limits, _table, _store, subscriptions, clock, gate, sink);
        _ended = new EndedConnections(_table, _router, gate);
        Handshake handshake = new Handshake(_table, _ended, gate, _noPlaceNotes);
        _packets = new PacketHandler(limits, handshake, new SubscriptionHandler(limits, gate, subscriptions), _router);
        _retained = new RetainedDelivery(limits, _store, subscriptions, ownTopics, _router);
    }

    /// <summary>The port it listens on, 0 while it does not.</summary>
    public int Port => _listener == null ? 0 : _listener.Port;

    /// <inheritdoc/>
    public bool IsWell => _listener != null && _listener.IsWell;

    /// <summary>Clients that are logged in.</summary>
    public int Connections => _table.LiveCount;

    /// <summary>Messages that clients published and were allowed to, since the start.</summary>
    public int Published => _router.Published;

    /// <summary>Messages that a subscriber missed because it was too slow, since the start.</summary>
    public int Dropped => _router.Dropped;

    /// <summary>Connections that were closed for what they sent, since the start.</summary>
    public int ProtocolErrors => _packets.ProtocolErrors;

    /// <summary>Messages in the retained store.</summary>
    public int RetainedCount => _store.Count;

    /// <summary>Places to look through with <see cref="ClientAt"/>: one more than clients may log in.</summary>
    public int Places => _table.Count;

    /// <summary>The client at a place, to be looked at and not kept; null where nobody is logged in.</summary>
    public MqttConnection ClientAt(int place)
    {
        MqttConnection c = _table.At(place);
        return c.State == MqttConnection.Live ? c : null;
    }

    /// <summary>Listens. False when the port is taken.</summary>
    public bool Start(int port)
    {
        if (_listener != null)
        {
            return true;
        }

        _listener = _sockets.Listen(port);
        return _listener != null;
    }

    /// <summary>Stops listening and ends all connections. Wills still reach the appliance and the store.</summary>
    public void Stop()
    {
        if (_listener == null)
        {
            return;
        }

        _listener.Close();
        _listener = null;
        for (int i = 0; i < _table.Count; i++)
        {
            _table.At(i).End(NoteCode.ConnectionLost, 0);
        }
        _ended.Settle(_clock.NowUs);
    }

    /// <summary>
    /// Ends the connections of a login: it is about to be removed, or its password changed. Afterwards nothing of them is left: wills are
    /// out, and the gate has heard of it. Not within a step of the broker.
    /// </summary>
    public void EndLogin(int login)
    {
        for (int i = 0; i < _table.Count; i++)
        {
            MqttConnection c = _table.At(i);
            if (c.State == MqttConnection.Live && c.Login == login)
            {
                c.End(NoteCode.ConnectionLost, 0);
            }
        }

        _ended.Settle(_clock.NowUs);
    }

    /// <inheritdoc/>
    public bool Publish(byte[] topic, int topicOffset, int topicLength, byte[] payload, int payloadOffset, int payloadLength,
        int qos, bool retain)
    {
        return _listener != null &&
            _router.PublishOwn(topic, topicOffset, topicLength, payload, payloadOffset, payloadLength, qos, retain);
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (_listener == null)
        {
            return long.MaxValue;
        }

        _ended.Settle(nowUs);
        bool more = false;
        for (int i = 0; i < _table.Count; i++)
        {
            MqttConnection c = _table.At(i);
            if (!c.IsOpen)
            {
                continue;
            }

            more |= Turn(c, nowUs);
            _ended.Settle(nowUs);
        }
        Accept(nowUs);
        return more ? nowUs : NextDeadlineUs();
    }

    /// <summary>A connection's turn. True when it wants the next one at once.</summary>
    private bool Turn(MqttConnection c, long nowUs)
    {
        if (!c.Outbox.Flush())
        {
            c.End(NoteCode.ConnectionLost, 0);
            return false;
        }
        int left = PacketsPerTurn;
        while (left > 0 && _packets.HandleNext(c))
        {
            left--;
        }

        if (left > 0 && c.IsOpen && c.Read(_clock))
        {
            while (left > 0 && _packets.HandleNext(c))
            {
                left--;
            }
        }
        bool more = c.State == MqttConnection.Live && _retained.Continue(c);
        if (!c.IsOpen)
        {
            return false;
        }

        if (left == 0)
        {
            return true;
        }
        // after reading: what came in time while the platform stood still counts as in time
        c.EndWhenOverdue(nowUs);
        return more;
    }

    private void Accept(long nowUs)
    {
        for (int i = 0; i < AcceptsPerTurn; i++)
        {
            IConnection socket = _listener.TryAccept();
            if (socket == null)
            {
                return;
            }

            MqttConnection place = PlaceFor(socket.PeerAddress, nowUs);
            if (place != null)
            {
                place.Open(socket, nowUs);
                continue;
            }
            socket.Close();
            if (_noPlaceNotes.IsOver(nowUs))
            {
                _gate.Note(NoteCode.NoPlace, -1, socket.PeerAddress);
            }
        }
    }

    private MqttConnection PlaceFor(uint address, long nowUs)
    {
        MqttConnection place = _table.FreePlace();
        if (place != null)
        {
            return place;
        }

        MqttConnection stranger = _table.StrangerToReplace(address);
        if (stranger == null)
        {
            return null;
        }

        stranger.End(0, 0);
        _ended.Settle(nowUs);
        return _table.FreePlace();
    }

    private long NextDeadlineUs()
    {
        long next = long.MaxValue;
        for (int i = 0; i < _table.Count; i++)
        {
            MqttConnection c = _table.At(i);
            if (!c.IsOpen)
            {
                continue;
            }

            long due = c.DeadlineUs();
            if (due < next)
            {
                next = due;
            }
        }
        return next;
    }
}
