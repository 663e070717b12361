using NukiEdge.Core.Bytes;

namespace NukiEdge.Core.Time;

/// <summary>What a time window says about an instant.</summary>
public static class WindowAnswer
{
    /// <summary>The window is closed.</summary>
    public const int Outside = 0;

    /// <summary>The window is open, or there is none.</summary>
    public const int Inside = 1;

    /// <summary>Nobody can know: the rule is held, and says so.</summary>
    public const int ClockNotSet = 2;
}

/// <summary>
/// When a rule may run: weekdays, from and until, first and last day. Nine bytes that stand inside a rule's record:
/// <code>
///  0    weekdays: bit 0 = Monday to bit 6 = Sunday; 0 = no window at all, the rule asks no clock
///  1-2  from, minute of the day, 0 to 1439
///  3-4  until, minute of the day, 0 to 1440, exclusive
///  5-6  first day, days since 1970-01-01; 0 = since ever
///  7-8  last day, inclusive; 0 = for ever
/// </code>
/// </summary>
/// <remarks>
/// Everything is read from the owner's wall clock, so a window is open when the clock on the wall shows a time in it:
/// <list type="bullet">
/// <item>until after from: open on that day.</item>
/// <item>until before from: over midnight. It belongs, with weekday, first and last day, to the day on which it began:
/// Friday 22:00 to 06:00 is open on Saturday at 05:59 and not on Friday at 05:59, and its last night ends in the morning
/// after the last day.</item>
/// <item>until equal to from: the whole day, from midnight to midnight, whatever the minute.</item>
/// <item>Clocks go forward: what lies inside the skipped hour never opens that day; what spans it is an hour shorter.</item>
/// <item>Clocks go back: what lies inside the repeated hour opens in both passes; what spans it is an hour longer.</item>
/// </list>
/// </remarks>
public static class TimeWindow
{
    /// <summary>Bytes of a window in a record.</summary>
    public const int Bytes = 9;

    /// <summary>All seven weekdays.</summary>
    public const int EveryDay = 0x7F;

    /// <summary>Minutes of a day; as "until" it is the midnight at the day's end, 24:00.</summary>
    public const int MinutesOfDay = 1440;

    /// <summary>The last day that fits: 2149-06-06.</summary>
    public const int MaxDay = 0xFFFF;

    /// <summary>True for values that a window can hold and that open it at some time: for whoever reads them from outside.</summary>
    public static bool IsValid(int weekdays, int fromMinute, int untilMinute, int firstDay, int lastDay)
    {
        return weekdays > 0 && weekdays <= EveryDay
            && fromMinute >= 0 && fromMinute < MinutesOfDay
            && untilMinute >= 0 && untilMinute <= MinutesOfDay
            && firstDay >= 0 && firstDay <= MaxDay
            && lastDay >= 0 && lastDay <= MaxDay
            && (lastDay == 0 || firstDay <= lastDay);
    }

    /// <summary>Writes a window; <see cref="IsValid"/> was asked before.</summary>
    public static void Put(byte[] image, int at, int weekdays, int fromMinute, int untilMinute, int firstDay, int lastDay)
    {
        image[at] = (byte)weekdays;
        Image.PutU16(image, at + 1, fromMinute);
        Image.PutU16(image, at + 3, untilMinute);
        Image.PutU16(image, at + 5, firstDay);
        Image.PutU16(image, at + 7, lastDay);
    }

    /// <summary>No window: nine zeros.</summary>
    public static void PutNone(byte[] image, int at)
    {
        Put(image, at, 0, 0, 0, 0, 0);
    }

    /// <summary>Is the window open now? One of <see cref="WindowAnswer"/>.</summary>
    public static int Check(byte[] image, int at, LocalTime now)
    {
        if (image[at] == 0)
        {
            return WindowAnswer.Inside;
        }

        if (!now.IsSet)
        {
            return WindowAnswer.ClockNotSet;
        }

        return IsOpen(image, at, now) ? WindowAnswer.Inside : WindowAnswer.Outside;
    }

    private static bool IsOpen(byte[] image, int at, LocalTime now)
    {
        int from = Image.U16(image, at + 1);
        int until = Image.U16(image, at + 3);
        int minute = now.MinuteOfDay;
        if (from == until)
        {
            return BeginsOn(image, at, now.DayNumber);
        }

        if (from < until)
        {
            return minute >= from && minute < until && BeginsOn(image, at, now.DayNumber);
        }

        return minute >= from
            ? BeginsOn(image, at, now.DayNumber)
            : minute < until && BeginsOn(image, at, now.DayNumber - 1);
    }

    private static bool BeginsOn(byte[] image, int at, int dayNumber)
    {
        int last = Image.U16(image, at + 7);
        return (image[at] & (1 << CivilDay.Weekday(dayNumber))) != 0
            && dayNumber >= Image.U16(image, at + 5)
            && (last == 0 || dayNumber <= last);
    }
}
