namespace NukiEdge.Core.Bytes;

/// <summary>Bytes as hexadecimal digits.</summary>
public static class Hex
{
    /// <summary>Reads digits of either case into bytes.</summary>
    /// <param name="digits">Exactly this many, an even number.</param>
    /// <returns>false when there is another number of them, or something else among them.</returns>
    public static bool Read(byte[] text, int offset, int length, int digits, byte[] into, int at)
    {
        if (length != digits)
        {
            return false;
        }

        for (int i = 0; i < digits; i += 2)
        {
            int high = Ascii.HexValue(text[offset + i]);
            int low = Ascii.HexValue(text[offset + i + 1]);
            if (high < 0 || low < 0)
            {
                return false;
            }

            into[at + i / 2] = (byte)((high << 4) | low);
        }

        return true;
    }
}
