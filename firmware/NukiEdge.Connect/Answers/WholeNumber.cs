namespace NukiEdge.Connect.Answers;

/// <summary>Whole numbers of 64 bits from their digits; never through floating point, which holds 53 bits (facts A2).</summary>
internal static class WholeNumber
{
    /// <summary>True for digits with or without a minus: a JSON number without point and exponent.</summary>
    public static bool Is(byte[] text, int length)
    {
        for (int i = 0; i < length; i++)
        {
            if (text[i] != '-' && (text[i] < '0' || text[i] > '9'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads it.</summary>
    /// <returns>false, and 0, for what is no whole number, or beyond 2^63 - 1 on either side.</returns>
    public static bool Read(byte[] text, int length, out long value)
    {
        value = 0;
        int at = length > 0 && text[0] == '-' ? 1 : 0;
        long all = 0;
        for (int i = at; i < length; i++)
        {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9 || all > (long.MaxValue - digit) / 10)
            {
                return false;
            }

            all = all * 10 + digit;
        }

        value = at == 1 ? -all : all;
        return length > at;
    }
}
