namespace NukiEdge.Core.Time;

/// <summary>
/// Reads a POSIX TZ string (IEEE Std 1003.1 section 8.3): <c>std offset [dst [offset] , begin[/time] , end[/time]]</c>.
/// Times of rules have the hours -167 to 167 of RFC 8536 section 3.3.1. Left out: a leading colon and summer time without
/// rules, which POSIX leaves to each system. For the settings, not for the event path.
/// </summary>
public sealed class ZoneReader
{
    /// <summary>Longest text, bytes. The longest in use has 37 (Lord Howe).</summary>
    public const int MaxBytes = 64;

    private const int MinNameBytes = 3;
    private const int MaxOffsetHours = 24;
    private const int MaxRuleHours = 167;
    private const int DefaultRuleTimeS = 2 * 3600;
    private const int DefaultSummerS = 3600;

    private byte[] _text;
    private int _begin;
    private int _at;
    private int _end;

    // What the last part was, where it is a number, seconds or a rule.
    private int _number;
    private int _seconds;
    private ZoneChange _change;

    /// <summary>One of <see cref="ZoneFault"/>, of the last text.</summary>
    public int Fault { get; private set; }

    /// <summary>Where the fault is: bytes from the start of the text, the text's length when something is missing at its end.</summary>
    public int FaultAt { get; private set; }

    /// <summary>The zone that a text describes, or null: then <see cref="Fault"/> and <see cref="FaultAt"/> say why.</summary>
    public PosixZone Read(byte[] text, int offset, int length)
    {
        _text = text;
        _begin = offset;
        _at = offset;
        _end = offset + length;
        Fault = ZoneFault.None;
        FaultAt = 0;
        if (length > MaxBytes)
        {
            _at = offset + MaxBytes;
            Fail(ZoneFault.TooLong);
            return null;
        }

        if (!ReadName() || !ReadTime(MaxOffsetHours))
        {
            return null;
        }

        // POSIX counts west of Greenwich as positive.
        int standardS = -_seconds;
        return _at == _end ? new PosixZone(standardS) : ReadSummer(standardS);
    }

    private PosixZone ReadSummer(int standardS)
    {
        if (!ReadName())
        {
            return null;
        }

        int summerS = standardS + DefaultSummerS;
        if (_at < _end && _text[_at] != ',')
        {
            if (!ReadTime(MaxOffsetHours))
            {
                return null;
            }

            summerS = -_seconds;
        }

        if (_at == _end)
        {
            Fail(ZoneFault.RulesMissing);
            return null;
        }

        if (!ReadRule())
        {
            return null;
        }

        ZoneChange begin = _change;
        if (!ReadRule())
        {
            return null;
        }

        if (_at < _end)
        {
            Fail(ZoneFault.Trailing);
            return null;
        }

        return new PosixZone(standardS, summerS, begin, _change);
    }

    private bool ReadName()
    {
        bool quoted = Take('<');
        int first = _at;
        while (_at < _end && (IsLetter(_text[_at]) || (quoted && IsInQuotes(_text[_at]))))
        {
            _at++;
        }

        bool isLongEnough = _at - first >= MinNameBytes;
        if (!quoted)
        {
            return isLongEnough || Fail(ZoneFault.Name);
        }

        return (isLongEnough && Take('>')) || Fail(ZoneFault.QuotedName);
    }

    /// <summary>[+|-]h[:m[:s]] into <see cref="_seconds"/>.</summary>
    private bool ReadTime(int maxHours)
    {
        bool isNegative = Take('-');
        if (!isNegative)
        {
            Take('+');
        }

        if (!ReadNumber(0, maxHours))
        {
            return false;
        }

        _seconds = _number * 3600;
        for (int unitS = 60; unitS >= 1 && Take(':'); unitS /= 60)
        {
            if (!ReadNumber(0, 59))
            {
                return false;
            }

            _seconds += _number * unitS;
        }

        _seconds = isNegative ? -_seconds : _seconds;
        return true;
    }

    /// <summary>,rule[/time] into <see cref="_change"/>.</summary>
    private bool ReadRule()
    {
        if (!Take(','))
        {
            return Fail(ZoneFault.Rule);
        }

        int form = Take('M') ? ZoneChange.WeekdayOfMonth : Take('J') ? ZoneChange.JulianDay : ZoneChange.DayOfYear;
        bool isWeekday = form == ZoneChange.WeekdayOfMonth;
        if (form == ZoneChange.DayOfYear && !IsDigitNext())
        {
            return Fail(ZoneFault.Rule);
        }

        if (!ReadNumber(form == ZoneChange.DayOfYear ? 0 : 1, isWeekday ? 12 : 365))
        {
            return false;
        }

        int monthOrDay = _number;
        if (isWeekday && !ReadDotAndNumber(1, 5))
        {
            return false;
        }

        int week = _number;
        if (isWeekday && !ReadDotAndNumber(0, 6))
        {
            return false;
        }

        int weekday = _number;
        _seconds = DefaultRuleTimeS;
        if (Take('/') && !ReadTime(MaxRuleHours))
        {
            return false;
        }

        _change = new ZoneChange(form, monthOrDay, week, weekday, _seconds);
        return true;
    }

    private bool ReadDotAndNumber(int least, int most)
    {
        return (Take('.') || Fail(ZoneFault.Rule)) && ReadNumber(least, most);
    }

    /// <summary>One or more digits into <see cref="_number"/>. The fault stands at the number's first digit.</summary>
    private bool ReadNumber(int least, int most)
    {
        int first = _at;
        _number = 0;
        while (IsDigitNext())
        {
            // Stops growing above the limit, so that no number of digits overflows.
            _number = _number > most ? _number : _number * 10 + _text[_at] - '0';
            _at++;
        }

        if (_at == first)
        {
            return Fail(ZoneFault.Number);
        }

        if (_number < least || _number > most)
        {
            _at = first;
            return Fail(ZoneFault.OutOfRange);
        }

        return true;
    }

    private bool IsDigitNext()
    {
        return _at < _end && _text[_at] >= '0' && _text[_at] <= '9';
    }

    private bool Take(char wanted)
    {
        if (_at == _end || _text[_at] != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool Fail(int fault)
    {
        Fault = fault;
        FaultAt = _at - _begin;
        return false;
    }

    private static bool IsLetter(byte b)
    {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    private static bool IsInQuotes(byte b)
    {
        return (b >= '0' && b <= '9') || b == '+' || b == '-';
    }
}
