using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Loop;

/// <summary>The trust rules of the built-in broker (design section 2): who may connect, publish, subscribe.</summary>
public sealed class MqttGate : IMqttGate
{
    // CONNACK return codes, MQTT 3.1.1 section 3.2.2.3
    private const int IdentifierRejected = -2, ServerUnavailable = -3, BadUserNameOrPassword = -4, NotAuthorized = -5;

    // A login that is refused again and again must not push everything else out of the log.
    private const long RefusalNoteGapUs = 1000000;

    // A client re-sends what was not acknowledged at once after CONNACK [MQTT-4.4.0-1]. After a minute it has.
    private const long ResentAfterUs = 60000000;

    private static readonly byte[] Discovery = Ascii.Of("homeassistant/");
    private static readonly byte[] Own = Ascii.Of("nukiedge/");

    private readonly LockTable _locks;
    private readonly LoginTable _logins;
    private readonly EventLog _log;
    private readonly IClock _clock;
    private readonly LockTopic _topic = new LockTopic();
    private readonly LoginThrottle _throttle = new LoginThrottle();
    private readonly long[] _refusedUs;
    private readonly LockSeat[] _seats;

    /// <summary>A gate for the locks and logins of one house.</summary>
    public MqttGate(LockTable locks, LoginTable logins, EventLog log, IClock clock)
    {
        _locks = locks;
        _logins = logins;
        _log = log;
        _clock = clock;
        _refusedUs = new long[logins.Users.Capacity];
        for (int i = 0; i < _refusedUs.Length; i++)
        {
            _refusedUs[i] = -RefusalNoteGapUs;
        }

        _seats = new LockSeat[locks.Capacity];
        for (int i = 0; i < _seats.Length; i++)
        {
            _seats[i] = new LockSeat();
        }
    }

    /// <inheritdoc/>
    public int Connect(ConnectRequest request)
    {
        long nowUs = _clock.NowUs;
        if (_throttle.MustWait(request.PeerAddress, nowUs))
        {
            return ServerUnavailable;
        }

        int login = _logins.Find(request.Buffer, request.UserOffset, request.UserLength, request.PasswordOffset, request.PasswordLength);
        if (login < 0)
        {
            _throttle.Failed(request.PeerAddress, nowUs);
            Note(_throttle.MustWait(request.PeerAddress, nowUs) ? NoteCode.LoginSlowedDown : NoteCode.BadLogin, -1, request.PeerAddress);
            return BadUserNameOrPassword;
        }

        if (request.SameClientIdLogin >= 0 && request.SameClientIdLogin != login)
        {
            Note(NoteCode.ClientIdInUse, login, request.PeerAddress);
            return IdentifierRejected;
        }

        int refusal = IsLock(login) ? ConnectLock(login, request) : 0;
        return refusal < 0 ? refusal : login;
    }

    /// <inheritdoc/>
    public bool IsLock(int login)
    {
        return _logins.Role(login) == LoginRole.Lock;
    }

    /// <inheritdoc/>
    public void Disconnected(int login, int connection)
    {
        int lockIndex = _logins.LockOf(login);
        if (lockIndex >= 0 && _seats[lockIndex].Connection == connection)
        {
            Leave(_seats[lockIndex]);
            _locks.At(lockIndex).Link.Go(_clock.NowUs, false);
            LinkChanges++;
        }
    }

    /// <summary>Grows when a lock is gone.</summary>
    public int LinkChanges { get; private set; }

    /// <summary>
    /// True while what this lock sends again may have been sent to the run before this one: until a connection of its own has
    /// lasted for a minute and ended. On the first one there is no other first sending.
    /// </summary>
    public bool MayBeFromBefore(int login)
    {
        int lockIndex = _logins.LockOf(login);
        return lockIndex < 0 || !_seats[lockIndex].HasResent;
    }

    /// <inheritdoc/>
    public bool MayPublish(Message message)
    {
        byte[] buffer = message.Buffer;
        if (LockTopic.HasPrefix(buffer, message.TopicOffset, message.TopicLength))
        {
            return MayPublishBelowLock(message);
        }

        bool may = _logins.Role(message.Login) == LoginRole.Controller
            ? buffer[message.TopicOffset] != '$' && !Image.StartsWith(buffer, message.TopicOffset, message.TopicLength, Own)
            : IsLock(message.Login) && IsOwnDiscovery(message);
        if (!may)
        {
            NoteRefusal(NoteCode.PublishNotAllowed, message.Login, 0);
        }

        return may;
    }

    /// <inheritdoc/>
    public bool MaySubscribe(int login, byte[] buffer, int offset, int length)
    {
        if (!IsLock(login))
        {
            return true;
        }

        // A lock asks for its own commands, nuki/ID/lockAction and the like, and has no business elsewhere.
        if (_topic.Parse(buffer, offset, length) && _topic.LockId == _locks.At(_logins.LockOf(login)).Id)
        {
            return true;
        }

        NoteRefusal(NoteCode.SubscribeNotAllowed, login, 0);
        return false;
    }

    /// <inheritdoc/>
    public bool MayRetain(Message message, out bool isState)
    {
        isState = false;
        if (!_topic.Parse(message.Buffer, message.TopicOffset, message.TopicLength))
        {
            return true;
        }

        isState = _topic.Kind < LockTopic.StateKinds;
        return isState || _topic.Kind == LockTopic.Unknown;
    }

    /// <inheritdoc/>
    public void Note(byte code, int login, uint detail)
    {
        int lockIndex = login >= 0 ? _logins.LockOf(login) : -1;
        _log.Add(EventLog.Note, _clock.UtcSeconds);
        _log.SetNote(code, lockIndex, login, detail);
    }

    /// <summary>Refusals since start, also those that were not noted.</summary>
    public int Refusals { get; private set; }

    private void NoteRefusal(byte code, int login, uint detail)
    {
        Refusals++;
        long nowUs = _clock.NowUs;
        if (nowUs - _refusedUs[login] >= RefusalNoteGapUs)
        {
            _refusedUs[login] = nowUs;
            Note(code, login, detail);
        }
    }

    /// <summary>Binding and take-over. Returns 0, or minus a CONNACK code.</summary>
    private int ConnectLock(int login, ConnectRequest request)
    {
        if (!_topic.Parse(request.Buffer, request.WillTopicOffset, request.WillTopicLength) || _topic.Kind != LockTopic.Connected)
        {
            Note(NoteCode.LoginWithoutLock, login, request.PeerAddress);
            return NotAuthorized;
        }

        int lockIndex = _logins.LockOf(login);
        bool belongsElsewhere = lockIndex >= 0 ? _locks.At(lockIndex).Id != _topic.LockId : !Bind(login, _topic.LockId);
        if (belongsElsewhere)
        {
            Note(NoteCode.LoginOfOtherLock, login, _topic.LockId);
            return NotAuthorized;
        }

        LockSeat seat = _seats[_logins.LockOf(login)];
        if (seat.Connection != 0)
        {
            if (request.SameClientIdLogin < 0)
            {
                Note(NoteCode.LockAlreadyConnected, login, request.PeerAddress);
                return NotAuthorized;
            }

            Note(seat.PeerAddress == request.PeerAddress ? NoteCode.TakenOver : NoteCode.TakenOverFromElsewhere, login,
                request.PeerAddress);
        }

        Leave(seat);
        seat.Connection = request.Connection;
        seat.SinceUs = _clock.NowUs;
        seat.PeerAddress = request.PeerAddress;
        _locks.At(_logins.LockOf(login)).Link.Begin(_clock.NowUs);
        return 0;
    }

    private void Leave(LockSeat seat)
    {
        seat.HasResent |= seat.Connection != 0 && _clock.NowUs - seat.SinceUs >= ResentAfterUs;
        seat.Connection = 0;
    }

    /// <summary>Binds a fresh login to the lock it came with, unless that lock has a login already or there is no room.</summary>
    private bool Bind(int login, uint lockId)
    {
        int lockIndex = _locks.IndexOf(lockId);
        if (lockIndex < 0)
        {
            lockIndex = _locks.AddUnnamed(lockId);
            if (lockIndex < 0)
            {
                return false;
            }
        }
        else if (_logins.LoginOf(lockIndex) >= 0)
        {
            return false;
        }

        _logins.Bind(login, lockIndex);
        Note(NoteCode.LoginBound, login, lockId);
        return true;
    }

    private bool MayPublishBelowLock(Message message)
    {
        int login = message.Login;
        if (!_topic.Parse(message.Buffer, message.TopicOffset, message.TopicLength))
        {
            NoteRefusal(NoteCode.PublishNotAllowed, login, 0);
            return false;
        }

        bool isCommand = _topic.Kind == LockTopic.LockActionCommand || _topic.Kind == LockTopic.LockCommand
            || _topic.Kind == LockTopic.UnlockCommand;
        bool may = isCommand
            ? _logins.MayCommand(login, _locks.IndexOf(_topic.LockId))
            : IsLock(login) && _locks.At(_logins.LockOf(login)).Id == _topic.LockId;
        if (!may)
        {
            NoteRefusal(isCommand ? NoteCode.PublishNotAllowed : NoteCode.ForgedPublish, login, _topic.LockId);
        }

        return may;
    }

    /// <summary>homeassistant/… with the lock's own id in it (facts A9): as a level, or as in nuki_ID_lock.</summary>
    private bool IsOwnDiscovery(Message message)
    {
        byte[] buffer = message.Buffer;
        if (!Image.StartsWith(buffer, message.TopicOffset, message.TopicLength, Discovery))
        {
            return false;
        }

        uint own = _locks.At(_logins.LockOf(message.Login)).Id;
        int end = message.TopicOffset + message.TopicLength;
        uint id = 0;
        bool isHex = true;
        for (int at = message.TopicOffset + Discovery.Length; at <= end; at++)
        {
            bool isBorder = at == end || buffer[at] == '/' || buffer[at] == '_';
            if (isBorder)
            {
                if (isHex && id == own)
                {
                    return true;
                }

                id = 0;
                isHex = true;
                continue;
            }

            int digit = Ascii.HexValue(buffer[at]);
            isHex &= digit >= 0 && id <= 0x0FFFFFFF;
            id = (id << 4) | (uint)(digit & 15);
        }

        return false;
    }

    /// <summary>The connection that a lock has now, 0 for none.</summary>
    private sealed class LockSeat
    {
        public int Connection;
        public long SinceUs;
        public uint PeerAddress;

        /// <summary>Nothing from before the start is left in this lock.</summary>
        public bool HasResent;
    }
}
