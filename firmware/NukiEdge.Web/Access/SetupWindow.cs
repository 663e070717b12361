namespace NukiEdge.Web.Access;

/// <summary>
/// The time in which the first password can be set: five minutes after a press of the button (PC: after the start), or until ten wrong
/// codes came. After the n-th wrong one nothing is compared for 1, 2, 4 … 32 s.
/// </summary>
public sealed class SetupWindow
{
    /// <summary>Microseconds that it stays open.</summary>
    public const long OpenUs = 300000000;

    /// <summary>Wrong codes that close it.</summary>
    public const int MostWrong = 10;

    private const int MostDoublings = 5;

    private long _untilUs;
    private long _notBeforeUs;

    /// <summary>It is open, or its end was not noticed yet.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Wrong codes since it was opened.</summary>
    public int Wrong { get; private set; }

    /// <summary>When it closes by itself.</summary>
    public long UntilUs => _untilUs;

    /// <summary>Opens it, for another five minutes where it is open.</summary>
    public void Open(long nowUs)
    {
        IsOpen = true;
        Wrong = 0;
        _untilUs = nowUs + OpenUs;
        _notBeforeUs = nowUs;
    }

    /// <summary>Closes it.</summary>
    public void Close()
    {
        IsOpen = false;
    }

    /// <summary>Microseconds that are left, 0 when it is closed.</summary>
    public long LeftUs(long nowUs)
    {
        return IsOpen && nowUs < _untilUs ? _untilUs - nowUs : 0;
    }

    /// <summary>Microseconds until the next code is compared.</summary>
    public long WaitLeftUs(long nowUs)
    {
        return nowUs < _notBeforeUs ? _notBeforeUs - nowUs : 0;
    }

    /// <summary>A wrong code.</summary>
    public void Failed(long nowUs)
    {
        int doublings = Wrong < MostDoublings ? Wrong : MostDoublings;
        _notBeforeUs = nowUs + (1000000L << doublings);
        Wrong++;
    }
}
