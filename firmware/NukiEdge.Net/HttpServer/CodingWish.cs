using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>Accept-Encoding, as far as gzip is concerned (RFC 9110 section 12.5.3).</summary>
internal static class CodingWish
{
    private static readonly byte[][] Gzip = Ascii.Table("gzip", "x-gzip", "*");

    /// <summary>Sets <see cref="HttpConnection.TakesGzip"/> or <see cref="HttpConnection.RefusesGzip"/>. No header at all takes everything.</summary>
    public static void Take(HttpConnection c, int at, int length)
    {
        int end = at + length;
        bool takes = false;
        bool refuses = false;
        while (at < end)
        {
            int start = at;
            while (at < end && c.Buffer[at] != ',')
            {
                at++;
            }

            int word = start;
            while (word < at && (c.Buffer[word] == ' ' || c.Buffer[word] == '\t'))
            {
                word++;
            }

            int size = 0;
            while (word + size < at && HttpToken.MayHold(c.Buffer[word + size]))
            {
                size++;
            }

            if (HttpToken.IndexIn(Gzip, c.Buffer, word, size) >= 0)
            {
                bool isZero = IsZero(c.Buffer, word + size, at);
                takes |= !isZero;
                refuses |= isZero;
            }

            at++;
        }

        c.Set(takes && !refuses ? HttpConnection.TakesGzip : HttpConnection.RefusesGzip);
    }

    /// <summary>A weight of q=0, q=0.0 and so on.</summary>
    private static bool IsZero(byte[] buffer, int at, int end)
    {
        while (at < end && buffer[at] != '=')
        {
            at++;
        }

        bool isZero = at + 1 < end;
        for (at++; at < end; at++)
        {
            isZero &= buffer[at] == '0' || buffer[at] == '.' || buffer[at] == ' ';
        }

        return isZero;
    }
}
