namespace NukiEdge.Core.Time;

/// <summary>
/// The day and time of one of the two yearly changes of summer time, in one of the three forms of
/// IEEE Std 1003.1 section 8.3. Never changes once it is made.
/// </summary>
public sealed class ZoneChange
{
    /// <summary>Jn: day 1 to 365; February 29 is never counted, March 1 is always 60.</summary>
    public const int JulianDay = 0;

    /// <summary>n: day 0 to 365; February 29 is counted.</summary>
    public const int DayOfYear = 1;

    /// <summary>Mm.w.d: month 1 to 12, week 1 to 5 (5 = the last such weekday), weekday 0 = Sunday to 6.</summary>
    public const int WeekdayOfMonth = 2;

    private const int LastWeek = 5;

    private readonly int _form;
    private readonly int _monthOrDay;
    private readonly int _week;
    private readonly int _weekday;
    private readonly int _timeS;

    /// <summary>A change; all values are checked by <see cref="ZoneReader"/>.</summary>
    /// <param name="form">One of the constants above.</param>
    /// <param name="monthOrDay">The month, or the day of the other two forms.</param>
    /// <param name="week">1 to 5; only for a weekday of a month.</param>
    /// <param name="posixWeekday">0 = Sunday to 6 = Saturday; only for a weekday of a month.</param>
    /// <param name="timeS">Seconds from midnight of that day, on the wall clock before the change; may lie outside the day.</param>
    public ZoneChange(int form, int monthOrDay, int week, int posixWeekday, int timeS)
    {
        _form = form;
        _monthOrDay = monthOrDay;
        _week = week;
        _weekday = (posixWeekday + 6) % 7;
        _timeS = timeS;
    }

    /// <summary>The change in a year: seconds since 1970-01-01 on the wall clock that is valid until then.</summary>
    public long LocalSecondsIn(int year)
    {
        return (long)DayIn(year) * CivilDay.Seconds + _timeS;
    }

    private int DayIn(int year)
    {
        switch (_form)
        {
            case JulianDay:
                int skipped = _monthOrDay >= 60 && CivilDay.IsLeap(year) ? 1 : 0;
                return CivilDay.Number(year, 1, 1) + _monthOrDay - 1 + skipped;
            case DayOfYear:
                return CivilDay.Number(year, 1, 1) + _monthOrDay;
            default:
                int first = CivilDay.Number(year, _monthOrDay, 1);
                int day = first + (_weekday - CivilDay.Weekday(first) + 7) % 7 + (_week - 1) * 7;
                // Only the fifth can be missing: then the fourth is the last.
                return _week == LastWeek && !CivilDay.Exists(year, _monthOrDay, day - first + 1) ? day - 7 : day;
        }
    }
}
