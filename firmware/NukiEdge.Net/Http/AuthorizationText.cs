using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>Pieces of an Authorization header. What may not stand in a header makes the writer overflow.</summary>
public static class AuthorizationText
{
    private static readonly byte[] Base64 = Ascii.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    private static readonly byte[] Utf8Prefix = Ascii.Of("UTF-8''");

    /// <summary>Writes a quoted string (RFC 9110 section 5.6.4).</summary>
    public static void Quoted(byte[] text, int at, int length, ByteWriter into)
    {
        into.Add((byte)'"');
        for (int i = at; i < at + length; i++)
        {
            byte b = text[i];
            if (b == '"' || b == '\\')
            {
                into.Add((byte)'\\');
            }

            into.Overflow |= (b < 0x20 && b != '\t') || b == 0x7F;
            into.Add(b);
        }

        into.Add((byte)'"');
    }

    /// <summary>Writes an extended value (RFC 8187), as username* has it.</summary>
    public static void Extended(byte[] text, int at, int length, ByteWriter into)
    {
        into.Add(Utf8Prefix);
        for (int i = at; i < at + length; i++)
        {
            byte b = text[i];
            bool plain = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
            if (plain || b == '-' || b == '.' || b == '_' || b == '~')
            {
                into.Add(b);
            }
            else
            {
                into.Add((byte)'%');
                into.Add(Ascii.HexDigit(b >> 4));
                into.Add(Ascii.HexDigit(b & 15));
            }
        }
    }

    /// <summary>Writes lower-case hexadecimal digits in quotes.</summary>
    public static void QuotedHex(byte[] bytes, int length, ByteWriter into)
    {
        into.Add((byte)'"');
        for (int i = 0; i < length; i++)
        {
            into.Add((byte)(Ascii.HexDigit(bytes[i] >> 4) | 0x20));
            into.Add((byte)(Ascii.HexDigit(bytes[i] & 15) | 0x20));
        }

        into.Add((byte)'"');
    }

    /// <summary>Writes base64 (RFC 4648 section 4), straight into the buffer: no copy of a password stays in the heap.</summary>
    public static void InBase64(byte[] bytes, int length, ByteWriter into)
    {
        for (int i = 0; i < length; i += 3)
        {
            int left = length - i;
            int three = (bytes[i] << 16) | (left > 1 ? bytes[i + 1] << 8 : 0) | (left > 2 ? bytes[i + 2] : 0);
            into.Add(Base64[three >> 18]);
            into.Add(Base64[(three >> 12) & 63]);
            into.Add(left > 1 ? Base64[(three >> 6) & 63] : (byte)'=');
            into.Add(left > 2 ? Base64[three & 63] : (byte)'=');
        }
    }

    /// <summary>True when a user name or password holds no control characters and not this one.</summary>
    public static bool MayBeLogin(byte[] text, char not)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x20 || text[i] == 0x7F || text[i] == not)
            {
                return false;
            }
        }

        return true;
    }
}
