namespace NukiEdge.Core.Flash;

/// <summary>Which segments have records, and with which number they begin: what puts them in order.</summary>
internal sealed class SegmentOrder
{
    private readonly bool[] _has;
    private readonly uint[] _first;

    public SegmentOrder(int segments)
    {
        _has = new bool[segments];
        _first = new uint[segments];
    }

    /// <summary>The segment that begins with the oldest record, -1 when there is none.</summary>
    public int Oldest
    {
        get
        {
            int found = -1;
            for (int i = 0; i < _first.Length; i++)
            {
                found = _has[i] && (found < 0 || IsAfter(_first[found], _first[i])) ? i : found;
            }

            return found;
        }
    }

    /// <summary>The segment that begins with the newest record, -1 when there is none.</summary>
    public int Newest
    {
        get
        {
            int found = -1;
            for (int i = 0; i < _first.Length; i++)
            {
                found = _has[i] && (found < 0 || IsAfter(_first[i], _first[found])) ? i : found;
            }

            return found;
        }
    }

    /// <summary>True when number a was given out after b, also across the wrap (serial number arithmetic, RFC 1982).</summary>
    public static bool IsAfter(uint a, uint b)
    {
        return (int)(a - b) > 0;
    }

    /// <summary>True when the segment has a record.</summary>
    public bool Has(int segment)
    {
        return _has[segment];
    }

    /// <summary>Number of the segment's first record.</summary>
    public uint First(int segment)
    {
        return _first[segment];
    }

    /// <summary>The segment begins with this record.</summary>
    public void Set(int segment, uint first)
    {
        _has[segment] = true;
        _first[segment] = first;
    }

    /// <summary>The segment has no records.</summary>
    public void Forget(int segment)
    {
        _has[segment] = false;
    }

    /// <summary>The segment that begins next after a number, -1 when there is none.</summary>
    public int After(uint number)
    {
        int found = -1;
        for (int i = 0; i < _first.Length; i++)
        {
            if (_has[i] && IsAfter(_first[i], number) && (found < 0 || IsAfter(_first[found], _first[i])))
            {
                found = i;
            }
        }

        return found;
    }

    /// <summary>The segment to fill next: the first without records behind this one, else the oldest.</summary>
    public int ToFill(int behind)
    {
        for (int i = 1; i <= _first.Length; i++)
        {
            int candidate = (behind + i) % _first.Length;
            if (!_has[candidate])
            {
                return candidate;
            }
        }

        return Oldest;
    }
}
