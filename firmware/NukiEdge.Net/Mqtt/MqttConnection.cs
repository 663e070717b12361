using System;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// A place for one client: everything it needs is allocated once and used by one connection after the other.
/// Its life: <see cref="Free"/>, <see cref="Stranger"/> until its CONNECT was accepted, <see cref="Live"/>,
/// <see cref="Ended"/> until <see cref="EndedConnections"/> has settled it.
/// </summary>
public sealed class MqttConnection
{
    /// <summary>Nobody here.</summary>
    public const int Free = 0;

    /// <summary>TCP is there, CONNECT is not.</summary>
    public const int Stranger = 1;

    /// <summary>Logged in.</summary>
    public const int Live = 2;

    /// <summary>The socket is closed; the will and the gate still have to hear of it.</summary>
    public const int Ended = 3;

    private const long SecondUs = 1000000;

    /// <summary>CONNECT has to come within this time (section 3.1.4 asks for "a reasonable amount of time").</summary>
    private const long ConnectDeadlineUs = 5 * SecondUs;

    /// <summary>A packet that has begun has to be whole within this time.</summary>
    private const long PacketDeadlineUs = 10 * SecondUs;

    /// <summary>Longest silence of a client without keep-alive; the server may end an inactive one (section 3.1.2.10).</summary>
    private const int IdleSeconds = 3600;

    private readonly byte[] _clientId = new byte[ConnectPacket.MaxClientIdBytes];
    private readonly byte[] _ownInput;
    private readonly BigPacket _bigPacket;
    private readonly Subscriptions _subscriptions;
    private int _clientIdLength;
    private IConnection _socket;
    private long _openedUs;
    private long _begunUs;
    private long _silenceUs;
    private int _end;

    /// <summary>An empty place.</summary>
    public MqttConnection(Limits limits, int place, Subscriptions subscriptions, BigPacket bigPacket)
    {
        Place = place;
        _ownInput = new byte[limits.MqttInputBytes];
        Input = _ownInput;
        _bigPacket = bigPacket;
        _subscriptions = subscriptions;
        Outbox = new Outbox(limits.MqttSendBytes);
        // 128 bytes on the small board; a lock's will takes about 30
        Will = new Will(limits.MqttPacketBytes / 8);
        Unreleased = new UnreleasedIds(limits.MqttInFlight);
        Sent = new SentIds();
    }

    /// <summary>Index of this place.</summary>
    public int Place { get; }

    /// <summary><see cref="Free"/>, <see cref="Stranger"/>, <see cref="Live"/> or <see cref="Ended"/>.</summary>
    public int State { get; private set; }

    /// <summary>The receive buffer: the client's own, or the one for big packets.</summary>
    public byte[] Input { get; private set; }

    /// <summary>Where the first byte that is not consumed stands in <see cref="Input"/>.</summary>
    public int Start { get; private set; }

    /// <summary>Bytes from <see cref="Start"/> that are not consumed.</summary>
    public int Count => _end - Start;

    /// <summary>When the newest bytes came.</summary>
    public long ReadUs { get; private set; }

    /// <summary>When the last whole packet came.</summary>
    public long LastPacketUs { get; set; }

    /// <summary>What waits to be sent.</summary>
    public Outbox Outbox { get; }

    /// <summary>The client's will.</summary>
    public Will Will { get; }

    /// <summary>QoS 2 messages from the client whose PUBREL has not come.</summary>
    public UnreleasedIds Unreleased { get; }

    /// <summary>QoS 1 and 2 messages to the client.</summary>
    public SentIds Sent { get; }

    /// <summary>A pass over the retained messages is under way.</summary>
    public bool InPass { get; set; }

    /// <summary>Where the pass stands among the appliance's own topics.</summary>
    public int OwnCursor { get; set; }

    /// <summary>The login's index in the gate, -1 before an accepted CONNECT.</summary>
    public int Login { get; private set; }

    /// <summary>Number of this connection, 0 before an accepted CONNECT.</summary>
    public int Number { get; private set; }

    /// <summary>Is it a lock's login?</summary>
    public bool IsLock { get; private set; }

    /// <summary>The peer's IPv4 address.</summary>
    public uint PeerAddress { get; private set; }

    /// <summary>Why it ended: a <see cref="NoteCode"/>, or 0 where there is nothing to note.</summary>
    public byte EndCode { get; private set; }

    /// <summary>The detail that belongs to <see cref="EndCode"/>.</summary>
    public uint EndDetail { get; private set; }

    /// <summary>Stranger or live.</summary>
    public bool IsOpen => State == Stranger || State == Live;

    /// <summary>When TCP was accepted.</summary>
    public long OpenedUs => _openedUs;

    /// <summary>Takes a TCP connection into this place, which is free.</summary>
    public void Open(IConnection socket, long nowUs)
    {
        _socket = socket;
        _openedUs = nowUs;
        _clientIdLength = 0;
        Start = 0;
        _end = 0;
        ReadUs = nowUs;
        LastPacketUs = nowUs;
        PeerAddress = socket.PeerAddress;
        Login = -1;
        Number = 0;
        IsLock = false;
        InPass = false;
        EndCode = 0;
        Outbox.Attach(socket);
        _subscriptions.Clear(Place);
        UseOwnInput();
        Will.Clear();
        Unreleased.Clear();
        Sent.Clear();
        State = Stranger;
    }

    /// <summary>The CONNECT was accepted.</summary>
    public void LogIn(int login, bool isLock, ConnectPacket packet)
    {
        ConnectRequest request = packet.Request;
        Array.Copy(request.Buffer, request.ClientIdOffset, _clientId, 0, request.ClientIdLength);
        _clientIdLength = request.ClientIdLength;
        Login = login;
        IsLock = isLock;
        Number = request.Connection;
        // one and a half times the keep-alive [MQTT-3.1.2-24]
        int seconds = packet.KeepAliveSeconds;
        _silenceUs = seconds == 0 ? IdleSeconds * SecondUs : seconds * (SecondUs * 3 / 2);
        State = Live;
    }

    /// <summary>Has this client, which is live, that id? Clients without one are all different (section 3.1.3.1).</summary>
    public bool HasClientId(byte[] buffer, int offset, int length)
    {
        return length > 0 && length == _clientIdLength && Image.Same(_clientId, 0, buffer, offset, length);
    }

    /// <summary>Copies the client id into <paramref name="buffer"/> as far as there is room; returns the bytes copied.</summary>
    public int CopyClientId(byte[] buffer)
    {
        int length = _clientIdLength < buffer.Length ? _clientIdLength : buffer.Length;
        Array.Copy(_clientId, 0, buffer, 0, length);
        return length;
    }

    /// <summary>Reads once, as much as there is room for. A lost peer ends the connection.</summary>
    /// <returns>true when bytes came.</returns>
    public bool Read(IClock clock)
    {
        if (Start > 0)
        {
            Array.Copy(Input, Start, Input, 0, Count);
            _end -= Start;
            Start = 0;
        }
        int room = Input.Length - _end;
        if (room == 0)
        {
            return false;
        }

        int got = _socket.Receive(Input, _end, room);
        if (got < 0)
        {
            End(NoteCode.ConnectionLost, 0);
        }

        if (got <= 0)
        {
            return false;
        }

        ReadUs = clock.NowUs;
        if (Count == 0)
        {
            _begunUs = ReadUs;
        }

        _end += got;
        return true;
    }

    /// <summary>Makes room for a packet that has begun and is <paramref name="bytes"/> long.</summary>
    /// <returns>false while that has to wait for another client's big packet, or is a stranger's, who gets none.</returns>
    public bool MakeRoom(int bytes)
    {
        if (bytes <= Input.Length)
        {
            return true;
        }

        byte[] big = State == Live ? _bigPacket.Borrow(this) : null;
        if (big == null)
        {
            return false;
        }

        Array.Copy(Input, Start, big, 0, Count);
        _end -= Start;
        Start = 0;
        Input = big;
        return true;
    }

    /// <summary>Takes a whole packet off the input. Its bytes stay where they are until the next <see cref="Read"/>.</summary>
    public void Consume(int count)
    {
        Start += count;
        _begunUs = ReadUs;
        LastPacketUs = ReadUs;
    }

    /// <summary>The packet was handled: what is behind it goes back into the client's own buffer where it fits.</summary>
    public void LeaveBigPacket()
    {
        if (Input == _ownInput || Count > _ownInput.Length)
        {
            return;
        }

        Array.Copy(Input, Start, _ownInput, 0, Count);
        _end -= Start;
        Start = 0;
        UseOwnInput();
    }

    /// <summary>Sends one packet that the client needs; when it cannot take that, it is too slow and ends.</summary>
    public void Answer(byte[] buffer, int offset, int count)
    {
        if (!IsOpen)
        {
            return;
        }

        int result = Outbox.Send(buffer, offset, count, 0);
        if (result != Outbox.Taken)
        {
            EndUnsent(result);
        }
    }

    /// <summary>Ends a connection that could not take a packet it must not miss.</summary>
    public void EndUnsent(int result)
    {
        if (result == Outbox.Gone)
        {
            End(NoteCode.ConnectionLost, 0);
        }
        else
        {
            End(NoteCode.SlowReader, (uint)Outbox.Count);
        }
    }

    /// <summary>Closes the socket, now; the first cause counts.</summary>
    public void End(byte code, uint detail)
    {
        if (!IsOpen)
        {
            return;
        }

        _socket.Close();
        EndCode = code;
        EndDetail = detail;
        State = Ended;
    }

    /// <summary>Everything is settled: the next one may come.</summary>
    public void Release()
    {
        _socket = null;
        _subscriptions.Clear(Place);
        UseOwnInput();
        State = Free;
    }

    private void UseOwnInput()
    {
        Input = _ownInput;
        _bigPacket.Return(this);
    }

    /// <summary>When this open connection ends if nothing more comes.</summary>
    public long DeadlineUs()
    {
        long due = State == Stranger ? _openedUs + ConnectDeadlineUs : LastPacketUs + _silenceUs;
        long wholeUs = _begunUs + PacketDeadlineUs;
        return Count > 0 && wholeUs < due ? wholeUs : due;
    }

    /// <summary>Ends it when its deadline has passed.</summary>
    public void EndWhenOverdue(long nowUs)
    {
        long due = DeadlineUs();
        if (nowUs < due)
        {
            return;
        }

        long since = Count > 0 && due == _begunUs + PacketDeadlineUs ? _begunUs : State == Stranger ? _openedUs : LastPacketUs;
        End(NoteCode.Deadline, (uint)((nowUs - since) / SecondUs));
    }
}
