using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Flash;

/// <summary>
/// The event log in flash: segments of 84 records that are filled one after the other; then the one with the oldest records
/// is emptied and filled again. A segment has no header that could be lost, only records that prove themselves; a place
/// whose bytes are none is passed over. What counts is what reads back, not what the port said.
/// </summary>
public sealed class LogSegments
{
    /// <summary>The name of the segments' files in both rims: this, a dash, the number. A later format takes another.</summary>
    public const string Name = "log1";

    /// <summary>Places in a segment: 84 times 48 bytes stay within one 4,096-byte block of the board's file system.</summary>
    public const int SegmentRecords = 84;

    /// <summary>Records that are appended at once.</summary>
    public const int BatchRecords = 5;

    private readonly ISegments _segments;
    private readonly Crc32 _crc;
    private readonly byte[] _batch = new byte[BatchRecords * SavedRecord.Bytes];
    private readonly byte[] _one = new byte[SavedRecord.Bytes];
    private int _newest = -1;
    private int _batched;

    /// <summary>The log in these segments. Nothing is read yet: <see cref="Open"/> does.</summary>
    public LogSegments(ISegments segments, Crc32 crc)
    {
        _segments = segments;
        _crc = crc;
        Order = new SegmentOrder(segments.Count);
        Reader = new LogReader(this);
    }

    /// <summary>Number that the next record gets. Starts with 0, goes on after a restart.</summary>
    public uint Next { get; private set; }

    /// <summary>Number of the oldest record in flash; <see cref="Next"/> when there is none.</summary>
    public uint Oldest
    {
        get
        {
            int segment = Order.Oldest;
            return segment < 0 ? Next : Order.First(segment);
        }
    }

    /// <summary>Appends that did not read back as they were written.</summary>
    public int Faults { get; private set; }

    /// <summary>Reads the records, oldest to newest.</summary>
    public LogReader Reader { get; }

    /// <summary>Which segment follows which.</summary>
    internal SegmentOrder Order { get; }

    /// <summary>True when the batch takes no more records before <see cref="Flush"/>.</summary>
    public bool IsBatchFull => _batched == BatchRecords;

    /// <summary>Segments that keep so many records at any time: one more, as the oldest is emptied before it is filled.</summary>
    public static int SegmentsFor(int records)
    {
        return (records + SegmentRecords - 1) / SegmentRecords + 1;
    }

    /// <summary>Looks at what is there: each segment's first record, and all of the newest segment. For the start.</summary>
    public void Open()
    {
        _batched = 0;
        Next = 0;
        for (int i = 0; i < _segments.Count; i++)
        {
            FindFirst(i);
        }

        _newest = Order.Newest;
        if (_newest < 0)
        {
            return;
        }

        Next = Order.First(_newest) + 1;
        int places = Places(_newest);
        for (int place = 0; place < places; place++)
        {
            if (ReadPlace(_newest, place) && !SegmentOrder.IsAfter(Next, SavedRecord.Number(_one, 0)))
            {
                Next = SavedRecord.Number(_one, 0) + 1;
            }
        }
    }

    /// <summary>Puts a record into the batch; its number follows the one before. Nothing is written yet.</summary>
    public void Add(LogRecord record)
    {
        SavedRecord.Put(_batch, _batched * SavedRecord.Bytes, Next + (uint)_batched, record, _crc);
        _batched++;
    }

    /// <summary>
    /// Appends the batch with one call of the port, after emptying the oldest segment where the newest is full. Then the
    /// batch is empty, whatever came of it.
    /// </summary>
    /// <returns>Records of the batch, from its front, that are in flash now. The others have to be added again.</returns>
    public int Flush()
    {
        int wanted = _batched;
        _batched = 0;
        int size = _newest < 0 ? -1 : _segments.Size(_newest);
        if (size < 0 || PlacesIn(size) >= SegmentRecords)
        {
            if (!Rotate())
            {
                return 0;
            }

            size = 0;
        }

        int place = PlacesIn(size);
        if (!FillUp(size, place))
        {
            return 0;
        }

        wanted = wanted < SegmentRecords - place ? wanted : SegmentRecords - place;
        _segments.Append(_newest, _batch, 0, wanted * SavedRecord.Bytes);
        int saved = CountSaved(place, wanted);
        Faults += saved < wanted ? 1 : 0;
        if (saved > 0 && !Order.Has(_newest))
        {
            Order.Set(_newest, Next);
        }

        Next += (uint)saved;
        return saved;
    }

    /// <summary>Reads one place of a segment and copies the record out.</summary>
    /// <returns>false when there is no whole record.</returns>
    internal bool Read(int segment, int place, LogRecord into)
    {
        if (!ReadPlace(segment, place))
        {
            return false;
        }

        SavedRecord.Get(_one, 0, into);
        return true;
    }

    /// <summary>Places of a segment that hold something, a record or not.</summary>
    internal int Places(int segment)
    {
        int places = PlacesIn(_segments.Size(segment));
        return places < SegmentRecords ? places : SegmentRecords;
    }

    private static int PlacesIn(int size)
    {
        return size <= 0 ? 0 : (size - 1) / SavedRecord.Bytes + 1;
    }

    private bool ReadPlace(int segment, int place)
    {
        int got = 0;
        while (got < SavedRecord.Bytes)
        {
            int more = _segments.Read(segment, place * SavedRecord.Bytes + got, _one, got, SavedRecord.Bytes - got);
            if (more <= 0)
            {
                return false;
            }

            got += more;
        }

        return SavedRecord.IsWhole(_one, 0, _crc);
    }

    private void FindFirst(int segment)
    {
        int places = Places(segment);
        Order.Forget(segment);
        for (int place = 0; place < places; place++)
        {
            if (ReadPlace(segment, place))
            {
                Order.Set(segment, SavedRecord.Number(_one, 0));
                return;
            }
        }
    }

    /// <summary>Empties a segment and makes it the newest.</summary>
    private bool Rotate()
    {
        int next = Order.ToFill(_newest);
        if (!_segments.Start(next) || _segments.Size(next) != 0)
        {
            Faults++;
            // Half an erase may have taken its first record.
            FindFirst(next);
            return false;
        }

        Order.Forget(next);
        _newest = next;
        return true;
    }

    /// <summary>Fills a place that a cut left half written, so that the next record begins where records begin.</summary>
    private bool FillUp(int size, int place)
    {
        int missing = place * SavedRecord.Bytes - size;
        if (missing == 0)
        {
            return true;
        }

        for (int i = 0; i < missing; i++)
        {
            _one[i] = 0xFF;
        }

        return _segments.Append(_newest, _one, 0, missing) && _segments.Size(_newest) == size + missing;
    }

    private int CountSaved(int place, int wanted)
    {
        int saved = 0;
        while (saved < wanted && ReadPlace(_newest, place + saved)
            && Image.Same(_one, 0, _batch, saved * SavedRecord.Bytes, SavedRecord.Bytes))
        {
            saved++;
        }

        return saved;
    }
}
