using System.Collections.Generic;

namespace NukiEdge.Simulator.Bench;

// What the panel "Nuki account" draws: written as JSON with camelCase names. Times are milliseconds since 1970. No token,
// no secret and no PIN is in it.

/// <summary>The account and the switches of its server.</summary>
/// <param name="Address">Where the double answers.</param>
/// <param name="Fault">Name of the fault that is on.</param>
/// <param name="Faults">All there are.</param>
internal sealed record NukiAccountView(string Address, string Fault, IReadOnlyList<string> Faults, int DelayMs, int PerMinute,
    bool Revoked, IReadOnlyList<NukiLockView> Locks, IReadOnlyList<NukiAuthView> Auths, IReadOnlyList<NukiAuthView> Deleted,
    IReadOnlyList<NukiPendingView> Pending, long Received, IReadOnlyList<NukiRequestView> Requests);

/// <summary>A lock of the account.</summary>
/// <param name="Id">MQTT id in hexadecimal.</param>
/// <param name="SmartlockId">The Web API's id, as text: it is longer than 32 bits.</param>
internal sealed record NukiLockView(string Id, string SmartlockId, string Name, bool Online, bool HasKeypad);

/// <summary>A record.</summary>
/// <param name="Kind">app, bridge, fob, keypad, code or the type's number.</param>
/// <param name="Waits">A change of it waits for the lock.</param>
internal sealed record NukiAuthView(string Id, string Lock, string Kind, uint Number, string Name, IReadOnlyList<uint> Fingerprints,
    bool Enabled, bool Waits, long Created);

/// <summary>A change that was accepted and not done.</summary>
/// <param name="What">create, change or delete.</param>
internal sealed record NukiPendingView(string What, string Lock, string Name, long DueAt);

/// <summary>A request that reached the double.</summary>
internal sealed record NukiRequestView(long At, string Method, string Target, bool HadToken, int Status);
