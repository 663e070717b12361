using System;

namespace NukiEdge.Tests.Flash;

/// <summary>The power went away in the middle of a call. Only the fake throws it, only the test catches it.</summary>
public sealed class PowerCutException : Exception
{
    public PowerCutException()
        : base("power cut")
    {
    }
}

/// <summary>A slot or a segment of <see cref="FakeFlash"/>.</summary>
public sealed class FakeFile
{
    public byte[] Bytes = new byte[64];
    public int Length;

    /// <summary>What it held before the last write, for reads that give old data.</summary>
    public byte[] Old = new byte[64];
    public int OldLength;

    public void Add(byte value)
    {
        if (Length == Bytes.Length)
        {
            byte[] larger = new byte[Length * 2];
            Array.Copy(Bytes, 0, larger, 0, Length);
            Bytes = larger;
        }

        Bytes[Length++] = value;
    }

    public void Set(byte[] bytes, int length)
    {
        if (Bytes.Length < length)
        {
            Bytes = new byte[length];
        }

        Array.Copy(bytes, 0, Bytes, 0, length);
        Length = length;
    }

    public byte[] Copy()
    {
        byte[] copy = new byte[Length];
        Array.Copy(Bytes, 0, copy, 0, Length);
        return copy;
    }

    public void Remember()
    {
        if (Old.Length < Length)
        {
            Old = new byte[Bytes.Length];
        }

        Array.Copy(Bytes, 0, Old, 0, Length);
        OldLength = Length;
    }
}
