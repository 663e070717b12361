namespace NukiEdge.Core.Bytes;

/// <summary>ASCII text as bytes: made once at start, read and written digit by digit afterwards.</summary>
public static class Ascii
{
    /// <summary>The bytes of an ASCII text. Not for the event path.</summary>
    public static byte[] Of(string text)
    {
        byte[] bytes = new byte[text.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)text[i];
        }

        return bytes;
    }

    /// <summary>A table of texts. Not for the event path.</summary>
    public static byte[][] Table(params string[] texts)
    {
        byte[][] table = new byte[texts.Length][];
        for (int i = 0; i < texts.Length; i++)
        {
            table[i] = Of(texts[i]);
        }

        return table;
    }

    /// <summary>Index of the word in the table that is exactly this range, or -1.</summary>
    public static int IndexIn(byte[][] table, byte[] buffer, int offset, int length)
    {
        for (int i = 0; i < table.Length; i++)
        {
            if (Image.Is(buffer, offset, length, table[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Value of a hexadecimal digit in either case, or -1.</summary>
    public static int HexValue(byte digit)
    {
        if (digit >= '0' && digit <= '9')
        {
            return digit - '0';
        }

        int letter = digit | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /// <summary>The upper-case hexadecimal digit for 0 to 15.</summary>
    public static byte HexDigit(int value)
    {
        return (byte)(value < 10 ? '0' + value : 'A' + value - 10);
    }
}
