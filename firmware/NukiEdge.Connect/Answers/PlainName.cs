namespace NukiEdge.Connect.Answers;

/// <summary>
/// Can a name from outside stand in a line of the log, on the page and in the house file? Not with anything that begins a line,
/// hides text or turns its direction, and not of dots alone, which mean something in a URL's path.
/// </summary>
internal static class PlainName
{
    /// <summary>True for a name of well-formed UTF-8 that can be shown as it is.</summary>
    public static bool Is(byte[] name, int length)
    {
        bool onlyDots = true;
        for (int i = 0; i < length; i++)
        {
            int b = name[i];
            onlyDots &= b == '.';
            if (b < 0x20 || b == 0x7F || (b >= 0xC2 && IsHidden(b, After(name, i + 1, length), After(name, i + 2, length))))
            {
                return false;
            }
        }

        return !onlyDots;
    }

    private static int After(byte[] name, int at, int length)
    {
        return at < length ? name[at] : 0;
    }

    /// <summary>U+0080-009F controls; U+061C, 200E-200F, 202A-202E, 2066-2069 direction; U+2028, 2029 new lines; U+FEFF. The joiners of emoji pass.</summary>
    private static bool IsHidden(int first, int second, int third)
    {
        switch (first)
        {
            case 0xC2:
                return second < 0xA0;
            case 0xD8:
                return second == 0x9C;
            case 0xE2:
                return (second == 0x80 && ((third >= 0x8E && third <= 0x8F) || (third >= 0xA8 && third <= 0xAE)))
                    || (second == 0x81 && third >= 0xA6 && third <= 0xA9);
            default:
                return first == 0xEF && second == 0xBB && third == 0xBF;
        }
    }
}
