namespace NukiEdge.Core.Scenes;

/// <summary>
/// What is known of the hosts that scenes call. A target that timed out is skipped for 30 s; one that has not answered
/// since is "unproven", and unproven targets together never hold the last caller.
/// </summary>
public sealed class HttpTargets
{
    /// <summary>How long a target that timed out is left alone, microseconds (design section 1).</summary>
    public const long SkipUs = 30000000;

    private readonly uint[] _address;
    private readonly int[] _port;
    private readonly bool[] _proven;
    private readonly long[] _skipUntilUs;
    private readonly long[] _usedUs;

    /// <summary>Remembers as many targets; of more, the one that was not called for longest is forgotten.</summary>
    public HttpTargets(int capacity)
    {
        _address = new uint[capacity];
        _port = new int[capacity];
        _proven = new bool[capacity];
        _skipUntilUs = new long[capacity];
        _usedUs = new long[capacity];
    }

    /// <summary>True while the target is left alone.</summary>
    public bool IsSkipped(uint address, int port, long nowUs)
    {
        int i = IndexOf(address, port);
        return i >= 0 && nowUs < _skipUntilUs[i];
    }

    /// <summary>True when the target's last call was answered.</summary>
    public bool IsProven(uint address, int port)
    {
        int i = IndexOf(address, port);
        return i >= 0 && _proven[i];
    }

    /// <summary>A call to the target ended.</summary>
    public void Learn(uint address, int port, bool answered, bool timedOut, long nowUs)
    {
        int i = IndexOf(address, port);
        if (i < 0)
        {
            i = LongestUnused();
            _address[i] = address;
            _port[i] = port;
        }

        _proven[i] = answered;
        _skipUntilUs[i] = timedOut ? nowUs + SkipUs : 0;
        _usedUs[i] = nowUs;
    }

    private int IndexOf(uint address, int port)
    {
        for (int i = 0; i < _address.Length; i++)
        {
            if (_address[i] == address && _port[i] == port && address != 0)
            {
                return i;
            }
        }

        return -1;
    }

    private int LongestUnused()
    {
        int found = 0;
        for (int i = 1; i < _address.Length; i++)
        {
            if (_address[i] == 0 || (_address[found] != 0 && _usedUs[i] < _usedUs[found]))
            {
                found = i;
            }
        }

        return found;
    }
}
