using NukiEdge.Core.Flash;

namespace NukiEdge.Web.Houses;

/// <summary>What was found in a store at start.</summary>
public sealed class StoreState
{
    /// <summary>What loading gave.</summary>
    public SlotResult Result = SlotResult.Empty;

    /// <summary>Slots that could not be used, 0 to 2. One is usual after a power cut.</summary>
    public int DamagedSlots;

    /// <summary>Why its content was refused, or null.</summary>
    public HouseError Error;

    /// <summary>It belongs to the house before the last import: an import that was never finished, or damage since.</summary>
    public bool IsStale;

    /// <summary>Items that were left out, because what they refer to is gone.</summary>
    public int Dropped;

    /// <summary>Its content is part of the house.</summary>
    public bool IsThere => Result == SlotResult.Ok && Error == null && !IsStale;

    /// <summary>Something was there once and cannot be used.</summary>
    public bool IsLost => !IsThere && (Result != SlotResult.Empty || DamagedSlots > 0);
}
