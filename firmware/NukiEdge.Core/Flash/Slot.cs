using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Flash;

/// <summary>What is known of a slot.</summary>
internal enum SlotState
{
    /// <summary>No bytes.</summary>
    Empty,

    /// <summary>Bytes that were not saved so.</summary>
    Damaged,

    /// <summary>Flash could not be read.</summary>
    Unreadable,

    /// <summary>The header is right; the content has not been looked at to its end.</summary>
    HeaderOnly,

    /// <summary>Header and content are as they were saved.</summary>
    Whole,

    /// <summary>The same, or at least the header, but written by a later firmware.</summary>
    Newer,
}

/// <summary>One slot of a store, read and judged. It is read in pieces, so that the loop can run on in between.</summary>
internal sealed class Slot
{
    /// <summary>The header, where <see cref="State"/> is HeaderOnly, Whole or Newer.</summary>
    public readonly SlotHeader Header = new SlotHeader();

    /// <summary>0 or 1.</summary>
    public readonly int Index;

    private readonly ISlots _slots;
    private readonly Crc32 _crc;
    private readonly byte[] _work;
    private byte _kind;
    private byte _version;
    private int _read;
    private uint _sum;

    public Slot(ISlots slots, Crc32 crc, byte[] work, byte kind, byte version, int index)
    {
        _slots = slots;
        _crc = crc;
        _work = work;
        _kind = kind;
        _version = version;
        Index = index;
    }

    /// <summary>What is known.</summary>
    public SlotState State { get; private set; }

    /// <summary>True when this can be the content that counts.</summary>
    public bool IsCandidate => State >= SlotState.HeaderOnly;

    /// <summary>It is a slot of this store from now on. Nothing is known of it yet.</summary>
    public void Use(byte kind, byte version)
    {
        _kind = kind;
        _version = version;
        State = SlotState.Empty;
    }

    /// <summary>Reads the header and starts again with the content.</summary>
    public void ReadHeader()
    {
        _read = 0;
        _sum = 0;
        State = JudgeHeader();
    }

    /// <summary>Reads one piece of content.</summary>
    /// <returns>true while there is more to read.</returns>
    public bool Step()
    {
        if (State != SlotState.HeaderOnly)
        {
            return false;
        }

        int left = Header.Length - _read;
        if (left == 0)
        {
            State = _sum != Header.ContentCrc ? SlotState.Damaged
                : Header.ContentVersion > _version ? SlotState.Newer : SlotState.Whole;
            return false;
        }

        int wanted = left < _work.Length ? left : _work.Length;
        int got = _slots.Read(_kind, Index, SlotHeader.Bytes + _read, _work, 0, wanted);
        if (got <= 0 || got > wanted)
        {
            State = got == 0 ? SlotState.Damaged : SlotState.Unreadable;
            return false;
        }

        _sum = _crc.Continue(_sum, _work, 0, got);
        _read += got;
        return true;
    }

    private SlotState JudgeHeader()
    {
        int size = _slots.Size(_kind, Index);
        if (size <= 0)
        {
            return size == 0 ? SlotState.Empty : SlotState.Unreadable;
        }

        int got = 0;
        while (got < SlotHeader.Bytes)
        {
            int more = _slots.Read(_kind, Index, got, _work, got, SlotHeader.Bytes - got);
            if (more <= 0 || more > SlotHeader.Bytes - got)
            {
                return more == 0 ? SlotState.Damaged : SlotState.Unreadable;
            }

            got += more;
        }

        if (!Header.Read(_work, _crc) || Header.Kind != _kind)
        {
            return SlotState.Damaged;
        }

        // What stands behind a later frame's header is not known here: the header has to do.
        if (Header.FrameVersion > SlotHeader.Frame)
        {
            return SlotState.Newer;
        }

        return Header.Length == size - SlotHeader.Bytes ? SlotState.HeaderOnly : SlotState.Damaged;
    }
}
