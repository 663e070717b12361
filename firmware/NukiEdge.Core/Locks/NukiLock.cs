namespace NukiEdge.Core.Locks;

/// <summary>One physical lock: its id, what it says of itself, its keypads and its latest announcements.</summary>
public sealed class NukiLock
{
    /// <summary>Keypads of one lock whose auth ids are remembered.</summary>
    public const int MaxKeypads = 4;

    private readonly uint[] _keypads = new uint[MaxKeypads];

    /// <summary>Keypads that are known.</summary>
    public int KeypadCount { get; private set; }

    /// <summary>Grows with every keypad that was learned.</summary>
    public int KeypadChanges { get; private set; }

    /// <summary>The MQTT id (nukiId), in topics in hexadecimal.</summary>
    public uint Id;

    /// <summary>The states it published.</summary>
    public readonly LockState State = new LockState();

    /// <summary>Announcements that counted in the last seconds.</summary>
    public readonly RecentEvents Recent = new RecentEvents();

    /// <summary>What becomes of an announcement.</summary>
    public readonly LockWatch Watch = new LockWatch();

    /// <summary>Whether it is connected.</summary>
    public readonly LockLink Link = new LockLink();

    /// <summary>Which of its batteries were told to be low.</summary>
    public readonly BatteryWatch Batteries = new BatteryWatch();

    /// <summary>Announcements whose payload the grammar refused.</summary>
    public int RefusedEvents;

    /// <summary>When Nuki Web last said who is behind this lock's numbers, seconds since 1970 UTC; -1 for never.</summary>
    public long SyncedUtcSeconds = -1;

    /// <summary>The same by the loop's clock, microseconds; long.MinValue where it was before this start.</summary>
    public long SyncedUs = long.MinValue;

    /// <summary>
    /// Seconds since Nuki Web last said who is behind this lock's numbers, or -1 when nobody can tell: it never did, or it was
    /// before the start and the clock is not set. A clock that jumps makes nothing fresh that this run has seen.
    /// </summary>
    public long AgeSeconds(long nowUs, long utcSeconds)
    {
        if (SyncedUs != long.MinValue)
        {
            return (nowUs - SyncedUs) / 1000000;
        }

        return SyncedUtcSeconds < 0 || utcSeconds < SyncedUtcSeconds ? -1 : utcSeconds - SyncedUtcSeconds;
    }

    /// <summary>Nuki Web has just said who is behind this lock's numbers.</summary>
    public void MarkSynced(long nowUs, long utcSeconds)
    {
        SyncedUs = nowUs;
        SyncedUtcSeconds = utcSeconds;
    }

    /// <summary>Auth id of a keypad, by its place.</summary>
    public uint Keypad(int place)
    {
        return _keypads[place];
    }

    /// <summary>True for the auth id of a keypad of this lock.</summary>
    public bool IsKeypad(uint authId)
    {
        for (int i = 0; i < KeypadCount; i++)
        {
            if (_keypads[i] == authId)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Remembers a keypad out of flash as the newest one: of what else is known of this lock, the oldest goes.</summary>
    public void RestoreKeypad(uint authId)
    {
        int count = 0;
        for (int i = 0; i < KeypadCount; i++)
        {
            _keypads[count] = _keypads[i];
            count += _keypads[i] == authId ? 0 : 1;
        }

        KeypadCount = count;
        LearnKeypad(authId);
    }

    /// <summary>
    /// Remembers a keypad's auth id (design section 4, rule 2). When more than four are seen the oldest is forgotten:
    /// it is learned again with its next code, before which it identified nobody either.
    /// </summary>
    /// <returns>true when it was not known before.</returns>
    public bool LearnKeypad(uint authId)
    {
        if (authId == 0 || IsKeypad(authId))
        {
            return false;
        }

        if (KeypadCount == MaxKeypads)
        {
            for (int i = 1; i < MaxKeypads; i++)
            {
                _keypads[i - 1] = _keypads[i];
            }

            KeypadCount--;
        }

        _keypads[KeypadCount++] = authId;
        KeypadChanges++;
        return true;
    }
}
