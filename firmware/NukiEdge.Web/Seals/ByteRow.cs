using System;

namespace NukiEdge.Web.Seals;

/// <summary>Rows of bytes: parts, sums and comparisons, for code that is not on the event path.</summary>
public static class ByteRow
{
    /// <summary>A part as an array of its own.</summary>
    public static byte[] Part(byte[] bytes, int offset, int length)
    {
        byte[] part = new byte[length];
        Array.Copy(bytes, offset, part, 0, length);
        return part;
    }

    /// <summary>The first bytes as an array of its own.</summary>
    public static byte[] Front(byte[] bytes, int length)
    {
        return Part(bytes, 0, length);
    }

    /// <summary>One after the other.</summary>
    public static byte[] Join(byte[] a, byte[] b)
    {
        return Join(a, b, 0, b.Length);
    }

    /// <summary>One after a part of the other.</summary>
    public static byte[] Join(byte[] a, byte[] b, int offset, int length)
    {
        byte[] both = new byte[a.Length + length];
        Array.Copy(a, 0, both, 0, a.Length);
        Array.Copy(b, offset, both, a.Length, length);
        return both;
    }

    /// <summary>Compares what must not be guessed: takes as long for bytes that differ as for the same ones.</summary>
    /// <returns>false also where one of the two has too few bytes.</returns>
    public static bool AreSame(byte[] a, int aOffset, byte[] b, int bOffset, int length)
    {
        if (a.Length - aOffset < length || b.Length - bOffset < length)
        {
            return false;
        }

        int difference = 0;
        for (int i = 0; i < length; i++)
        {
            difference |= a[aOffset + i] ^ b[bOffset + i];
        }

        return difference == 0;
    }
}
