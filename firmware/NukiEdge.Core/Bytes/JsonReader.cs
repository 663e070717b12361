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

    // The words true, false and null without their first letters: a list has hundreds of them, and none may cost memory.
    private static readonly byte[] AfterT = Ascii.Of("rue"), AfterF = Ascii.Of("alse"), AfterN = Ascii.Of("ull");

    private readonly JsonBytes _bytes;
    private readonly JsonText _text;
    private int _depth;
    private uint _objects;
    private int _want;

    /// <summary>A reader at the front of <paramref name="source"/>.</summary>
    /// <param name="textBytes">Longest name or text in bytes.</param>
    public JsonReader(IByteSource source, int textBytes)
    {
        _bytes = new JsonBytes(source);
        _text = new JsonText(_bytes, textBytes);
        Restart();
    }

    /// <summary>The last name, text or number, as UTF-8 without quotes and escapes.</summary>
    public byte[] TextBytes => _text.Bytes;

    /// <summary>Bytes of it.</summary>
    public int TextLength => _text.Length;

    /// <summary>Line of the last token, from 1.</summary>
    public int Line => _bytes.Line;

    /// <summary>Bytes up to the end of the last token, or one more behind a number.</summary>
    public int Offset => _bytes.Offset;

    /// <summary>What is wrong, after <see cref="Error"/>.</summary>
    public int Fault { get; private set; }

    /// <summary>Begins again at the front.</summary>
    public void Restart()
    {
        _bytes.Rewind();
        _depth = 0;
        _objects = 0;
        _want = WantValue;
        Fault = 0;
    }

    /// <summary>The next token. After <see cref="Error"/> it stays there.</summary>
    public int Next()
    {
        if (Fault != 0)
        {
            return Error;
        }

        int c = _bytes.GetAfterSpace();
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
            c = _bytes.GetAfterSpace();
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

    /// <summary>Clears the last text, so that nothing of it stays in memory: it may have been a secret.</summary>
    public void WipeText()
    {
        System.Array.Clear(_text.Bytes, 0, _text.Bytes.Length);
    }

    /// <summary>Clears everything that was read. Only at the end of it, or before <see cref="Restart"/>.</summary>
    public void Wipe()
    {
        WipeText();
        _bytes.Wipe();
    }

    private bool InObject => (_objects & (1u << _depth)) != 0;

    private int ReadName()
    {
        if (!ReadText())
        {
            return Error;
        }

        if (_bytes.GetAfterSpace() != ':')
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
                AfterValue();
                return ReadText() ? Text : Error;
            case 't':
                return Word(AfterT, True);
            case 'f':
                return Word(AfterF, False);
            case 'n':
                return Word(AfterN, Null);
            default:
                AfterValue();
                return !_text.ReadNumber(c) ? Fail(NotJson) : _text.IsTooLong ? Fail(TextTooLong) : Number;
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
            if (_bytes.Get() != rest[i])
            {
                return Fail(NotJson);
            }
        }

        AfterValue();
        return token;
    }

    private bool ReadText()
    {
        int fault = _text.ReadText();
        fault = _text.IsTooLong ? TextTooLong : fault;
        if (fault != 0)
        {
            Fail(fault);
        }

        return fault == 0;
    }

    private int Fail(int fault)
    {
        if (Fault == 0)
        {
            // what was cut off is rarely JSON either, but that is not what is wrong with it
            Fault = fault == NotJson && _bytes.Ended ? EndsEarly : fault;
        }

        return Error;
    }
}
