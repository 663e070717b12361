namespace NukiEdge.Core.Log;

/// <summary>
/// What went wrong with a sync, as a number: for the log, the status and the back-off. Words for them are made by SyncText
/// (NukiEdge.Web); what follows from each stands in firmware/docs/cloud-sync.md. Values are saved in logs: they never change.
/// </summary>
public static class SyncFault
{
    /// <summary>Nothing.</summary>
    public const byte None = 0;

    /// <summary>Nothing was sent: no token; the wall clock is not set, so that no certificate's dates can be checked.</summary>
    public const byte NoToken = 1, ClockNotSet = 2;

    /// <summary>No address for the server's name; nobody answers there.</summary>
    public const byte Dns = 3, NoConnection = 4;

    /// <summary>The certificate: for another name, too old, not valid yet, from nobody whom we trust, not for servers.</summary>
    public const byte TlsWrongName = 5, TlsExpired = 6, TlsNotYetValid = 7, TlsUnknownIssuer = 8, TlsWrongUse = 9;

    /// <summary>The handshake failed and nobody said why; it came to no end in time. On the board the first of them is all that can be told.</summary>
    public const byte TlsFailed = 10, TlsStalled = 11;

    /// <summary>No answer in time; it fell silent in the middle; the connection ended in the middle.</summary>
    public const byte TimedOut = 12, Stalled = 13, BrokeOff = 14;

    /// <summary>The answer is longer than can be, not HTTP, not JSON by its own word, or points elsewhere (never followed).</summary>
    public const byte TooLarge = 15, NotHttp = 16, NotJsonType = 17, Redirected = 18;

    /// <summary>The set of roots cannot be read: nobody could be trusted, so nobody was asked.</summary>
    public const byte NoRoots = 19;

    /// <summary>The adapter's own fault, of a kind that nobody thought of.</summary>
    public const byte Unexpected = 20;

    /// <summary>HTTP 401, 402, 403, 404, 423, 426, 429; 5xx; any other that is not 200.</summary>
    public const byte Unauthorized = 30, PaymentRequired = 31, Forbidden = 32, NotFound = 33, Busy = 34, UpgradeRequired = 35,
        TooMany = 36, ServerError = 37, OtherStatus = 38;

    /// <summary>The body is not JSON, or ends early; is JSON but no list of auths; has more than fits; has something twice.</summary>
    public const byte NotJson = 50, NotAuths = 51, TooManyAuths = 52, Contradiction = 53;

    /// <summary>Good, but everything, or most of a lock, would be gone: it counts when a second answer says the same (design section 4, rule 8).</summary>
    public const byte EverythingGone = 54;

    /// <summary>The roster that came of it could not be taken: no room, or flash refused.</summary>
    public const byte NotTaken = 55;

    /// <summary>True for the faults that only the owner can cure: the account or the token.</summary>
    public static bool IsAccount(byte fault)
    {
        return fault == Unauthorized || fault == Forbidden || fault == PaymentRequired || fault == UpgradeRequired;
    }
}
