using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// An external broker's place and login, as in mqtt://user:password@host:port. What a URL means otherwise stands in user and
/// password with percent signs (RFC 3986 section 2.1). No error text repeats any of it: there may be a password in it.
/// </summary>
public sealed class BrokerUrl
{
    /// <summary>Longest host, bytes.</summary>
    public const int MaxHostBytes = 64;

    /// <summary>Longest user, bytes after decoding.</summary>
    public const int MaxUserBytes = 64;

    /// <summary>Longest password, bytes after decoding.</summary>
    public const int MaxPasswordBytes = 128;

    /// <summary>MQTT's port in clear text (IANA).</summary>
    public const int UsualPort = 1883;

    private const string Scheme = "mqtt://";

    private string _url;
    private byte[] _text;
    private int _decoded;

    /// <summary>IPv4 address or name.</summary>
    public string Host { get; private set; } = "";

    /// <summary>1 to 65535.</summary>
    public int Port { get; private set; } = UsualPort;

    /// <summary>User in UTF-8, null for none.</summary>
    public byte[] User { get; private set; }

    /// <summary>Password, null for none.</summary>
    public byte[] Password { get; private set; }

    /// <summary>Reads a URL.</summary>
    /// <returns>null, or what is wrong with it: the field and its limit.</returns>
    public string Read(string url)
    {
        if (!url.StartsWith(Scheme))
        {
            return url.StartsWith("mqtts://") ? "mqtts:// is not supported: brokers are reached in clear text, with mqtt://"
                : "it must begin with mqtt://, as in mqtt://user:password@192.168.1.10:1883";
        }

        for (int i = 0; i < url.Length; i++)
        {
            if (url[i] <= ' ' || url[i] > '~')
            {
                return "a space, or a sign that is not ASCII, is written with percent signs, in UTF-8";
            }
        }

        _url = url;
        _text = Ascii.Of(url);
        int at = Scheme.Length;
        int end = IndexOfAny('/', '?', '#', at);
        bool isWhole = end == _text.Length || (end == _text.Length - 1 && _text[end] == '/');
        if (!isWhole)
        {
            return "nothing may follow the port; a / ? or # in user or password is written %2F %3F %23";
        }

        int login = LastIndexOf('@', at, end);
        if (login >= 0)
        {
            string wrong = ReadLogin(at, login);
            if (wrong != null)
            {
                return wrong;
            }
        }

        return ReadPlace(login >= 0 ? login + 1 : at, end);
    }

    /// <summary>Takes what was read and checked elsewhere; empty user or password: none.</summary>
    public void Use(string host, int port, byte[] user, byte[] password)
    {
        Host = host;
        Port = port;
        User = user.Length == 0 ? null : user;
        Password = user.Length == 0 || password.Length == 0 ? null : password;
    }

    /// <summary>Sets a password that came another way.</summary>
    /// <returns>null, or what is wrong.</returns>
    public string UsePassword(byte[] password)
    {
        if (User == null)
        {
            return "user: a password needs one (MQTT 3.1.1 section 3.1.2.9)";
        }

        if (Password != null)
        {
            return "password: it is given twice";
        }

        if (password.Length == 0 || password.Length > MaxPasswordBytes)
        {
            return "password: 1 to " + MaxPasswordBytes.ToString() + " bytes";
        }

        Password = password;
        return null;
    }

    private string ReadLogin(int at, int end)
    {
        int colon = at;
        while (colon < end && _text[colon] != ':')
        {
            colon++;
        }

        User = Decode(at, colon, MaxUserBytes);
        if (User == null || User.Length == 0 || !Utf8Text.IsValid(User, 0, User.Length))
        {
            return "user: 1 to " + MaxUserBytes.ToString() + " bytes of UTF-8, a percent sign as %25";
        }

        if (colon == end)
        {
            return null;
        }

        Password = Decode(colon + 1, end, MaxPasswordBytes);
        return Password == null ? "password: at most " + MaxPasswordBytes.ToString() + " bytes, a percent sign as %25" : null;
    }

    private string ReadPlace(int at, int end)
    {
        int colon = LastIndexOf(':', at, end);
        int hostEnd = colon < 0 ? end : colon;
        int length = hostEnd - at;
        for (int i = at; i < hostEnd; i++)
        {
            if (!IsOfHost(_text[i]))
            {
                length = 0;
            }
        }

        if (length < 1 || length > MaxHostBytes)
        {
            return "host: an IPv4 address or a name of 1 to " + MaxHostBytes.ToString() + " letters, digits, dots and hyphens";
        }

        Host = _url.Substring(at, length);
        if (colon < 0)
        {
            return null;
        }

        int port = end - colon > 6 ? 0 : Number(colon + 1, end);
        if (port < 1 || port > 65535)
        {
            return "port: a number from 1 to 65535";
        }

        Port = port;
        return null;
    }

    /// <summary>Takes percent signs out. Null where one stands without two hexadecimal digits, or it is too long.</summary>
    private byte[] Decode(int at, int end, int most)
    {
        byte[] bytes = new byte[end - at];
        _decoded = 0;
        while (at < end)
        {
            int value = _text[at];
            if (value == '%')
            {
                if (at + 3 > end || Ascii.HexValue(_text[at + 1]) < 0 || Ascii.HexValue(_text[at + 2]) < 0)
                {
                    return null;
                }

                value = (Ascii.HexValue(_text[at + 1]) << 4) | Ascii.HexValue(_text[at + 2]);
                at += 2;
            }

            bytes[_decoded++] = (byte)value;
            at++;
        }

        if (_decoded > most)
        {
            return null;
        }

        byte[] exact = new byte[_decoded];
        Array.Copy(bytes, exact, _decoded);
        return exact;
    }

    private int Number(int at, int end)
    {
        int number = 0;
        for (; at < end; at++)
        {
            if (_text[at] < '0' || _text[at] > '9')
            {
                return 0;
            }

            number = number * 10 + _text[at] - '0';
        }

        return number;
    }

    private int IndexOfAny(char a, char b, char c, int at)
    {
        while (at < _text.Length && _text[at] != a && _text[at] != b && _text[at] != c)
        {
            at++;
        }

        return at;
    }

    private int LastIndexOf(char wanted, int from, int end)
    {
        for (int i = end - 1; i >= from; i--)
        {
            if (_text[i] == wanted)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsOfHost(byte c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    }
}
