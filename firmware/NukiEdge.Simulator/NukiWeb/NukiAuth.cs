using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using NukiEdge.Core.Locks;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>
/// An auth record of the account (SmartlockAuth, swagger 4.4.1; facts B3). Never changed in place: a change is a new record.
/// </summary>
public sealed record NukiAuth
{
    /// <summary>Document id, 24 hexadecimal digits. The stable key.</summary>
    public required string Id { get; init; }

    /// <summary>See <see cref="NukiIds.SmartlockId"/>.</summary>
    public required long SmartlockId { get; init; }

    /// <summary>
    /// Number of the code for <see cref="WebAuthType.KeypadCode"/>, else the lock's auth id. The API writes it as int32: a
    /// number from 2^31 on is negative there (facts B5).
    /// </summary>
    public required uint AuthId { get; init; }

    /// <summary>One of <see cref="WebAuthType"/>.</summary>
    public required int Type { get; init; }

    /// <summary>At most 32 characters; a lock stores 20 bytes of a code's name (facts E).</summary>
    public required string Name { get; init; }

    public bool Enabled { get; init; } = true;

    public bool RemoteAllowed { get; init; }

    public int LockCount { get; init; }

    /// <summary>Account user; absent for codes.</summary>
    public int? AccountUserId { get; init; }

    /// <summary>The PIN of a keypad code: six digits, none of them 0.</summary>
    public int? Code { get; init; }

    /// <summary>Fingerprint id to its name, of a keypad code.</summary>
    public IReadOnlyDictionary<uint, string> Fingerprints { get; init; } = ImmutableSortedDictionary<uint, string>.Empty;

    public DateTimeOffset? AllowedFromDate { get; init; }

    public DateTimeOffset? AllowedUntilDate { get; init; }

    /// <summary>Bits 64 Monday to 1 Sunday.</summary>
    public int? AllowedWeekDays { get; init; }

    /// <summary>Minutes after midnight.</summary>
    public int? AllowedFromTime { get; init; }

    /// <summary>Minutes after midnight.</summary>
    public int? AllowedUntilTime { get; init; }

    public DateTimeOffset? LastActiveDate { get; init; }

    public DateTimeOffset CreationDate { get; init; }

    public DateTimeOffset UpdateDate { get; init; }

    /// <summary>Set while a change waits for the lock.</summary>
    public string? OperationId { get; init; }

    public string? Error { get; init; }

    /// <summary>True for a code of the keypad, whose numbers are a space of their own.</summary>
    public bool IsCode => Type == WebAuthType.KeypadCode;
}

/// <summary>What a create or a change asks for; null leaves a field as it is.</summary>
public sealed record NukiAuthChange
{
    public string? Name { get; init; }

    /// <summary>Create only: one of <see cref="WebAuthType"/>.</summary>
    public int? Type { get; init; }

    public int? Code { get; init; }

    public bool? Enabled { get; init; }

    public bool? RemoteAllowed { get; init; }

    public int? AccountUserId { get; init; }

    public DateTimeOffset? AllowedFromDate { get; init; }

    public DateTimeOffset? AllowedUntilDate { get; init; }

    public int? AllowedWeekDays { get; init; }

    public int? AllowedFromTime { get; init; }

    public int? AllowedUntilTime { get; init; }

    /// <summary>
    /// Create only, never in a request: the number that the lock gives out, where it is free; else the lowest free one.
    /// </summary>
    public uint? Number { get; init; }

    /// <summary>The record with these changes.</summary>
    public NukiAuth On(NukiAuth record, DateTimeOffset now)
    {
        return record with
        {
            Name = Name is null ? record.Name : NukiNames.AsStored(Name, record.IsCode),
            Code = Code ?? record.Code,
            Enabled = Enabled ?? record.Enabled,
            RemoteAllowed = RemoteAllowed ?? record.RemoteAllowed,
            AccountUserId = AccountUserId ?? record.AccountUserId,
            AllowedFromDate = AllowedFromDate ?? record.AllowedFromDate,
            AllowedUntilDate = AllowedUntilDate ?? record.AllowedUntilDate,
            AllowedWeekDays = AllowedWeekDays ?? record.AllowedWeekDays,
            AllowedFromTime = AllowedFromTime ?? record.AllowedFromTime,
            AllowedUntilTime = AllowedUntilTime ?? record.AllowedUntilTime,
            UpdateDate = now,
            OperationId = null,
        };
    }
}
