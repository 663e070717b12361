using NukiEdge.Core.Bytes;

namespace NukiEdge.Core.Scenes;

/// <summary>Writes one byte of a value so that it stays a value: see <see cref="Escape"/>.</summary>
public static class Escaping
{
    private static readonly byte[] Quote = Ascii.Of("&quot;");
    private static readonly byte[] Apostrophe = Ascii.Of("&#39;");
    private static readonly byte[] Ampersand = Ascii.Of("&amp;");
    private static readonly byte[] Less = Ascii.Of("&lt;");
    private static readonly byte[] Greater = Ascii.Of("&gt;");

    /// <summary>How many bytes one byte of a name can become: names hold no control characters.</summary>
    public static int WorstCase(byte escape)
    {
        return escape == Escape.Url || escape == Escape.Header ? 3 : escape == Escape.Json ? 2 : escape == Escape.Xml ? 6 : 1;
    }

    /// <summary>Appends a byte of UTF-8 text. Control characters are never passed on.</summary>
    public static void Add(byte value, byte escape, ByteWriter into)
    {
        if (value < 0x20 || value == 0x7F)
        {
            return;
        }

        switch (escape)
        {
            case Escape.Url:
                AddUrl(value, into);
                return;
            case Escape.Json:
                if (value == '"' || value == '\\')
                {
                    into.Add((byte)'\\');
                }

                into.Add(value);
                return;
            case Escape.Xml:
                AddXml(value, into);
                return;
            case Escape.Header:
                if (value == '%' || value >= 0x80)
                {
                    AddPercent(value, into);
                    return;
                }

                into.Add(value);
                return;
            case Escape.Topic:
                into.Add(value == '/' || value == '+' || value == '#' ? (byte)'_' : value);
                return;
            default:
                into.Add(value);
                return;
        }
    }

    private static void AddUrl(byte value, ByteWriter into)
    {
        bool unreserved = (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || (value >= '0' && value <= '9')
            || value == '-' || value == '.' || value == '_' || value == '~';
        if (unreserved)
        {
            into.Add(value);
            return;
        }

        AddPercent(value, into);
    }

    private static void AddPercent(byte value, ByteWriter into)
    {
        into.Add((byte)'%');
        into.Add(Ascii.HexDigit(value >> 4));
        into.Add(Ascii.HexDigit(value & 15));
    }

    private static void AddXml(byte value, ByteWriter into)
    {
        switch (value)
        {
            case (byte)'"':
                into.Add(Quote);
                return;
            case (byte)'\'':
                into.Add(Apostrophe);
                return;
            case (byte)'&':
                into.Add(Ampersand);
                return;
            case (byte)'<':
                into.Add(Less);
                return;
            case (byte)'>':
                into.Add(Greater);
                return;
            default:
                into.Add(value);
                return;
        }
    }
}
