namespace NukiEdge.Core.Bytes;

/// <summary>Base64 with padding (RFC 4648 section 4). Strict: of all texts only one stands for a row of bytes.</summary>
public static class Base64
{
    private static readonly byte[] Digits = Ascii.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    /// <summary>The text of all bytes.</summary>
    public static byte[] Of(byte[] bytes)
    {
        byte[] text = new byte[(bytes.Length + 2) / 3 * 4];
        int to = 0;
        for (int i = 0; i < bytes.Length; i += 3)
        {
            int left = bytes.Length - i;
            int three = (bytes[i] << 16) | (left > 1 ? bytes[i + 1] << 8 : 0) | (left > 2 ? bytes[i + 2] : 0);
            text[to++] = Digits[three >> 18];
            text[to++] = Digits[(three >> 12) & 63];
            text[to++] = left > 1 ? Digits[(three >> 6) & 63] : (byte)'=';
            text[to++] = left > 2 ? Digits[three & 63] : (byte)'=';
        }

        return text;
    }

    /// <summary>The bytes of a text, or null where it is none.</summary>
    public static byte[] Read(byte[] text, int length)
    {
        if (length == 0 || length % 4 != 0)
        {
            return null;
        }

        int padding = text[length - 1] != '=' ? 0 : text[length - 2] != '=' ? 1 : 2;
        byte[] bytes = new byte[length / 4 * 3 - padding];
        for (int at = 0; at < length; at += 4)
        {
            int three = 0;
            for (int i = at; i < at + 4; i++)
            {
                int value = i >= length - padding ? 0 : Value(text[i]);
                if (value < 0)
                {
                    return null;
                }

                three = three << 6 | value;
            }

            for (int i = 0; i < 3; i++)
            {
                int to = at / 4 * 3 + i;
                byte b = (byte)(three >> (16 - 8 * i));
                if (to < bytes.Length)
                {
                    bytes[to] = b;
                }
                else if (b != 0)
                {
                    return null; // bits that stand for nothing
                }
            }
        }

        return bytes;
    }

    /// <summary>By ranges: a search among the digits takes the interpreter twenty times as long.</summary>
    private static int Value(byte digit)
    {
        if (digit >= 'a' && digit <= 'z')
        {
            return digit - 'a' + 26;
        }

        if (digit >= 'A' && digit <= 'Z')
        {
            return digit - 'A';
        }

        return digit >= '0' && digit <= '9' ? digit - '0' + 52 : digit == '+' ? 62 : digit == '/' ? 63 : -1;
    }
}
