using System;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>What became of a request to change something. Accepted is not done: see <see cref="NukiAccount.WriteDelay"/>.</summary>
public enum NukiWrite
{
    Accepted,

    /// <summary>No such lock or record in this account.</summary>
    NotFound,

    /// <summary>Empty, or longer than 32 characters.</summary>
    BadName,

    /// <summary>Not six digits from 1 to 9, or it begins with 12 (facts E).</summary>
    BadCode,

    /// <summary>A type that cannot be created; a code at a lock without a keypad.</summary>
    BadType,

    /// <summary>Another code of the lock has this PIN.</summary>
    CodeTaken,

    /// <summary>The lock holds as many codes as it can.</summary>
    Full,

    /// <summary>Another change of this record waits for the lock.</summary>
    Busy,
}

/// <summary>A change that was accepted and that the lock has not carried out yet.</summary>
/// <param name="Kind">create, change or delete.</param>
/// <param name="AuthId">Document id of the record to change or delete, else null.</param>
/// <param name="DueAt">When the lock carries it out, if it is online then.</param>
public sealed record NukiPending(string Kind, long SmartlockId, string? AuthId, NukiAuthChange Change, DateTimeOffset DueAt);
