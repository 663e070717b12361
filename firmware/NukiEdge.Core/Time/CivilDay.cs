namespace NukiEdge.Core.Time;

/// <summary>
/// Days of the Gregorian calendar as numbers: day 0 is 1970-01-01. By eras of 400 years that begin in March, so that the
/// leap day is the last of its year: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". Right for all years here.
/// </summary>
public static class CivilDay
{
    /// <summary>Seconds of a day. POSIX time has no leap seconds (IEEE Std 1003.1 section 4.19).</summary>
    public const int Seconds = 86400;

    private const int DaysOfEra = 146097;
    private const int YearsOfEra = 400;

    // From 0000-03-01, with which an era begins, to 1970-01-01.
    private const int EraToUnix = 719468;

    /// <summary>The number of a day; month from 1, day from 1.</summary>
    public static int Number(int year, int month, int day)
    {
        int marchYear = month <= 2 ? year - 1 : year;
        int era = (marchYear >= 0 ? marchYear : marchYear - YearsOfEra + 1) / YearsOfEra;
        int yearOfEra = marchYear - era * YearsOfEra;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * DaysOfEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - EraToUnix;
    }

    /// <summary>The year of a day when years begin on March 1.</summary>
    public static int MarchYear(int dayNumber)
    {
        int days = dayNumber + EraToUnix;
        int era = (days >= 0 ? days : days - DaysOfEra + 1) / DaysOfEra;
        int dayOfEra = days - era * DaysOfEra;
        return (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365 + era * YearsOfEra;
    }

    /// <summary>The year of a day.</summary>
    public static int Year(int dayNumber)
    {
        int marchYear = MarchYear(dayNumber);
        return dayNumber >= Number(marchYear + 1, 1, 1) ? marchYear + 1 : marchYear;
    }

    /// <summary>Month of a day, 1 to 12.</summary>
    public static int Month(int dayNumber)
    {
        int marchMonth = MarchMonth(dayNumber - Number(MarchYear(dayNumber), 3, 1));
        return marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    }

    /// <summary>Day of its month, 1 to 31.</summary>
    public static int DayOfMonth(int dayNumber)
    {
        int dayOfYear = dayNumber - Number(MarchYear(dayNumber), 3, 1);
        return dayOfYear - (153 * MarchMonth(dayOfYear) + 2) / 5 + 1;
    }

    // Months from March on have 153 days in five: Hinnant, see above.
    private static int MarchMonth(int dayOfMarchYear)
    {
        return (5 * dayOfMarchYear + 2) / 153;
    }

    /// <summary>0 = Monday to 6 = Sunday.</summary>
    public static int Weekday(int dayNumber)
    {
        // Day 0 was a Thursday; the other 7 keeps days before it positive.
        return (dayNumber % 7 + 3 + 7) % 7;
    }

    /// <summary>True for a year of 366 days.</summary>
    public static bool IsLeap(int year)
    {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /// <summary>True for a date that exists.</summary>
    public static bool Exists(int year, int month, int day)
    {
        return month >= 1 && month <= 12 && day >= 1 && day <= 31
            && (day <= 28 || Number(year, month, day) < (month == 12 ? Number(year + 1, 1, 1) : Number(year, month + 1, 1)));
    }
}
