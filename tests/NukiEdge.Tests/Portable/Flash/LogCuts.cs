using NukiEdge.Core.Flash;
using NukiEdge.Core.Log;

namespace NukiEdge.Tests.Flash;

/// <summary>A log of three segments on fake flash, with records that their number tells.</summary>
public sealed class LogBench
{
    public const int Segments = 3;

    public readonly FakeFlash Flash = new FakeFlash(Segments);
    public readonly Crc32 Crc = new Crc32();
    public LogSegments Log;

    private readonly LogRecord _record = new LogRecord();

    public LogBench()
    {
        Restart();
    }

    /// <summary>What <see cref="ReadAll"/> found: the first and last number, how many, and numbers left out in between.</summary>
    public uint First, Last;
    public int Count, Gaps;

    /// <summary>Records that are not what was saved under their number, or not in order.</summary>
    public int Wrong;

    public void Restart()
    {
        Flash.PowerOn();
        Log = new LogSegments(Flash, Crc);
        Log.Open();
    }

    /// <summary>The record that belongs to a number.</summary>
    public static void Fill(LogRecord record, uint number)
    {
        record.Kind = (byte)(1 + number % 3);
        record.Lock = (int)(number % 4);
        record.UtcSeconds = 1795305546 + number;
        record.Action = number * 2654435761;
        record.AuthId = number ^ 0x5A5A5A5A;
        record.CodeId = ~number;
        record.EndUs = number * 3;
    }

    /// <summary>Appends a batch.</summary>
    /// <returns>Records in flash.</returns>
    public int Append(int records)
    {
        for (int i = 0; i < records; i++)
        {
            Fill(_record, Log.Next + (uint)i);
            Log.Add(_record);
        }

        return Log.Flush();
    }

    /// <summary>Appends until so many records are in flash, or flash takes no more.</summary>
    public void AppendAll(int records)
    {
        for (int tries = 0; records > 0 && tries < 1000; tries++)
        {
            records -= Append(records < LogSegments.BatchRecords ? records : LogSegments.BatchRecords);
        }
    }

    public void ReadAll()
    {
        Count = 0;
        Gaps = 0;
        Log.Reader.Rewind();
        while (Log.Reader.Read(_record))
        {
            uint number = (uint)_record.Number;
            Wrong += Count > 0 && (int)(number - Last) <= 0 ? 1 : 0;
            Gaps += Count > 0 && number != Last + 1 ? 1 : 0;
            First = Count == 0 ? number : First;
            Last = number;
            Count++;
            Wrong += IsRight(_record, number) ? 0 : 1;
        }
    }

    private static bool IsRight(LogRecord record, uint number)
    {
        return record.Kind == (byte)(1 + number % 3) && record.Lock == (int)(number % 4)
            && record.UtcSeconds == 1795305546 + number && record.Action == number * 2654435761
            && record.AuthId == (number ^ 0x5A5A5A5A) && record.CodeId == ~number && record.EndUs == number * 3;
    }
}

/// <summary>
/// Cuts the power at points of an append, with or without emptying the oldest segment. After each cut: every record that was
/// in flash is there, except those of the segment that was being emptied; of the new ones there is a prefix; appending works.
/// </summary>
public sealed class LogCuts
{
    private readonly LogBench _bench = new LogBench();
    private readonly byte[][] _before = new byte[LogBench.Segments][];

    public int Points, Wrong;

    /// <summary>Tries every <paramref name="stride"/>th point of appending some records to a log of some.</summary>
    public void Run(int records, int added, int stride)
    {
        _bench.Restart();
        Restore(true);
        _bench.Restart();
        _bench.AppendAll(records);
        uint next = _bench.Log.Next;
        for (int i = 0; i < _before.Length; i++)
        {
            _before[i] = _bench.Flash.Segment(i).Copy();
        }

        for (int style = 0; style < FakeFlash.Styles; style++)
        {
            for (int cut = 0; IsCutAt(cut, style, added); cut += stride)
            {
                Points++;
                Check(next, added);
            }
        }
    }

    private void Restore(bool toNothing)
    {
        for (int i = 0; i < _before.Length; i++)
        {
            FakeFile file = _bench.Flash.Segment(i);
            if (toNothing)
            {
                file.Length = 0;
            }
            else
            {
                file.Set(_before[i], _before[i].Length);
            }
        }
    }

    private bool IsCutAt(int cut, int style, int added)
    {
        Restore(false);
        _bench.Restart();
        _bench.Flash.Style = style;
        _bench.Flash.PointsToCut = cut;
        try
        {
            _bench.AppendAll(added);
            return false;
        }
        catch (PowerCutException)
        {
            return true;
        }
    }

    private void Check(uint next, int added)
    {
        _bench.Restart();
        _bench.ReadAll();
        int kept = (LogBench.Segments - 1) * LogSegments.SegmentRecords;
        kept = (int)next < kept ? (int)next : kept;
        // All that must be kept, in one piece up to the last; a hole is allowed only below, where the erase was.
        bool hasPrefix = next == 0 || (_bench.Count >= kept && (int)(_bench.Last - (next - 1)) >= 0);
        bool hasNoMore = _bench.Count == 0 || (int)(_bench.Last - (next + (uint)added)) < 0;
        Wrong += hasPrefix && hasNoMore && _bench.Gaps <= 1 && _bench.Wrong == 0 ? 0 : 1;
        if (_bench.Gaps == 0 && _bench.Count > 0)
        {
            Wrong += _bench.Last - _bench.First + 1 == (uint)_bench.Count ? 0 : 1;
        }

        uint after = _bench.Log.Next;
        _bench.AppendAll(7);
        Wrong += _bench.Log.Faults == 0 ? 0 : 1;
        _bench.Restart();
        _bench.ReadAll();
        Wrong += _bench.Log.Next == after + 7 && _bench.Last == after + 6 && _bench.Gaps <= 1 && _bench.Wrong == 0 ? 0 : 1;
    }
}
