using System;
using NukiEdge.Core.Time;

namespace NukiEdge.Tests.Time;

/// <summary>
/// A zone twice: as our POSIX string, and as .NET's TimeZoneInfo. The latter comes from the system's zoneinfo files; where
/// there are none, or to doubt them, it is made of adjustment rules that are written out by hand here.
/// </summary>
internal sealed class OracleZone
{
    /// <summary>Since then the rules are today's: Australia changed its dates in 2008, the USA in 2007.</summary>
    public const int FirstYear = 2008;

    /// <summary>The five zones of issue 3.</summary>
    public static readonly OracleZone[] All =
    {
        new("Europe/Vienna", Zones.Vienna, 60, 60, Sunday(2, 3, 5), Sunday(3, 10, 5)),
        new("America/New_York", Zones.NewYork, -300, 60, Sunday(2, 3, 2), Sunday(2, 11, 1)),
        new("Australia/Sydney", Zones.Sydney, 600, 60, Sunday(2, 10, 1), Sunday(3, 4, 1)),
        new("Australia/Lord_Howe", Zones.LordHowe, 630, 30, Sunday(2, 10, 1), Sunday(2, 4, 1)),
        new("UTC", Zones.Utc, 0, 0, default, default),
    };

    private OracleZone(string id, string posix, int standardMinutes, int summerMinutes,
        TimeZoneInfo.TransitionTime begin, TimeZoneInfo.TransitionTime end)
    {
        Id = id;
        Posix = posix;
        ByHand = MakeByHand(id, standardMinutes, summerMinutes, begin, end);
        IsFromSystem = TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo system);
        Info = IsFromSystem ? system : ByHand;
    }

    /// <summary>The name in tzdata.</summary>
    public string Id { get; }

    /// <summary>The POSIX string.</summary>
    public string Posix { get; }

    /// <summary>The oracle: the system's zone, or the one written by hand where there are no zoneinfo files.</summary>
    public TimeZoneInfo Info { get; }

    /// <summary>The zone from rules written out in this file.</summary>
    public TimeZoneInfo ByHand { get; }

    /// <summary>True when the oracle came from zoneinfo files.</summary>
    public bool IsFromSystem { get; }

    /// <summary>The zone that is tested, fresh.</summary>
    public PosixZone Make()
    {
        return Zones.Of(Posix);
    }

    private static TimeZoneInfo MakeByHand(string id, int standardMinutes, int summerMinutes,
        TimeZoneInfo.TransitionTime begin, TimeZoneInfo.TransitionTime end)
    {
        TimeSpan standard = TimeSpan.FromMinutes(standardMinutes);
        if (summerMinutes == 0)
        {
            return TimeZoneInfo.CreateCustomTimeZone(id + " by hand", standard, id, id);
        }

        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue.Date, DateTime.MaxValue.Date,
            TimeSpan.FromMinutes(summerMinutes), begin, end);
        return TimeZoneInfo.CreateCustomTimeZone(id + " by hand", standard, id, id, id, new[] { rule });
    }

    /// <summary>A Sunday of a month at a full hour of the wall clock before the change; week 5 is the last.</summary>
    private static TimeZoneInfo.TransitionTime Sunday(int hour, int month, int week)
    {
        return TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, hour, 0, 0), month, week, DayOfWeek.Sunday);
    }
}
