using System;
using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Flash;

/// <summary>A byte image in memory, saved without a copy of it. The image must not change before the save is over.</summary>
public sealed class ImageSource : IByteSource
{
    private byte[] _image = new byte[0];
    private int _length;
    private int _at;

    /// <summary>Gives out the first <paramref name="length"/> bytes of an image from now on.</summary>
    public void Use(byte[] image, int length)
    {
        _image = image;
        _length = length;
        _at = 0;
    }

    /// <inheritdoc />
    public int Read(byte[] buffer, int offset, int count)
    {
        int left = _length - _at;
        int taken = left < count ? left : count;
        Array.Copy(_image, _at, buffer, offset, taken);
        _at += taken;
        return taken;
    }

    /// <inheritdoc />
    public void Rewind()
    {
        _at = 0;
    }
}
