namespace NukiEdge.Core.Bytes;

/// <summary>
/// Writes JSON (RFC 8259) in pieces through a window: what was given out before is left out, what does not fit any more is
/// counted only (<see cref="IsCut"/>). So a text of any length goes through a small buffer: its writer writes it again, with
/// the window moved on.
/// </summary>
public sealed class JsonWriter
{
    private readonly bool _isSpacious;
    private byte[] _into;
    private int _end;
    private int _skip;
    private bool _isFirst;

    /// <summary>A writer without a window yet.</summary>
    /// <param name="isSpacious">true for a space after colons and commas: for people.</param>
    public JsonWriter(bool isSpacious)
    {
        _isSpacious = isSpacious;
    }

    /// <summary>Where the next byte goes: the end of what was written.</summary>
    public int At { get; private set; }

    /// <summary>More was written than fits.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Sets the window.</summary>
    /// <param name="skip">Bytes that are left out first.</param>
    public void Use(byte[] into, int at, int end, int skip)
    {
        _into = into;
        At = at;
        _end = end;
        _skip = skip;
        IsCut = false;
        _isFirst = true;
    }

    /// <summary>One byte as it is.</summary>
    public void Raw(byte value)
    {
        if (_skip > 0)
        {
            _skip--;
        }
        else if (At < _end)
        {
            _into[At++] = value;
        }
        else
        {
            IsCut = true;
        }
    }

    /// <summary>ASCII as it is.</summary>
    public void Raw(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Raw((byte)text[i]);
        }
    }

    /// <summary>{ or [: what follows is the first in it.</summary>
    public void Open(char bracket)
    {
        Raw((byte)bracket);
        _isFirst = true;
    }

    /// <summary>} or ].</summary>
    public void Close(char bracket)
    {
        Raw((byte)bracket);
        _isFirst = false;
    }

    /// <summary>A comma, unless this is the first.</summary>
    public void Next()
    {
        if (!_isFirst)
        {
            Raw(_isSpacious ? ", " : ",");
        }

        _isFirst = false;
    }

    /// <summary>The name of the next field.</summary>
    public void Field(string name)
    {
        Next();
        Name(name);
    }

    /// <summary>A name and its colon, without a comma.</summary>
    public void Name(string name)
    {
        Raw((byte)'"');
        Raw(name);
        Raw(_isSpacious ? "\": " : "\":");
    }

    /// <summary>A whole number.</summary>
    public void Number(uint value)
    {
        uint place = 1;
        while (value / place >= 10)
        {
            place *= 10;
        }

        for (; place > 0; place /= 10)
        {
            Raw((byte)('0' + (int)(value / place % 10)));
        }
    }

    /// <summary>A number of two or four digits, as in times and days.</summary>
    public void Digits(int value, int digits)
    {
        int place = digits == 4 ? 1000 : 10;
        for (; place > 0; place /= 10)
        {
            Raw((byte)('0' + value / place % 10));
        }
    }

    /// <summary>true or false.</summary>
    public void Flag(bool value)
    {
        Raw(value ? "true" : "false");
    }

    /// <summary>A text in quotes. UTF-8 goes through as it is.</summary>
    public void Text(byte[] text, int offset, int length)
    {
        Raw((byte)'"');
        for (int i = offset; i < offset + length; i++)
        {
            Character(text[i]);
        }

        Raw((byte)'"');
    }

    /// <summary>A whole array as a text in quotes.</summary>
    public void Text(byte[] text)
    {
        Text(text, 0, text.Length);
    }

    /// <summary>One byte inside of quotes, escaped where JSON asks for it (RFC 8259 section 7).</summary>
    public void Character(byte b)
    {
        switch (b)
        {
            case (byte)'"':
            case (byte)'\\':
                Raw((byte)'\\');
                Raw(b);
                return;
            case (byte)'\n':
                Raw("\\n");
                return;
            case (byte)'\r':
                Raw("\\r");
                return;
            case (byte)'\t':
                Raw("\\t");
                return;
            default:
                if (b < 0x20)
                {
                    Raw("\\u00");
                    Raw(Ascii.HexDigit(b >> 4));
                    b = Ascii.HexDigit(b & 15);
                }

                Raw(b);
                return;
        }
    }
}
