using NukiEdge.Core.Bytes;

namespace NukiEdge.Core.Flash;

/// <summary>
/// The first 24 bytes of a slot; numbers with the least significant byte first (firmware/docs/flash-format.md).
/// <code>
///  0-3   magic: 4E 6B 53 6C, "NkSl"      8-11  generation
///  4     version of this frame: 1        12-15 length of the content, bytes
///  5     kind of store                   16-19 CRC-32 of the content
///  6     version of the content          20-23 CRC-32 of bytes 0 to 19
///  7     0
/// </code>
/// Magic, frame version, kind, generation and the CRC keep their places in all later frames, so that an old firmware can
/// tell a later one's slot from a damaged one.
/// </summary>
public sealed class SlotHeader
{
    /// <summary>Bytes of the header.</summary>
    public const int Bytes = 24;

    /// <summary>The frame that this code writes.</summary>
    public const byte Frame = 1;

    private const uint Magic = 0x6C536B4E;

    /// <summary>Version of the frame.</summary>
    public byte FrameVersion = Frame;

    /// <summary><see cref="StoreKind"/>.</summary>
    public byte Kind;

    /// <summary>Version of the content, which the store's owner counts.</summary>
    public byte ContentVersion;

    /// <summary>Counts saves of the store, and goes on with 0 after 0xFFFFFFFF.</summary>
    public uint Generation;

    /// <summary>Bytes of content behind the header.</summary>
    public int Length;

    /// <summary>CRC-32 of the content.</summary>
    public uint ContentCrc;

    /// <summary>Writes the header to the front of a buffer.</summary>
    public void Put(byte[] buffer, Crc32 crc)
    {
        Image.PutU32(buffer, 0, Magic);
        buffer[4] = FrameVersion;
        buffer[5] = Kind;
        buffer[6] = ContentVersion;
        buffer[7] = 0;
        Image.PutU32(buffer, 8, Generation);
        Image.PutU32(buffer, 12, (uint)Length);
        Image.PutU32(buffer, 16, ContentCrc);
        Image.PutU32(buffer, 20, crc.Of(buffer, 0, 20));
    }

    /// <summary>Reads the header from the front of a buffer.</summary>
    /// <returns>false when these bytes are no header of any version.</returns>
    public bool Read(byte[] buffer, Crc32 crc)
    {
        if (Image.U32(buffer, 0) != Magic || Image.U32(buffer, 20) != crc.Of(buffer, 0, 20))
        {
            return false;
        }

        FrameVersion = buffer[4];
        Kind = buffer[5];
        ContentVersion = buffer[6];
        Generation = Image.U32(buffer, 8);
        Length = (int)Image.U32(buffer, 12);
        ContentCrc = Image.U32(buffer, 16);
        return Length >= 0 && FrameVersion != 0;
    }

    /// <summary>
    /// True when this was saved after the other: serial number arithmetic (RFC 1982), so that a generation after the wrap is
    /// later than one before it. Two slots of a pair are one generation apart.
    /// </summary>
    public bool IsAfter(SlotHeader other)
    {
        return (int)(Generation - other.Generation) > 0;
    }

    /// <summary>True when the two announce the same content of the same save.</summary>
    public bool IsSame(SlotHeader other)
    {
        return Kind == other.Kind && FrameVersion == other.FrameVersion && ContentVersion == other.ContentVersion
            && Generation == other.Generation && Length == other.Length && ContentCrc == other.ContentCrc;
    }
}
