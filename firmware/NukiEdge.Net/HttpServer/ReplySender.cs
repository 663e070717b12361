using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Http;

/// <summary>Sends what is to be sent, a piece a turn; a client that takes less than about 100 bytes a second is dropped.</summary>
internal sealed class ReplySender
{
    /// <summary>Nothing could be sent; something was; the connection has to end.</summary>
    public const int Stuck = 0, Moved = 1, End = -1;

    /// <summary>The size of a chunk in four digits and a line end, in front of each.</summary>
    private const int SizeBytes = 6;

    private const long LingerUs = 1000000;

    private static readonly byte[] LastChunk = Ascii.Of("0\r\n\r\n");

    private readonly WorkBuffer _work;
    private readonly PageFiles _files;

    public ReplySender(WorkBuffer work, PageFiles files)
    {
        _work = work;
        _files = files;
    }

    /// <summary>Sends on from the shared buffer.</summary>
    public int SendReply(HttpConnection c, long nowUs)
    {
        int sent = c.Send(_work.Bytes, c.Sent, c.Left - c.Sent);
        if (sent <= 0)
        {
            return sent < 0 ? End : SoakUp(c);
        }

        c.Sent += sent;
        c.Moved(sent, nowUs);
        if (c.Sent < c.Left)
        {
            return Moved;
        }

        _work.Release(c);
        if (c.Source != null)
        {
            c.State = HttpConnection.Stream;
        }
        else if (c.Has(HttpConnection.IsLive))
        {
            c.State = HttpConnection.Events;
            c.Sent = 0;
            LiveStreams.Rest(c, nowUs);
        }
        else
        {
            Finish(c, nowUs);
        }

        return Moved;
    }

    /// <summary>Fetches the next piece of a streamed reply.</summary>
    public int NextPiece(HttpConnection c, long nowUs)
    {
        if (!_work.TryTake(c, nowUs))
        {
            return Stuck;
        }

        byte[] buffer = _work.Bytes;
        bool isChunked = !c.Has(HttpConnection.IsOld);
        int at = isChunked ? SizeBytes : 0;
        int got = c.Source.Read(buffer, at, PageFiles.PieceBytes - SizeBytes - 2);
        if (got < 0)
        {
            return End; // the client sees that the end is missing
        }

        c.Sent = 0;
        c.Left = at + got;
        if (isChunked)
        {
            c.Left = Frame(buffer, got);
        }

        if (got == 0)
        {
            EndSource(c);
        }

        c.State = HttpConnection.Reply;
        if (c.Left > 0)
        {
            return SendReply(c, nowUs);
        }

        _work.Release(c);
        Finish(c, nowUs);
        return Moved;
    }

    /// <summary>Sends the next piece of a file.</summary>
    public int SendFile(HttpConnection c, long nowUs)
    {
        if (!_work.TryTake(c, nowUs))
        {
            return Stuck;
        }

        int whole = _files.LengthOf(c);
        int from = c.Sent < c.Left ? c.Sent : 0;
        int filled = _files.Fill(_work.Bytes, c);
        int sent = filled < 0 ? -1 : c.Send(_work.Bytes, from, filled - from);
        _work.Release(c);
        if (sent <= 0)
        {
            return sent < 0 ? End : SoakUp(c);
        }

        c.Sent += sent;
        c.Moved(sent, nowUs);
        if (c.Sent == whole)
        {
            Finish(c, nowUs);
        }

        return Moved;
    }

    /// <summary>The client went away, or all is sent: the source is free for the next one.</summary>
    public static void EndSource(HttpConnection c)
    {
        IByteSource source = c.Source;
        c.Source = null;
        if (source != null)
        {
            source.Rewind();
        }
    }

    private static void Finish(HttpConnection c, long nowUs)
    {
        c.WaitForNothing();
        if (c.Has(HttpConnection.Closes | HttpConnection.Overrun))
        {
            c.State = HttpConnection.Linger;
            c.DeadlineUs = nowUs + LingerUs;
            return;
        }

        c.Clear();
        c.DeadlineUs = nowUs + (c.Start == c.End ? HttpConnection.IdleUs : HttpConnection.PatienceUs);
    }

    /// <summary>
    /// While a reply waits for room, what the client sends on must not keep the loop awake: it is taken as far as there is room;
    /// what goes beyond is thrown away, and the connection with it after this reply. A client asks again (RFC 9112 section 9.3.2).
    /// </summary>
    private static int SoakUp(HttpConnection c)
    {
        bool isFull = c.Kept + c.End - c.Start >= c.Buffer.Length;
        bool goesOn = isFull ? c.Discard() : c.Receive() >= 0;
        if (isFull || !goesOn)
        {
            c.Set(HttpConnection.Overrun);
        }

        return Stuck;
    }

    private static int Frame(byte[] buffer, int count)
    {
        if (count == 0)
        {
            Array.Copy(LastChunk, 0, buffer, 0, LastChunk.Length);
            return LastChunk.Length;
        }

        for (int i = 0; i < 4; i++)
        {
            buffer[i] = Ascii.HexDigit(count >> 4 * (3 - i) & 15);
        }

        buffer[4] = (byte)'\r';
        buffer[5] = (byte)'\n';
        int end = SizeBytes + count;
        buffer[end] = (byte)'\r';
        buffer[end + 1] = (byte)'\n';
        return end + 2;
    }
}
