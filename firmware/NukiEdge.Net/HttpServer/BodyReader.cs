using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>
/// Reads a request's body (RFC 9112 sections 6 and 7) to where it belongs: behind the head, into the shared buffer, or to a sink.
/// Chunk extensions and trailers are refused: nobody sends them to us, and they are where two readers disagree.
/// </summary>
internal sealed class BodyReader
{
    /// <summary>More bytes are needed.</summary>
    public const int More = 0;

    /// <summary>The body is whole.</summary>
    public const int Done = -1;

    /// <summary>The peer is gone.</summary>
    public const int Gone = -2;

    private const int Size = 0, SizeLf = 1, Data = 2, DataCr = 3, DataLf = 4, LastCr = 5, LastLf = 6;
    private const int MostSizeDigits = 6;

    private static readonly byte[] GoOn = Ascii.Of("HTTP/1.1 100 Continue\r\n\r\n");

    private readonly WorkBuffer _work;
    private readonly IAccess _access;
    private readonly int _most;
    private readonly IHttpHandler[] _handlers;
    private readonly RouteTable _routes;

    public BodyReader(WorkBuffer work, IAccess access, RouteTable routes, IHttpHandler[] handlers, int most)
    {
        _work = work;
        _access = access;
        _routes = routes;
        _handlers = handlers;
        _most = most;
    }

    /// <summary>The head is good and a body follows: where will it go?</summary>
    /// <returns><see cref="More"/> or the status to refuse with.</returns>
    public int Begin(HttpConnection c)
    {
        bool isChunked = c.Has(HttpConnection.Chunked);
        c.Step = isChunked ? Size : Data;
        c.Word = 0;
        c.Left = isChunked ? 0 : c.Length;
        c.BodyAt = c.Kept;
        c.BodyLength = 0;
        if (c.Has(HttpConnection.ToSink))
        {
            return More;
        }

        bool fits = !isChunked && c.Kept + c.Length <= c.Buffer.Length;
        if (fits || c.Who <= Role.Nobody)
        {
            return fits || isChunked ? More : HttpStatus.ContentTooLarge; // a stranger gets no more room than his own; a machine the shared one, for a short time
        }

        c.Set(HttpConnection.InWork);
        c.BodyAt = 0;
        return More;
    }

    /// <summary>Reads on: one piece of at most what is there.</summary>
    /// <returns><see cref="More"/>, <see cref="Done"/>, <see cref="Gone"/>, or the status to refuse with.</returns>
    public int Read(HttpConnection c, long nowUs)
    {
        if (c.Has(HttpConnection.InWork) && !_work.TryTake(c, nowUs))
        {
            return More;
        }

        if (c.Start == c.End)
        {
            int got = InviteOnce(c) ? c.Receive() : -1;
            if (got <= 0)
            {
                return got < 0 ? Gone : More;
            }
        }

        int result = More;
        int before = c.BodyLength;
        while (result == More && c.Start < c.End)
        {
            result = c.Step == Data ? TakeData(c) : TakeFrame(c, c.Buffer[c.Start++]);
        }

        c.Moved(c.BodyLength - before, nowUs);
        return result;
    }

    /// <summary>Somebody who asked first is told to go on, unless the body is coming already (RFC 9110 section 10.1.1).</summary>
    /// <returns>false when the connection has to end.</returns>
    private static bool InviteOnce(HttpConnection c)
    {
        if (!c.Has(HttpConnection.Continue) || c.Has(HttpConnection.Announced | HttpConnection.IsOld) || c.BodyLength > 0)
        {
            return true;
        }

        c.Set(HttpConnection.Announced);
        int sent = c.Send(GoOn, 0, GoOn.Length);
        c.WaitForNothing();
        return sent == 0 || sent == GoOn.Length; // a client that cannot be told waits a moment and goes on by itself
    }

    /// <summary>Bytes of content.</summary>
    private int TakeData(HttpConnection c)
    {
        int count = c.End - c.Start < c.Left ? c.End - c.Start : c.Left;
        int status = Put(c, count);
        c.Start += count;
        c.Left -= count;
        c.BodyLength += count;
        if (status != 0)
        {
            return status;
        }

        if (c.Left > 0)
        {
            return More;
        }

        c.Step = DataCr;
        return c.Has(HttpConnection.Chunked) ? More : Done;
    }

    /// <summary>Puts bytes from the input to where the body goes.</summary>
    private int Put(HttpConnection c, int count)
    {
        if (c.Has(HttpConnection.ToSink))
        {
            _access.Hash(c.Buffer, c.Start, count);
            int status = ((IBodySink)_handlers[_routes.Handler(c.Route)]).Take(c.Buffer, c.Start, count);
            if (status != 0)
            {
                c.Flags &= ~HttpConnection.SinkOpen;
            }

            return status;
        }

        if (c.BodyLength + count > _most)
        {
            return HttpStatus.ContentTooLarge;
        }

        if (c.Has(HttpConnection.InWork))
        {
            Array.Copy(c.Buffer, c.Start, _work.Bytes, c.BodyLength, count);
            return 0;
        }

        if (c.Has(HttpConnection.Chunked) && c.Kept + count > c.Buffer.Length - 16)
        {
            return HttpStatus.ContentTooLarge;
        }

        Array.Copy(c.Buffer, c.Start, c.Buffer, c.Kept, count);
        c.Kept += count;
        return 0;
    }

    /// <summary>A byte between the chunks.</summary>
    private static int TakeFrame(HttpConnection c, byte b)
    {
        switch (c.Step)
        {
            case Size:
                return TakeSize(c, b);
            case SizeLf:
                c.Step = c.Left > 0 ? Data : LastCr;
                return b == '\n' ? More : HttpStatus.BadRequest;
            case DataCr:
                c.Step = DataLf;
                return b == '\r' ? More : HttpStatus.BadRequest;
            case DataLf:
                c.Step = Size;
                c.Word = 0;
                c.Left = 0;
                return b == '\n' ? More : HttpStatus.BadRequest;
            case LastCr:
                c.Step = LastLf;
                return b == '\r' ? More : HttpStatus.BadRequest;
            default:
                return b == '\n' ? Done : HttpStatus.BadRequest;
        }
    }

    private static int TakeSize(HttpConnection c, byte b)
    {
        if (b == '\r' && c.Word > 0)
        {
            c.Step = SizeLf;
            return More;
        }

        int digit = Ascii.HexValue(b);
        c.Left = (c.Left << 4) + digit;
        return digit >= 0 && ++c.Word <= MostSizeDigits ? More : HttpStatus.BadRequest;
    }
}
