using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>
/// The last few events of the live view, by number: a record is its length and its text. A new one pushes out the oldest; who has
/// missed some is told so.
/// </summary>
public sealed class EventRing
{
    /// <summary>Longest text of one event, bytes.</summary>
    public const int MostBytes = 120;

    private readonly byte[] _ring;
    private int _start;
    private int _used;

    /// <summary>An empty ring.</summary>
    /// <param name="bytes">Room; each event takes its text and one byte.</param>
    /// <param name="first">Number of the first event, 1 and up: another one at each start, so that numbers of the last run mean nothing.</param>
    public EventRing(int bytes, int first)
    {
        _ring = new byte[bytes];
        Oldest = first;
        Next = first;
    }

    /// <summary>Number of the oldest event that is still here; equal to <see cref="Next"/> when none is.</summary>
    public int Oldest { get; private set; }

    /// <summary>Number of the next event.</summary>
    public int Next { get; private set; }

    /// <summary>Adds an event: one line of text, without line ends. What is longer than <see cref="MostBytes"/> is left out.</summary>
    /// <returns>false when it was left out.</returns>
    public bool Add(byte[] text, int offset, int length)
    {
        if (length > MostBytes || length + 1 > _ring.Length)
        {
            return false;
        }

        while (_used + length + 1 > _ring.Length)
        {
            int size = _ring[_start] + 1;
            _start = (_start + size) % _ring.Length;
            _used -= size;
            Oldest++;
        }

        int at = (_start + _used) % _ring.Length;
        _ring[at] = (byte)length;
        for (int i = 0; i < length; i++)
        {
            _ring[(at + 1 + i) % _ring.Length] = text[offset + i];
        }

        _used += length + 1;
        Next++;
        return true;
    }

    /// <summary>Does the ring have everything from this number on?</summary>
    public bool Holds(int number)
    {
        return number >= Oldest && number <= Next;
    }

    /// <summary>Writes an event as <c>id: NUMBER, data: TEXT</c> and an empty line. Nothing for one that is not here.</summary>
    public void Write(int number, ByteWriter into)
    {
        if (number < Oldest || number >= Next)
        {
            return;
        }

        int at = _start;
        for (int n = Oldest; n < number; n++)
        {
            at = (at + _ring[at] + 1) % _ring.Length;
        }

        into.Add(EventText.Id);
        into.AddDecimal((uint)number, 1);
        into.Add(EventText.Data);
        int length = _ring[at];
        for (int i = 1; i <= length; i++)
        {
            into.Add(_ring[(at + i) % _ring.Length]);
        }

        into.Add(EventText.End);
    }

    /// <summary>The number in a Last-Event-ID, 0 for anything that is none.</summary>
    public static int IdOf(byte[] buffer, int offset, int length)
    {
        int value = 0;
        for (int i = 0; i < length; i++)
        {
            int digit = buffer[offset + i] - '0';
            if (digit < 0 || digit > 9 || i > 8)
            {
                return 0;
            }

            value = value * 10 + digit;
        }

        return value;
    }
}
