namespace NukiEdge.Core.Time;

/// <summary>
/// A time zone as a POSIX TZ string describes it (IEEE Std 1003.1 section 8.3 with the hours of RFC 8536 section 3.3.1):
/// today's rules, applied to every year. Made by <see cref="ZoneReader"/>; a change of zone swaps the whole object.
/// </summary>
/// <remarks>
/// It remembers the period between two changes in which it was last asked, so that an event costs two comparisons instead
/// of over a thousand interpreted instructions. For one thread: the loop.
/// </remarks>
public sealed class PosixZone
{
    private readonly int _standardS;
    private readonly int _summerS;
    private readonly ZoneChange _begin;
    private readonly ZoneChange _end;

    // The remembered period, from inclusive, until exclusive. Empty at first.
    private long _fromUtc = long.MaxValue;
    private long _untilUtc = long.MinValue;
    private int _offsetS;

    /// <summary>A zone without summer time.</summary>
    /// <param name="offsetS">Seconds that its clocks are ahead of UTC; 0 = UTC.</param>
    public PosixZone(int offsetS)
    {
        _standardS = offsetS;
    }

    /// <summary>A zone with summer time.</summary>
    /// <param name="standardS">Seconds that its clocks are ahead of UTC in standard time.</param>
    /// <param name="summerS">The same in summer time. Less than standard time in Ireland, where it is winter time.</param>
    /// <param name="begin">When summer time begins, on the clock of standard time.</param>
    /// <param name="end">When it ends, on the clock of summer time.</param>
    public PosixZone(int standardS, int summerS, ZoneChange begin, ZoneChange end)
    {
        _standardS = standardS;
        _summerS = summerS;
        _begin = begin;
        _end = end;
    }

    /// <summary>Seconds since 1970-01-01 00:00 on the zone's wall clock.</summary>
    /// <param name="utcSeconds">Seconds since 1970-01-01 UTC, 0 to the year 9999.</param>
    public long LocalSeconds(long utcSeconds)
    {
        if (utcSeconds < _fromUtc || utcSeconds >= _untilUtc)
        {
            FindPeriod(utcSeconds);
        }

        return utcSeconds + _offsetS;
    }

    private void FindPeriod(long utcSeconds)
    {
        _fromUtc = long.MinValue;
        _untilUtc = long.MaxValue;
        _offsetS = _standardS;
        if (_begin is null)
        {
            return;
        }

        // The years beside it too: a rule's time can lie a week outside its year, and a southern summer spans two.
        int year = CivilDay.Year((int)((utcSeconds + _standardS) / CivilDay.Seconds));
        for (int y = year - 1; y <= year + 1; y++)
        {
            long begin = _begin.LocalSecondsIn(y) - _standardS;
            long end = _end.LocalSecondsIn(y) - _summerS;
            if (end < begin)
            {
                end = _end.LocalSecondsIn(y + 1) - _summerS;
            }

            // A summer that ends when the next begins is one: "all year" is written so (RFC 8536 section 3.3.1).
            if (begin <= utcSeconds && utcSeconds < end)
            {
                _offsetS = _summerS;
            }

            Narrow(utcSeconds, begin);
            Narrow(utcSeconds, end);
        }
    }

    private void Narrow(long utcSeconds, long changeUtc)
    {
        if (changeUtc > utcSeconds)
        {
            _untilUtc = changeUtc < _untilUtc ? changeUtc : _untilUtc;
        }
        else
        {
            _fromUtc = changeUtc > _fromUtc ? changeUtc : _fromUtc;
        }
    }
}
