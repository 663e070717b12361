namespace NukiEdge.Core.Bytes;

/// <summary>UTF-8 as in RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.</summary>
public static class Utf8
{
    /// <summary>True when the range is well-formed.</summary>
    public static bool IsWellFormed(byte[] buffer, int offset, int length)
    {
        int end = offset + length;
        for (int at = offset; at < end;)
        {
            int size = Size(buffer, at, end);
            if (size == 0)
            {
                return false;
            }

            at += size;
        }

        return true;
    }

    /// <summary>True for well-formed text without control characters: a name.</summary>
    public static bool IsText(byte[] buffer, int offset, int length)
    {
        for (int i = 0; i < length; i++)
        {
            if (buffer[offset + i] < 0x20 || buffer[offset + i] == 0x7F)
            {
                return false;
            }
        }

        return IsWellFormed(buffer, offset, length);
    }

    /// <summary>How much of a text fits into a number of bytes without cutting a character.</summary>
    public static int LengthWithin(byte[] buffer, int offset, int length, int most)
    {
        if (length <= most)
        {
            return length;
        }

        while (most > 0 && (buffer[offset + most] & 0xC0) == 0x80)
        {
            most--;
        }

        return most;
    }

    /// <summary>Bytes of the character at a place, 0 when it is malformed.</summary>
    private static int Size(byte[] buffer, int at, int end)
    {
        int first = buffer[at];
        if (first < 0x80)
        {
            return 1;
        }

        int size = first >= 0xC2 && first <= 0xDF ? 2 : (first & 0xF0) == 0xE0 ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
        if (size == 0 || at + size > end)
        {
            return 0;
        }

        for (int i = 1; i < size; i++)
        {
            if ((buffer[at + i] & 0xC0) != 0x80)
            {
                return 0;
            }
        }

        int second = buffer[at + 1];
        bool outside = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)
            || (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
        return outside ? 0 : size;
    }
}
