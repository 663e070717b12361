using System;

namespace NukiEdge.Core.Bytes;

/// <summary>
/// What MD5 and SHA-256 share: blocks of 64 bytes, a tail of one bit and the length in bits, words as the result.
/// Incremental, and nothing is allocated once it is built: <see cref="Begin"/>, any number of Add, <see cref="Finish"/>.
/// </summary>
public abstract class BlockHash
{
    private const int BlockBytes = 64;
    private const int LengthAt = 56;

    private readonly byte[] _block = new byte[BlockBytes];
    private readonly bool _mostSignificantFirst;
    private int _filled;
    private uint _bytes;

    /// <summary>The state: as many words as the result has.</summary>
    protected readonly uint[] State;

    /// <summary>A hash of so many words, written in this byte order.</summary>
    protected BlockHash(int words, bool mostSignificantFirst)
    {
        State = new uint[words];
        _mostSignificantFirst = mostSignificantFirst;
    }

    /// <summary>Bytes of the result.</summary>
    public int Bytes => State.Length * 4;

    /// <summary>Starts anew.</summary>
    public void Begin()
    {
        _filled = 0;
        _bytes = 0;
        SetInitialState();
    }

    /// <summary>Takes one byte. A message has at most 512 MB: its length in bits is counted in 32 bits.</summary>
    public void Add(byte value)
    {
        _block[_filled++] = value;
        _bytes++;
        if (_filled == BlockBytes)
        {
            Compress(_block);
            _filled = 0;
        }
    }

    /// <summary>Takes a range.</summary>
    public void Add(byte[] bytes, int offset, int count)
    {
        _bytes += (uint)count;
        while (count > 0)
        {
            int part = count < BlockBytes - _filled ? count : BlockBytes - _filled;
            Array.Copy(bytes, offset, _block, _filled, part);
            _filled += part;
            offset += part;
            count -= part;
            if (_filled == BlockBytes)
            {
                Compress(_block);
                _filled = 0;
            }
        }
    }

    /// <summary>Takes bytes as lower-case hexadecimal digits, as Digest hashes its own hashes.</summary>
    public void AddHex(byte[] bytes, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Add((byte)(Ascii.HexDigit(bytes[i] >> 4) | 0x20));
            Add((byte)(Ascii.HexDigit(bytes[i] & 15) | 0x20));
        }
    }

    /// <summary>Ends the message and writes <see cref="Bytes"/> bytes to the front of <paramref name="into"/>.</summary>
    public void Finish(byte[] into)
    {
        uint bits = _bytes << 3;
        Add(0x80);
        while (_filled != LengthAt)
        {
            Add(0);
        }

        Array.Clear(_block, LengthAt, BlockBytes - LengthAt);
        Put(_block, _mostSignificantFirst ? LengthAt + 4 : LengthAt, bits);
        Compress(_block);
        for (int i = 0; i < State.Length; i++)
        {
            Put(into, i * 4, State[i]);
        }

        // What is left could be part of a password.
        Array.Clear(_block, 0, BlockBytes);
        Begin();
    }

    /// <summary>Sets <see cref="State"/> to the algorithm's constants.</summary>
    protected abstract void SetInitialState();

    /// <summary>Works one block of 64 bytes into <see cref="State"/>.</summary>
    protected abstract void Compress(byte[] block);

    private void Put(byte[] into, int at, uint word)
    {
        for (int i = 0; i < 4; i++)
        {
            into[at + i] = (byte)(word >> (_mostSignificantFirst ? 24 - i * 8 : i * 8));
        }
    }
}
