namespace NukiEdge.Core.Time;

/// <summary>What <see cref="FirstOfDay"/> says.</summary>
public static class DayAnswer
{
    /// <summary>It ran today already.</summary>
    public const int Again = 0;

    /// <summary>It has not run today.</summary>
    public const int First = 1;

    /// <summary>Nobody can know: the rule is held, and says so.</summary>
    public const int ClockNotSet = 2;
}

/// <summary>
/// The local day on which each rule last ran, for "first arrival of the day". A day begins at midnight on the owner's wall
/// clock. Whoever changes the rules moves or forgets their days; whoever keeps them over a restart reads and restores them.
/// </summary>
public sealed class FirstOfDay
{
    /// <summary>The day of a rule that never ran.</summary>
    public const int Never = -1;

    private readonly int[] _lastDay;

    /// <summary>Room for <paramref name="capacity"/> rules (<see cref="Limits.Rules"/>).</summary>
    public FirstOfDay(int capacity)
    {
        _lastDay = new int[capacity];
        ForgetAll();
    }

    /// <summary>Would this be the rule's first run of the local day? One of <see cref="DayAnswer"/>; changes nothing.</summary>
    public int Check(int rule, LocalTime now)
    {
        if (!now.IsSet)
        {
            return DayAnswer.ClockNotSet;
        }

        int last = _lastDay[rule];
        // One day back is still the same day: some zones put the clock back over midnight. More is a clock that was wrong
        // when the rule ran, and must not silence the rule until that day comes.
        bool isFirst = last == Never || now.DayNumber > last || now.DayNumber < last - 1;
        return isFirst ? DayAnswer.First : DayAnswer.Again;
    }

    /// <summary>The rule ran now. Without a clock nothing is noted.</summary>
    public void MarkRan(int rule, LocalTime now)
    {
        if (now.IsSet)
        {
            _lastDay[rule] = now.DayNumber;
        }
    }

    /// <summary>Local day of the rule's last run, days since 1970-01-01, or <see cref="Never"/>.</summary>
    public int LastDay(int rule)
    {
        return _lastDay[rule];
    }

    /// <summary>Puts a day back that <see cref="LastDay"/> gave.</summary>
    public void Restore(int rule, int dayNumber)
    {
        _lastDay[rule] = dayNumber;
    }

    /// <summary>As if no rule ever ran.</summary>
    public void ForgetAll()
    {
        for (int i = 0; i < _lastDay.Length; i++)
        {
            _lastDay[i] = Never;
        }
    }
}
