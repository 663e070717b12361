using System;
using System.IO;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>The stores' slots as files of a folder, with the names they have on the board.</summary>
public sealed class FileSlots : ISlots
{
    private readonly DataFolder _folder;
    private FileStream? _open;

    /// <summary>Writes nothing yet.</summary>
    public FileSlots(DataFolder folder)
    {
        _folder = folder;
    }

    /// <inheritdoc />
    public int Size(byte store, int slot)
    {
        return _folder.Size(NameOf(store, slot));
    }

    /// <inheritdoc />
    public int Read(byte store, int slot, int at, byte[] buffer, int offset, int count)
    {
        return _folder.Read(NameOf(store, slot), at, buffer, offset, count);
    }

    /// <inheritdoc />
    public bool BeginWrite(byte store, int slot)
    {
        if (_open is not null)
        {
            EndWrite(); // at most one is open, so the caller has lost count: neither goes on
            return false;
        }

        try
        {
            _open = _folder.OpenToWrite(NameOf(store, slot), FileMode.Create);
            return true;
        }
        catch (Exception e) when (DataFolder.IsOfTheFileSystem(e))
        {
            return false;
        }
    }

    /// <inheritdoc />
    public bool Append(byte[] buffer, int offset, int count)
    {
        if (_open is null)
        {
            return false;
        }

        try
        {
            _open.Write(buffer, offset, count);
            return true;
        }
        catch (Exception e) when (DataFolder.IsOfTheFileSystem(e))
        {
            return false;
        }
    }

    /// <inheritdoc />
    public bool EndWrite()
    {
        if (_open is null)
        {
            return false;
        }

        try
        {
            using FileStream file = _open;
            _open = null;
            file.Flush(true);
            return true;
        }
        catch (Exception e) when (DataFolder.IsOfTheFileSystem(e))
        {
            return false;
        }
    }

    private static string NameOf(byte store, int slot)
    {
        return StoreKind.Name(store) + "." + slot;
    }
}
