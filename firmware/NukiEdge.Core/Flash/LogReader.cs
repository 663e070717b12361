using NukiEdge.Core.Log;

namespace NukiEdge.Core.Flash;

/// <summary>
/// Reads the log in flash, oldest to newest. Records may be appended and old ones erased between two calls: what is gone is
/// passed over, and no record is given twice or out of order.
/// </summary>
public sealed class LogReader
{
    private readonly LogSegments _segments;
    private int _segment;
    private int _place;
    private uint _first;
    private uint _from;

    internal LogReader(LogSegments segments)
    {
        _segments = segments;
        _segment = -1;
    }

    /// <summary>Starts with the oldest record.</summary>
    public void Rewind()
    {
        Enter(_segments.Order.Oldest);
        _from = _first;
    }

    /// <summary>Starts with this record, or the first one after it that is there.</summary>
    public void Seek(uint number)
    {
        Rewind();
        if (_segment < 0 || !SegmentOrder.IsAfter(number, _from))
        {
            return;
        }

        _from = number;
        for (int next = _segments.Order.After(_first); next >= 0 && !SegmentOrder.IsAfter(_segments.Order.First(next), number);
            next = _segments.Order.After(_first))
        {
            Enter(next);
        }
    }

    /// <summary>Reads the next record. Its number is that in flash.</summary>
    /// <returns>false at the end; later there may be more.</returns>
    public bool Read(LogRecord into)
    {
        if (_segment < 0)
        {
            Rewind();
        }

        while (_segment >= 0)
        {
            // A segment that was emptied meanwhile begins with another number: then its records are not next.
            bool isStillThere = _segments.Order.Has(_segment) && _segments.Order.First(_segment) == _first;
            if (isStillThere && _place < _segments.Places(_segment))
            {
                if (_segments.Read(_segment, _place++, into) && !SegmentOrder.IsAfter(_from, (uint)into.Number))
                {
                    _from = (uint)into.Number + 1;
                    return true;
                }
            }
            else
            {
                int next = _segments.Order.After(_first);
                if (next < 0)
                {
                    return false;
                }

                Enter(next);
            }
        }

        return false;
    }

    private void Enter(int segment)
    {
        _segment = segment;
        _place = 0;
        _first = segment < 0 ? 0 : _segments.Order.First(segment);
    }
}
