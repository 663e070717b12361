namespace NukiEdge.Connect.Sync;

/// <summary>Spreads times at random, so that many boxes that begin together do not ask together (EN 303 645, 5.9-3).</summary>
public sealed class SyncSpread
{
    private const long Second = 1000000;

    private uint _random;

    /// <summary>From a seed that differs from box to box.</summary>
    public SyncSpread(uint seed)
    {
        _random = seed == 0 ? 1 : seed;
    }

    /// <summary>Microseconds, from 90 to 110 % of <paramref name="seconds"/>.</summary>
    public long Around(int seconds)
    {
        return seconds * Second / 10 * 9 + Part(seconds * Second / 5);
    }

    /// <summary>Microseconds, from 100 to 125 % of <paramref name="seconds"/>: never sooner than a server asked for.</summary>
    public long After(int seconds)
    {
        return seconds * Second + Part(seconds * Second / 4);
    }

    /// <summary>Microseconds, between the two.</summary>
    public long Between(int fromSeconds, int toSeconds)
    {
        return fromSeconds * Second + Part((toSeconds - fromSeconds) * Second);
    }

    // xorshift32: G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8(14). Enough to be apart, no secret.
    private long Part(long ofUs)
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return ofUs / 65536 * (_random & 65535);
    }
}
