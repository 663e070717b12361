using System;
using System.IO;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Ports;

namespace NukiEdge.Device;

/// <summary>The stores' slots as files of the board's flash. What was written is there once the file is closed.</summary>
public sealed class BoardSlots : ISlots
{
    private readonly BoardReader _reader = new BoardReader();
    private FileStream _open;

    /// <inheritdoc />
    public int Size(byte store, int slot)
    {
        return _reader.Size(PathOf(store, slot));
    }

    /// <inheritdoc />
    public int Read(byte store, int slot, int at, byte[] buffer, int offset, int count)
    {
        return _reader.Read(PathOf(store, slot), at, buffer, offset, count);
    }

    /// <inheritdoc />
    public bool BeginWrite(byte store, int slot)
    {
        _reader.Close();
        if (_open != null)
        {
            EndWrite(); // at most one is open, so the caller has lost count: neither goes on
            return false;
        }

        try
        {
            _open = new FileStream(PathOf(store, slot), FileMode.Create, FileAccess.Write);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public bool Append(byte[] buffer, int offset, int count)
    {
        try
        {
            if (_open == null)
            {
                return false;
            }

            _open.Write(buffer, offset, count);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public bool EndWrite()
    {
        FileStream stream = _open;
        _open = null;
        try
        {
            if (stream == null)
            {
                return false;
            }

            using (stream)
            {
                stream.Flush();
            }

            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static string PathOf(byte store, int slot)
    {
        return BoardFile.Drive + StoreKind.Name(store) + "." + slot.ToString();
    }
}
