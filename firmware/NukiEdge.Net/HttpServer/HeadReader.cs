using NukiEdge.Core;

namespace NukiEdge.Net.Http;

/// <summary>
/// Reads a request's head byte by byte (RFC 9112 sections 2 to 5), stricter than it must be: one reading of every byte, or a
/// refusal. No line folding, no bare CR or LF, no space before a colon, no absolute targets, nothing but plain paths.
/// </summary>
internal sealed class HeadReader
{
    /// <summary>More bytes are needed.</summary>
    public const int More = 0;

    /// <summary>The head is whole and well-formed.</summary>
    public const int Done = -1;

    /// <summary>Most bytes and lines of one head; only what is needed of it is kept. Browsers send about 500 bytes in 12 lines.</summary>
    internal const int MostBytes = 8192, MostLines = 64;

    /// <summary>Longest value that is looked at, but for the proof.</summary>
    private const int MostValue = 64;

    private const int LeadIn = 0, LeadInLf = 1, Method = 2, Target = 3, Version = 4, LineLf = 5, LineStart = 6, Name = 7, Lead = 8,
        Value = 9, Past = 10, ValueLf = 11, LastLf = 12, End = 13;

    private static readonly byte[] VersionText = Core.Bytes.Ascii.Of("HTTP/");

    private readonly HeaderValues _values;
    private readonly int _mostTarget;

    public HeadReader(Limits limits, HeaderValues values)
    {
        _values = values;
        _mostTarget = limits.HttpTargetBytes;
    }

    /// <summary>Reads what came.</summary>
    /// <returns><see cref="More"/>, <see cref="Done"/>, or the status to refuse with.</returns>
    public int Read(HttpConnection c)
    {
        while (c.Start < c.End)
        {
            byte b = c.Buffer[c.Start++];
            if (++c.HeadBytes > MostBytes)
            {
                return HttpStatus.HeadTooLarge;
            }

            int result = c.Step <= LineLf ? TakeLine(c, b) : TakeHeader(c, b);
            if (result != More)
            {
                return result;
            }
        }

        return More;
    }

    /// <summary>One byte of the request line.</summary>
    private int TakeLine(HttpConnection c, byte b)
    {
        switch (c.Step)
        {
            case LeadIn when b == '\r':
                c.Step = LeadInLf; // one empty line before the request is forgiven (RFC 9112 section 2.2)
                return More;
            case LeadInLf:
                c.Step = Method;
                return b == '\n' ? More : HttpStatus.BadRequest;
            case LeadIn:
            case Method:
                c.Step = Method;
                return TakeMethod(c, b);
            case Target:
                return TakeTarget(c, b);
            case Version:
                return TakeVersion(c, b);
            default:
                c.Step = LineStart;
                return b == '\n' ? More : HttpStatus.BadRequest;
        }
    }

    private static int TakeMethod(HttpConnection c, byte b)
    {
        if (b == ' ' && c.Kept > 0)
        {
            c.Method = HttpVerb.Of(c.Buffer, 0, c.Kept);
            c.Kept = 0;
            c.Step = Target;
            return c.Method < 0 ? HttpStatus.NotImplemented : More;
        }

        if (!HttpToken.MayHold(b))
        {
            return HttpStatus.BadRequest;
        }

        return c.Kept > HttpVerb.LongestWord || !c.Keep(b) ? HttpStatus.NotImplemented : More;
    }

    private int TakeTarget(HttpConnection c, byte b)
    {
        if (b == ' ')
        {
            c.TargetLength = c.Kept;
            c.Step = Version;
            c.Word = 0;
            return TargetText.IsPlain(c.Buffer, c.Kept, c.Query) ? More : HttpStatus.BadRequest;
        }

        if (c.Kept == 0 ? b != '/' : c.Query == 0 ? b != '?' && !TargetText.MayBeInPath(b) : !TargetText.MayBeInQuery(b))
        {
            return HttpStatus.BadRequest;
        }

        if (c.Kept >= _mostTarget || !c.Keep(b))
        {
            return HttpStatus.UriTooLong;
        }

        if (b == '?' && c.Query == 0)
        {
            c.Query = c.Kept;
        }

        return More;
    }

    /// <summary>HTTP/1.0 and everything that begins with HTTP/1 (RFC 9110 section 2.5).</summary>
    private static int TakeVersion(HttpConnection c, byte b)
    {
        int at = c.Word++;
        bool isDigit = b >= '0' && b <= '9';
        if (at < VersionText.Length)
        {
            return b == VersionText[at] ? More : HttpStatus.BadRequest;
        }

        if (at == VersionText.Length)
        {
            return b == '1' ? More : isDigit ? HttpStatus.Version : HttpStatus.BadRequest;
        }

        if (at == VersionText.Length + 2 && b == '0')
        {
            c.Set(HttpConnection.IsOld | HttpConnection.Closes);
        }

        if (at == VersionText.Length + 3)
        {
            c.Step = LineLf;
            return b == '\r' ? More : HttpStatus.BadRequest;
        }

        bool isGood = at == VersionText.Length + 1 ? b == '.' : isDigit;
        return isGood ? More : HttpStatus.BadRequest;
    }

    /// <summary>One byte of a header line.</summary>
    private int TakeHeader(HttpConnection c, byte b)
    {
        switch (c.Step)
        {
            case LineStart:
                return TakeLineStart(c, b);
            case Name:
                return TakeName(c, b);
            case ValueLf:
                c.Step = LineStart;
                return b == '\n' ? More : HttpStatus.BadRequest;
            case LastLf:
                c.Step = End;
                return b == '\n' ? Done : HttpStatus.BadRequest;
            default:
                return TakeValue(c, b);
        }
    }

    private static int TakeLineStart(HttpConnection c, byte b)
    {
        if (b == '\r')
        {
            c.Step = LastLf;
            return More;
        }

        if (++c.Lines > MostLines)
        {
            return HttpStatus.HeadTooLarge;
        }

        c.Step = Name;
        c.Mark = c.Kept;
        return b == ':' ? HttpStatus.BadRequest : TakeName(c, b);
    }

    private static int TakeName(HttpConnection c, byte b)
    {
        if (b == ':')
        {
            c.Word = HeaderName.Of(c.Buffer, c.Mark, c.Kept - c.Mark);
            c.Kept = c.Mark;
            c.Step = Lead;
            return More;
        }

        if (!HttpToken.MayHold(b))
        {
            return HttpStatus.BadRequest; // a space or a fold among others
        }

        // one byte more than the longest name we know makes it another one
        return c.Kept - c.Mark <= HeaderName.Longest && !c.Keep(b) ? HttpStatus.HeadTooLarge : More;
    }

    private int TakeValue(HttpConnection c, byte b)
    {
        if (b == '\r')
        {
            c.Step = ValueLf;
            return c.Word == HeaderName.Other ? More : _values.Take(c);
        }

        if ((b < ' ' && b != '\t') || b == 0x7F)
        {
            return HttpStatus.BadRequest;
        }

        if (c.Step == Lead)
        {
            if (b == ' ' || b == '\t')
            {
                return More;
            }

            c.Step = c.Word == HeaderName.Other ? Past : Value;
        }

        if (c.Step == Past)
        {
            SkipValue(c);
            return More;
        }

        bool isLong = c.Kept - c.Mark > MostValue && !HeaderValues.IsProof(c.Word);
        return isLong || c.Keep(b) ? More : HttpStatus.HeadTooLarge;
    }

    /// <summary>The quick way past what nobody needs.</summary>
    private static void SkipValue(HttpConnection c)
    {
        byte[] buffer = c.Buffer;
        int from = c.Start;
        int at = from;
        int end = c.End;
        while (at < end && buffer[at] >= ' ' && buffer[at] != 0x7F)
        {
            at++;
        }

        c.Start = at;
        c.HeadBytes += at - from;
    }

    /// <summary>The head was read to its end: what comes next on this connection is known.</summary>
    internal static bool IsAtEnd(HttpConnection c)
    {
        return c.Step == End;
    }

    /// <summary>True for a value of which only the beginning was kept.</summary>
    internal static bool IsCut(HttpConnection c)
    {
        return c.Kept - c.Mark > MostValue;
    }
}
