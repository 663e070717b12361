using System;
using NukiEdge.Core.Time;

namespace NukiEdge.Tests.Time;

/// <summary>A time window as a person would explain it: intervals of the wall clock, one for each day on which it begins.</summary>
internal sealed class OracleWindow
{
    private bool[] _weekdays;
    private TimeSpan _from;
    private TimeSpan _until;
    private DateTime? _first;
    private DateTime? _last;

    /// <summary>Any window; often at the hours of the changes, around midnight, or with both times the same.</summary>
    public static OracleWindow Random(Random random, int year)
    {
        OracleWindow w = new() { _weekdays = new bool[7] };
        bool everyDay = random.Next(3) == 0;
        for (int i = 0; i < 7; i++)
        {
            w._weekdays[i] = everyDay || random.Next(2) == 0;
        }

        w._weekdays[random.Next(7)] = true;
        w._from = Minute(random);
        w._until = random.Next(8) == 0 ? w._from : random.Next(12) == 0 ? TimeSpan.FromDays(1) : Minute(random);
        DateTime someDay = new DateTime(year, 1, 1).AddDays(random.Next(-5, 370));
        w._first = random.Next(3) == 0 ? someDay : null;
        w._last = random.Next(3) == 0 ? someDay.AddDays(random.Next(200)) : null;
        return w;
    }

    /// <summary>Writes the window that is tested.</summary>
    public void Put(byte[] image, int at)
    {
        int mask = 0;
        for (int i = 0; i < 7; i++)
        {
            // DayOfWeek begins on Sunday, ours on Monday.
            mask |= _weekdays[i] ? 1 << ((i + 6) % 7) : 0;
        }

        int from = (int)_from.TotalMinutes;
        int until = (int)_until.TotalMinutes;
        Assert.IsTrue(TimeWindow.IsValid(mask, from, until, Day(_first), Day(_last)), ToString());
        TimeWindow.Put(image, at, mask, from, until, Day(_first), Day(_last));
    }

    /// <summary>Does an interval that began today or yesterday hold this time of the wall clock?</summary>
    public bool IsOpen(DateTime local)
    {
        return Holds(local.Date, local) || Holds(local.Date.AddDays(-1), local);
    }

    public override string ToString()
    {
        return $"{string.Join(",", _weekdays)} {_from} to {_until}, {_first:d} to {_last:d}";
    }

    private bool Holds(DateTime date, DateTime local)
    {
        if (!_weekdays[(int)date.DayOfWeek] || date < _first || date > _last)
        {
            return false;
        }

        if (_from == _until)
        {
            return local >= date && local < date.AddDays(1);
        }

        DateTime opens = date + _from;
        DateTime closes = date + _until;
        closes = closes < opens ? closes.AddDays(1) : closes;
        return local >= opens && local < closes;
    }

    private static TimeSpan Minute(Random random)
    {
        return TimeSpan.FromMinutes(random.Next(4) switch
        {
            0 => random.Next(60, 241),
            1 => (1430 + random.Next(20)) % 1440,
            2 => random.Next(24) * 60,
            _ => random.Next(1440),
        });
    }

    private static int Day(DateTime? date)
    {
        return date is null ? 0 : (date.Value - DateTime.UnixEpoch).Days;
    }
}
