using NukiEdge.Core.Bytes;
using NukiEdge.Core.Time;

namespace NukiEdge.Tests.Time;

/// <summary>The zones of the tests, as tzdata 2025b writes them, and instants by their UTC date.</summary>
public static class Zones
{
    public const string Vienna = "CET-1CEST,M3.5.0,M10.5.0/3";
    public const string NewYork = "EST5EDT,M3.2.0,M11.1.0";
    public const string Sydney = "AEST-10AEDT,M10.1.0,M4.1.0/3";
    public const string LordHowe = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0";
    public const string Utc = "UTC0";

    /// <summary>The zone of a text that has no fault.</summary>
    public static PosixZone Of(string text)
    {
        ZoneReader reader = new ZoneReader();
        byte[] bytes = Ascii.Of(text);
        PosixZone zone = reader.Read(bytes, 0, bytes.Length);
        Assert.AreEqual(ZoneFault.None, reader.Fault, text);
        return zone;
    }

    /// <summary>Seconds since 1970-01-01 of a date and time in UTC.</summary>
    public static long At(int year, int month, int day, int hour = 0, int minute = 0, int second = 0)
    {
        return CivilDay.Number(year, month, day) * 86400L + hour * 3600 + minute * 60 + second;
    }

    /// <summary>Seconds that a zone is ahead of UTC.</summary>
    public static int Offset(PosixZone zone, long utcSeconds)
    {
        return (int)(zone.LocalSeconds(utcSeconds) - utcSeconds);
    }

    /// <summary>The wall clock of a zone.</summary>
    public static LocalTime Wall(string zone, long utcSeconds)
    {
        LocalTime wall = new LocalTime();
        wall.Read(Of(zone), utcSeconds);
        return wall;
    }

    /// <summary>A wall clock as 2026-03-29 03:00 weekday 6.</summary>
    public static string Text(LocalTime wall)
    {
        string date = wall.Year.ToString() + "-" + wall.Month.ToString("D2") + "-" + wall.Day.ToString("D2");
        string time = (wall.MinuteOfDay / 60).ToString("D2") + ":" + (wall.MinuteOfDay % 60).ToString("D2");
        return date + " " + time + " weekday " + wall.Weekday.ToString();
    }
}
