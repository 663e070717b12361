using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>Draws from each header what matters, at the end of its line; only the proof and the ETag stay in the buffer.</summary>
internal sealed class HeaderValues
{
    private const int MostLengthDigits = 9;

    private static readonly byte[][] ChunkedWord = Ascii.Table("chunked");
    private static readonly byte[][] CloseWord = Ascii.Table("close");
    private static readonly byte[][] ContinueWord = Ascii.Table("100-continue");
    private static readonly byte[][] JsonWord = Ascii.Table("application/json");
    private static readonly byte[] Scheme = Ascii.Of("http://");

    private readonly HostList _hosts;

    public HeaderValues(HostList hosts)
    {
        _hosts = hosts;
    }

    /// <summary>Headers that prove who asks, one of them a request.</summary>
    public static bool IsProof(int header)
    {
        return header == HeaderName.Authorization || header == HeaderName.Proof || header == HeaderName.NukiSignature;
    }

    /// <summary>Takes the value from <see cref="HttpConnection.Mark"/> to the end of what is kept.</summary>
    /// <returns><see cref="HeadReader.More"/> or a status to refuse with.</returns>
    public int Take(HttpConnection c)
    {
        int at = c.Mark;
        bool isCut = !IsProof(c.Word) && HeadReader.IsCut(c);
        int length = c.Kept - at;
        while (length > 0 && (c.Buffer[at + length - 1] == ' ' || c.Buffer[at + length - 1] == '\t'))
        {
            length--;
        }

        c.Kept = at;
        switch (c.Word)
        {
            case HeaderName.Host:
                return isCut ? HttpStatus.BadRequest : TakeHost(c, at, length);
            case HeaderName.Origin:
                return TakeOrigin(c, at, isCut ? 0 : length);
            case HeaderName.ContentLength:
                return isCut ? HttpStatus.BadRequest : TakeLength(c, at, length);
            case HeaderName.TransferEncoding:
                return TakeEncoding(c, at, isCut ? 0 : length);
            case HeaderName.ContentType:
                return TakeType(c, at, length);
            case HeaderName.IfNoneMatch:
                TakeTag(c, at, isCut ? 0 : length);
                return HeadReader.More;
            default:
                return IsProof(c.Word) ? TakeProof(c, at, length) : TakeWish(c, at, length, isCut);
        }
    }

    /// <summary>Headers that only say how the client would like it.</summary>
    private static int TakeWish(HttpConnection c, int at, int length, bool isCut)
    {
        switch (c.Word)
        {
            case HeaderName.AcceptEncoding:
                CodingWish.Take(c, at, length);
                break;
            case HeaderName.Connection:
                if (isCut || HttpToken.IsInList(CloseWord, c.Buffer, at, length))
                {
                    c.Set(HttpConnection.Closes);
                }

                break;
            case HeaderName.Expect:
                c.Set(!isCut && HttpToken.IndexIn(ContinueWord, c.Buffer, at, length) == 0 ? HttpConnection.Continue : HttpConnection.BadExpect);
                break;
            default:
                TakeLastEvent(c, at, length);
                break;
        }

        return HeadReader.More;
    }

    private int TakeHost(HttpConnection c, int at, int length)
    {
        if (c.Has(HttpConnection.HasHost) || length == 0)
        {
            return HttpStatus.BadRequest;
        }

        c.Set(HttpConnection.HasHost);
        for (int i = at; i < at + length; i++)
        {
            if (!HttpToken.MayHold(c.Buffer[i]) && c.Buffer[i] != ':' && c.Buffer[i] != '[' && c.Buffer[i] != ']')
            {
                return HttpStatus.BadRequest; // "a.local, b.local", user@host, a path
            }
        }

        if (_hosts.IsOwn(c.Buffer, at, length))
        {
            c.Set(HttpConnection.OwnHost);
        }

        return HeadReader.More;
    }

    private int TakeOrigin(HttpConnection c, int at, int length)
    {
        if (c.Has(HttpConnection.HasOrigin))
        {
            return HttpStatus.BadRequest;
        }

        c.Set(HttpConnection.HasOrigin);
        if (Image.StartsWith(c.Buffer, at, length, Scheme) && _hosts.IsOwn(c.Buffer, at + Scheme.Length, length - Scheme.Length))
        {
            c.Set(HttpConnection.OwnOrigin);
        }

        return HeadReader.More;
    }

    /// <summary>Digits only, once, and never beside a transfer coding (RFC 9112 section 6.3).</summary>
    private static int TakeLength(HttpConnection c, int at, int length)
    {
        if (c.Length >= 0 || c.Has(HttpConnection.HasEncoding) || length == 0)
        {
            return HttpStatus.BadRequest;
        }

        int value = 0;
        for (int i = at; i < at + length; i++)
        {
            int digit = c.Buffer[i] - '0';
            if (digit < 0 || digit > 9)
            {
                return HttpStatus.BadRequest;
            }

            value = i - at < MostLengthDigits ? value * 10 + digit : int.MaxValue;
        }

        c.Length = value;
        return HeadReader.More;
    }

    /// <summary>Chunked alone, once, and only from a client that can (RFC 9112 section 6.1).</summary>
    private static int TakeEncoding(HttpConnection c, int at, int length)
    {
        if (c.Length >= 0 || c.Has(HttpConnection.HasEncoding | HttpConnection.IsOld))
        {
            return HttpStatus.BadRequest;
        }

        c.Set(HttpConnection.HasEncoding | HttpConnection.Chunked);
        return HttpToken.IndexIn(ChunkedWord, c.Buffer, at, length) == 0 ? HeadReader.More : HttpStatus.NotImplemented;
    }

    private static int TakeType(HttpConnection c, int at, int length)
    {
        if (c.Has(HttpConnection.HasType))
        {
            return HttpStatus.BadRequest;
        }

        c.Set(HttpConnection.HasType);
        int size = 0;
        while (size < length && c.Buffer[at + size] != ';' && c.Buffer[at + size] != ' ' && c.Buffer[at + size] != '\t')
        {
            size++;
        }

        if (HttpToken.IndexIn(JsonWord, c.Buffer, at, size) == 0)
        {
            c.Set(HttpConnection.IsJson);
        }

        return HeadReader.More;
    }

    /// <summary>Kept for later: which file it is about is not known yet. Two of them, or a long one, only cost a reply in full.</summary>
    private static void TakeTag(HttpConnection c, int at, int length)
    {
        if (length == 0 || c.TagLength > 0)
        {
            c.Set(HttpConnection.ForgetTag);
            return;
        }

        c.Tag = at;
        c.TagLength = length;
        c.Kept = at + length;
    }

    private static int TakeProof(HttpConnection c, int at, int length)
    {
        if (c.ProofKind != 0 || length == 0)
        {
            return HttpStatus.BadRequest;
        }

        c.ProofKind = c.Word;
        c.Proof = at;
        c.ProofLength = length;
        c.Kept = at + length;
        return HeadReader.More;
    }

    private static void TakeLastEvent(HttpConnection c, int at, int length)
    {
        c.LastEvent = EventRing.IdOf(c.Buffer, at, length);
        c.Set(HttpConnection.HasLastEvent);
    }
}
