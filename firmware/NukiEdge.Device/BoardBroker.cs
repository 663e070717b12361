using System.Text;
using System.Threading;
using nanoFramework.M2Mqtt;
using NukiEdge.Core;
using NukiEdge.Core.Log;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Device;

/// <summary>
/// The owner's own broker, over nanoFramework.M2Mqtt behind the message port. Its blocking calls run on a thread that owns
/// no state: the loop says which try it wants, the thread reports what came of it, and an answer to an older try is dropped.
/// Messages cross between the threads in two rings.
/// </summary>
public sealed class BoardBroker : IPart, IMessageLink
{
    // The library connects for up to 30 s (MqttSettings.ConnectTimeout) after lwIP has tried for about 18.
    private const long TryUs = 60_000_000;

    // A lock's topic has at most 39 bytes, a state at most 32; an announcement takes 75 together.
    private const int InSlots = 16, InSlotBytes = 96;
    private const int OutSlots = 6;
    private const int LookMs = 5000;
    private const int InflightMessages = 32;

    private readonly BrokerSettings _settings;
    private readonly IClock _clock;
    private readonly ISockets _sockets;
    private readonly EdgeLoop _edge;
    private readonly byte[] _eventFilter;
    private readonly MessageRing _in = new MessageRing(InSlots, InSlotBytes);
    private readonly MessageRing _out;
    private readonly BrokerLine _line;
    private readonly Message _message = new Message { Login = -1 };
    private readonly byte[] _topic;
    private readonly byte[] _payload;
    private readonly AutoResetEvent _work = new AutoResetEvent(false);
    private long _dueUs;
    private int _try;
    private int _ownAt;
    private int _toldLost;

    // Written by one side and read by the other: a number is whole at once.
    private int _wanted;
    private int _reached;
    private int _ended;
    private int _lost;
    private byte _trouble;
    private uint _detail;

    /// <summary>Allocates the rings and starts the thread, which waits.</summary>
    public BoardBroker(Limits limits, IClock clock, ISockets sockets, EdgeLoop edge, BrokerSettings settings)
    {
        _settings = settings;
        _clock = clock;
        _sockets = sockets;
        _edge = edge;
        _line = new BrokerLine(settings, edge.Log, clock);
        _topic = new byte[limits.TopicBytes];
        _payload = new byte[limits.TopicBytes];
        _out = new MessageRing(OutSlots, limits.TopicBytes + limits.CallBytes);
        _eventFilter = Core.Locks.LockTopic.Filters()[0];
        MqttSettings.Instance.InflightQueueSize = InflightMessages;
        new Thread(Run).Start();
    }

    /// <summary>How it stands with the broker.</summary>
    public BrokerLine Line => _line;

    /// <summary>The clock of the loop, for the time at which a message came.</summary>
    internal long NowUs => _clock.NowUs;

    /// <inheritdoc />
    public bool Publish(byte[] topic, int topicOffset, int topicLength, byte[] payload, int payloadOffset, int payloadLength,
        int qos, bool retain)
    {
        // An announcement of our own would come back to us as a lock's.
        if (!_line.IsConnected || !TopicFilter.IsTopic(topic, topicOffset, topicLength)
            || TopicFilter.Matches(_eventFilter, 0, _eventFilter.Length, topic, topicOffset, topicLength))
            return false;

        int flags = qos << 1 | (retain ? PacketType.RetainFlag : 0);
        if (_out.Put(topic, topicOffset, topicLength, payload, payloadOffset, payloadLength, flags))
        {
            _work.Set();
            return true;
        }
        if (retain)
            _ownAt = 0; // may have been a state of our own: all are told once more
        return false;
    }

    /// <inheritdoc />
    public long Step(long nowUs)
    {
        TakeMessages();
        if (_try == 0)
        {
            if (nowUs < _line.NextTryUs)
                return _line.NextTryUs;
            _line.Begin();
            _try = _line.Tries;
            _dueUs = nowUs + TryUs;
            Want(_try);
        }
        if (_ended == _try)
        {
            End(nowUs, _trouble, _detail);
            return _line.NextTryUs;
        }
        if (!_line.IsConnected && _reached == _try)
        {
            _ownAt = 0;
            _line.Opened(nowUs, 0);
        }
        if (_line.IsConnected)
        {
            TellOwn();
            return long.MaxValue;
        }
        if (nowUs >= _dueUs)
        {
            End(nowUs, NoteCode.BrokerSilent, PacketType.Suback);
            return _line.NextTryUs;
        }
        return _dueUs;
    }

    /// <summary>On the library's thread: copies a message. False while there is no room.</summary>
    internal bool Take(string topic, byte[] payload, int flags, int number, long nowUs)
    {
        bool taken = _in.Put(topic, payload, flags, number, nowUs);
        _sockets.Wake();
        return taken;
    }

    /// <summary>On the library's thread: a message is lost.</summary>
    internal void CountLost()
    {
        _lost++;
        _sockets.Wake();
    }

    /// <summary>On any thread: this try is over.</summary>
    internal void Report(int number, byte trouble, uint detail)
    {
        if (_ended == number || _wanted != number)
            return; // the first cause counts, and an older try is of no interest
        _trouble = trouble;
        _detail = detail;
        _ended = number;
        _sockets.Wake();
    }

    /// <summary>On the library's thread: the broker said yes to everything.</summary>
    internal void ReportReached(int number)
    {
        _reached = number;
        _sockets.Wake();
    }

    private void TakeMessages()
    {
        while (_in.Take(_message))
        {
            _message.IsFirstConnection = _line.IsFirst;
            if (_message.Connection == _try)
                _edge.OnMessage(_message);
            _in.Release();
        }
        if (_toldLost != _lost)
        {
            int lost = _lost;
            _line.Note(NoteCode.BrokerFlood, (uint)(lost - _toldLost));
            _toldLost = lost;
        }
    }

    private void TellOwn()
    {
        IOwnTopics own = _edge.OwnTopics;
        bool any = false;
        for (; _ownAt < own.Count && !_out.IsFull; _ownAt++)
        {
            int topicLength = own.RenderTopic(_ownAt, _topic);
            int payloadLength = own.RenderPayload(_ownAt, _payload);
            any |= _out.Put(_topic, 0, topicLength, _payload, 0, payloadLength, 1 << 1 | PacketType.RetainFlag);
        }
        if (any)
            _work.Set();
    }

    private void End(long nowUs, byte trouble, uint detail)
    {
        _try = 0;
        Want(0);
        _line.Ended(nowUs, trouble, detail);
    }

    private void Want(int number)
    {
        _wanted = number;
        _work.Set();
    }

    /// <summary>The thread of the library's blocking calls.</summary>
    private void Run()
    {
        BoardSession session = null;
        Message message = new Message();
        byte[][] names = Core.Locks.LockTopic.Filters();
        string[] filters = new string[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            filters[i] = Encoding.UTF8.GetString(names[i], 0, names[i].Length);
        }
        byte[] status = new byte[_topic.Length];
        string statusTopic = Encoding.UTF8.GetString(status, 0, _edge.OwnTopics.RenderTopic(0, status));
        while (true)
        {
            bool isQuiet = !_work.WaitOne(LookMs, false);
            int wanted = _wanted;
            if (session != null && session.Number != wanted)
            {
                session.Close();
                session = null;
            }
            if (session == null && wanted != 0)
            {
                session = new BoardSession(this, wanted);
                session.Open(_settings, filters, statusTopic);
            }
            while (_out.Take(message))
            {
                if (session != null)
                    session.Publish(message, _out.Flags);
                _out.Release();
                _sockets.Wake();
            }
            if (isQuiet && session != null && _reached == session.Number)
                session.Look();
        }
    }
}
