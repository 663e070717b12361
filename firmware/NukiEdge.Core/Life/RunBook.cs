using NukiEdge.Core.Bytes;
using NukiEdge.Core.Flash;

namespace NukiEdge.Core.Life;

/// <summary>
/// The last eight runs of the program, in the store <see cref="StoreKind.Life"/>, and whether this one must be careful. It is
/// written at the start, once more when the run has proven itself, and at an end that was not sudden. Content, version 1:
/// <code>
/// 0-3 number of the newest run   4 quick restarts in a row   5 entries, 1 to 8; then 12 bytes a run, the newest first:
///     0 RunEnd   1 LoopPart   2 FaultKind   3 bits: 1 safe mode, 2 proven   4-7 seconds it ran, 0 not known
///     8-10 version of the firmware   11 = 0
/// </code>
/// </summary>
public sealed class RunBook
{
    /// <summary>Version of the content.</summary>
    public const byte Version = 1;

    /// <summary>Runs that are kept.</summary>
    public const int Kept = 8;

    /// <summary>Quick restarts after which a run is in safe mode.</summary>
    public const int QuickLimit = 3;

    /// <summary>Bytes for the store's own work buffer: it shares none, because a watcher writes it while the loop stands still.</summary>
    public const int WorkBytes = 64;

    private const int QuickAt = 4, CountAt = 5, HeadBytes = 6;
    private const int EndAt = 0, PartAt = 1, FaultAt = 2, BitsAt = 3, SecondsAt = 4, VersionAt = 8, EntryBytes = 12;
    private const byte SafeBit = 1, ProvenBit = 2;
    private const int FirmwareMajor = 0, FirmwareMinor = 1, FirmwarePatch = 0;

    private readonly SlotStore _store;
    private readonly ImageSource _source = new ImageSource();
    private readonly byte[] _image = new byte[HeadBytes + Kept * EntryBytes];

    /// <summary>Nothing is read yet.</summary>
    /// <param name="store">With slots and work buffer of its own; null keeps nothing.</param>
    public RunBook(SlotStore store)
    {
        _store = store;
    }

    /// <summary>Number of this run, from 1 on.</summary>
    public uint Number => Image.U32(_image, 0);

    /// <summary>Unplanned ends within ten minutes, one after the other, before this run.</summary>
    public int Quick => _image[QuickAt];

    /// <summary>Runs that are known, this one among them.</summary>
    public int Count => _image[CountAt];

    /// <summary>Nothing that the owner set up may act in this run.</summary>
    public bool IsSafe => Quick >= QuickLimit;

    /// <summary>How a run ended, <see cref="RunEnd"/>.</summary>
    /// <param name="back">0 is this run, 1 the one before.</param>
    public byte End(int back)
    {
        return _image[At(back) + EndAt];
    }

    /// <summary>Where it ended, <see cref="LoopPart"/>; 0 where that is not known.</summary>
    public byte Part(int back)
    {
        return _image[At(back) + PartAt];
    }

    /// <summary>The last fault, <see cref="FaultKind"/>.</summary>
    public byte Fault(int back)
    {
        return _image[At(back) + FaultAt];
    }

    /// <summary>Seconds that it ran at least; 0 where that is not known.</summary>
    public uint Seconds(int back)
    {
        return Image.U32(_image, At(back) + SecondsAt);
    }

    /// <summary>It ran for ten minutes.</summary>
    public bool IsProven(int back)
    {
        return (_image[At(back) + BitsAt] & ProvenBit) != 0;
    }

    /// <summary>It was in safe mode.</summary>
    public bool WasSafe(int back)
    {
        return (_image[At(back) + BitsAt] & SafeBit) != 0;
    }

    /// <summary>The run begins: reads how the one before ended, counts, and writes. Before anything can act.</summary>
    /// <returns>false when nothing could be written; then this start will not be counted.</returns>
    public bool Begin()
    {
        if (_store == null || _store.Load(_image) != SlotResult.Ok || _store.Length != HeadBytes + Count * EntryBytes)
        {
            System.Array.Clear(_image, 0, _image.Length);
        }

        if (Count > 0)
        {
            _image[QuickAt] = QuickAfter(End(0));
            System.Array.Copy(_image, HeadBytes, _image, HeadBytes + EntryBytes, (Kept - 1) * EntryBytes);
            System.Array.Clear(_image, HeadBytes, EntryBytes);
        }

        Image.PutU32(_image, 0, Number + 1);
        _image[CountAt] = (byte)(Count < Kept ? Count + 1 : Kept);
        _image[HeadBytes + BitsAt] = IsSafe ? SafeBit : (byte)0;
        _image[HeadBytes + VersionAt] = FirmwareMajor;
        _image[HeadBytes + VersionAt + 1] = FirmwareMinor;
        _image[HeadBytes + VersionAt + 2] = FirmwarePatch;
        return Save();
    }

    /// <summary>It has run for ten minutes: whatever ends it now, the next start is not a quick restart. Writes at once.</summary>
    /// <returns>false when it could not be written.</returns>
    public bool Prove(long ranUs)
    {
        _image[HeadBytes + BitsAt] |= ProvenBit;
        Image.PutU32(_image, HeadBytes + SecondsAt, (uint)(ranUs / 1000000));
        return Save();
    }

    /// <summary>The run ends with a word. Writes at once; from any thread, if the loop's stands still.</summary>
    /// <returns>false when it could not be written.</returns>
    public bool EndRun(byte end, byte part, byte fault, long ranUs)
    {
        _image[HeadBytes + EndAt] = end;
        _image[HeadBytes + PartAt] = part;
        _image[HeadBytes + FaultAt] = fault;
        Image.PutU32(_image, HeadBytes + SecondsAt, (uint)(ranUs / 1000000));
        return Save();
    }

    /// <summary>What counts: everything that was neither the owner's doing nor the network's and came within ten minutes.</summary>
    private byte QuickAfter(byte end)
    {
        if (RunEnd.IsNetworks(end))
        {
            return _image[QuickAt];
        }

        int quick = RunEnd.IsOwners(end) || IsProven(0) ? 0 : _image[QuickAt] + 1;
        return (byte)(quick > 255 ? 255 : quick);
    }

    private bool Save()
    {
        return _store != null && _store.Save(Source()) == SlotResult.Ok;
    }

    private ImageSource Source()
    {
        _source.Use(_image, HeadBytes + Count * EntryBytes);
        return _source;
    }

    private static int At(int back)
    {
        return HeadBytes + back * EntryBytes;
    }
}
