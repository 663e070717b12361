namespace NukiEdge.Connect.Sync;

/// <summary>
/// How often others than the clock and the owner may cause a request: a wrong code typed again and again, or a webhook that
/// repeats itself, must not keep the box frozen. The last ten grants are kept.
/// </summary>
public sealed class SyncRate
{
    /// <summary>Grants in any hour.</summary>
    public const int PerHour = 10;

    private const long HourUs = 3600 * 1000000L;

    // Grants are kept in tenths of a second, rounded up: enough for some years in 32 bits.
    private const long TenthUs = 100000;
    private const int MostTimes = 16;

    private readonly long _leastGapUs;
    private long _gapUs;
    private readonly int[] _grants = new int[PerHour];
    private int _oldest;
    private int _count;

    /// <summary>At most one in <paramref name="gapUs"/> microseconds.</summary>
    public SyncRate(long gapUs)
    {
        _leastGapUs = _gapUs = gapUs;
    }

    /// <summary>
    /// What was granted led to nothing: the gap doubles, up to 16 times the least one. A fob that Nuki Web does not know would
    /// otherwise cost a request each time that somebody comes home.
    /// </summary>
    public void Widen()
    {
        _gapUs = _gapUs * 2 < _leastGapUs * MostTimes ? _gapUs * 2 : _leastGapUs * MostTimes;
    }

    /// <summary>What was granted was worth it: the least gap again.</summary>
    public void Narrow()
    {
        _gapUs = _leastGapUs;
    }

    /// <summary>Asks for one, and counts it when it is granted.</summary>
    public bool Grant(long nowUs)
    {
        if (_count > 0 && nowUs - GrantUs(_oldest + _count - 1) < _gapUs)
        {
            return false;
        }

        if (_count == PerHour && nowUs - GrantUs(_oldest) < HourUs)
        {
            return false;
        }

        if (_count == PerHour)
        {
            _oldest = (_oldest + 1) % PerHour;
            _count--;
        }

        _grants[(_oldest + _count) % PerHour] = (int)((nowUs + TenthUs - 1) / TenthUs);
        _count++;
        return true;
    }

    private long GrantUs(int place)
    {
        return _grants[place % PerHour] * TenthUs;
    }
}
