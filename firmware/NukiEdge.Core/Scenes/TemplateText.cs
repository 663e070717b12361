using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;

namespace NukiEdge.Core.Scenes;

/// <summary>Turns a text with {placeholders} into the form that a scene image holds, and measures it.</summary>
public static class TemplateText
{
    /// <summary>Appends a text to <paramref name="into"/> with its placeholders as single bytes.</summary>
    /// <param name="lineBreaks">true where tab, CR and LF may stand (a body).</param>
    /// <returns><see cref="HouseFault.None"/>, or what is wrong.</returns>
    public static int Translate(byte[] text, int length, bool lineBreaks, ByteWriter into)
    {
        for (int at = 0; at < length; at++)
        {
            byte b = text[at];
            bool isBreak = b == '\t' || b == '\r' || b == '\n';
            if ((b < 0x20 && !(lineBreaks && isBreak)) || b == 0x7F)
            {
                return HouseFault.BadText;
            }

            int word = b == '{' ? WordLength(text, at, length) : 0;
            if (word == 0)
            {
                into.Add(b);
                continue;
            }

            int placeholder = Ascii.IndexIn(Template.Placeholders, text, at, word);
            if (placeholder < 0)
            {
                return HouseFault.UnknownPlaceholder;
            }

            into.Add((byte)(placeholder + 1));
            at += word - 1;
        }

        return HouseFault.None;
    }

    private const int LongestWord = 24;

    /// <summary>The longest that a translated text can become.</summary>
    public static int LongestRendered(byte[] text, int offset, int length, byte escape)
    {
        int sum = 0;
        for (int i = 0; i < length; i++)
        {
            byte b = text[offset + i];
            sum += b > 0 && b <= Template.Time ? Longest(b, escape) : 1;
        }

        return sum;
    }

    /// <summary>Only names are the owner's. Our words have no quotes; "button without action" has 21 bytes, a time 20.</summary>
    private static int Longest(byte placeholder, byte escape)
    {
        bool isName = placeholder == Template.Person || placeholder == Template.Lock;
        int bytes = isName ? NameTable.MaxBytes : LongestWord;
        return bytes * (isName || escape != Escape.Json ? Escaping.WorstCase(escape) : 1);
    }

    /// <summary>Length of {letters} at a place, 0 when it is something else, as in JSON.</summary>
    private static int WordLength(byte[] text, int at, int length)
    {
        int end = at + 1;
        while (end < length && text[end] >= 'a' && text[end] <= 'z')
        {
            end++;
        }

        return end < length && text[end] == '}' && end > at + 1 ? end + 1 - at : 0;
    }
}
