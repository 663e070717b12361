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

    private readonly long _gapUs;
    private readonly long[] _grantsUs = new long[PerHour];
    private int _oldest;
    private int _count;

    /// <summary>At most one in <paramref name="gapUs"/> microseconds.</summary>
    public SyncRate(long gapUs)
    {
        _gapUs = gapUs;
    }

    /// <summary>Asks for one, and counts it when it is granted.</summary>
    public bool Grant(long nowUs)
    {
        if (_count > 0 && nowUs - _grantsUs[(_oldest + _count - 1) % PerHour] < _gapUs)
        {
            return false;
        }

        if (_count == PerHour && nowUs - _grantsUs[_oldest] < HourUs)
        {
            return false;
        }

        if (_count == PerHour)
        {
            _oldest = (_oldest + 1) % PerHour;
            _count--;
        }

        _grantsUs[(_oldest + _count) % PerHour] = nowUs;
        _count++;
        return true;
    }
}
