using NukiEdge.Core.Bytes;
using NukiEdge.Web.Seals;

namespace NukiEdge.Web.Access;

/// <summary>Proofs as text: id in hexadecimal digits, dot, counter, dot, 32 hexadecimal digits of MAC; and where a ticket begins.</summary>
internal static class ProofText
{
    private const int MostCounterDigits = 15;

    private static readonly byte[] First = Ascii.Of("?ticket=");
    private static readonly byte[] Next = Ascii.Of("&ticket=");

    /// <summary>Bytes of <see cref="First"/>.</summary>
    public const int TicketWordBytes = 8;

    /// <summary>Reads a proof into a request.</summary>
    /// <returns>false for another form.</returns>
    public static bool Read(byte[] text, int offset, int length, int idBytes, SignedRequest into)
    {
        int end = offset + length;
        byte[] id = ReadHex(text, offset, end, idBytes);
        int at = offset + 2 * idBytes;
        if (id == null || at >= end || text[at++] != '.')
        {
            return false;
        }

        long counter = 0;
        int digits = 0;
        for (; at < end && text[at] >= '0' && text[at] <= '9' && digits <= MostCounterDigits; at++)
        {
            counter = counter * 10 + (text[at] - '0');
            digits++;
        }

        bool isOneForm = digits > 0 && digits <= MostCounterDigits && text[at - digits] != '0';
        if (!isOneForm || at >= end || text[at++] != '.' || end - at != 2 * SignedRequest.MacBytes)
        {
            return false;
        }

        into.Id = id;
        into.Counter = counter;
        into.Mac = ReadHex(text, at, end, SignedRequest.MacBytes);
        return into.Mac != null;
    }

    /// <summary>Reads small hexadecimal digits: of all texts only one stands for a row of bytes.</summary>
    public static byte[] ReadHex(byte[] text, int offset, int end, int bytes)
    {
        byte[] read = new byte[bytes];
        if (end - offset < 2 * bytes || !Hex.Read(text, offset, 2 * bytes, 2 * bytes, read, 0))
        {
            return null;
        }

        for (int i = 0; i < 2 * bytes; i++)
        {
            if (text[offset + i] >= 'A' && text[offset + i] <= 'F')
            {
                return null;
            }
        }

        return read;
    }

    /// <summary>Bytes as small hexadecimal digits.</summary>
    public static byte[] Small(byte[] bytes, int offset, int count)
    {
        byte[] text = new byte[2 * count];
        for (int i = 0; i < count; i++)
        {
            text[2 * i] = (byte)(Ascii.HexDigit(bytes[offset + i] >> 4) | 0x20);
            text[2 * i + 1] = (byte)(Ascii.HexDigit(bytes[offset + i] & 15) | 0x20);
        }

        return text;
    }

    /// <summary>Where in a target the word before a ticket begins, or -1.</summary>
    public static int TicketAt(byte[] target, int offset, int length)
    {
        for (int at = offset + length - TicketWordBytes; at >= offset; at--)
        {
            if (Image.Same(target, at, First, 0, TicketWordBytes) || Image.Same(target, at, Next, 0, TicketWordBytes))
            {
                return at;
            }
        }

        return -1;
    }
}
