namespace NukiEdge.Core.Log;

/// <summary>What became of an announcement (or of one rule that it matched).</summary>
public static class Verdict
{
    /// <summary>A scene ran.</summary>
    public const byte Ran = 1;

    /// <summary>A rule matched, or could have, but nothing was allowed to run: the reason says why.</summary>
    public const byte Held = 2;

    /// <summary>No rule is about this.</summary>
    public const byte NoRule = 3;

    /// <summary>A copy, or not readable: it was not an announcement of anything new.</summary>
    public const byte Ignored = 4;

    /// <summary>From Nuki Web's log, after an outage of this box or of the lock's connection. It ran nothing; the context is the log's state.</summary>
    public const byte SeenLater = 5;

    /// <summary>From a webhook, and no announcement of it came. It ran nothing; the context is the log's state.</summary>
    public const byte Told = 6;

    /// <summary>True for what Nuki Web said and this box did not see: nothing may take it for something that happens now.</summary>
    public static bool IsPast(byte verdict)
    {
        return verdict == SeenLater || verdict == Told;
    }
}

/// <summary>Why something was held or ignored.</summary>
public static class Reason
{
    public const byte None = 0;

    /// <summary>RETAIN was set: a replay from a broker's store.</summary>
    public const byte Retained = 1;

    /// <summary>The same QoS 2 packet id again, before its PUBREL.</summary>
    public const byte Repeated = 2;

    /// <summary>The same payload within three seconds, with DUP or after a reconnect.</summary>
    public const byte Duplicate = 3;

    /// <summary>The grammar refused the payload; the parse result stands in the entry's context field.</summary>
    public const byte Unreadable = 4;

    /// <summary>The login was bound to the lock by itself and the owner has not confirmed it.</summary>
    public const byte LockNotConfirmed = 5;

    /// <summary>The keypad without a code identifies no one.</summary>
    public const byte Keypad = 6;

    /// <summary>Auto-unlock or a wrong code: the auth is not known to be an app.</summary>
    public const byte Unproven = 7;

    /// <summary>A code and a fingerprint share the number.</summary>
    public const byte Collision = 8;

    /// <summary>The lock locked by itself.</summary>
    public const byte AutoLock = 9;

    /// <summary>The lock's own time control.</summary>
    public const byte TimeControl = 10;

    /// <summary>A trigger, context or action that no document knows.</summary>
    public const byte NotKnown = 11;

    /// <summary>The rule's scene ran a moment ago.</summary>
    public const byte CoolDown = 12;

    /// <summary>Too many scenes are under way.</summary>
    public const byte NoRoom = 13;

    /// <summary>The rule has times, and the clock is not set.</summary>
    public const byte ClockNotSet = 14;

    /// <summary>Outside the rule's times. The rules behind it are tried.</summary>
    public const byte OutsideTimes = 15;

    /// <summary>The rule ran today already. The rules behind it are tried.</summary>
    public const byte NotFirstToday = 16;

    /// <summary>The door is not as the rule wants it, or nothing is known of it. The rules behind it are tried.</summary>
    public const byte DoorNotSo = 17;

    /// <summary>The rule runs when lock state or door sensor confirm that the door opened.</summary>
    public const byte WaitsForOpening = 18;

    /// <summary>The scene is sensitive, and the event came over an external broker, where anybody may be the lock.</summary>
    public const byte UntrustedBroker = 20;
    /// <summary>The auth behind the number is not enabled, or not valid at this time.</summary>
    public const byte NotValidNow = 24;

    /// <summary>The auth behind the number is valid at times only, and the clock is not set.</summary>
    public const byte ValidityNotSure = 25;

    /// <summary>A sensitive scene, and the last good sync is older than its limit (design section 4, rule 5).</summary>
    public const byte NotFresh = 26;

    /// <summary>A sensitive scene, for a number that a sync gave to its person and the owner did not confirm (rule 4).</summary>
    public const byte NumberNotConfirmed = 27;

    /// <summary>A sensitive scene whose owner wants Nuki Web asked first: it is being asked.</summary>
    public const byte AskingFirst = 28;

    /// <summary>Nuki Web was asked first and did not answer well, or not in time.</summary>
    public const byte AskedInVain = 29;

    /// <summary>Nuki Web was asked first, and somebody else is behind the number.</summary>
    public const byte ChangedMeanwhile = 30;

    /// <summary>Nuki Web does not say clearly whose number it is.</summary>
    public const byte Doubtful = 31;

    /// <summary>Safe mode: after three quick restarts nothing that the owner set up acts.</summary>
    public const byte SafeMode = 40;

    /// <summary>DUP, and its first sending may have gone to the run before this one: perhaps its scene ran then.</summary>
    public const byte BeforeStart = 41;

    /// <summary>A sensitive scene, and what happened names nobody: nothing vouches for it.</summary>
    public const byte NamesNobody = 42;

    /// <summary>The lock had only just connected: an announcement of a moment ago may have been lost.</summary>
    public const byte JustConnected = 43;

    /// <summary>Held by a condition of the owner's, so that another rule may be meant.</summary>
    public static bool LeavesOthersATry(byte reason)
    {
        return reason == OutsideTimes || reason == NotFirstToday || reason == DoorNotSo;
    }
}
