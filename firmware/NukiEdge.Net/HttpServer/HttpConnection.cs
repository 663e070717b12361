using System;
using NukiEdge.Core;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Http;

/// <summary>
/// A place for one HTTP connection, used by one after the other. Its buffer holds what is kept of the request (0 to
/// <see cref="Kept"/>) and bytes that came and are not read yet (<see cref="Start"/> to <see cref="End"/>). What is kept was
/// read before, so it never overtakes what is not: a head of any length passes through a small buffer.
/// </summary>
/// <remarks>Numbers lie in one array: a field costs 12 bytes on the board, a number in an array 4.</remarks>
public sealed class HttpConnection
{
    /// <summary>Nobody here.</summary>
    public const int Free = 0;

    /// <summary>A request line or header is awaited or under way.</summary>
    public const int Head = 1;

    /// <summary>The head is good, the body is not whole.</summary>
    public const int Body = 2;

    /// <summary>The request is whole, or refused: it waits for its reply to be written.</summary>
    public const int Ready = 3;

    /// <summary>A reply, or a piece of one, lies in the shared buffer and is being sent.</summary>
    public const int Reply = 4;

    /// <summary>A streamed reply between two pieces.</summary>
    public const int Stream = 5;

    /// <summary>A file of the page is being sent.</summary>
    public const int File = 6;

    /// <summary>An event stream.</summary>
    public const int Events = 7;

    /// <summary>The last reply is sent; what still comes is thrown away so that the reply is not lost (RFC 9112 section 9.6).</summary>
    public const int Linger = 8;

    /// <summary>Bits of <see cref="Flags"/>: what the head said.</summary>
    internal const int HasHost = 1, OwnHost = 2, HasOrigin = 4, OwnOrigin = 8, IsJson = 16, Chunked = 32, HasType = 64,
        TakesGzip = 128, RefusesGzip = 256, HasLastEvent = 512, Continue = 1024, BadExpect = 2048, Closes = 4096, IsOld = 8192,
        ForgetTag = 16384, HasEncoding = 32768;

    /// <summary>Bits of <see cref="Flags"/>: what is being done.</summary>
    internal const int InWork = 1 << 16, ToSink = 1 << 17, SinkOpen = 1 << 18, Announced = 1 << 19, IsLive = 1 << 20, Overrun = 1 << 21;

    private const int KeptAt = 0, StartAt = 1, EndAt = 2, StateAt = 3, FlagsAt = 4, StepAt = 5, MarkAt = 6, WordAt = 7,
        HeadBytesAt = 8, LinesAt = 9, MethodAt = 10, TargetAt = 11, QueryAt = 12, LengthAt = 13, ProofAt = 14,
        ProofLengthAt = 15, ProofKindAt = 16, TagAt = 17, TagLengthAt = 18, LastEventAt = 19, RouteAt = 20, StatusAt = 21,
        BodyAtAt = 22, BodyLengthAt = 23, LeftAt = 24, SentAt = 25, MovedAt = 26, RequestsAt = 27, WhoAt = 28, Count = 29;

    private const long SecondUs = 1000000;

    /// <summary>In this time a head has to be whole, and a body or a reply has to move on by <see cref="LeastBytes"/>.</summary>
    internal const long PatienceUs = 5 * SecondUs;

    /// <summary>An open connection may rest this long between two requests.</summary>
    internal const long IdleUs = 15 * SecondUs;

    /// <summary>What has to move within <see cref="PatienceUs"/>: about 100 bytes a second.</summary>
    private const int LeastBytes = 512;

    private readonly int[] _n = new int[Count];
    private IConnection _socket;

    /// <summary>An empty place.</summary>
    public HttpConnection(Limits limits)
    {
        Buffer = new byte[limits.HttpInputBytes];
    }

    /// <summary>What is kept of the request, and input.</summary>
    public byte[] Buffer { get; }

    /// <summary>When it ends, or says so, if nothing moves. For an event stream: its next heartbeat.</summary>
    public long DeadlineUs { get; set; }

    /// <summary>Where a streamed reply comes from, or null.</summary>
    public IByteSource Source { get; set; }

    /// <summary><see cref="Free"/> to <see cref="Linger"/>.</summary>
    public int State { get => _n[StateAt]; set => _n[StateAt] = value; }

    internal int Kept { get => _n[KeptAt]; set => _n[KeptAt] = value; }
    internal int Start { get => _n[StartAt]; set => _n[StartAt] = value; }
    internal int End { get => _n[EndAt]; set => _n[EndAt] = value; }
    internal int Flags { get => _n[FlagsAt]; set => _n[FlagsAt] = value; }

    /// <summary>Where the reader stands in the grammar of a head or of a chunk.</summary>
    internal int Step { get => _n[StepAt]; set => _n[StepAt] = value; }

    /// <summary>Where the word under way begins.</summary>
    internal int Mark { get => _n[MarkAt]; set => _n[MarkAt] = value; }

    /// <summary>The header under way (<see cref="HeaderName"/>), or what of a version has come.</summary>
    internal int Word { get => _n[WordAt]; set => _n[WordAt] = value; }
    internal int HeadBytes { get => _n[HeadBytesAt]; set => _n[HeadBytesAt] = value; }
    internal int Lines { get => _n[LinesAt]; set => _n[LinesAt] = value; }
    internal int Method { get => _n[MethodAt]; set => _n[MethodAt] = value; }
    internal int TargetLength { get => _n[TargetAt]; set => _n[TargetAt] = value; }

    /// <summary>Where the query begins, behind the question mark; 0 for none.</summary>
    internal int Query { get => _n[QueryAt]; set => _n[QueryAt] = value; }

    /// <summary>Content-Length, or -1.</summary>
    internal int Length { get => _n[LengthAt]; set => _n[LengthAt] = value; }
    internal int Proof { get => _n[ProofAt]; set => _n[ProofAt] = value; }
    internal int ProofLength { get => _n[ProofLengthAt]; set => _n[ProofLengthAt] = value; }
    internal int ProofKind { get => _n[ProofKindAt]; set => _n[ProofKindAt] = value; }
    internal int Tag { get => _n[TagAt]; set => _n[TagAt] = value; }
    internal int TagLength { get => _n[TagLengthAt]; set => _n[TagLengthAt] = value; }
    internal int LastEvent { get => _n[LastEventAt]; set => _n[LastEventAt] = value; }

    /// <summary>The route, or a file of the page as -2 - file; -1 for neither.</summary>
    internal int Route { get => _n[RouteAt]; set => _n[RouteAt] = value; }

    /// <summary>The status to refuse with, or that of the reply under way; 0 while it is open.</summary>
    internal int Status { get => _n[StatusAt]; set => _n[StatusAt] = value; }
    internal int BodyAt { get => _n[BodyAtAt]; set => _n[BodyAtAt] = value; }
    internal int BodyLength { get => _n[BodyLengthAt]; set => _n[BodyLengthAt] = value; }

    /// <summary>What is left of the body, of its chunk, or of the reply in the shared buffer (its end).</summary>
    internal int Left { get => _n[LeftAt]; set => _n[LeftAt] = value; }

    /// <summary>How much of the reply is sent; in a stream of events, of the next event.</summary>
    internal int Sent { get => _n[SentAt]; set => _n[SentAt] = value; }
    internal int Requests { get => _n[RequestsAt]; set => _n[RequestsAt] = value; }
    internal int Who { get => _n[WhoAt]; set => _n[WhoAt] = value; }

    /// <summary>The peer's address.</summary>
    public uint Peer => _socket.PeerAddress;

    /// <summary>Open, and between two requests.</summary>
    internal bool IsIdle => State == Head && HeadBytes == 0 && Start == End && Requests > 0;

    /// <summary>Takes a TCP connection into this place, which is free.</summary>
    internal void Open(IConnection socket, long nowUs)
    {
        _socket = socket;
        Source = null;
        Start = End = Requests = 0;
        Clear();
        DeadlineUs = nowUs + PatienceUs;
    }

    /// <summary>Ready for the next request; what came after the last one stays.</summary>
    internal void Clear()
    {
        int unread = End - Start;
        Array.Copy(Buffer, Start, Buffer, 0, unread);
        int requests = Requests;
        Array.Clear(_n, 0, Count);
        End = unread;
        Requests = requests;
        Length = -1;
        Route = -1;
        State = Head;
    }

    internal bool Has(int flag)
    {
        return (_n[FlagsAt] & flag) != 0;
    }

    internal void Set(int flag)
    {
        _n[FlagsAt] |= flag;
    }

    /// <summary>Keeps one byte that was just read. False when there is no room; 16 bytes always stay for what comes.</summary>
    internal bool Keep(byte b)
    {
        if (Kept >= Buffer.Length - 16)
        {
            return false;
        }

        Buffer[Kept++] = b;
        return true;
    }

    /// <summary>Reads once, as far as there is room.</summary>
    /// <returns>Bytes read, 0 for none or no room, -1 when the peer is gone.</returns>
    internal int Receive()
    {
        if (Start == End)
        {
            Start = End = Kept;
        }
        else if (End == Buffer.Length && Start > Kept)
        {
            Array.Copy(Buffer, Start, Buffer, Kept, End - Start);
            End -= Start - Kept;
            Start = Kept;
        }

        int room = Buffer.Length - End;
        if (room == 0)
        {
            return 0;
        }

        int got = _socket.Receive(Buffer, End, room);
        if (got > 0)
        {
            End += got;
        }

        return got;
    }

    /// <summary>Reads a body straight to where it belongs.</summary>
    internal int Receive(byte[] into, int offset, int count)
    {
        return _socket.Receive(into, offset, count);
    }

    /// <summary>Throws input away. False when the peer is gone.</summary>
    internal bool Discard()
    {
        Start = End = Kept = 0;
        return _socket.Receive(Buffer, 0, Buffer.Length) >= 0;
    }

    /// <summary>Sends what fits. <see cref="IConnection.TrySend"/>.</summary>
    internal int Send(byte[] buffer, int offset, int count)
    {
        int sent = _socket.TrySend(buffer, offset, count);
        bool waits = sent >= 0 && sent < count;
        if (sent >= 0 && _socket.WantsSend != waits)
        {
            _socket.WantsSend = waits;
        }

        return sent;
    }

    /// <summary>No more of this reply is to be sent now.</summary>
    internal void WaitForNothing()
    {
        if (_socket.WantsSend)
        {
            _socket.WantsSend = false;
        }
    }

    /// <summary>Bytes of a body or reply went by: enough of them, and the peer has more time.</summary>
    internal void Moved(int bytes, long nowUs)
    {
        _n[MovedAt] += bytes;
        if (_n[MovedAt] >= LeastBytes)
        {
            GiveTime(nowUs);
        }
    }

    /// <summary>From here on the peer has its time again.</summary>
    internal void GiveTime(long nowUs)
    {
        _n[MovedAt] = 0;
        DeadlineUs = nowUs + PatienceUs;
    }

    /// <summary>Closes the socket and frees the place. Whoever lent something takes it back before.</summary>
    internal void Close()
    {
        _socket.Close();
        _socket = null;
        Source = null;
        State = Free;
    }
}
