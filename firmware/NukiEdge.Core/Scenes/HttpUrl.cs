using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;

namespace NukiEdge.Core.Scenes;

/// <summary>Checks a scene's URL: http, an IPv4 address, a port, and a path that may hold placeholders.</summary>
public sealed class HttpUrl
{
    private static readonly byte[] Scheme = Ascii.Of("http://");

    /// <summary>The host, most significant byte first.</summary>
    public uint Address;

    /// <summary>The port, 80 where none stands.</summary>
    public int Port;

    /// <summary>Addresses outside of private networks are allowed.</summary>
    public bool MayBePublic;

    /// <summary>Checks an address that stands alone.</summary>
    /// <returns><see cref="HouseFault.None"/>, or what is wrong.</returns>
    public int CheckAddress(byte[] text, int length)
    {
        int at = 0;
        int fault = ReadAddress(text, ref at, length);
        return at == length ? fault : HouseFault.UrlNeedsAddress;
    }

    /// <summary>Checks a translated URL (<see cref="TemplateText"/>).</summary>
    /// <returns><see cref="HouseFault.None"/>, or what is wrong.</returns>
    public int Check(byte[] url, int length)
    {
        if (!Image.StartsWith(url, 0, length, Scheme))
        {
            return HouseFault.UrlNotHttp;
        }

        int at = Scheme.Length;
        int fault = ReadAddress(url, ref at, length);
        if (fault != HouseFault.None)
        {
            return fault;
        }

        Port = 80;
        if (at < length && url[at] == ':')
        {
            at++;
            Port = Decimal(url, ref at, length);
        }

        bool endsWell = at == length || url[at] == '/' || url[at] == '?';
        if (Port < 1 || Port > 65535 || !endsWell)
        {
            return HouseFault.UrlNeedsAddress;
        }

        for (; at < length; at++)
        {
            if (!MayStand(url[at]))
            {
                return HouseFault.UrlBadCharacter;
            }
        }

        return HouseFault.None;
    }

    private int ReadAddress(byte[] text, ref int at, int length)
    {
        Address = 0;
        for (int part = 0; part < 4; part++)
        {
            int value = Decimal(text, ref at, length);
            bool dotFollows = part == 3 || (at < length && text[at++] == '.');
            if (value < 0 || value > 255 || !dotFollows)
            {
                return HouseFault.UrlNeedsAddress;
            }

            Address = (Address << 8) | (uint)value;
        }

        return Address == 0 ? HouseFault.UrlNeedsAddress : MayBePublic || IsPrivate(Address) ? HouseFault.None : HouseFault.UrlPublic;
    }

    /// <summary>
    /// The owner's network (RFC 1918), link-local (RFC 3927), or the program's own machine (RFC 1122), where on a PC other
    /// programs and tests listen.
    /// </summary>
    private static bool IsPrivate(uint address)
    {
        uint first = address >> 24;
        uint two = address >> 16;
        return first == 10 || first == 127 || address >> 20 == 0xAC1 || two == 0xC0A8 || two == 0xA9FE;
    }

    private static bool MayStand(byte b)
    {
        if (b > 0 && b <= Template.Time)
        {
            return true;
        }

        return b > 0x20 && b < 0x7F && b != '"' && b != '<' && b != '>' && b != '\\' && b != '^' && b != '`' && b != '{'
            && b != '|' && b != '}' && b != '#';
    }

    private static int Decimal(byte[] url, ref int at, int length)
    {
        // a leading zero is octal to some, decimal to others: it stands for nothing here
        if (at + 1 < length && url[at] == '0' && url[at + 1] >= '0' && url[at + 1] <= '9')
        {
            return -1;
        }

        int value = -1;
        for (; at < length && url[at] >= '0' && url[at] <= '9' && value <= 99999; at++)
        {
            value = (value < 0 ? 0 : value * 10) + url[at] - '0';
        }

        return value;
    }
}
