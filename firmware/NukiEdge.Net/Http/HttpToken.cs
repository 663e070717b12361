namespace NukiEdge.Net.Http;

/// <summary>Words of HTTP headers (RFC 9110 section 5.6.2), compared without regard to case.</summary>
public static class HttpToken
{
    /// <summary>May stand in a token: letters, digits and !#$%&amp;'*+-.^_`|~</summary>
    public static bool MayHold(byte b)
    {
        return b > 0x20 && b < 0x7F && b != '"' && b != '(' && b != ')' && b != ',' && b != '/' && !(b >= ':' && b <= '@')
            && !(b >= '[' && b <= ']') && b != '{' && b != '}';
    }

    /// <summary>Index of the lower-case word that this range is in any case, or -1.</summary>
    public static int IndexIn(byte[][] words, byte[] text, int at, int length)
    {
        for (int i = 0; i < words.Length; i++)
        {
            bool same = words[i].Length == length;
            for (int k = 0; same && k < length; k++)
            {
                int b = text[at + k];
                same = (b >= 'A' && b <= 'Z' ? b | 0x20 : b) == words[i][k];
            }

            if (same)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>True when a list, separated by anything that is no token, holds one of the words.</summary>
    public static bool IsInList(byte[][] words, byte[] text, int at, int length)
    {
        int end = at + length;
        while (at < end)
        {
            int start = at;
            while (at < end && MayHold(text[at]))
            {
                at++;
            }

            if (IndexIn(words, text, start, at - start) >= 0)
            {
                return true;
            }

            at++;
        }

        return false;
    }
}
