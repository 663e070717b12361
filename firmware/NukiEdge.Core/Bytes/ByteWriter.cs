using System;
using NukiEdge.Core.Time;

namespace NukiEdge.Core.Bytes;

/// <summary>
/// Appends to a fixed buffer. What does not fit is left out and sets <see cref="Overflow"/>: the caller checks once, at the end.
/// </summary>
public sealed class ByteWriter
{
    /// <summary>Where it writes.</summary>
    public byte[] Buffer;

    /// <summary>Bytes written from the start of <see cref="Buffer"/>.</summary>
    public int Length;

    /// <summary>Something did not fit.</summary>
    public bool Overflow;

    /// <summary>Starts again at the front of <paramref name="buffer"/>.</summary>
    public void Reset(byte[] buffer)
    {
        Buffer = buffer;
        Length = 0;
        Overflow = false;
    }

    /// <summary>Appends one byte.</summary>
    public void Add(byte value)
    {
        if (Length < Buffer.Length)
        {
            Buffer[Length++] = value;
        }
        else
        {
            Overflow = true;
        }
    }

    /// <summary>Appends a range.</summary>
    public void Add(byte[] bytes, int offset, int count)
    {
        if (count > Buffer.Length - Length)
        {
            Overflow = true;
            return;
        }

        Array.Copy(bytes, offset, Buffer, Length, count);
        Length += count;
    }

    /// <summary>Appends all of <paramref name="bytes"/>.</summary>
    public void Add(byte[] bytes)
    {
        Add(bytes, 0, bytes.Length);
    }

    /// <summary>Appends a decimal number with at least <paramref name="digits"/> digits.</summary>
    public void AddDecimal(uint value, int digits)
    {
        uint place = 1;
        int count = 1;
        while (value / place >= 10 || count < digits)
        {
            place *= 10;
            count++;
        }

        for (; count > 0; count--)
        {
            Add((byte)('0' + (int)(value / place % 10)));
            place /= 10;
        }
    }

    /// <summary>Appends upper-case hexadecimal without leading zeros, as locks do in topics.</summary>
    public void AddHex(uint value)
    {
        bool begun = false;
        for (int shift = 28; shift >= 0; shift -= 4)
        {
            int digit = (int)(value >> shift) & 15;
            begun |= digit != 0 || shift == 0;
            if (begun)
            {
                Add(Ascii.HexDigit(digit));
            }
        }
    }

    /// <summary>Appends a time as in 2026-11-22T00:19:06Z.</summary>
    /// <param name="utcSeconds">Seconds since 1970-01-01 UTC; nothing is written below 0 or after the year 9999.</param>
    public void AddUtc(long utcSeconds)
    {
        if (utcSeconds < 0 || utcSeconds > 253402300799)
        {
            return;
        }

        int second = (int)(utcSeconds % CivilDay.Seconds);
        int days = (int)(utcSeconds / CivilDay.Seconds);
        int month = CivilDay.Month(days);
        int day = CivilDay.DayOfMonth(days);
        int year = CivilDay.Year(days);

        AddDecimal((uint)year, 4);
        Add((byte)'-');
        AddDecimal((uint)month, 2);
        Add((byte)'-');
        AddDecimal((uint)day, 2);
        Add((byte)'T');
        AddDecimal((uint)(second / 3600), 2);
        Add((byte)':');
        AddDecimal((uint)(second / 60 % 60), 2);
        Add((byte)':');
        AddDecimal((uint)(second % 60), 2);
        Add((byte)'Z');
    }
}
