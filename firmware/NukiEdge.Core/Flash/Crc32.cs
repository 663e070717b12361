namespace NukiEdge.Core.Flash;

/// <summary>
/// CRC-32 as in zlib, Ethernet and PNG (ISO 3309: polynomial 0x04C11DB7 reflected, start and end inverted). By table: bit by
/// bit it costs seven times as many instructions on the interpreter (targets.md 1.3). One object serves all stores: its
/// table takes 1 KB. The board may later put nanoFramework.System.IO.Hashing behind the same two methods.
/// </summary>
public sealed class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private readonly uint[] _table = new uint[256];

    /// <summary>Computes the table.</summary>
    public Crc32()
    {
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
            }

            _table[i] = value;
        }
    }

    /// <summary>The CRC of a range.</summary>
    public uint Of(byte[] buffer, int offset, int count)
    {
        return Continue(0, buffer, offset, count);
    }

    /// <summary>The CRC of everything so far and this range.</summary>
    /// <param name="crc">CRC of what came before; 0 when nothing did.</param>
    public uint Continue(uint crc, byte[] buffer, int offset, int count)
    {
        uint[] table = _table;
        uint value = ~crc;
        for (int end = offset + count; offset < end; offset++)
        {
            value = table[(byte)value ^ buffer[offset]] ^ (value >> 8);
        }

        return ~value;
    }
}
