using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Time;

namespace NukiEdge.Connect.Answers;

/// <summary>
/// A text from Nuki Web, record by record and field by field: strict about the fields that somebody wants, blind to all others.
/// Nothing is allocated once it is built, and nothing of a text stays in it after <see cref="Close"/>. One reader at a time.
/// </summary>
public sealed class AnswerJson
{
    /// <summary>Longest text in bytes, also in a field that nobody wants: no field of the Web API has a longer one (facts B3, B4, B6).</summary>
    public const int TextBytes = 256;

    /// <summary>Answers of <see cref="NextField"/> beside a field's index: one that nobody wants; the object's end; a fault.</summary>
    public const int Other = -1, ObjectEnd = -2, Broken = -3;

    private readonly BodySwitch _source = new BodySwitch();
    private readonly JsonReader _json;
    private int _token;

    /// <summary>A reader without a text.</summary>
    public AnswerJson()
    {
        _json = new JsonReader(_source, TextBytes);
    }

    /// <summary>The first thing that is wrong: <see cref="AnswerFault"/>.</summary>
    public byte Fault { get; private set; }

    /// <summary>Index of the field that was taken last, in the table of whoever asked; -1 for none of them.</summary>
    public int Field { get; private set; }

    /// <summary>Records that were begun: the number of the one that is being read, from 1.</summary>
    public int Record { get; private set; }

    /// <summary>Bytes that were read.</summary>
    public int Offset => _json.Offset;

    /// <summary>The fields that this object had so far, a bit each. Whoever goes into an object in it keeps and restores this.</summary>
    public int Seen;

    /// <summary>What <see cref="TakeNumber"/>, <see cref="TakeBool"/> and <see cref="TakeDate"/> (seconds since 1970 UTC) found.</summary>
    public long Number { get; private set; }

    /// <summary>The last text, until the next field is asked for.</summary>
    public byte[] Text => _json.TextBytes;

    /// <summary>Bytes of it.</summary>
    public int TextLength => _json.TextLength;

    /// <summary>True when the field's value is null.</summary>
    public bool IsNull => _token == JsonReader.Null;

    /// <summary>True when the field's value is an object, which is now open.</summary>
    public bool IsObject => _token == JsonReader.ObjectStart;

    /// <summary>Begins with a text.</summary>
    public void Open(IByteSource body)
    {
        _source.Body = body;
        _json.Restart();
        _token = JsonReader.End;
        Fault = AnswerFault.Ok;
        Field = -1;
        Record = 0;
        Seen = 0;
    }

    /// <summary>Forgets the text.</summary>
    public void Close()
    {
        _json.Wipe();
        _source.Body = null;
    }

    /// <summary>Goes into the list that the text is.</summary>
    public bool OpenList()
    {
        return Next() == JsonReader.ArrayStart || Fail(AnswerFault.NotAList);
    }

    /// <summary>Goes into the list's next record.</summary>
    /// <returns>false at the end of list and text, and on a fault.</returns>
    public bool NextRecord()
    {
        Field = -1;
        int token = Next();
        if (token == JsonReader.ArrayEnd)
        {
            EndOfText();
            return false;
        }

        Record++;
        return OpenObject();
    }

    /// <summary>Goes into the object that the text is.</summary>
    public bool OpenOnly()
    {
        Next();
        return OpenObject();
    }

    /// <summary>Nothing but white space may come any more.</summary>
    public bool EndOfText()
    {
        return Next() == JsonReader.End || Fail(AnswerFault.NotJson);
    }

    /// <summary>The object's next field that is in the table; its value is to be taken. One that is not is skipped, and leaves no trace.</summary>
    public int NextField(byte[][] wanted)
    {
        int token = Next();
        if (token == JsonReader.ObjectEnd)
        {
            return ObjectEnd;
        }

        if (token != JsonReader.Name)
        {
            Fail(AnswerFault.NotJson);
            return Broken;
        }

        Field = Ascii.IndexIn(wanted, Text, 0, TextLength);
        if (Field >= 0 && (Seen & (1 << Field)) != 0)
        {
            Fail(AnswerFault.FieldTwice);
            return Broken;
        }

        token = Next();
        if (Field < 0)
        {
            return SkipValue() ? Other : Broken;
        }

        Seen |= 1 << Field;
        return token == JsonReader.Error ? Broken : Field;
    }

    /// <summary>The next name in an object of unknown names; its value stands as after <see cref="NextField"/>.</summary>
    /// <param name="number">The name as a number, 1 to 2^32 - 1, or 0 for one that is none.</param>
    /// <returns>false at the object's end, and on a fault.</returns>
    public bool NextNumberedField(out uint number)
    {
        number = 0;
        int token = Next();
        if (token != JsonReader.Name)
        {
            return false;
        }

        bool isNumber = TextLength > 0 && Text[0] != '0' && Text[0] != '-' && ReadNumber() && Number <= uint.MaxValue;
        number = isNumber ? (uint)Number : 0;
        return Next() != JsonReader.Error;
    }

    /// <summary>Skips the field's value.</summary>
    public bool SkipValue()
    {
        if (!_json.Skip(_token))
        {
            _token = JsonReader.Error;
            return FailJson();
        }

        _json.WipeText(); // a code's PIN goes this way
        return true;
    }

    /// <summary>The value must be a whole number in a range, without point or exponent.</summary>
    public bool TakeNumber(long least, long most)
    {
        return _token != JsonReader.Number || !WholeNumber.Is(Text, TextLength) ? Fail(AnswerFault.WrongType)
            : (ReadNumber() && Number >= least && Number <= most) || Fail(AnswerFault.OutOfRange);
    }

    /// <summary>The value must be true (1) or false (0).</summary>
    public bool TakeBool()
    {
        Number = _token == JsonReader.True ? 1 : 0;
        return _token == JsonReader.True || _token == JsonReader.False || Fail(AnswerFault.WrongType);
    }

    /// <summary>The value must be a text.</summary>
    public bool TakeText()
    {
        return _token == JsonReader.Text || Fail(AnswerFault.WrongType);
    }

    /// <summary>The value must be an instant.</summary>
    public bool TakeDate()
    {
        if (!TakeText())
        {
            return false;
        }

        Number = UtcText.Parse(Text, 0, TextLength);
        return Number >= 0 || Fail(AnswerFault.BadDate);
    }

    /// <summary>The value must be a document id: 24 hexadecimal digits, not all zero.</summary>
    public bool TakeDocument(byte[] into)
    {
        return TakeText() && (Document.Read(Text, TextLength, into) || Fail(AnswerFault.BadDocument));
    }

    /// <summary>All fields of a mask must have been there.</summary>
    public bool Require(int fields)
    {
        for (int i = 0; fields >> i != 0; i++)
        {
            if ((fields & ~Seen & (1 << i)) != 0)
            {
                Field = i;
                return Fail(AnswerFault.MissingField);
            }
        }

        return true;
    }

    /// <summary>Writes down the first fault.</summary>
    /// <returns>false.</returns>
    public bool Fail(byte fault)
    {
        if (Fault == AnswerFault.Ok)
        {
            Fault = _token == JsonReader.Error ? OfJson(_json.Fault) : fault;
        }

        return false;
    }

    private bool FailJson()
    {
        return Fail(AnswerFault.NotJson);
    }

    private bool OpenObject()
    {
        Seen = 0;
        return _token == JsonReader.ObjectStart || Fail(AnswerFault.WrongType);
    }

    private int Next()
    {
        _token = _json.Next();
        if (_token == JsonReader.Error)
        {
            FailJson();
        }

        return _token;
    }

    private bool ReadNumber()
    {
        bool fits = WholeNumber.Read(Text, TextLength, out long value);
        Number = value;
        return fits;
    }

    private static byte OfJson(int fault)
    {
        switch (fault)
        {
            case JsonReader.EndsEarly:
                return AnswerFault.EndsEarly;
            case JsonReader.TooDeep:
                return AnswerFault.TooDeep;
            case JsonReader.TextTooLong:
                return AnswerFault.TextTooLong;
            default:
                return AnswerFault.NotJson;
        }
    }

    /// <summary>Lets one reader, built once, read one body after the other.</summary>
    private sealed class BodySwitch : IByteSource
    {
        public IByteSource Body;

        public int Read(byte[] buffer, int offset, int count)
        {
            return Body == null ? 0 : Body.Read(buffer, offset, count);
        }

        public void Rewind()
        {
            if (Body != null)
            {
                Body.Rewind();
            }
        }
    }
}
