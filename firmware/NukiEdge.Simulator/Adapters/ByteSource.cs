using System;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>A text in memory as a source of bytes.</summary>
public sealed class ByteSource : IByteSource
{
    private readonly byte[] _bytes;
    private int _at;

    /// <summary>Reads from an array.</summary>
    public ByteSource(byte[] bytes)
    {
        _bytes = bytes;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count)
    {
        int left = Math.Min(count, _bytes.Length - _at);
        Array.Copy(_bytes, _at, buffer, offset, left);
        _at += left;
        return left;
    }

    /// <inheritdoc/>
    public void Rewind()
    {
        _at = 0;
    }
}
