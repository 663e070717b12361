using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>Writes status lines and headers. Every reply forbids framing, sniffing and foreign content, and names no server.</summary>
internal sealed class ReplyHead
{
    /// <summary>Lengths that are no number: chunked, and until the connection closes.</summary>
    public const int Chunks = -1, UntilClosed = -2;

    private static readonly byte[] Version = Ascii.Of("HTTP/1.1 ");
    private static readonly byte[] TypeIs = Ascii.Of("Content-Type: ");
    private static readonly byte[] LengthIs = Ascii.Of("Content-Length: ");
    private static readonly byte[] IsChunked = Ascii.Of("Transfer-Encoding: chunked");
    private static readonly byte[] Closes = Ascii.Of("Connection: close");
    private static readonly byte[] AllowIs = Ascii.Of("Allow: ");
    private static readonly byte[] RetryIs = Ascii.Of("Retry-After: ");
    private static readonly byte[] Challenge = Ascii.Of("WWW-Authenticate: NukiEdge");
    private static readonly byte[] NotKept = Ascii.Of("Cache-Control: no-store");
    private static readonly byte[] AskedAgain = Ascii.Of("Cache-Control: no-cache");
    private static readonly byte[] Kept = Ascii.Of("Cache-Control: max-age=31536000, immutable");
    private static readonly byte[] TagIs = Ascii.Of("ETag: \"");
    private static readonly byte[] IsGzip = Ascii.Of("Content-Encoding: gzip\r\nVary: Accept-Encoding");
    private static readonly byte[] Policy = Ascii.Of("Content-Security-Policy: default-src 'self'; img-src 'self' data:; base-uri 'none'; "
        + "form-action 'self'; frame-ancestors ");

    private static readonly byte[] Nobody = Ascii.Of("'none'");
    private static readonly byte[] Safety = Ascii.Of("\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
        + "Cross-Origin-Resource-Policy: same-origin\r\n");

    private readonly ByteWriter _into = new ByteWriter();

    /// <summary>The origin whose pages may show ours in a frame (CSP Level 3 section 6.4.2.1); nobody's, where none is set.</summary>
    public byte[] Framer { get; set; } = Nobody;

    /// <summary>Bytes written.</summary>
    public int Length => _into.Length;

    /// <summary>Begins with what every reply has.</summary>
    /// <param name="length">Of the content, or <see cref="Chunks"/> or <see cref="UntilClosed"/>.</param>
    public ReplyHead Begin(byte[] buffer, HttpConnection c, int status, byte[] type, int length)
    {
        _into.Reset(buffer);
        _into.Add(Version);
        _into.AddDecimal((uint)status, 3);
        _into.Add((byte)' ');
        _into.Add(HttpStatus.Reason(status));
        EndLine();
        if (type != null)
        {
            _into.Add(TypeIs);
            Line(type);
        }

        if (length >= 0 && !HttpStatus.IsBare(status))
        {
            NumberLine(LengthIs, length);
        }
        else if (length == Chunks)
        {
            Line(IsChunked);
        }

        if (c.Has(HttpConnection.Closes))
        {
            Line(Closes);
        }

        _into.Add(Policy);
        _into.Add(Framer);
        _into.Add(Safety);
        return this;
    }

    /// <summary>Adds a line, or nothing for null.</summary>
    public ReplyHead Line(byte[] line)
    {
        if (line != null)
        {
            _into.Add(line);
            EndLine();
        }

        return this;
    }

    /// <summary>Adds what a refusal has to say: who may, which methods, when again.</summary>
    public ReplyHead Refusal(int status, int methods, int retrySeconds)
    {
        if (status == HttpStatus.Unauthorized)
        {
            Line(Challenge);
        }

        if (status == HttpStatus.MethodNotAllowed)
        {
            _into.Add(AllowIs);
            HttpVerb.Write(methods, _into);
            EndLine();
        }

        if (status == HttpStatus.TooManyRequests || status == HttpStatus.Unavailable)
        {
            NumberLine(RetryIs, retrySeconds);
        }

        return this;
    }

    /// <summary>Adds what belongs to a file.</summary>
    public ReplyHead FileLines(byte[] tag, bool isForever, bool isGzip)
    {
        _into.Add(TagIs);
        _into.Add(tag);
        _into.Add((byte)'"');
        EndLine();
        Line(isForever ? Kept : AskedAgain);
        return Line(isGzip ? IsGzip : null);
    }

    /// <summary>Says that nothing of this may be stored.</summary>
    public ReplyHead Private()
    {
        return Line(NotKept);
    }

    /// <summary>The empty line.</summary>
    /// <returns>Bytes of the whole head.</returns>
    public int End()
    {
        EndLine();
        return _into.Length;
    }

    private void NumberLine(byte[] name, int value)
    {
        _into.Add(name);
        _into.AddDecimal((uint)value, 1);
        EndLine();
    }

    private void EndLine()
    {
        _into.Add((byte)'\r');
        _into.Add((byte)'\n');
    }
}
