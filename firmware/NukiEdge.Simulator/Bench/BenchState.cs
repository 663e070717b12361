using System.Collections.Generic;

namespace NukiEdge.Simulator.Bench;

// What the page draws: written as JSON with camelCase names. All times are milliseconds since 1970 and do not change
// while nothing happens, so that two pictures of a quiet house are the same bytes.

/// <summary>One picture of everything.</summary>
/// <param name="Fault">What ended the loop, or null.</param>
/// <param name="Safe">Safe mode: no rule runs.</param>
/// <param name="OwnersPage">Where the appliance's own page is, or null.</param>
internal sealed record BenchState(string? Fault, BrokerView Broker, SinkView Sink, IReadOnlyList<LockView> Locks,
    IReadOnlyList<RelayView> Relays, IReadOnlyList<LoginView> ToConfirm, IReadOnlyList<LogEntry> Log,
    IReadOnlyList<CallView> Calls, ClockView Clock, bool Safe, string? OwnersPage);

/// <summary>The appliance's wall clock.</summary>
/// <param name="OffsetS">Seconds that it was set away from this computer's; null while it is not set.</param>
internal sealed record ClockView(long? OffsetS);

/// <summary>The built-in broker and its counters.</summary>
internal sealed record BrokerView(int Port, int Clients, int Announcements, int Published, int Dropped, int Retained,
    int ProtocolErrors);

/// <summary>The HTTP sink, or that its port was taken.</summary>
internal sealed record SinkView(int Port, bool IsListening, long Received);

/// <summary>A lock as the appliance knows it, and the virtual lock that plays it, if one does.</summary>
/// <param name="Connected">The lock's own word over MQTT: true, false after its will, null while it never came.</param>
/// <param name="HasKeys">True where a virtual lock of the bench plays this lock.</param>
/// <param name="Powered">False while the bench cut the virtual lock's connection.</param>
/// <param name="FactsAt">When the newest fact came.</param>
/// <param name="Credentials">The first of them.</param>
/// <param name="CredentialsLeftOut">How many more there are; they have no key, but their numbers can be typed.</param>
internal sealed record LockView(int Index, string Name, string Id, int State, string StateWord, int Door, string DoorWord,
    bool? Connected, int BatteryPercent, bool BatteryCritical, bool BatteryCharging, bool KeypadBatteryCritical, long? FactsAt,
    int RefusedEvents, bool HasKeys, bool Powered, IReadOnlyList<CredentialView> Credentials,
    int CredentialsLeftOut);

/// <summary>A credential of the house that a key is drawn for.</summary>
/// <param name="Kind">code, fingerprint, app, fob, keypad or auth.</param>
/// <param name="Person">Name, or null for a record that nobody was given.</param>
internal sealed record CredentialView(string Kind, uint Number, string? Person);

/// <summary>A relay.</summary>
/// <param name="OffAt">When it goes off by itself, or null while it is off.</param>
internal sealed record RelayView(string Name, bool On, long? OffAt, uint LongestOnMs);

/// <summary>A login that bound itself to a lock and waits for the owner's word.</summary>
internal sealed record LoginView(int Login, string User, string Lock);

/// <summary>One line of the log with the steps that followed from it.</summary>
/// <param name="Id">Number of its record.</param>
/// <param name="Kind">ran, held, ignored, none (no rule), note, warning or gap.</param>
/// <param name="At">Seconds since 1970, 0 while the clock was not set.</param>
/// <param name="Head">Who and what; empty for notes.</param>
/// <param name="Text">What was decided and why, or the note.</param>
/// <param name="Took">As in "0.3 ms"; empty for notes.</param>
internal sealed record LogEntry(long Id, string Kind, long At, string Lock, string Head, string Text, string Took,
    IReadOnlyList<string> Steps);

/// <summary>A call that reached the sink.</summary>
internal sealed record CallView(long Number, long At, string Method, string Path, string Headers, string Body,
    double? SinceEventMs);
