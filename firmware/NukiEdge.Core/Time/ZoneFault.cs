namespace NukiEdge.Core.Time;

/// <summary>What can be wrong with a POSIX TZ string.</summary>
public static class ZoneFault
{
    /// <summary>Nothing.</summary>
    public const int None = 0;

    /// <summary>Longer than <see cref="ZoneReader.MaxBytes"/>.</summary>
    public const int TooLong = 1;

    /// <summary>A name of three letters or more is expected, or one in angle brackets.</summary>
    public const int Name = 2;

    /// <summary>A name in angle brackets holds something else than letters, digits, + and -, is too short or does not end.</summary>
    public const int QuotedName = 3;

    /// <summary>A number is expected.</summary>
    public const int Number = 4;

    /// <summary>The number is too large or too small for its place.</summary>
    public const int OutOfRange = 5;

    /// <summary>Summer time needs two rules: when it begins and when it ends. POSIX leaves the case to each system.</summary>
    public const int RulesMissing = 6;

    /// <summary>A rule is Mm.w.d, Jn or n, and the two are set apart by a comma.</summary>
    public const int Rule = 7;

    /// <summary>Something stands behind the end.</summary>
    public const int Trailing = 8;

    /// <summary>One sentence for the owner.</summary>
    public static string Text(int fault)
    {
        switch (fault)
        {
            case None:
                return "no fault";
            case TooLong:
                return "too long, at most " + ZoneReader.MaxBytes.ToString() + " bytes";
            case Name:
                return "a name of three letters or more is expected here, as in CET-1CEST,M3.5.0,M10.5.0/3";
            case QuotedName:
                return "a name in < > holds at least three letters, digits, + or -, and ends with >";
            case Number:
                return "a number is expected here; a zone is written as in CET-1CEST,M3.5.0,M10.5.0/3, not as Europe/Vienna";
            case OutOfRange:
                return "the number is out of range here";
            case RulesMissing:
                return "summer time needs two rules here, as in ,M3.5.0,M10.5.0/3";
            case Rule:
                return "a rule is written Mmonth.week.weekday, Jday or day, and a comma stands between the two";
            default:
                return "the zone is complete before this character";
        }
    }
}
