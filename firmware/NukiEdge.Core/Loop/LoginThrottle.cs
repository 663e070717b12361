namespace NukiEdge.Core.Loop;

/// <summary>
/// Slows down guessing: after five failures an address waits 1 s, then twice as long after each further one, up to 60 s.
/// Nobody else waits. Forgets an address after ten quiet minutes.
/// </summary>
public sealed class LoginThrottle
{
    private const int Capacity = 8;
    private const int FreeFailures = 5;
    private const long ForgetUs = 600000000;

    private readonly uint[] _address = new uint[Capacity];
    private readonly int[] _failures = new int[Capacity];
    private readonly long[] _failedUs = new long[Capacity];

    /// <summary>True while the address has to wait.</summary>
    public bool MustWait(uint address, long nowUs)
    {
        return WaitLeftUs(address, nowUs) > 0;
    }

    /// <summary>Microseconds that the address has to wait yet, 0 or less for none.</summary>
    public long WaitLeftUs(uint address, long nowUs)
    {
        int i = IndexOf(address, nowUs);
        return i >= 0 && _failures[i] >= FreeFailures ? WaitUs(_failures[i]) - (nowUs - _failedUs[i]) : 0;
    }

    /// <summary>A wrong login from the address.</summary>
    public void Failed(uint address, long nowUs)
    {
        int i = IndexOf(address, nowUs);
        if (i < 0)
        {
            i = LongestQuiet();
            _address[i] = address;
            _failures[i] = 0;
        }

        _failures[i]++;
        _failedUs[i] = nowUs;
    }

    private static long WaitUs(int failures)
    {
        int doublings = failures - FreeFailures;
        return doublings >= 6 ? 60000000 : 1000000L << doublings;
    }

    private int IndexOf(uint address, long nowUs)
    {
        for (int i = 0; i < Capacity; i++)
        {
            if (_failures[i] > 0 && _address[i] == address && nowUs - _failedUs[i] < ForgetUs)
            {
                return i;
            }
        }

        return -1;
    }

    private int LongestQuiet()
    {
        int found = 0;
        for (int i = 1; i < Capacity; i++)
        {
            if (_failures[i] == 0 || (_failures[found] != 0 && _failedUs[i] < _failedUs[found]))
            {
                found = i;
            }
        }

        return found;
    }
}
