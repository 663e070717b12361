namespace NukiEdge.Connect.Sync;

/// <summary>
/// Takes what an <see cref="Cloud.IAnswerReader"/> has read into the house, on the loop, a slice at a time, so that an event
/// never waits for it. It logs each change itself. Nothing of the house changes before the slice that says
/// <see cref="TakeResult.Changed"/>.
/// </summary>
public interface IRosterTake
{
    /// <summary>Begins with what was read last. Whatever was begun and not ended before is forgotten.</summary>
    /// <param name="askedUs">When the request went out, clock microseconds: the answer is as of then, not as of its end.</param>
    /// <param name="askedUtc">The same in seconds since 1970 UTC.</param>
    /// <returns>A <see cref="TakeResult"/>.</returns>
    byte Begin(long askedUs, long askedUtc);

    /// <summary>The next slice; at most some milliseconds on the board.</summary>
    /// <returns>A <see cref="TakeResult"/>.</returns>
    byte Step();

    /// <summary>After <see cref="TakeResult.Refused"/>: why, as a <see cref="Core.Log.SyncFault"/>.</summary>
    byte Refusal { get; }

    /// <summary>True when the answer names a lock that is not known well enough: the list of locks has to be asked for too.</summary>
    bool WantsLocks { get; }

    /// <summary>Locks of which the last answer that was taken had nothing, though one before it had: they keep their numbers.</summary>
    int LocksMissing { get; }
}

/// <summary>How far an <see cref="IRosterTake"/> is.</summary>
public static class TakeResult
{
    /// <summary>There is more to do: <see cref="IRosterTake.Step"/>.</summary>
    public const byte Working = 0;

    /// <summary>The roster is new, or is as it was.</summary>
    public const byte Changed = 1, Unchanged = 2;

    /// <summary>Everything would be gone: nothing was changed, a second equal answer is needed (design section 4, rule 8).</summary>
    public const byte HeldForSecond = 3;

    /// <summary>Nothing was changed: <see cref="IRosterTake.Refusal"/> says why.</summary>
    public const byte Refused = 4;
}
