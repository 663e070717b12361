using System;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>A lock of the account (facts B6, samples/webapi_smartlock.json).</summary>
public sealed record NukiSmartlock
{
    /// <summary>See <see cref="NukiIds.SmartlockId"/>.</summary>
    public required long Id { get; init; }

    /// <summary>One of <see cref="Core.Locks.DeviceTypeCode"/>.</summary>
    public required int Type { get; init; }

    public required string Name { get; init; }

    /// <summary>The account's own auth at this lock.</summary>
    public required long AuthId { get; init; }

    /// <summary>Without a keypad no code can be created (facts E).</summary>
    public bool HasKeypad { get; init; } = true;

    /// <summary>False: the cloud does not reach it (serverState 4).</summary>
    public bool IsOnline { get; init; } = true;

    /// <summary>One of <see cref="Core.Locks.LockStateCode"/>.</summary>
    public int State { get; init; } = 1;

    public DateTimeOffset CreationDate { get; init; }

    public DateTimeOffset UpdateDate { get; init; }
}

/// <summary>A line of the account's log (SmartlockLog, facts B4).</summary>
public sealed record NukiLogEntry
{
    /// <summary>Document id.</summary>
    public required string Id { get; init; }

    public required long SmartlockId { get; init; }

    /// <summary>One of <see cref="Core.Locks.DeviceTypeCode"/>.</summary>
    public required int DeviceType { get; init; }

    public int? AccountUserId { get; init; }

    /// <summary>The auth's **document id**, not its number (facts B4); null where nobody is behind it.</summary>
    public string? AuthDocumentId { get; init; }

    public required string Name { get; init; }

    /// <summary>1 unlock to 5, or an entry of another kind (facts B4).</summary>
    public required int Action { get; init; }

    /// <summary>0 system, 2 button, 4 web, 5 app, 255 keypad: not the triggers of MQTT (facts A4).</summary>
    public required int Trigger { get; init; }

    /// <summary>0 done, 224 invalid code, 225 invalid fingerprint.</summary>
    public int State { get; init; }

    public bool AutoUnlock { get; init; }

    /// <summary>0 default, 1 keypad code, 2 fingerprint.</summary>
    public int Source { get; init; }

    public required DateTimeOffset Date { get; init; }
}
