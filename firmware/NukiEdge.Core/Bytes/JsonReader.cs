using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Bytes;

/// <summary>
/// Reads JSON (RFC 8259) token by token from a stream of any length in constant memory. Strict: no comments, no trailing
/// commas, well-formed UTF-8. Objects and arrays may be nested 16 deep.
/// </summary>
public sealed class JsonReader
{
    /// <summary>Tokens.</summary>
    public const int End = 0, ObjectStart = 1, ObjectEnd = 2, ArrayStart = 3, ArrayEnd = 4, Name = 5, Text = 6, Number = 7,
        True = 8, False = 9, Null = 10, Error = 11;

    /// <summary>Faults, where the token is <see cref="Error"/>.</summary>
    public const int NotJson = 1, EndsEarly = 2, TooDeep = 3, TextTooLong = 4, BadUtf8 = 5, ControlCharacter = 6;

    private const int MaxDepth = 16;
    private const int WantValue = 0, WantValueOrEnd = 1, WantNameOrEnd = 2, WantName = 3, WantCommaOrEnd = 4, WantNothing = 5;

    private readonly IByteSource _source;
    private readonly byte[] _buffer = new byte[128];
    private int _at;
    private int _filled;
    private int _depth;
    private uint _objects;
    private int _want;
    private int _unread;

    /// <summary>A reader at the front of <paramref name="source"/>.</summary>
    /// <param name="textBytes">Longest name or text in bytes.</param>
    public JsonReader(IByteSource source, int textBytes)
    {
        _source = source;
        TextBytes = new byte[textBytes];
        Restart();
    }

    /// <summary>The last name, text or number, as UTF-8 without quotes and escapes.</summary>
    public byte[] TextBytes { get; }

    /// <summary>Bytes of it.</summary>
    public int TextLength { get; private set; }

    /// <summary>Line of the last token, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>What is wrong, after <see cref="Error"/>.</summary>
    public int Fault { get; private set; }

    /// <summary>Begins again at the front.</summary>
    public void Restart()
    {
        _source.Rewind();
        _at = 0;
        _filled = 0;
        _depth = 0;
        _objects = 0;
        _want = WantValue;
        _unread = -2;
        Line = 1;
        Fault = 0;
    }

    /// <summary>The next token. After <see cref="Error"/> it stays there.</summary>
    public int Next()
    {
        if (Fault != 0)
        {
            return Error;
        }

        int c = SkipSpace();
        if (c < 0)
        {
            return _want == WantNothing ? End : Fail(EndsEarly);
        }

        if (_want == WantCommaOrEnd)
        {
            if (c == '}' || c == ']')
            {
                return Close(c);
            }

            if (c != ',')
            {
                return Fail(NotJson);
            }

            _want = InObject ? WantName : WantValue;
            c = SkipSpace();
        }

        switch (_want)
        {
            case WantName:
                return c == '"' ? ReadName() : Fail(NotJson);
            case WantNameOrEnd:
                return c == '"' ? ReadName() : c == '}' ? Close(c) : Fail(NotJson);
            case WantValueOrEnd:
                return c == ']' ? Close(c) : ReadValue(c);
            case WantValue:
                return ReadValue(c);
            default:
                return Fail(NotJson);
        }
    }

    /// <summary>Skips the value that the last token began (or was).</summary>
    /// <returns>false on an error.</returns>
    public bool Skip(int token)
    {
        int depth = 0;
        while (true)
        {
            depth += token == ObjectStart || token == ArrayStart ? 1 : token == ObjectEnd || token == ArrayEnd ? -1 : 0;
            if (token == Error)
            {
                return false;
            }

            if (depth == 0)
            {
                return true;
            }

            token = Next();
        }
    }

    private bool InObject => (_objects & (1u << _depth)) != 0;

    private int ReadName()
    {
        int token = ReadText();
        if (token == Error)
        {
            return Error;
        }

        if (SkipSpace() != ':')
        {
            return Fail(NotJson);
        }

        _want = WantValue;
        return Name;
    }

    private int ReadValue(int c)
    {
        switch (c)
        {
            case '{':
                return Open(true);
            case '[':
                return Open(false);
            case '"':
                int token = ReadText();
                AfterValue();
                return token;
            case 't':
                return Word(Ascii.Of("rue"), True);
            case 'f':
                return Word(Ascii.Of("alse"), False);
            case 'n':
                return Word(Ascii.Of("ull"), Null);
            default:
                return ReadNumber(c);
        }
    }

    private int Open(bool isObject)
    {
        if (++_depth > MaxDepth)
        {
            return Fail(TooDeep);
        }

        uint bit = 1u << _depth;
        _objects = isObject ? _objects | bit : _objects & ~bit;
        _want = isObject ? WantNameOrEnd : WantValueOrEnd;
        return isObject ? ObjectStart : ArrayStart;
    }

    private int Close(int c)
    {
        if (InObject != (c == '}'))
        {
            return Fail(NotJson);
        }

        int token = InObject ? ObjectEnd : ArrayEnd;
        _depth--;
        AfterValue();
        return token;
    }

    private void AfterValue()
    {
        _want = _depth == 0 ? WantNothing : WantCommaOrEnd;
    }

    private int Word(byte[] rest, int token)
    {
        for (int i = 0; i < rest.Length; i++)
        {
            if (Get() != rest[i])
            {
                return Fail(NotJson);
            }
        }

        AfterValue();
        return token;
    }

    /// <summary>-? int frac? exp?, kept as text.</summary>
    private int ReadNumber(int c)
    {
        TextLength = 0;
        if (c == '-')
        {
            Put(c);
            c = Get();
        }

        int digits = 0;
        bool leadingZero = c == '0';
        for (; c >= '0' && c <= '9'; c = Get(), digits++)
        {
            Put(c);
        }

        if (digits == 0 || (leadingZero && digits > 1))
        {
            return Fail(NotJson);
        }

        if (c == '.')
        {
            Put(c);
            digits = 0;
            for (c = Get(); c >= '0' && c <= '9'; c = Get(), digits++)
            {
                Put(c);
            }
        }

        if (digits > 0 && (c == 'e' || c == 'E'))
        {
            Put(c);
            c = Get();
            if (c == '+' || c == '-')
            {
                Put(c);
                c = Get();
            }

            for (digits = 0; c >= '0' && c <= '9'; c = Get(), digits++)
            {
                Put(c);
            }
        }

        if (digits == 0 || Fault != 0)
        {
            return Fail(NotJson);
        }

        _unread = c;
        AfterValue();
        return Number;
    }

    private int ReadText()
    {
        TextLength = 0;
        while (true)
        {
            int c = Get();
            if (c == '"')
            {
                return Fault != 0 ? Error : Utf8.IsWellFormed(TextBytes, 0, TextLength) ? Text : Fail(BadUtf8);
            }

            if (c < 0x20)
            {
                return Fail(c < 0 ? EndsEarly : ControlCharacter);
            }

            if (c != '\\')
            {
                Put(c);
            }
            else if (!ReadEscape())
            {
                return Fail(NotJson);
            }
        }
    }

    private bool ReadEscape()
    {
        int c = Get();
        switch (c)
        {
            case '"':
            case '\\':
            case '/':
                Put(c);
                return true;
            case 'b':
                Put(8);
                return true;
            case 'f':
                Put(12);
                return true;
            case 'n':
                Put(10);
                return true;
            case 'r':
                Put(13);
                return true;
            case 't':
                Put(9);
                return true;
            case 'u':
                return ReadUnicode();
            default:
                return false;
        }
    }

    private bool ReadUnicode()
    {
        int code = Hex4();
        if (code >= 0xD800 && code < 0xDC00)
        {
            if (Get() != '\\' || Get() != 'u')
            {
                return false;
            }

            int low = Hex4();
            if (low < 0xDC00 || low > 0xDFFF)
            {
                return false;
            }

            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
        else if (code < 0 || (code >= 0xDC00 && code < 0xE000))
        {
            return false;
        }

        if (code < 0x80)
        {
            Put(code);
        }
        else if (code < 0x800)
        {
            Put(0xC0 | (code >> 6));
            Put(0x80 | (code & 63));
        }
        else if (code < 0x10000)
        {
            Put(0xE0 | (code >> 12));
            Put(0x80 | ((code >> 6) & 63));
            Put(0x80 | (code & 63));
        }
        else
        {
            Put(0xF0 | (code >> 18));
            Put(0x80 | ((code >> 12) & 63));
            Put(0x80 | ((code >> 6) & 63));
            Put(0x80 | (code & 63));
        }

        return true;
    }

    private int Hex4()
    {
        int code = 0;
        for (int i = 0; i < 4; i++)
        {
            int c = Get();
            int digit = c < 0 ? -1 : Ascii.HexValue((byte)c);
            if (digit < 0)
            {
                return -1;
            }

            code = (code << 4) | digit;
        }

        return code;
    }

    private void Put(int c)
    {
        if (TextLength < TextBytes.Length)
        {
            TextBytes[TextLength++] = (byte)c;
        }
        else
        {
            Fault = TextTooLong;
        }
    }

    private int SkipSpace()
    {
        int c = _unread != -2 ? _unread : Get();
        _unread = -2;
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

    private int Get()
    {
        if (_at == _filled)
        {
            _filled = _source.Read(_buffer, 0, _buffer.Length);
            _at = 0;
            if (_filled <= 0)
            {
                _filled = 0;
                return -1;
            }
        }

        return _buffer[_at++];
    }

    private int Fail(int fault)
    {
        if (Fault == 0)
        {
            Fault = fault;
        }

        return Error;
    }
}
