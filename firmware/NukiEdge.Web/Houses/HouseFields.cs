using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;

namespace NukiEdge.Web.Houses;

/// <summary>Reads one item of a list.</summary>
internal delegate bool ItemReader(HouseFields f, House house);

/// <summary>
/// Walks through a house file field by field and always knows where it is. Every call returns false once something was
/// wrong; <see cref="Error"/> says what and where.
/// </summary>
internal sealed partial class HouseFields
{
    private const int MaxLevels = 8;
    private const int MaxFields = 16;

    private readonly JsonReader _json;
    private readonly string[] _names = new string[MaxLevels];
    private readonly int[] _indexes = new int[MaxLevels];
    private readonly string[][] _seen = new string[MaxLevels][];
    private readonly int[] _seenCount = new int[MaxLevels];
    private int _level = -1;
    private int _pending = -1;

    public HouseFields(JsonReader json, HouseReading how)
    {
        _json = json;
        How = how;
        for (int i = 0; i < MaxLevels; i++)
        {
            _seen[i] = new string[MaxFields];
        }
    }

    /// <summary>What may stand in this text, and what becomes of it.</summary>
    public HouseReading How { get; }

    /// <summary>The first thing that was wrong, or null.</summary>
    public HouseError Error { get; private set; }

    /// <summary>Name of the field that <see cref="NextField"/> found.</summary>
    public string Field => _names[_level];

    /// <summary>The last text, see <see cref="Text"/>.</summary>
    public byte[] TextBytes => _json.TextBytes;

    /// <summary>Its length.</summary>
    public int TextLength => _json.TextLength;

    /// <summary>The last number.</summary>
    public long Value { get; private set; }

    /// <summary>Begins again at the front of the file.</summary>
    public void Restart()
    {
        _json.Restart();
        _level = -1;
        _pending = -1;
    }

    /// <summary>The value is an object: <see cref="NextField"/> goes through it.</summary>
    public bool BeginObject()
    {
        return Begin(JsonReader.ObjectStart, "an object { }");
    }

    /// <summary>The next field of the object, false at its end.</summary>
    public bool NextField()
    {
        if (Error != null)
        {
            return false;
        }

        int token = _json.Next();
        if (token != JsonReader.Name)
        {
            return token == JsonReader.ObjectEnd ? Leave() : FailJson();
        }

        string name = System.Text.Encoding.UTF8.GetString(_json.TextBytes, 0, _json.TextLength);
        _names[_level] = name;
        for (int i = 0; i < _seenCount[_level]; i++)
        {
            if (_seen[_level][i] == name)
            {
                return Fail(HouseFault.FieldTwice);
            }
        }

        if (_seenCount[_level] < MaxFields)
        {
            _seen[_level][_seenCount[_level]++] = name;
        }

        return true;
    }

    /// <summary>The value is a list: <see cref="NextItem"/> goes through it.</summary>
    public bool BeginArray()
    {
        return Begin(JsonReader.ArrayStart, "a list [ ]");
    }

    /// <summary>The next item of the list, false at its end.</summary>
    public bool NextItem()
    {
        if (Error != null)
        {
            return false;
        }

        int token = _json.Next();
        if (token == JsonReader.Error)
        {
            return FailJson();
        }

        if (token == JsonReader.ArrayEnd)
        {
            return Leave();
        }

        _indexes[_level]++;
        _pending = token;
        return true;
    }

    /// <summary>The value is a list: reads all its items.</summary>
    public bool Each(ItemReader read, House house)
    {
        if (!BeginArray())
        {
            return false;
        }

        while (NextItem())
        {
            if (!read(this, house))
            {
                return false;
            }
        }

        return Error == null;
    }

    /// <summary>A text of <paramref name="least"/> to <paramref name="most"/> bytes.</summary>
    public bool Text(int least, int most)
    {
        int token = Take();
        if (token != JsonReader.Text)
        {
            return token == JsonReader.Error ? FailJson() : FailType("a text in quotes");
        }

        if (_json.TextLength > most)
        {
            return Fail(HouseFault.TextTooLong, 0, most);
        }

        return _json.TextLength >= least || Fail(HouseFault.Missing, "a text that is not empty");
    }

    /// <summary>A text without control characters that is not only dots: dots alone would mean something in a URL's path.</summary>
    public bool NameText(int most)
    {
        return Text(1, most) && IsName();
    }

    /// <summary>The same for a text that was read.</summary>
    public bool IsName()
    {
        bool onlyDots = true;
        for (int i = 0; i < _json.TextLength; i++)
        {
            byte b = _json.TextBytes[i];
            onlyDots &= b == '.';
            if (b < 0x20 || b == 0x7F)
            {
                return Fail(HouseFault.BadText);
            }
        }

        return !onlyDots || Fail(HouseFault.BadText);
    }

    /// <summary>A whole number in a range, see <see cref="Value"/>.</summary>
    public bool Number(long least, long most)
    {
        int token = Take();
        if (token != JsonReader.Number)
        {
            return token == JsonReader.Error ? FailJson() : FailType("a number");
        }

        long value = 0;
        int length = _json.TextLength;
        for (int i = 0; i < length; i++)
        {
            int digit = _json.TextBytes[i] - '0';
            if (digit < 0 || digit > 9 || length > 15)
            {
                return Fail(HouseFault.OutOfRange, least, most);
            }

            value = value * 10 + digit;
        }

        Value = value;
        return (value >= least && value <= most) || Fail(HouseFault.OutOfRange, least, most);
    }

    /// <summary>true or false, see <see cref="Value"/> (1 or 0).</summary>
    public bool Flag()
    {
        int token = Take();
        Value = token == JsonReader.True ? 1 : 0;
        return token == JsonReader.True || token == JsonReader.False || FailType("true or false");
    }

    /// <summary>True when the value that comes is an object; nothing is consumed.</summary>
    public bool IsObjectNext()
    {
        _pending = Take();
        return _pending == JsonReader.ObjectStart;
    }

    /// <summary>Leaves the value out.</summary>
    public bool SkipValue()
    {
        return _json.Skip(Take()) || FailJson();
    }

    /// <summary>Nothing may follow the house.</summary>
    public bool AtEnd()
    {
        return _json.Next() == JsonReader.End || FailJson();
    }

    public bool UnknownField(string fields)
    {
        return Fail(HouseFault.UnknownField, fields);
    }

    public bool Fail(int fault)
    {
        return Fail(fault, 0, 0, "");
    }

    public bool Fail(int fault, string words)
    {
        return Fail(fault, 0, 0, words);
    }

    public bool Fail(int fault, long least, long most)
    {
        return Fail(fault, least, most, "");
    }

    /// <summary>A field of the object that was just left, or of one in it, cannot stand there.</summary>
    public bool FailAt(string field, int fault)
    {
        Fail(fault);
        Error.Path += "." + field;
        return false;
    }

    private bool FailType(string words)
    {
        return Fail(HouseFault.WrongType, words);
    }

    private bool FailJson()
    {
        int fault = _json.Fault == JsonReader.EndsEarly ? HouseFault.EndsEarly
            : _json.Fault == JsonReader.TooDeep ? HouseFault.TooDeep
            : _json.Fault == JsonReader.TextTooLong ? HouseFault.TextTooLong
            : _json.Fault == JsonReader.BadUtf8 || _json.Fault == JsonReader.ControlCharacter ? HouseFault.BadText
            : HouseFault.NotJson;
        return Fail(fault, 0, _json.TextBytes.Length, "");
    }

    private bool Fail(int fault, long least, long most, string words)
    {
        if (Error == null)
        {
            Error = new HouseError { Line = _json.Line, Path = Path(), Fault = fault, Least = least, Most = most, Words = words };
        }

        return false;
    }

    private bool Begin(int wanted, string words)
    {
        int token = Take();
        if (token == JsonReader.Error)
        {
            return FailJson();
        }

        if (token != wanted)
        {
            return FailType(words);
        }

        if (_level + 1 == MaxLevels)
        {
            return Fail(HouseFault.TooDeep);
        }

        _level++;
        _names[_level] = null;
        _indexes[_level] = -1;
        _seenCount[_level] = 0;
        return true;
    }

    private bool Leave()
    {
        _level--;
        return false;
    }

    private int Take()
    {
        int token = _pending >= 0 ? _pending : _json.Next();
        _pending = -1;
        return token;
    }

    private string Path()
    {
        string path = "";
        for (int i = 0; i <= _level; i++)
        {
            if (_indexes[i] >= 0)
            {
                path += "[" + _indexes[i].ToString() + "]";
            }
            else if (_names[i] != null)
            {
                path += (path.Length > 0 ? "." : "") + _names[i];
            }
        }

        return path;
    }
}
