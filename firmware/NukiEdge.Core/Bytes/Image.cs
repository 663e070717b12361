namespace NukiEdge.Core.Bytes;

/// <summary>Numbers in byte images, least significant byte first, and comparisons of byte ranges.</summary>
public static class Image
{
    /// <summary>Reads an unsigned 16 bit number.</summary>
    public static int U16(byte[] image, int at)
    {
        return image[at] | (image[at + 1] << 8);
    }

    /// <summary>Writes an unsigned 16 bit number.</summary>
    public static void PutU16(byte[] image, int at, int value)
    {
        image[at] = (byte)value;
        image[at + 1] = (byte)(value >> 8);
    }

    /// <summary>Reads an unsigned 32 bit number.</summary>
    public static uint U32(byte[] image, int at)
    {
        return (uint)(image[at] | (image[at + 1] << 8) | (image[at + 2] << 16) | (image[at + 3] << 24));
    }

    /// <summary>Writes an unsigned 32 bit number.</summary>
    public static void PutU32(byte[] image, int at, uint value)
    {
        image[at] = (byte)value;
        image[at + 1] = (byte)(value >> 8);
        image[at + 2] = (byte)(value >> 16);
        image[at + 3] = (byte)(value >> 24);
    }

    /// <summary>Reads a signed 64 bit number.</summary>
    public static long I64(byte[] image, int at)
    {
        return U32(image, at) | ((long)U32(image, at + 4) << 32);
    }

    /// <summary>Writes a signed 64 bit number.</summary>
    public static void PutI64(byte[] image, int at, long value)
    {
        PutU32(image, at, (uint)value);
        PutU32(image, at + 4, (uint)(value >> 32));
    }

    /// <summary>True when the two ranges hold the same bytes.</summary>
    public static bool Same(byte[] a, int aOffset, byte[] b, int bOffset, int length)
    {
        for (int i = 0; i < length; i++)
        {
            if (a[aOffset + i] != b[bOffset + i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when the range is exactly <paramref name="word"/>.</summary>
    public static bool Is(byte[] buffer, int offset, int length, byte[] word)
    {
        return length == word.Length && Same(buffer, offset, word, 0, length);
    }

    /// <summary>True when the range begins with <paramref name="word"/>.</summary>
    public static bool StartsWith(byte[] buffer, int offset, int length, byte[] word)
    {
        return length >= word.Length && Same(buffer, offset, word, 0, word.Length);
    }
}
