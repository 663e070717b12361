using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Flash;

/// <summary>
/// One store: two slots that take turns. A save writes the slot that does not count, reads it back, and only then does it
/// count; so a power cut at any byte leaves the old content or the new one. Loading takes the later whole slot. A save can be
/// done at once, or in steps of a few hundred bytes between which the loop runs on.
/// </summary>
public sealed class SlotStore
{
    /// <summary>Bytes that the shared work buffer should have. At least <see cref="SlotHeader.Bytes"/>.</summary>
    public const int WorkBytes = 256;

    private const byte Idle = 0, Looking = 1, Measuring = 2, Writing = 3, Checking = 4;

    private readonly ISlots _slots;
    private readonly Crc32 _crc;
    private readonly byte[] _work;
    private readonly Slot _first;
    private readonly Slot _second;
    private readonly SlotHeader _new = new SlotHeader();

    private Slot _counts;
    private Slot _target;
    private IByteSource _source;
    private byte _phase;
    private int _written;

    /// <summary>A store. Nothing is read yet.</summary>
    /// <param name="work">A buffer that all stores may share: nothing stays in it between two calls.</param>
    /// <param name="kind">Which store, <see cref="StoreKind"/>.</param>
    /// <param name="version">Version of the content that this firmware writes, and the latest that it can read.</param>
    public SlotStore(ISlots slots, Crc32 crc, byte[] work, byte kind, byte version)
    {
        _slots = slots;
        _crc = crc;
        _work = work;
        _first = new Slot(slots, crc, work, kind, version, 0);
        _second = new Slot(slots, crc, work, kind, version, 1);
        _new.Kind = kind;
        _new.ContentVersion = version;
        Content = new SlotSource(slots, crc);
    }

    /// <summary>A save is under way.</summary>
    public bool IsSaving => _phase != Idle;

    /// <summary>The content that counts. Rewind it, read it, then ask whether it was whole. A finished save rewinds it.</summary>
    public SlotSource Content { get; }

    /// <summary>Bytes of the content that counts, 0 while there is none.</summary>
    public int Length => _counts == null ? 0 : _counts.Header.Length;

    /// <summary>Version of the content that counts; its reader brings an earlier one up to date.</summary>
    public byte ContentVersion => _counts == null ? (byte)0 : _counts.Header.ContentVersion;

    /// <summary>Counts saves, and wraps. 0 while there is no content.</summary>
    public uint Generation => _counts == null ? 0 : _counts.Header.Generation;

    /// <summary>Slots that the last <see cref="Load()"/> could not use, 0 to 2. A power cut during a save leaves one.</summary>
    public int DamagedSlots { get; private set; }

    /// <summary>
    /// Turns to another store, so that one object can serve several, one after the other. A save under way is given up;
    /// nothing is read yet.
    /// </summary>
    public void Use(byte kind, byte version)
    {
        GiveUp();
        _counts = null;
        Content.Use(null);
        _new.Kind = kind;
        _new.ContentVersion = version;
        _first.Use(kind, version);
        _second.Use(kind, version);
    }

    /// <summary>Looks for the content that counts: the later of the two slots, or the other one if that is not whole.</summary>
    /// <returns>Ok, Empty, Newer or Unreadable. A save under way is given up.</returns>
    public SlotResult Load()
    {
        GiveUp();
        _counts = null;
        _first.ReadHeader();
        _second.ReadHeader();
        return Choose();
    }

    private SlotResult Choose()
    {
        bool secondFirst = _second.IsCandidate && (!_first.IsCandidate || _second.Header.IsAfter(_first.Header));
        Slot later = secondFirst ? _second : _first;
        Slot other = secondFirst ? _first : _second;
        Slot found = IsUsable(later) ? later : IsUsable(other) ? other : null;

        DamagedSlots = (IsLost(_first) ? 1 : 0) + (IsLost(_second) ? 1 : 0);
        if (found != null && found.State == SlotState.Whole)
        {
            _counts = found;
        }

        Content.Use(_counts);
        return found == null ? NothingFound() : _counts == null ? SlotResult.Newer : SlotResult.Ok;
    }

    /// <summary>Loads the whole content into a buffer.</summary>
    /// <returns>As <see cref="Load()"/>; also TooLarge. Where it is not Ok, the buffer's bytes mean nothing.</returns>
    public SlotResult Load(byte[] into)
    {
        SlotResult result = Load();
        if (result != SlotResult.Ok || Length > into.Length)
        {
            return result == SlotResult.Ok ? SlotResult.TooLarge : result;
        }

        int got;
        for (int at = 0; at < Length; at += got)
        {
            got = Content.Read(into, at, Length - at);
            if (got == 0)
            {
                return SlotResult.Unreadable;
            }
        }

        return Content.IsWhole ? SlotResult.Ok : SlotResult.Unreadable;
    }

    /// <summary>Saves at once: seconds for much content on a board. Prefer <see cref="BeginSave"/> while the loop runs.</summary>
    /// <returns>Ok, Newer, Unreadable, NotWritten or NotVerified.</returns>
    public SlotResult Save(IByteSource content)
    {
        SlotResult result = BeginSave(content);
        while (result == SlotResult.Busy)
        {
            result = StepSave();
        }

        return result;
    }

    /// <summary>
    /// Begins a save; <see cref="StepSave"/> does it. The content is read twice and must not change in between. A save of
    /// this store that is under way is given up for it. Only one store may be under way at a time.
    /// </summary>
    /// <returns>Busy.</returns>
    public SlotResult BeginSave(IByteSource content)
    {
        GiveUp();
        _source = content;
        if (_counts != null)
        {
            return Prepare();
        }

        _first.ReadHeader();
        _second.ReadHeader();
        _phase = Looking;
        return SlotResult.Busy;
    }

    /// <summary>Looks through both slots first, where nobody has loaded the store.</summary>
    private SlotResult Look()
    {
        if (_first.Step() || _second.Step())
        {
            return SlotResult.Busy;
        }

        // Unknown slots could hold a later generation, which would win over this save at the next start.
        SlotResult found = Choose();
        bool isUnknown = _first.State == SlotState.Unreadable && _second.State == SlotState.Unreadable;
        return found == SlotResult.Newer || isUnknown ? End(found) : Prepare();
    }

    private SlotResult Prepare()
    {
        _target = _counts == _first ? _second : _counts == _second ? _first
            : _second.State == SlotState.Unreadable ? _second : _first;
        _new.Generation = _counts == null ? 1 : _counts.Header.Generation + 1;
        _new.Length = 0;
        _new.ContentCrc = 0;
        _source.Rewind();
        _phase = Measuring;
        return SlotResult.Busy;
    }

    /// <summary>Does one piece of a save that was begun: at most one work buffer is read, written or read back.</summary>
    /// <returns>Busy, and at the end Ok, NotWritten or NotVerified; Newer or Unreadable where nothing may be written.</returns>
    public SlotResult StepSave()
    {
        switch (_phase)
        {
            case Looking:
                return Look();
            case Measuring:
                return Measure();
            case Writing:
                return Write();
            case Checking:
                return Check();
            default:
                return SlotResult.NotWritten;
        }
    }

    /// <summary>
    /// Empties the store, also of what a later firmware wrote: after the owner asked for it. The slot that counts goes last,
    /// so a cut leaves the content or nothing, never the content before.
    /// </summary>
    /// <returns>Ok or NotWritten.</returns>
    public SlotResult Clear()
    {
        GiveUp();
        Load();
        bool secondLast = _second.IsCandidate && (!_first.IsCandidate || _second.Header.IsAfter(_first.Header));
        bool emptied = Empty(secondLast ? _first : _second) && Empty(secondLast ? _second : _first);
        SlotResult left = Load();
        return emptied && left == SlotResult.Empty ? SlotResult.Ok : SlotResult.NotWritten;
    }

    private SlotResult Measure()
    {
        int got = _source.Read(_work, 0, _work.Length);
        if (got > 0)
        {
            _new.ContentCrc = _crc.Continue(_new.ContentCrc, _work, 0, got);
            _new.Length += got;
            return SlotResult.Busy;
        }

        _source.Rewind();
        _written = 0;
        if (!_slots.BeginWrite(_new.Kind, _target.Index))
        {
            return End(SlotResult.NotWritten);
        }

        _phase = Writing;
        _new.Put(_work, _crc);
        return _slots.Append(_work, 0, SlotHeader.Bytes) ? SlotResult.Busy : EndOpen();
    }

    private SlotResult Write()
    {
        int left = _new.Length - _written;
        if (left == 0)
        {
            _phase = Checking;
            if (!_slots.EndWrite())
            {
                return End(SlotResult.NotWritten);
            }

            _target.ReadHeader();
            return SlotResult.Busy;
        }

        int got = _source.Read(_work, 0, left < _work.Length ? left : _work.Length);
        if (got == 0 || !_slots.Append(_work, 0, got))
        {
            return EndOpen();
        }

        _written += got;
        return SlotResult.Busy;
    }

    private SlotResult Check()
    {
        if (_target.Step())
        {
            return SlotResult.Busy;
        }

        if (_target.State != SlotState.Whole || !_target.Header.IsSame(_new))
        {
            return End(SlotResult.NotVerified);
        }

        _counts = _target;
        Content.Use(_counts);
        return End(SlotResult.Ok);
    }

    private SlotResult EndOpen()
    {
        _slots.EndWrite();
        return End(SlotResult.NotWritten);
    }

    private SlotResult End(SlotResult result)
    {
        _phase = Idle;
        _source = null;
        return result;
    }

    private void GiveUp()
    {
        if (_phase == Writing)
        {
            _slots.EndWrite();
        }

        End(SlotResult.NotWritten);
    }

    private bool Empty(Slot slot)
    {
        // One that is empty already is left alone: no wear, and one thing less that can fail.
        return slot.State == SlotState.Empty || (_slots.BeginWrite(_new.Kind, slot.Index) && _slots.EndWrite());
    }

    private SlotResult NothingFound()
    {
        bool isUnknown = _first.State == SlotState.Unreadable || _second.State == SlotState.Unreadable;
        return isUnknown ? SlotResult.Unreadable : SlotResult.Empty;
    }

    private static bool IsUsable(Slot slot)
    {
        while (slot.Step())
        {
        }

        return slot.State == SlotState.Whole || slot.State == SlotState.Newer;
    }

    private static bool IsLost(Slot slot)
    {
        return slot.State == SlotState.Damaged || slot.State == SlotState.Unreadable;
    }
}
