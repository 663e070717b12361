namespace NukiEdge.Core.Flash;

/// <summary>What came of loading or saving a store.</summary>
public enum SlotResult
{
    /// <summary>Loaded, or saved and read back.</summary>
    Ok,

    /// <summary>A save is under way: step on.</summary>
    Busy,

    /// <summary>Nothing was ever saved, or neither slot is whole (<see cref="SlotStore.DamagedSlots"/> tells which).</summary>
    Empty,

    /// <summary>A later firmware wrote what is newest. Neither read nor overwritten; see <see cref="SlotStore.Clear"/>.</summary>
    Newer,

    /// <summary>Flash could not be read, so nothing is known. Nothing was written either.</summary>
    Unreadable,

    /// <summary>The content does not fit into the caller's buffer.</summary>
    TooLarge,

    /// <summary>Flash refused the write: full, or broken. What was saved before stays.</summary>
    NotWritten,

    /// <summary>Flash took the write, but gave something else back. What was saved before stays.</summary>
    NotVerified,
}
