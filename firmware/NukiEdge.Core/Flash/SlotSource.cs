using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Flash;

/// <summary>
/// The content of a store, read from front to back. It is summed once more on the way: flash may answer the second reading
/// differently than the first, so what was read counts only when <see cref="IsWhole"/> says so at the end.
/// </summary>
public sealed class SlotSource : IByteSource
{
    private readonly ISlots _slots;
    private readonly Crc32 _crc;
    private SlotHeader _header;
    private int _slot;
    private int _read;
    private uint _sum;
    private bool _failed;

    internal SlotSource(ISlots slots, Crc32 crc)
    {
        _slots = slots;
        _crc = crc;
    }

    /// <summary>True when everything was read since <see cref="Rewind"/>, and is what was saved.</summary>
    public bool IsWhole => _header != null && !_failed && _read == _header.Length && _sum == _header.ContentCrc;

    /// <inheritdoc />
    /// <remarks>Flash that cannot be read ends the content early.</remarks>
    public int Read(byte[] buffer, int offset, int count)
    {
        int left = _header == null || _failed ? 0 : _header.Length - _read;
        int wanted = left < count ? left : count;
        if (wanted <= 0)
        {
            return 0;
        }

        int got = _slots.Read(_header.Kind, _slot, SlotHeader.Bytes + _read, buffer, offset, wanted);
        if (got <= 0 || got > wanted)
        {
            _failed = true;
            return 0;
        }

        _sum = _crc.Continue(_sum, buffer, offset, got);
        _read += got;
        return got;
    }

    /// <inheritdoc />
    public void Rewind()
    {
        _read = 0;
        _sum = 0;
        _failed = false;
    }

    /// <summary>Reads from this slot from now on; null for nothing.</summary>
    internal void Use(Slot slot)
    {
        _header = slot == null ? null : slot.Header;
        _slot = slot == null ? 0 : slot.Index;
        Rewind();
    }
}
