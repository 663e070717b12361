namespace NukiEdge.Core.Bytes;

/// <summary>Texts and numbers of JSON (RFC 8259 sections 6 and 7) into a buffer of fixed size.</summary>
internal sealed class JsonText
{
    private readonly JsonBytes _bytes;

    public JsonText(JsonBytes bytes, int capacity)
    {
        _bytes = bytes;
        Bytes = new byte[capacity];
    }

    /// <summary>The text as UTF-8 without quotes and escapes, or the digits of the number.</summary>
    public byte[] Bytes { get; }

    /// <summary>Bytes of it.</summary>
    public int Length { get; private set; }

    /// <summary>It did not fit.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>-? int frac? exp?, kept as text. False when it is no number.</summary>
    public bool ReadNumber(int c)
    {
        Length = 0;
        IsTooLong = false;
        if (c == '-')
        {
            Put(c);
            c = _bytes.Get();
        }

        int digits = 0;
        bool leadingZero = c == '0';
        for (; c >= '0' && c <= '9'; c = _bytes.Get(), digits++)
        {
            Put(c);
        }

        if (digits == 0 || (leadingZero && digits > 1))
        {
            return false;
        }

        if (c == '.')
        {
            Put(c);
            digits = 0;
            for (c = _bytes.Get(); c >= '0' && c <= '9'; c = _bytes.Get(), digits++)
            {
                Put(c);
            }
        }

        if (digits > 0 && (c == 'e' || c == 'E'))
        {
            Put(c);
            c = _bytes.Get();
            if (c == '+' || c == '-')
            {
                Put(c);
                c = _bytes.Get();
            }

            for (digits = 0; c >= '0' && c <= '9'; c = _bytes.Get(), digits++)
            {
                Put(c);
            }
        }

        _bytes.GiveBack(c);
        return digits > 0;
    }

    /// <summary>What stands behind an opening quote, to the closing one. 0, or a fault of <see cref="JsonReader"/>.</summary>
    public int ReadText()
    {
        Length = 0;
        IsTooLong = false;
        while (true)
        {
            int c = _bytes.Get();
            if (c == '"')
            {
                return Utf8.IsWellFormed(Bytes, 0, Length) ? 0 : JsonReader.BadUtf8;
            }

            if (c < 0x20)
            {
                return c < 0 ? JsonReader.EndsEarly : JsonReader.ControlCharacter;
            }

            if (c != '\\')
            {
                Put(c);
            }
            else if (!ReadEscape())
            {
                return JsonReader.NotJson;
            }
        }
    }

    private bool ReadEscape()
    {
        int c = _bytes.Get();
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
            if (_bytes.Get() != '\\' || _bytes.Get() != 'u')
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

        PutCharacter(code);
        return true;
    }

    /// <summary>One character as UTF-8 (RFC 3629 section 3).</summary>
    private void PutCharacter(int code)
    {
        int more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        Put(more == 0 ? code : (0xF80 >> more & 0xFF) | code >> (6 * more));
        while (more > 0)
        {
            more--;
            Put(0x80 | (code >> (6 * more) & 63));
        }
    }

    private int Hex4()
    {
        int code = 0;
        for (int i = 0; i < 4; i++)
        {
            int c = _bytes.Get();
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
        if (Length < Bytes.Length)
        {
            Bytes[Length++] = (byte)c;
        }
        else
        {
            IsTooLong = true;
        }
    }
}
