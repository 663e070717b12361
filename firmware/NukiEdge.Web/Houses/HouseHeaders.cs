using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Web.Houses;

/// <summary>Collects the headers of an HTTP step, and finds out how its body must be escaped.</summary>
internal sealed class HouseHeaders
{
    private static readonly byte[][] NotYours = Ascii.Table("host", "content-length", "transfer-encoding", "connection", "upgrade",
        "te", "trailer", "expect");

    private static readonly byte[] ContentType = Ascii.Of("content-type");
    private static readonly byte[] Json = Ascii.Of("Content-Type: application/json\r\n");
    private static readonly byte[] Xml = Ascii.Of("Content-Type: application/xml\r\n");
    private static readonly byte[] Plain = Ascii.Of("Content-Type: text/plain; charset=utf-8\r\n");

    private readonly byte[] _lines;
    private readonly byte[] _name = new byte[64];
    private byte _escape;
    private bool _hasType;

    public HouseHeaders(int bytes)
    {
        _lines = new byte[bytes];
        Reset();
    }

    /// <summary>Header lines, each "Name: value" CR LF, placeholders translated.</summary>
    public ByteWriter Lines { get; } = new ByteWriter();

    public void Reset()
    {
        Lines.Reset(_lines);
        _hasType = false;
        _escape = Escape.Plain;
    }

    /// <summary>Reads {"Name": "value", …}.</summary>
    public bool Read(HouseFields f)
    {
        if (!f.BeginObject())
        {
            return false;
        }

        while (f.NextField())
        {
            int nameLength = LowerName(f.Field);
            if (nameLength == 0 || Ascii.IndexIn(NotYours, _name, 0, nameLength) >= 0 || IsThere(nameLength))
            {
                return f.Fail(HouseFault.BadHeader);
            }

            if (!AddLine(f, nameLength))
            {
                return false;
            }
        }

        return f.Error == null;
    }

    /// <summary>By the content type; without one it is found by the first character, and a content type is added.</summary>
    public byte BodyEscape(ByteWriter body)
    {
        if (_hasType || body.Length == 0)
        {
            return _escape;
        }

        byte escape = EscapeByFirstCharacter(body);
        Lines.Add(escape == Escape.Json ? Json : escape == Escape.Xml ? Xml : Plain);
        return escape;
    }

    /// <summary>JSON begins with { or [, XML with &lt;, and the rest is plain text.</summary>
    public static byte EscapeByFirstCharacter(ByteWriter text)
    {
        int at = 0;
        while (at < text.Length && (text.Buffer[at] == ' ' || text.Buffer[at] == '\n' || text.Buffer[at] == '\r' || text.Buffer[at] == '\t'))
        {
            at++;
        }

        byte first = at < text.Length ? text.Buffer[at] : (byte)0;
        return first == '{' || first == '[' || first == '"' ? Escape.Json : first == '<' ? Escape.Xml : Escape.Plain;
    }

    private bool AddLine(HouseFields f, int nameLength)
    {
        string name = f.Field;
        if (!f.Text(1, _lines.Length))
        {
            return false;
        }

        for (int i = 0; i < name.Length; i++)
        {
            Lines.Add((byte)name[i]);
        }

        Lines.Add((byte)':');
        Lines.Add((byte)' ');
        int fault = TemplateText.Translate(f.TextBytes, f.TextLength, false, Lines);
        Lines.Add((byte)'\r');
        Lines.Add((byte)'\n');
        if (Image.Is(_name, 0, nameLength, ContentType))
        {
            _hasType = true;
            _escape = EscapeByType(f.TextBytes, f.TextLength);
        }

        fault = fault != HouseFault.None || IsAscii(f) ? fault : HouseFault.BadHeader;
        return fault == HouseFault.None ? !Lines.Overflow || f.Fail(HouseFault.RenderedTooLong, 0, _lines.Length) : f.Fail(fault);
    }

    /// <summary>Is there a line with this name already, in whatever spelling?</summary>
    private bool IsThere(int nameLength)
    {
        for (int at = 0; at < Lines.Length;)
        {
            int same = 0;
            while (same < nameLength && at + same < Lines.Length && (_lines[at + same] | 0x20) == (_name[same] | 0x20))
            {
                same++;
            }

            if (same == nameLength && at + same < Lines.Length && _lines[at + same] == ':')
            {
                return true;
            }

            while (at < Lines.Length && _lines[at] != '\n')
            {
                at++;
            }

            at++;
        }

        return false;
    }

    private static bool IsAscii(HouseFields f)
    {
        for (int i = 0; i < f.TextLength; i++)
        {
            if (f.TextBytes[i] >= 0x7F)
            {
                return false;
            }
        }

        return true;
    }

    private static byte EscapeByType(byte[] type, int length)
    {
        return Holds(type, length, "json") ? Escape.Json
            : Holds(type, length, "urlencoded") ? Escape.Url
            : Holds(type, length, "xml") || Holds(type, length, "html") ? Escape.Xml
            : Escape.Plain;
    }

    private static bool Holds(byte[] text, int length, string word)
    {
        for (int at = 0; at + word.Length <= length; at++)
        {
            int same = 0;
            while (same < word.Length && (text[at + same] | 0x20) == word[same])
            {
                same++;
            }

            if (same == word.Length)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name in lower case, if it is a token of letters, digits and - _ (RFC 9110 section 5.6.2, the usual part); else 0.</summary>
    private int LowerName(string name)
    {
        if (name.Length == 0 || name.Length > _name.Length)
        {
            return 0;
        }

        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool isUpper = c >= 'A' && c <= 'Z';
            if (!isUpper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_')
            {
                return 0;
            }

            _name[i] = (byte)(isUpper ? c + 32 : c);
        }

        return name.Length;
    }
}
