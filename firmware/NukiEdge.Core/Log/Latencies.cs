namespace NukiEdge.Core.Log;

/// <summary>Times since receipt, counted in fixed buckets: what is kept costs the same after ten events and after a million.</summary>
public sealed class Latencies
{
    // Upper ends of the buckets, microseconds, in steps of 1-2-5; the last bucket has none.
    private static readonly uint[] EndsUs =
    {
        10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000, 1000000, 2000000, 5000000,
    };

    private readonly uint[] _counts = new uint[EndsUs.Length + 1];

    /// <summary>Times that were counted.</summary>
    public uint Count { get; private set; }

    /// <summary>The longest, microseconds.</summary>
    public uint MaxUs { get; private set; }

    /// <summary>Number of buckets.</summary>
    public static int Buckets => EndsUs.Length + 1;

    /// <summary>Upper end of a bucket, microseconds; the last one has none.</summary>
    public static uint EndUs(int bucket)
    {
        return EndsUs[bucket];
    }

    /// <summary>Times in a bucket.</summary>
    public uint CountIn(int bucket)
    {
        return _counts[bucket];
    }

    /// <summary>Counts one time.</summary>
    public void Add(uint us)
    {
        int bucket = 0;
        while (bucket < EndsUs.Length && us > EndsUs[bucket])
        {
            bucket++;
        }

        _counts[bucket]++;
        Count++;
        MaxUs = us > MaxUs ? us : MaxUs;
    }

    /// <summary>The time that so many percent of all did not exceed: the upper end of their bucket, at most the longest.</summary>
    /// <param name="percent">1 to 100.</param>
    /// <returns>Microseconds, 0 while nothing was counted.</returns>
    public uint PercentileUs(int percent)
    {
        ulong wanted = ((ulong)Count * (uint)percent + 99) / 100;
        ulong seen = 0;
        for (int i = 0; i < EndsUs.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
            {
                return EndsUs[i] < MaxUs ? EndsUs[i] : MaxUs;
            }
        }

        return MaxUs;
    }
}
