using NukiEdge.Core;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// A client at the owner's own broker: MQTT 3.1.1 in clear text, as one part of the loop. It comes back by itself from
/// whatever the broker does, and says that it is connected only when CONNECT and subscriptions were accepted. Nothing is
/// allocated after the constructor.
/// </summary>
public sealed partial class BrokerClient : IPart, IMessageLink
{
    /// <summary>States: before a try; dialing, until TCP is under way; CONNECT sent; SUBSCRIBE sent; connected.</summary>
    public const int Waiting = 0, Dialing = 1, Greeting = 2, Subscribing = 3, Connected = 4;

    private const int PacketsPerTurn = 8;

    private readonly BrokerSettings _settings;
    private readonly IDialer _dialer;
    private readonly IClock _clock;
    private readonly IMessageSink _sink;
    private readonly ClientInbox _inbox;
    private readonly ClientOutbox _out;
    private readonly Message _message = new Message { Login = -1 };
    private readonly byte[] _connect;
    private readonly byte[] _subscribe;
    private readonly byte[] _farewell;
    private readonly byte[][] _filters;
    private IConnection _socket;
    private long _dueUs;
    private long _pingUs;
    private bool _awaitsPing;
    private bool _isStopped;

    /// <summary>Allocates everything; the first try begins with the first <see cref="Step"/>.</summary>
    /// <param name="filters">What to subscribe to; the first is essential and of the moment, and gets QoS 1.</param>
    /// <param name="own">The first of these is the status, which the last will is about.</param>
    public BrokerClient(Limits limits, IClock clock, IDialer dialer, BrokerSettings settings, byte[][] filters,
        IMessageSink sink, IOwnTopics own, EventLog log)
    {
        _settings = settings;
        _dialer = dialer;
        _clock = clock;
        _sink = sink;
        _filters = filters;
        _inbox = new ClientInbox(limits.MqttPacketBytes);
        _out = new ClientOutbox(limits, own);
        _connect = ClientPackets.Connect(settings, own);
        _subscribe = ClientPackets.Subscribe(filters);
        _farewell = ClientPackets.Farewell(own);
        Line = new BrokerLine(settings, log, clock);
    }

    /// <summary>How it stands with the broker.</summary>
    public BrokerLine Line { get; }

    /// <summary><see cref="Waiting"/> to <see cref="Connected"/>.</summary>
    public int State { get; private set; }

    /// <summary>Messages that were passed over because they are larger than a packet may be.</summary>
    public int TooLarge { get; private set; }

    /// <summary>Messages of our own that the broker was too slow to take.</summary>
    public int Dropped => _out.Dropped;

    /// <summary>Says goodbye, so that the broker does not have to notice, and makes no further try.</summary>
    public void Stop()
    {
        _isStopped = true;
        if (State == Connected)
        {
            _out.Answer(_farewell, _farewell.Length);
            _out.Answer(PacketType.Disconnect);
        }

        Leave();
    }

    /// <inheritdoc/>
    public bool Publish(byte[] topic, int topicOffset, int topicLength, byte[] payload, int payloadOffset, int payloadLength,
        int qos, bool retain)
    {
        // An announcement of our own would come back to us as a lock's.
        if (State != Connected || qos < 0 || qos > 2 || !TopicFilter.IsTopic(topic, topicOffset, topicLength)
            || TopicFilter.Matches(_filters[0], 0, _filters[0].Length, topic, topicOffset, topicLength))
        {
            return false;
        }

        return _out.Publish(topic, topicOffset, topicLength, payload, payloadOffset, payloadLength, qos, retain);
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (_isStopped)
        {
            return long.MaxValue;
        }

        if (State == Waiting)
        {
            if (nowUs < Line.NextTryUs)
            {
                return Line.NextTryUs;
            }

            Line.Begin();
            State = Dialing;
            _dueUs = nowUs + _settings.AnswerMs * 1000L;
        }

        if (State == Dialing)
        {
            Dial(nowUs);
        }

        bool more = State > Dialing && Turn(nowUs);
        return more ? nowUs : State == Waiting ? Line.NextTryUs : NextUs();
    }

    private void Dial(long nowUs)
    {
        _socket = _dialer.Dial();
        if (_socket != null)
        {
            _inbox.Clear();
            _out.Attach(_socket);
            _out.Answer(_connect, _connect.Length);
            State = Greeting;
        }
        else if (_dialer.HasFailed || nowUs >= _dueUs)
        {
            End(nowUs, NoteCode.BrokerNotFound, 0);
        }
    }

    /// <summary>The connection's turn. True when it wants the next one at once.</summary>
    private bool Turn(long nowUs)
    {
        _out.Flush();
        int left = Handle(PacketsPerTurn, nowUs);
        bool more = left == 0;
        if (left > 0 && State > Dialing)
        {
            int got = _inbox.Read(_socket, _clock);
            if (got > 0)
            {
                more = Handle(left, nowUs) == 0;
            }
            else if (got < 0)
            {
                EndBroken(nowUs);
            }
        }

        if (State == Connected)
        {
            _out.TellOwn();
        }

        if (State > Dialing)
        {
            Look(nowUs, more);
        }

        return more && State > Dialing;
    }

    private long PingGapUs => _settings.KeepAliveSeconds * 500000L;

    /// <summary>When something is due if nothing more comes.</summary>
    private long NextUs()
    {
        return State == Connected && !_awaitsPing ? _pingUs : _dueUs;
    }

    /// <summary>Looks at deadlines, and whether the broker still takes what is sent.</summary>
    /// <param name="more">Something that has come is not handled yet: it may be the very answer, and counts as in time.</param>
    private void Look(long nowUs, bool more)
    {
        if (_out.IsGone)
        {
            EndBroken(nowUs);
        }
        else if (_out.HasFailed)
        {
            End(nowUs, NoteCode.BrokerSilent, PacketType.Puback); // it takes nothing any more
        }
        else if (State < Connected || _awaitsPing)
        {
            if (nowUs >= _dueUs && !more)
            {
                EndOverdue(nowUs);
            }
        }
        else if (nowUs >= _pingUs)
        {
            _awaitsPing = true;
            _pingUs = nowUs + PingGapUs;
            _dueUs = nowUs + _settings.AnswerMs * 1000L;
            _out.Answer(PacketType.Pingreq);
        }
    }

    /// <summary>CONNECT waits until TCP is there: has the broker never been reached?</summary>
    private bool IsUnreached => State == Greeting && (!_out.IsEmpty || _out.HasFailed);

    private void EndBroken(long nowUs)
    {
        End(nowUs, IsUnreached ? NoteCode.BrokerUnreachable : NoteCode.BrokerLost, 0);
    }

    private void EndOverdue(long nowUs)
    {
        if (IsUnreached)
        {
            End(nowUs, NoteCode.BrokerUnreachable, 0);
            return;
        }

        int awaited = State == Greeting ? PacketType.Connack : State == Subscribing ? PacketType.Suback : PacketType.Pingresp;
        End(nowUs, NoteCode.BrokerSilent, (uint)awaited);
    }

    private void End(long nowUs, byte trouble, uint detail)
    {
        Leave();
        Line.Ended(nowUs, trouble, detail);
    }

    private void Leave()
    {
        State = Waiting;
        if (_socket != null)
        {
            _socket.Close();
            _socket = null;
        }
    }
}
