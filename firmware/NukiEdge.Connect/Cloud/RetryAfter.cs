using NukiEdge.Core.Time;

namespace NukiEdge.Connect.Cloud;

/// <summary>
/// Retry-After (RFC 9110 section 10.2.3): seconds, or a date as in "Sun, 06 Nov 1994 08:49:37 GMT". The two old forms of a date
/// are not read, nor anything else: then there is none.
/// </summary>
public static class RetryAfter
{
    /// <summary>More than this is not believed: a month.</summary>
    public const int MaxSeconds = 31 * 86400;

    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    // "Sun, 06 Nov 1994 08:49:37 GMT"
    private const int DateLength = 29, DayAt = 5, MonthAt = 8, YearAt = 12, HourAt = 17, MinuteAt = 20, SecondAt = 23;

    /// <summary>Reads it into the request's two fields; -1 where there is nothing to read.</summary>
    public static void Read(string value, CloudRequest into)
    {
        into.RetryAfterSeconds = -1;
        into.RetryAtUtc = -1;
        if (value == null)
        {
            return;
        }

        string text = value.Trim();
        if (text.Length == DateLength)
        {
            into.RetryAtUtc = Date(text);
        }
        else
        {
            int seconds = text.Length > 8 ? -1 : Number(text, 0, text.Length);
            into.RetryAfterSeconds = seconds > MaxSeconds ? MaxSeconds : seconds;
        }
    }

    /// <summary>Seconds since 1970 UTC, or -1 where it is not such a date.</summary>
    private static long Date(string text)
    {
        int month = Months.IndexOf(text.Substring(MonthAt, 3));
        int day = Number(text, DayAt, 2);
        int year = Number(text, YearAt, 4);
        int hour = Number(text, HourAt, 2);
        int minute = Number(text, MinuteAt, 2);
        int second = Number(text, SecondAt, 2);
        bool isDate = month >= 0 && month % 3 == 0 && text.Substring(DateLength - 4) == " GMT" && year >= 1970
            && CivilDay.Exists(year, month / 3 + 1, day)
            && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
        return !isDate ? -1
            : CivilDay.Number(year, month / 3 + 1, day) * (long)CivilDay.Seconds + hour * 3600 + minute * 60 + second;
    }

    /// <summary>A number of digits only, or -1.</summary>
    private static int Number(string text, int offset, int length)
    {
        int number = length == 0 ? -1 : 0;
        for (int i = offset; i < offset + length && number >= 0; i++)
        {
            int digit = text[i] - '0';
            number = digit < 0 || digit > 9 ? -1 : number * 10 + digit;
        }

        return number;
    }
}
