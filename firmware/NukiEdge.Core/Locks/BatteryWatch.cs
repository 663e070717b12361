namespace NukiEdge.Core.Locks;

/// <summary>
/// Which batteries of a lock were told to be low: once each time one becomes critical, however often the lock repeats it. Kept over
/// a restart (<see cref="Houses.HouseMemory"/>), because after one the lock says everything again.
/// </summary>
public sealed class BatteryWatch
{
    // A battery at the edge flickers; flash would wear out. What is not saved in time is told once more after a restart.
    private const long SaveGapUs = 3600000000;

    private long _countedUs = -SaveGapUs;

    /// <summary>Bits of <see cref="Happening"/> that were told.</summary>
    public int Told { get; private set; }

    /// <summary>Grows when <see cref="Told"/> is to be saved: at most once an hour.</summary>
    public int Changes { get; private set; }

    /// <summary>A word about a battery.</summary>
    /// <param name="happening">BatteryLow or KeypadBatteryLow.</param>
    /// <param name="critical">1, 0, or -1 while nothing is known.</param>
    /// <param name="counts">false for a copy, and where nothing may run now: a low battery then waits for the lock's next word.</param>
    /// <returns>true when it became low, and that is to be told.</returns>
    public bool Update(int happening, int critical, bool counts, long nowUs)
    {
        bool wasTold = (Told & (1 << happening)) != 0;
        if (critical == 1 ? wasTold || !counts : critical != 0 || !wasTold)
        {
            return false;
        }

        Told ^= 1 << happening;
        if (nowUs - _countedUs >= SaveGapUs)
        {
            _countedUs = nowUs;
            Changes++;
        }

        return critical == 1;
    }

    /// <summary>What the run before had told.</summary>
    public void Restore(int told)
    {
        Told = told;
    }
}
