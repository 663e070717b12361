using NukiEdge.Core.Bytes;
using NukiEdge.Core.Time;

namespace NukiEdge.Core.People;

/// <summary>
/// When an auth is valid, as Nuki Web says (facts B3). 11 bytes inside a roster record, all zero for "always":
/// <code>
///  0-2  allowedFromDate    3-5  allowedUntilDate     minutes since 2016-01-01 UTC, the end exclusive; 0 = no such limit
///  6    allowedWeekDays, 64 = Monday ... 1 = Sunday; 0 = every day
///  7-8  allowedFromTime    9-10 allowedUntilTime     minutes of the local day, the end exclusive; the same = all day
/// </code>
/// The lock checks these itself. An event outside of them means that the number is somebody else's by now, or that a clock is
/// wrong: either way nobody is named.
/// </summary>
public static class AuthTimes
{
    /// <summary>Bytes of the times in a record.</summary>
    public const int Bytes = 11;

    /// <summary>2016-01-01 00:00 UTC as seconds since 1970. Before that there was no Nuki lock.</summary>
    public const long EpochUtcSeconds = 1451606400;

    private const int MaxMinutes = 0xFFFFFF;

    /// <summary>A time as the minutes that a record holds: 1 to 2^24 - 1 (the year 2047), at the border beyond it; 0 for none.</summary>
    /// <param name="utcSeconds">Seconds since 1970, or below zero for none.</param>
    public static int Minutes(long utcSeconds)
    {
        if (utcSeconds < 0)
        {
            return 0;
        }

        long minutes = (utcSeconds - EpochUtcSeconds) / 60;
        return minutes < 1 ? 1 : minutes > MaxMinutes ? MaxMinutes : (int)minutes;
    }

    /// <summary>Reads minutes from a record.</summary>
    public static int U24(byte[] image, int at)
    {
        return Image.U16(image, at) | (image[at + 2] << 16);
    }

    /// <summary>Writes minutes into a record.</summary>
    public static void PutU24(byte[] image, int at, int value)
    {
        Image.PutU16(image, at, value);
        image[at + 2] = (byte)(value >> 16);
    }

    /// <summary>Writes the times. Minutes of dates as <see cref="Minutes"/> gives them.</summary>
    public static void Put(byte[] image, int at, int fromDate, int untilDate, int weekdays, int fromTime, int untilTime)
    {
        PutU24(image, at, fromDate);
        PutU24(image, at + 3, untilDate);
        image[at + 6] = (byte)weekdays;
        Image.PutU16(image, at + 7, fromTime);
        Image.PutU16(image, at + 9, untilTime);
    }

    /// <summary>True where there is no limit at all.</summary>
    public static bool IsAlways(byte[] image, int at)
    {
        for (int i = 0; i < Bytes; i++)
        {
            if (image[at + i] != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Is the auth valid now? One of <see cref="WindowAnswer"/>; for one with limits the clock must be set.</summary>
    /// <param name="now">The house's wall clock at this instant.</param>
    public static int Check(byte[] image, int at, LocalTime now, long utcSeconds)
    {
        if (IsAlways(image, at))
        {
            return WindowAnswer.Inside;
        }

        if (!now.IsSet)
        {
            return WindowAnswer.ClockNotSet;
        }

        int from = U24(image, at);
        int until = U24(image, at + 3);
        long minute = (utcSeconds - EpochUtcSeconds) / 60;
        bool isInside = (from == 0 || minute >= from) && (until == 0 || minute < until)
            && IsInDay(Image.U16(image, at + 7), Image.U16(image, at + 9), image[at + 6], now);
        return isInside ? WindowAnswer.Inside : WindowAnswer.Outside;
    }

    /// <summary>Over midnight the part after it belongs to the day on which it began, as with a rule's times.</summary>
    private static bool IsInDay(int fromTime, int untilTime, int weekdays, LocalTime now)
    {
        int minute = now.MinuteOfDay;
        if (fromTime == untilTime)
        {
            return IsDay(weekdays, now.Weekday);
        }

        if (fromTime < untilTime)
        {
            return minute >= fromTime && minute < untilTime && IsDay(weekdays, now.Weekday);
        }

        return minute >= fromTime ? IsDay(weekdays, now.Weekday)
            : minute < untilTime && IsDay(weekdays, now.Weekday == 0 ? 6 : now.Weekday - 1);
    }

    /// <param name="weekday">0 = Monday.</param>
    private static bool IsDay(int weekdays, int weekday)
    {
        return weekdays == 0 || (weekdays & (64 >> weekday)) != 0;
    }
}
