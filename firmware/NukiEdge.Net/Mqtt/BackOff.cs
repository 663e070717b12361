namespace NukiEdge.Net.Mqtt;

/// <summary>
/// Pauses between tries: each about twice as long as the one before, up to a longest one, and each shortened by chance down
/// to its half, so that a whole house does not knock at a restarted broker in the same moment.
/// </summary>
public sealed class BackOff
{
    private readonly int _firstMs;
    private readonly int _longestMs;
    private int _pauseMs;
    private uint _state;

    /// <summary>The first pause and the longest, milliseconds.</summary>
    /// <param name="seed">Where chance begins: from the hardware's or system's generator, or a test's own. Not 0.</param>
    public BackOff(int firstMs, int longestMs, uint seed)
    {
        _firstMs = firstMs;
        _longestMs = longestMs;
        _state = seed == 0 ? 1 : seed;
        Reset();
    }

    /// <summary>The next pause, microseconds.</summary>
    public long NextUs()
    {
        int pauseMs = _pauseMs;
        _pauseMs = pauseMs > _longestMs / 2 ? _longestMs : pauseMs * 2;
        // xorshift32 (Marsaglia 2003): good enough to spread callers, and this is no secret
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        long halfUs = pauseMs * 500L;
        return halfUs + _state % (halfUs + 1);
    }

    /// <summary>The next pause is the first one again.</summary>
    public void Reset()
    {
        _pauseMs = _firstMs;
    }
}
