using NukiEdge.Core.Ports;

namespace NukiEdge.Tests.Data;

/// <summary>Slots into which nothing can be written for a while: what is changed meanwhile stays unsaved, however fast the disk is.</summary>
internal sealed class HeldSlots : ISlots
{
    private readonly ISlots _slots;

    public HeldSlots(ISlots slots)
    {
        _slots = slots;
    }

    /// <summary>While true each write is refused at its beginning. To be set on the loop.</summary>
    public bool AreHeld { get; set; }

    /// <inheritdoc/>
    public int Size(byte store, int slot)
    {
        return _slots.Size(store, slot);
    }

    /// <inheritdoc/>
    public int Read(byte store, int slot, int at, byte[] buffer, int offset, int count)
    {
        return _slots.Read(store, slot, at, buffer, offset, count);
    }

    /// <inheritdoc/>
    public bool BeginWrite(byte store, int slot)
    {
        return !AreHeld && _slots.BeginWrite(store, slot);
    }

    /// <inheritdoc/>
    public bool Append(byte[] buffer, int offset, int count)
    {
        return _slots.Append(buffer, offset, count);
    }

    /// <inheritdoc/>
    public bool EndWrite()
    {
        return _slots.EndWrite();
    }
}
