namespace NukiEdge.Net.Http;

/// <summary>
/// When a target may be asked again that refused a login (401) or asked for patience (429): 30 s, 60 s and so on up to
/// 15 min, so that a scene which runs at each entry does not make the target lock the account.
/// </summary>
public sealed class LoginBackOff
{
    /// <summary>First and longest wait, microseconds.</summary>
    public const long FirstUs = 30000000L, LongestUs = 900000000L;

    private int _refusals;
    private int _patience;
    private bool _hasBegun;

    /// <summary>No request before this time of the loop's clock, microseconds; 0 as long as there is no back-off.</summary>
    public long UntilUs { get; private set; }

    /// <summary>Forgets everything: the owner has set another login.</summary>
    public void Clear()
    {
        _refusals = 0;
        _patience = 0;
        _hasBegun = false;
        UntilUs = 0;
    }

    /// <summary>True while nothing may be sent. The clock starts anywhere, also below 0.</summary>
    public bool IsOn(long nowUs)
    {
        return _hasBegun && nowUs < UntilUs;
    }

    /// <summary>The target did not take user and password.</summary>
    public void Refused(long nowUs)
    {
        // Calls that were under way together count once.
        if (!IsOn(nowUs))
        {
            UntilUs = nowUs + Wait(_refusals++);
            _hasBegun = true;
        }
    }

    /// <summary>The target has too much to do. Its own wish counts up to <see cref="LongestUs"/>.</summary>
    /// <param name="seconds">From Retry-After, or -1.</param>
    /// <param name="nowUs">Time of the loop's clock, microseconds.</param>
    public void Busy(int seconds, long nowUs)
    {
        long waitUs;
        if (seconds >= 0)
        {
            waitUs = seconds * 1000000L;
        }
        else if (!IsOn(nowUs))
        {
            waitUs = Wait(_patience++);
        }
        else
        {
            return;
        }

        long untilUs = nowUs + (waitUs < LongestUs ? waitUs : LongestUs);
        UntilUs = _hasBegun && untilUs < UntilUs ? UntilUs : untilUs;
        _hasBegun = true;
    }

    /// <summary>The target answered as it should. Only an answer to a login proves that the login is right.</summary>
    public void Answered(bool toLogin)
    {
        _patience = 0;
        _refusals = toLogin ? 0 : _refusals;
    }

    private static long Wait(int before)
    {
        return before < 5 ? FirstUs << before : LongestUs;
    }
}
