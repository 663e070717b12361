using System;
using NukiEdge.Core.Ports;

namespace NukiEdge.Tests.Flash;

/// <summary>
/// Flash that is stricter than the board's. Each erased byte, each written byte and each closing is a point at which the power
/// can go away (<see cref="PointsToCut"/>). What a cut leaves depends on <see cref="Style"/>: the byte at the cut missing or
/// garbage; an erase that took the front (0xFF) or the end; what was not closed yet there, or half of it gone. Writing what was
/// not begun, beginning twice, reading what is being written, or going on without power are failures of the test.
/// </summary>
public sealed class FakeFlash : ISlots, ISegments
{
    /// <summary>Ways in which a cut can leave things.</summary>
    public const int Styles = 8;

    private const int Kinds = 10;

    private readonly FakeFile[] _files;
    private FakeFile _open;
    private int _openFrom;
    private bool _isDead;

    public FakeFlash(int segments)
    {
        Count = segments;
        _files = new FakeFile[Kinds * 2 + segments];
        for (int i = 0; i < _files.Length; i++)
        {
            _files[i] = new FakeFile();
        }
    }

    public int Count { get; }

    /// <summary>Points until the power goes away.</summary>
    public int PointsToCut = int.MaxValue;

    /// <summary>Bit 0: garbage in the torn byte. Bit 1: erased from the end. Bit 2: half of what is not closed is lost.</summary>
    public int Style;

    /// <summary>Bytes until one write fails, once.</summary>
    public int BytesToError = int.MaxValue;

    /// <summary>Beginning or starting fails; closing fails; emptying a segment does nothing and says it did.</summary>
    public bool FailsToBegin, FailsToEnd, OnlySaysStarted;

    /// <summary>Reads answer with what a file held before its last write.</summary>
    public bool GivesOldData;

    /// <summary>A file that cannot be read.</summary>
    public FakeFile Unreadable;

    /// <summary>Bytes that fit in all files together.</summary>
    public int RoomBytes = int.MaxValue;

    /// <summary>Most bytes that one read gives.</summary>
    public int ReadBytes = int.MaxValue;

    /// <summary>Writes and erases begun.</summary>
    public int Begun, Appended;

    public FakeFile Slot(byte store, int slot)
    {
        if (store >= Kinds || slot < 0 || slot > 1)
        {
            throw new Exception("there is no such slot");
        }

        return _files[store * 2 + slot];
    }

    public FakeFile Segment(int segment)
    {
        if (segment < 0 || segment >= Count)
        {
            throw new Exception("there is no such segment");
        }

        return _files[Kinds * 2 + segment];
    }

    /// <summary>The power is back; nothing is open, nothing is planned.</summary>
    public void PowerOn()
    {
        _isDead = false;
        _open = null;
        PointsToCut = int.MaxValue;
        BytesToError = int.MaxValue;
        GivesOldData = false;
    }

    public int Size(byte store, int slot)
    {
        return SizeOf(Slot(store, slot));
    }

    public int Size(int segment)
    {
        return SizeOf(Segment(segment));
    }

    public int Read(byte store, int slot, int at, byte[] buffer, int offset, int count)
    {
        return Read(Slot(store, slot), at, buffer, offset, count);
    }

    public int Read(int segment, int at, byte[] buffer, int offset, int count)
    {
        return Read(Segment(segment), at, buffer, offset, count);
    }

    public bool BeginWrite(byte store, int slot)
    {
        MustHavePower();
        if (_open != null)
        {
            throw new Exception("a slot is open already");
        }

        FakeFile file = Slot(store, slot);
        file.Remember();
        if (!Erase(file))
        {
            return false;
        }

        _open = file;
        _openFrom = 0;
        return true;
    }

    public bool Append(byte[] buffer, int offset, int count)
    {
        MustHavePower();
        if (_open == null)
        {
            throw new Exception("written without being begun");
        }

        return Write(_open, buffer, offset, count);
    }

    public bool EndWrite()
    {
        MustHavePower();
        if (_open == null)
        {
            throw new Exception("closed without being begun");
        }

        FakeFile file = _open;
        _open = null;
        if (PointsToCut-- <= 0)
        {
            Cut(file, file.Length - _openFrom);
        }

        return !FailsToEnd;
    }

    public bool Start(int segment)
    {
        MustHavePower();
        Segment(segment).Remember();
        return OnlySaysStarted || Erase(Segment(segment));
    }

    public bool Append(int segment, byte[] buffer, int offset, int count)
    {
        MustHavePower();
        FakeFile file = Segment(segment);
        file.Remember();
        _openFrom = file.Length;
        Appended++;
        return Write(file, buffer, offset, count) && !FailsToEnd;
    }

    private int SizeOf(FakeFile file)
    {
        MustBeReadable(file);
        return file == Unreadable ? -1 : GivesOldData ? file.OldLength : file.Length;
    }

    private int Read(FakeFile file, int at, byte[] buffer, int offset, int count)
    {
        MustBeReadable(file);
        if (at < 0 || count < 0 || offset < 0 || offset + count > buffer.Length)
        {
            throw new Exception("read outside of the buffer or the file");
        }

        int left = (GivesOldData ? file.OldLength : file.Length) - at;
        int given = left < count ? left : count;
        given = given < ReadBytes ? given : ReadBytes;
        given = given < 0 ? 0 : given;
        if (file == Unreadable)
        {
            return -1;
        }

        Array.Copy(GivesOldData ? file.Old : file.Bytes, at, buffer, offset, given);
        return given;
    }

    private bool Erase(FakeFile file)
    {
        Begun++;
        int length = file.Length;
        for (int erased = 0; erased <= length; erased++)
        {
            if (PointsToCut-- <= 0)
            {
                if ((Style & 2) != 0)
                {
                    file.Length = length - erased;
                }

                Cut(file, 0);
            }

            if (erased < length && (Style & 2) == 0)
            {
                file.Bytes[erased] = 0xFF;
            }

            if (FailsToBegin && erased == length / 2)
            {
                return false;
            }
        }

        file.Length = 0;
        return true;
    }

    private bool Write(FakeFile file, byte[] buffer, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (PointsToCut-- <= 0)
            {
                if ((Style & 1) != 0)
                {
                    file.Add((byte)(buffer[offset + i] ^ 0x5A));
                }

                Cut(file, file.Length - _openFrom);
            }

            if (BytesToError-- <= 0 || Used() >= RoomBytes)
            {
                BytesToError = int.MaxValue;
                return false;
            }

            file.Add(buffer[offset + i]);
        }

        return true;
    }

    private void Cut(FakeFile file, int unsafeBytes)
    {
        file.Length -= (Style & 4) != 0 ? (unsafeBytes + 1) / 2 : 0;
        _isDead = true;
        throw new PowerCutException();
    }

    private int Used()
    {
        int used = 0;
        for (int i = 0; RoomBytes != int.MaxValue && i < _files.Length; i++)
        {
            used += _files[i].Length;
        }

        return used;
    }

    private void MustBeReadable(FakeFile file)
    {
        MustHavePower();
        if (file == _open)
        {
            throw new Exception("read while it is being written");
        }
    }

    private void MustHavePower()
    {
        if (_isDead)
        {
            throw new Exception("there is no power");
        }
    }
}
