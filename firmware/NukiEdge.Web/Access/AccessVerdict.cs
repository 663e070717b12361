namespace NukiEdge.Web.Access;

/// <summary>How a request for access ended. The HTTP status that belongs to each stands beside it.</summary>
public static class AccessVerdict
{
    /// <summary>Done: 200.</summary>
    public const byte Ok = 0;

    /// <summary>Not the form that access.md describes: 400.</summary>
    public const byte Malformed = 1;

    /// <summary>Wrong password, code, MAC, counter, session or key: 401. Which of them is not said.</summary>
    public const byte Refused = 2;

    /// <summary>Too many wrong ones: 429, Retry-After <see cref="PageAccess.WaitSeconds"/>. Nothing was compared.</summary>
    public const byte TooSoon = 3;

    /// <summary>The challenge is older than a minute, used, or made before a restart: 409, begin anew.</summary>
    public const byte Stale = 4;

    /// <summary>Not now: no password is set yet, the set-up window is closed, or the table is full: 409.</summary>
    public const byte Closed = 5;

    /// <summary>Needs a login within the last five minutes: 403, log in again.</summary>
    public const byte NotFresh = 6;
}
