using System;
using System.Collections.Generic;

namespace NukiEdge.Simulator.Demo;

/// <summary>One thing that happens at the door, and all that may come of it.</summary>
/// <param name="Title">The event in words.</param>
/// <param name="Do">Makes it happen; false when already that failed.</param>
internal sealed record Act(string Title, Func<bool> Do)
{
    /// <summary>The verdict on its announcement (<see cref="Core.Log.Verdict"/>); 0 when there must be no announcement.</summary>
    public byte Verdict { get; init; }

    /// <summary>Why it was held or ignored (<see cref="Core.Log.Reason"/>).</summary>
    public byte Reason { get; init; }

    /// <summary>Notes that must be in the log (<see cref="Core.Log.NoteCode"/>), in this order, and no others of the kind that counts.</summary>
    public IReadOnlyList<byte> Notes { get; init; } = [];

    /// <summary>Results of HTTP steps that the log must show: a status, or below zero as in HttpCall.</summary>
    public IReadOnlyList<int> Calls { get; init; } = [];

    /// <summary>Effects that must be seen; no others may.</summary>
    public IReadOnlyList<string> Effects { get; init; } = [];

    /// <summary>True when the appliance must tell its readers about it on nukiedge/event.</summary>
    public bool IsTold => Verdict != 0 && Reason != Core.Log.Reason.Unreadable;
}
