namespace NukiEdge.Net.Mqtt;

/// <summary>
/// The bytes in front of every control packet: type and flags, then the remaining length in one to four bytes
/// (MQTT 3.1.1 section 2.2). Numbers in packets are 16 bits, most significant byte first (section 1.5.2).
/// </summary>
public static class FixedHeader
{
    /// <summary>One byte of type and flags, at most four of length (section 2.2.3).</summary>
    public const int MaxSize = 5;

    /// <summary>Size of the header at an offset: 2 to 5; 0 while bytes are missing; -1 for a fifth length byte.</summary>
    public static int Size(byte[] buffer, int offset, int count)
    {
        for (int i = 1; i < MaxSize; i++)
        {
            if (i >= count)
            {
                return 0;
            }

            if (buffer[offset + i] < 0x80)
            {
                return i + 1;
            }
        }
        return -1;
    }

    /// <summary>The remaining length in a header that is whole (section 2.2.3): at most 268,435,455.</summary>
    public static int RemainingLength(byte[] buffer, int offset)
    {
        int length = 0;
        int shift = 0;
        int at = offset + 1;
        while (buffer[at] >= 0x80)
        {
            length |= (buffer[at] & 0x7F) << shift;
            shift += 7;
            at++;
        }
        return length | buffer[at] << shift;
    }

    /// <summary>Writes a header that ends where the body begins, which need not be moved. Returns where it starts.</summary>
    /// <param name="bodyOffset">At least as far in as the header is long; <see cref="MaxSize"/> always suffices.</param>
    public static int WriteBefore(byte[] buffer, int bodyOffset, int firstByte, int remainingLength)
    {
        int lengthBytes = remainingLength < 128 ? 1 : remainingLength < 16384 ? 2 : remainingLength < 2097152 ? 3 : 4;
        int start = bodyOffset - lengthBytes - 1;
        buffer[start] = (byte)firstByte;
        int rest = remainingLength;
        for (int i = 1; i < lengthBytes; i++)
        {
            buffer[start + i] = (byte)(rest | 0x80);
            rest >>= 7;
        }
        buffer[start + lengthBytes] = (byte)rest;
        return start;
    }

    /// <summary>Reads a 16-bit number.</summary>
    public static int ReadNumber(byte[] buffer, int offset)
    {
        return buffer[offset] << 8 | buffer[offset + 1];
    }

    /// <summary>Writes a 16-bit number.</summary>
    public static void WriteNumber(byte[] buffer, int offset, int number)
    {
        buffer[offset] = (byte)(number >> 8);
        buffer[offset + 1] = (byte)number;
    }
}
