using System;

namespace NukiEdge.Core.Bytes;

/// <summary>Names of a fixed number of things, UTF-8, at most 32 bytes each, in one byte image.</summary>
public sealed class NameTable
{
    /// <summary>Longest name in bytes. Nuki Web allows 32 characters for an auth (facts B3).</summary>
    public const int MaxBytes = 32;

    private const int Slot = MaxBytes + 1;

    private readonly byte[] _image;

    /// <summary>Room for <paramref name="capacity"/> names.</summary>
    public NameTable(int capacity)
    {
        _image = new byte[capacity * Slot];
    }

    /// <summary>Names in use.</summary>
    public int Count { get; private set; }

    /// <summary>Names that fit.</summary>
    public int Capacity => _image.Length / Slot;

    /// <summary>The image, for reading at <see cref="Offset"/>.</summary>
    public byte[] Bytes => _image;

    /// <summary>Where name <paramref name="index"/> stands in <see cref="Bytes"/>.</summary>
    public int Offset(int index)
    {
        return index * Slot + 1;
    }

    /// <summary>Length of name <paramref name="index"/> in bytes.</summary>
    public int Length(int index)
    {
        return _image[index * Slot];
    }

    /// <summary>Adds a name. The caller has checked capacity, length (1 to 32) and that it is new.</summary>
    /// <returns>Its index.</returns>
    public int Add(byte[] name, int offset, int length)
    {
        int index = Count++;
        Set(index, name, offset, length);
        return index;
    }

    /// <summary>Changes a name; what is over 32 bytes is left off at a character's border.</summary>
    public void Set(int index, byte[] name, int offset, int length)
    {
        if (length > MaxBytes)
        {
            length = MaxBytes;
            while (length > 0 && (name[offset + length] & 0xC0) == 0x80)
            {
                length--;
            }
        }

        _image[index * Slot] = (byte)length;
        Array.Copy(name, offset, _image, index * Slot + 1, length);
    }

    /// <summary>Index of the name with exactly these bytes, or -1.</summary>
    public int IndexOf(byte[] name, int offset, int length)
    {
        for (int i = 0; i < Count; i++)
        {
            if (Length(i) == length && Image.Same(_image, Offset(i), name, offset, length))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Forgets all names.</summary>
    public void Clear()
    {
        Count = 0;
    }

    /// <summary>The name as text. Not for the event path.</summary>
    public string Text(int index)
    {
        return System.Text.Encoding.UTF8.GetString(_image, Offset(index), Length(index));
    }
}
