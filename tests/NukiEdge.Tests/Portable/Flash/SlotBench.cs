using System;
using NukiEdge.Core.Flash;

namespace NukiEdge.Tests.Flash;

/// <summary>Random numbers that are the same in every run (xorshift, Marsaglia): the board's Random takes no seed.</summary>
public sealed class Dice
{
    private uint _state;

    public Dice(uint seed)
    {
        _state = seed == 0 ? 1 : seed;
    }

    /// <summary>A number from 0 to <paramref name="below"/> - 1.</summary>
    public int Next(int below)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)(_state % (uint)below);
    }
}

/// <summary>A store on fake flash, and contents to save in it that can be told apart.</summary>
public sealed class SlotBench
{
    public const byte Version = 3;

    public readonly FakeFlash Flash = new FakeFlash(2);
    public readonly Crc32 Crc = new Crc32();
    public readonly byte Kind;
    public SlotStore Store;

    private readonly byte[] _work = new byte[SlotStore.WorkBytes];
    private readonly byte[] _buffer = new byte[8192];
    private readonly ImageSource _source = new ImageSource();

    public SlotBench(byte kind)
    {
        Kind = kind;
        Restart();
    }

    /// <summary>The program starts again, with what flash holds.</summary>
    public void Restart()
    {
        Flash.PowerOn();
        Store = new SlotStore(Flash, Crc, _work, Kind, Version);
    }

    /// <summary>Content that depends on size and mark.</summary>
    public static byte[] Content(int size, int mark)
    {
        byte[] content = new byte[size];
        Dice dice = new Dice((uint)(size * 31 + mark * 7919 + 1));
        for (int i = 0; i < size; i++)
        {
            content[i] = (byte)dice.Next(256);
        }

        return content;
    }

    /// <summary>A slot as it stands in flash.</summary>
    public byte[] Image(uint generation, byte[] content)
    {
        SlotHeader header = new SlotHeader();
        header.Kind = Kind;
        header.ContentVersion = Version;
        header.Generation = generation;
        header.Length = content.Length;
        header.ContentCrc = Crc.Of(content, 0, content.Length);
        byte[] image = new byte[SlotHeader.Bytes + content.Length];
        header.Put(image, Crc);
        Array.Copy(content, 0, image, SlotHeader.Bytes, content.Length);
        return image;
    }

    public void Put(int slot, byte[] image)
    {
        Flash.Slot(Kind, slot).Set(image, image.Length);
    }

    public SlotResult Save(byte[] content)
    {
        _source.Use(content, content.Length);
        return Store.Save(_source);
    }

    public SlotResult BeginSave(byte[] content)
    {
        _source.Use(content, content.Length);
        return Store.BeginSave(_source);
    }

    public SlotResult Load()
    {
        return Store.Load(_buffer);
    }

    /// <summary>What was loaded last.</summary>
    public bool Holds(byte[] content)
    {
        return Store.Length == content.Length && NukiEdge.Core.Bytes.Image.Same(_buffer, 0, content, 0, content.Length);
    }

    /// <summary>Loads and says whether that is the content.</summary>
    public bool Loads(byte[] content)
    {
        return Load() == SlotResult.Ok && Holds(content);
    }
}
