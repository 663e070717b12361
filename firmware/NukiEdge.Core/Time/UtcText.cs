namespace NukiEdge.Core.Time;

/// <summary>Reads instants as RFC 3339 section 5.6 writes them, as in 2026-11-22T08:30:00.000Z or …+01:00.</summary>
public static class UtcText
{
    /// <summary>Shortest instant: 2026-11-22T08:30:00Z.</summary>
    public const int MinBytes = 20;

    /// <summary>Seconds since 1970 UTC; fractions are cut off. -1 for what is no instant, or before 1970.</summary>
    public static long Parse(byte[] text, int offset, int length)
    {
        if (length < MinBytes || text[offset + 4] != '-' || text[offset + 7] != '-' || text[offset + 13] != ':' || text[offset + 16] != ':'
            || (text[offset + 10] != 'T' && text[offset + 10] != 't'))
        {
            return -1;
        }

        int year = Digits(text, offset, 4);
        int month = Digits(text, offset + 5, 2);
        int day = Digits(text, offset + 8, 2);
        int hour = Digits(text, offset + 11, 2);
        int minute = Digits(text, offset + 14, 2);
        int second = Digits(text, offset + 17, 2);
        if (year < 1970 || month < 0 || day < 0 || !CivilDay.Exists(year, month, day) || hour < 0 || hour > 23 || minute < 0 || minute > 59
            || second < 0 || second > 60)
        {
            return -1;
        }

        int at = 19;
        if (text[offset + at] == '.')
        {
            int first = ++at;
            while (at < length && text[offset + at] >= '0' && text[offset + at] <= '9')
            {
                at++;
            }

            if (at == first)
            {
                return -1;
            }
        }

        int zoneSeconds = Zone(text, offset + at, length - at);
        long utc = (long)CivilDay.Number(year, month, day) * CivilDay.Seconds + hour * 3600 + minute * 60 + second - zoneSeconds;
        return zoneSeconds == NoZone || utc < 0 ? -1 : utc;
    }

    private const int NoZone = int.MaxValue;

    private static int Zone(byte[] text, int at, int length)
    {
        if (length == 1 && (text[at] == 'Z' || text[at] == 'z'))
        {
            return 0;
        }

        if (length != 6 || text[at + 3] != ':' || (text[at] != '+' && text[at] != '-'))
        {
            return NoZone;
        }

        int hour = Digits(text, at + 1, 2);
        int minute = Digits(text, at + 4, 2);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        {
            return NoZone;
        }

        int seconds = hour * 3600 + minute * 60;
        return text[at] == '-' ? -seconds : seconds;
    }

    private static int Digits(byte[] text, int at, int count)
    {
        int value = 0;
        for (int i = 0; i < count; i++)
        {
            int digit = text[at + i] - '0';
            if (digit < 0 || digit > 9)
            {
                return -1;
            }

            value = value * 10 + digit;
        }

        return value;
    }
}
