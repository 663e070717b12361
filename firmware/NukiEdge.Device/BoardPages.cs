using System;
using nanoFramework.Runtime.Native;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Device;

/// <summary>
/// The page's files, which lie in flash as resources of this program and are read in pieces. What a call hands out is small and gone
/// after the request; nothing of it stays in the heap.
/// </summary>
public sealed class BoardPages : IPageSource
{
    private const string Front = "/index.html";

    /// <inheritdoc />
    public int Find(byte[] path, int offset, int length)
    {
        bool isFront = length == 1 && path[offset] == '/';
        for (int i = 0; i < PageTable.Count; i++)
        {
            string own = PageTable.Path(i);
            if (isFront ? own == Front : Is(own, path, offset, length))
                return i;
        }
        return -1;
    }

    /// <inheritdoc />
    public int Length(int file)
    {
        return PageTable.Length(file);
    }

    /// <inheritdoc />
    public byte[] ContentType(int file)
    {
        return Ascii.Of(PageTable.ContentType(file));
    }

    /// <inheritdoc />
    public byte[] Tag(int file)
    {
        return Ascii.Of(PageTable.Tag(file));
    }

    /// <inheritdoc />
    public bool IsGzip(int file)
    {
        return true;
    }

    /// <inheritdoc />
    public bool IsForever(int file)
    {
        return false; // names stay the same with the next firmware
    }

    /// <inheritdoc />
    public int Read(int file, int at, byte[] buffer, int offset, int count)
    {
        try
        {
            // The firmware shortens a piece that reaches beyond the end (nf-interpreter, ResourceManager.cpp).
            PageResources.BinaryResources id = (PageResources.BinaryResources)PageTable.Resource(file);
            byte[] piece = (byte[])ResourceUtility.GetObject(PageResources.ResourceManager, id, at, count);
            Array.Copy(piece, 0, buffer, offset, piece.Length);
            return piece.Length;
        }
        catch (Exception)
        {
            return -1; // no memory for the piece, or an image without the resources: this request ends, and nothing else
        }
    }

    private static bool Is(string own, byte[] path, int offset, int length)
    {
        if (own.Length != length)
            return false;
        for (int i = 0; i < length; i++)
        {
            if (own[i] != path[offset + i])
                return false;
        }
        return true;
    }
}
