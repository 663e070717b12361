using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Bytes;

/// <summary>The bytes of a JSON text one by one, with lines counted and one byte to give back.</summary>
internal sealed class JsonBytes
{
    private const int Nothing = -2;

    private readonly IByteSource _source;
    private readonly byte[] _buffer = new byte[128];
    private int _at;
    private int _filled;
    private int _givenBack;
    private int _before;

    public JsonBytes(IByteSource source)
    {
        _source = source;
    }

    /// <summary>Line of the byte that was read last, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Bytes that were taken.</summary>
    public int Offset => _before + _at;

    /// <summary>The end was reached.</summary>
    public bool Ended { get; private set; }

    /// <summary>Begins again at the front.</summary>
    public void Rewind()
    {
        _source.Rewind();
        _at = 0;
        _filled = 0;
        _before = 0;
        _givenBack = Nothing;
        Line = 1;
        Ended = false;
    }

    /// <summary>The next byte, -1 at the end.</summary>
    public int Get()
    {
        if (_at == _filled)
        {
            _before += _filled;
            _filled = _source.Read(_buffer, 0, _buffer.Length);
            _at = 0;
            if (_filled <= 0)
            {
                _filled = 0;
                Ended = true;
                return -1;
            }
        }

        return _buffer[_at++];
    }

    /// <summary>Nothing of what was read stays here.</summary>
    public void Wipe()
    {
        System.Array.Clear(_buffer, 0, _buffer.Length);
    }

    /// <summary>The byte that ended a number belongs to what follows.</summary>
    public void GiveBack(int c)
    {
        _givenBack = c;
    }

    /// <summary>The next byte that is not white space, -1 at the end.</summary>
    public int GetAfterSpace()
    {
        int c = _givenBack != Nothing ? _givenBack : Get();
        _givenBack = Nothing;
        while (c == ' ' || c == '\t' || c == '\r' || c == '\n')
        {
            if (c == '\n')
            {
                Line++;
            }

            c = Get();
        }

        return c;
    }
}
