using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>
/// The names and addresses under which the appliance may be called. A page that was rebound by DNS calls it by another name, and is
/// refused (targets.md section 4.1). The rim fills it, and fills it again when an address changes.
/// </summary>
public sealed class HostList
{
    /// <summary>The port that stands for none in a URL.</summary>
    private const int PlainPort = 80;

    private readonly byte[] _names;
    private int _end;

    /// <summary>An empty list: nobody gets in.</summary>
    /// <param name="bytes">Room: each name takes its length and one byte.</param>
    public HostList(int bytes)
    {
        _names = new byte[bytes];
    }

    /// <summary>The port of the server, which a Host has to name unless it is 80.</summary>
    public int Port { get; set; } = PlainPort;

    /// <summary>Forgets all names.</summary>
    public void Clear()
    {
        _end = 0;
    }

    /// <summary>Adds a name in lower case, such as "nukiedge.local", without port.</summary>
    /// <returns>false when there is no room.</returns>
    public bool Add(byte[] name)
    {
        if (_end + 1 + name.Length > _names.Length || name.Length > 255)
        {
            return false;
        }

        _names[_end] = (byte)name.Length;
        Array.Copy(name, 0, _names, _end + 1, name.Length);
        _end += 1 + name.Length;
        return true;
    }

    /// <summary>Adds an IPv4 address, as in <see cref="Core.Ports.IConnection.PeerAddress"/>.</summary>
    /// <returns>false when there is no room.</returns>
    public bool AddAddress(uint address)
    {
        ByteWriter text = new ByteWriter();
        text.Reset(new byte[15]);
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            text.AddDecimal(address >> shift & 255, 1);
            if (shift > 0)
            {
                text.Add((byte)'.');
            }
        }

        byte[] name = new byte[text.Length];
        Array.Copy(text.Buffer, 0, name, 0, name.Length);
        return Add(name);
    }

    /// <summary>Is this exactly one of the names, with the port behind it?</summary>
    public bool IsOwn(byte[] buffer, int offset, int length)
    {
        int nameLength = 0;
        while (nameLength < length && buffer[offset + nameLength] != ':')
        {
            nameLength++;
        }

        if (!IsOwnPort(buffer, offset + nameLength, length - nameLength))
        {
            return false;
        }

        for (int at = 0; at < _end; at += 1 + _names[at])
        {
            if (_names[at] == nameLength && SameName(at + 1, buffer, offset, nameLength))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOwnPort(byte[] buffer, int offset, int length)
    {
        if (length == 0)
        {
            return Port == PlainPort;
        }

        int port = 0;
        for (int i = 1; i < length; i++)
        {
            int digit = buffer[offset + i] - '0';
            if (digit < 0 || digit > 9 || i > 5)
            {
                return false;
            }

            port = port * 10 + digit;
        }

        return length > 1 && port == Port;
    }

    private bool SameName(int at, byte[] buffer, int offset, int length)
    {
        for (int i = 0; i < length; i++)
        {
            int b = buffer[offset + i];
            if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != _names[at + i])
            {
                return false;
            }
        }

        return true;
    }
}
