using System;

namespace NukiEdge.Core.Bytes;

/// <summary>Names of a bounded number of things, UTF-8, at most 64 bytes each, one behind the other in one byte image.</summary>
public sealed class NameTable
{
    /// <summary>
    /// Longest name in bytes. Nuki Web allows 32 characters for an auth, the lock 20 for a code (facts B3, E): this is 32 of two
    /// bytes, Greek or Cyrillic, and 20 of three.
    /// </summary>
    public const int MaxBytes = 64;

    private readonly byte[] _image;
    private readonly ushort[] _ends;

    /// <summary>Room for <paramref name="capacity"/> names of any allowed length.</summary>
    public NameTable(int capacity)
        : this(capacity, MaxBytes)
    {
    }

    /// <summary>Room for <paramref name="capacity"/> names that have <paramref name="averageBytes"/> on average.</summary>
    public NameTable(int capacity, int averageBytes)
    {
        _image = new byte[capacity * averageBytes];
        _ends = new ushort[capacity];
    }

    /// <summary>Names in use.</summary>
    public int Count { get; private set; }

    /// <summary>Names that fit.</summary>
    public int Capacity => _ends.Length;

    /// <summary>Bytes that all names together may have.</summary>
    public int CapacityBytes => _image.Length;

    /// <summary>The image, for reading at <see cref="Offset"/>.</summary>
    public byte[] Bytes => _image;

    /// <summary>Where name <paramref name="index"/> stands in <see cref="Bytes"/>.</summary>
    public int Offset(int index)
    {
        return index == 0 ? 0 : _ends[index - 1];
    }

    /// <summary>Length of name <paramref name="index"/> in bytes.</summary>
    public int Length(int index)
    {
        return _ends[index] - Offset(index);
    }

    /// <summary>True when one more name of this length fits.</summary>
    public bool HasRoom(int length)
    {
        return Count < Capacity && length <= _image.Length - Offset(Count);
    }

    /// <summary>Adds a name. The caller has asked <see cref="HasRoom"/> and checked the length (1 to 64) and that it is new.</summary>
    /// <returns>Its index.</returns>
    public int Add(byte[] name, int offset, int length)
    {
        int at = Offset(Count);
        Array.Copy(name, offset, _image, at, length);
        _ends[Count] = (ushort)(at + length);
        return Count++;
    }

    /// <summary>True when a name of this length can stand in the place of another one.</summary>
    public bool HasRoomFor(int index, int length)
    {
        return length - Length(index) <= _image.Length - Offset(Count);
    }

    /// <summary>Puts a name in the place of another one. The caller has asked <see cref="HasRoomFor"/>.</summary>
    public void Replace(int index, byte[] name, int offset, int length)
    {
        int more = length - Length(index);
        int end = _ends[index];
        Array.Copy(_image, end, _image, end + more, Offset(Count) - end);
        Array.Copy(name, offset, _image, Offset(index), length);
        for (int i = index; i < Count; i++)
        {
            _ends[i] = (ushort)(_ends[i] + more);
        }
    }

    /// <summary>Takes the last names away until <paramref name="count"/> are left.</summary>
    public void Shorten(int count)
    {
        Count = count;
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

    /// <summary>Goes on with a checksum (FNV-1a, 32 bits) over all names in their order: another one where any name or place differs.</summary>
    public uint Sum(uint sum)
    {
        for (int i = 0; i < Count; i++)
        {
            for (int at = Offset(i); at < _ends[i]; at++)
            {
                sum = (sum ^ _image[at]) * 16777619;
            }

            sum = (sum ^ 0xFF) * 16777619; // stands in no UTF-8
        }

        return (sum ^ 0xFE) * 16777619;
    }

    /// <summary>Takes over all names of a table with the same room.</summary>
    public void CopyFrom(NameTable other)
    {
        Array.Copy(other._image, 0, _image, 0, _image.Length);
        Array.Copy(other._ends, 0, _ends, 0, _ends.Length);
        Count = other.Count;
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
