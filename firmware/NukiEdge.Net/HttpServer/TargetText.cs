using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>
/// What a request target may look like (RFC 3986 section 3.3, narrower): a path of unreserved characters, no escapes, no empty or
/// dot segments, so that it has one reading only; then a query, whose escapes are whole and hide no zero byte.
/// </summary>
internal static class TargetText
{
    public static bool MayBeInPath(byte b)
    {
        return b == '/' || IsUnreserved(b);
    }

    /// <summary>pchar, "/" and "?" of RFC 3986; "%" is checked by <see cref="IsPlain"/>.</summary>
    public static bool MayBeInQuery(byte b)
    {
        return IsUnreserved(b) || b == '!' || (b >= '$' && b <= ',') || b == '/' || b == ':' || b == ';' || b == '=' || b == '?' || b == '@';
    }

    /// <summary>Checks a whole target.</summary>
    /// <param name="query">Where the query begins, 0 for none.</param>
    public static bool IsPlain(byte[] buffer, int length, int query)
    {
        return length > 0 && IsPathPlain(buffer, query == 0 ? length : query - 1) && AreEscapesWhole(buffer, query == 0 ? length : query, length);
    }

    private static bool IsPathPlain(byte[] buffer, int length)
    {
        int segment = 1;
        for (int at = 1; at <= length; at++)
        {
            if (at < length && buffer[at] != '/')
            {
                continue;
            }

            int size = at - segment;
            bool isEmpty = size == 0 && at < length;
            bool isDots = (size == 1 || (size == 2 && buffer[segment + 1] == '.')) && buffer[segment] == '.';
            if (isEmpty || isDots)
            {
                return false;
            }

            segment = at + 1;
        }

        return true;
    }

    private static bool AreEscapesWhole(byte[] buffer, int from, int to)
    {
        for (int at = from; at < to; at++)
        {
            if (buffer[at] != '%')
            {
                continue;
            }

            if (at + 2 >= to || Ascii.HexValue(buffer[at + 1]) < 0 || Ascii.HexValue(buffer[at + 2]) < 0
                || (buffer[at + 1] == '0' && buffer[at + 2] == '0'))
            {
                return false;
            }

            at += 2;
        }

        return true;
    }

    private static bool IsUnreserved(byte b)
    {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '.' || b == '_' || b == '~';
    }
}
