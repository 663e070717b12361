namespace NukiEdge.Core.Time;

/// <summary>
/// The owner's wall clock and calendar at one instant. One preallocated object that the loop reads anew for each event:
/// a DateTime would be a block of heap on the board.
/// </summary>
public sealed class LocalTime
{
    // The last second of the year 9999. A clock beyond it is broken, and would overflow the day number.
    private const long LastUtcSeconds = 253402300799;

    /// <summary>False while the clock is not set; the other fields mean nothing then.</summary>
    public bool IsSet { get; private set; }

    /// <summary>The year, as in 2026.</summary>
    public int Year { get; private set; }

    /// <summary>1 to 12.</summary>
    public int Month { get; private set; }

    /// <summary>1 to 31.</summary>
    public int Day { get; private set; }

    /// <summary>0 = Monday to 6 = Sunday, as in ISO 8601 minus one.</summary>
    public int Weekday { get; private set; }

    /// <summary>Minutes on the wall clock, 0 to 1439. It jumps at a change of summer time, as the wall clock does.</summary>
    public int MinuteOfDay { get; private set; }

    /// <summary>Local days since 1970-01-01.</summary>
    public int DayNumber { get; private set; }

    /// <summary>Reads the wall clock of a zone.</summary>
    /// <param name="zone">The owner's time zone.</param>
    /// <param name="utcSeconds">Seconds since 1970-01-01 UTC; below 0 (IClock) or after the year 9999 means: not set.</param>
    public void Read(PosixZone zone, long utcSeconds)
    {
        IsSet = utcSeconds >= 0 && utcSeconds <= LastUtcSeconds;
        if (IsSet)
        {
            SetLocalSeconds(zone.LocalSeconds(utcSeconds));
        }
    }

    private void SetLocalSeconds(long localSeconds)
    {
        int day = (int)(localSeconds / CivilDay.Seconds);
        int second = (int)(localSeconds - (long)day * CivilDay.Seconds);
        if (second < 0)
        {
            // West of Greenwich in the first hours of 1970: division rounds towards zero.
            day--;
            second += CivilDay.Seconds;
        }

        MinuteOfDay = second / 60;
        DayNumber = day;
        Weekday = CivilDay.Weekday(day);

        Day = CivilDay.DayOfMonth(day);
        Month = CivilDay.Month(day);
        Year = CivilDay.Year(day);
    }
}
