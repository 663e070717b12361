namespace NukiEdge.Core.Ports;

/// <summary>
/// The stores in flash: each is a pair of slots, on the board two files. There is no rename and no replace: the board's file
/// system has none that can be relied on. Any call may fail, and says so by its return value; no call throws. At most one
/// slot is open for writing at a time, whatever its store; the other one of the pair is read meanwhile.
/// </summary>
public interface ISlots
{
    /// <summary>Bytes in a slot: 0 when it is empty or was never written, -1 when flash cannot tell.</summary>
    /// <param name="store">A <see cref="Flash.StoreKind"/>.</param>
    /// <param name="slot">0 or 1.</param>
    int Size(byte store, int slot);

    /// <summary>Reads a piece of a slot that is not open for writing. Pieces are mostly asked for from front to back.</summary>
    /// <param name="at">Place in the slot, bytes.</param>
    /// <returns>Bytes read, at most <paramref name="count"/>; 0 at the end; -1 when flash cannot be read.</returns>
    int Read(byte store, int slot, int at, byte[] buffer, int offset, int count);

    /// <summary>Empties a slot and opens it for writing.</summary>
    /// <returns>false when it could not; then nothing is open, and what the slot holds is unknown.</returns>
    bool BeginWrite(byte store, int slot);

    /// <summary>Appends to the open slot.</summary>
    /// <returns>false when not all of it was taken; the slot stays open until <see cref="EndWrite"/>.</returns>
    bool Append(byte[] buffer, int offset, int count);

    /// <summary>Flushes and closes the open slot. From here on it can be read.</summary>
    /// <returns>false when something may not have reached flash. It is closed in any case.</returns>
    bool EndWrite();
}
