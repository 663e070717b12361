using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Rules;
using NukiEdge.Core.Time;

namespace NukiEdge.Web.Houses;

/// <summary>Reads the "when" of a rule: times, door, first of the day, phase; and the house's time zone.</summary>
internal sealed class HouseWhen
{
    private const string Fields = "weekdays, from, until, firstDay, lastDay, door, firstOfDay, phase";

    internal static readonly byte[][] Days = Ascii.Table("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    internal static readonly byte[][] Doors = Ascii.Table("any", "closed", "open");
    internal static readonly byte[][] Phases = Ascii.Table("announced", "opened");

    private bool _hasTimes;
    private int _weekdays = TimeWindow.EveryDay;
    private int _fromMinute, _untilMinute, _firstDay, _lastDay, _door;
    private bool _firstOfDay, _afterOpening;

    /// <summary>Reads the object.</summary>
    public bool Read(HouseFields f)
    {
        if (!f.BeginObject())
        {
            return false;
        }

        while (f.NextField())
        {
            if (!ReadField(f))
            {
                return false;
            }
        }

        return f.Error == null && (_lastDay == 0 || _firstDay <= _lastDay || f.Fail(HouseFault.BadTime));
    }

    /// <summary>The rule waits until an announcement is confirmed.</summary>
    public bool IsAfterOpening => _afterOpening;

    /// <summary>Adds what was read to the rule that was defined last.</summary>
    public void AddTo(RuleTable rules)
    {
        if (_hasTimes)
        {
            rules.SetTimes(_weekdays, _fromMinute, _untilMinute, _firstDay, _lastDay);
        }

        rules.SetConditions(_door, _firstOfDay, _afterOpening);
    }

    /// <summary>A POSIX TZ string, as in CET-1CEST,M3.5.0,M10.5.0/3.</summary>
    public static bool ReadZone(HouseFields f, House house)
    {
        if (!f.Text(1, ZoneReader.MaxBytes))
        {
            return false;
        }

        ZoneReader reader = new ZoneReader();
        PosixZone zone = reader.Read(f.TextBytes, 0, f.TextLength);
        if (zone == null)
        {
            return f.Fail(HouseFault.BadZone, ZoneFault.Text(reader.Fault) + ", at character " + (reader.FaultAt + 1).ToString());
        }

        house.Zone = zone;
        house.ZoneText = new byte[f.TextLength];
        System.Array.Copy(f.TextBytes, 0, house.ZoneText, 0, f.TextLength);
        return true;
    }

    private bool ReadField(HouseFields f)
    {
        switch (f.Field)
        {
            case "weekdays":
                _hasTimes = true;
                return HouseRules.ReadWords(f, Days, Days.Length, out _weekdays);
            case "from":
                _hasTimes = true;
                return ReadMinute(f, TimeWindow.MinutesOfDay - 1, out _fromMinute);
            case "until":
                _hasTimes = true;
                return ReadMinute(f, TimeWindow.MinutesOfDay, out _untilMinute);
            case "firstDay":
                return ReadDay(f, out _firstDay);
            case "lastDay":
                return ReadDay(f, out _lastDay);
            case "door":
                bool ok = f.Word(Doors, Doors.Length);
                _door = (int)f.Value;
                return ok;
            case "firstOfDay":
                ok = f.Flag();
                _firstOfDay = f.Value == 1;
                return ok;
            case "phase":
                ok = f.Word(Phases, Phases.Length);
                _afterOpening = f.Value == 1;
                return ok;
            default:
                return f.UnknownField(Fields);
        }
    }

    /// <summary>"08:30"; "24:00" only as an end.</summary>
    internal static bool ReadMinute(HouseFields f, int most, out int minute)
    {
        minute = 0;
        if (!f.Text(5, 5))
        {
            return false;
        }

        int hours = Digits(f, 0, 2);
        int minutes = Digits(f, 3, 2);
        minute = hours * 60 + minutes;
        bool ok = f.TextBytes[2] == ':' && hours >= 0 && minutes >= 0 && minutes < 60 && minute <= most;
        return ok || f.Fail(HouseFault.BadTime);
    }

    /// <summary>"2026-11-22".</summary>
    private bool ReadDay(HouseFields f, out int day)
    {
        day = 0;
        _hasTimes = true;
        if (!f.Text(10, 10))
        {
            return false;
        }

        int year = Digits(f, 0, 4);
        int month = Digits(f, 5, 2);
        int dayOfMonth = Digits(f, 8, 2);
        bool ok = f.TextBytes[4] == '-' && f.TextBytes[7] == '-' && year >= 2000 && year < 2149 && CivilDay.Exists(year, month, dayOfMonth);
        if (!ok)
        {
            return f.Fail(HouseFault.BadTime);
        }

        day = CivilDay.Number(year, month, dayOfMonth);
        return true;
    }

    /// <summary>A decimal number of fixed width, or a negative one where something else stands.</summary>
    private static int Digits(HouseFields f, int at, int count)
    {
        int value = 0;
        for (int i = at; i < at + count; i++)
        {
            int digit = f.TextBytes[i] - '0';
            if (digit < 0 || digit > 9)
            {
                return -10000;
            }

            value = value * 10 + digit;
        }

        return value;
    }
}
