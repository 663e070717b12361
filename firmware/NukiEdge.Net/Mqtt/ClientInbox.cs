using System;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// What an external broker sends, cut into packets. A PUBLISH that is larger than the buffer is passed over and not refused:
/// anybody could publish one, retained, and so keep the appliance away for good.
/// </summary>
public sealed class ClientInbox
{
    /// <summary>Results of <see cref="Next"/>: bytes are missing; a packet; a PUBLISH was passed over; what MQTT forbids.</summary>
    public const int None = 0, Packet = 1, PassedOver = 2, Malformed = 3;

    private readonly byte[] _buffer;
    private int _start;
    private int _end;
    private int _skip;
    private int _skipped;
    private int _idAt;

    /// <summary>Room for packets up to <paramref name="maxRemaining"/> behind their fixed header.</summary>
    public ClientInbox(int maxRemaining)
    {
        _buffer = new byte[FixedHeader.MaxSize + maxRemaining];
    }

    /// <summary>Where the packet lies until the next <see cref="Read"/>.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>The packet's first byte; where nothing was found, the one of the packet that has begun.</summary>
    public int FirstByte { get; private set; }

    /// <summary>Where the packet begins behind its fixed header.</summary>
    public int Body { get; private set; }

    /// <summary>Length of the packet behind its fixed header.</summary>
    public int Length { get; private set; }

    /// <summary>Packet identifier of what was passed over, 0 at QoS 0.</summary>
    public int PassedId { get; private set; }

    /// <summary>When the newest bytes came.</summary>
    public long ReadUs { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _start = 0;
        _end = 0;
        _skip = 0;
    }

    /// <summary>Reads once: bytes read, 0 when nothing is there, -1 when the peer is gone.</summary>
    public int Read(IConnection socket, IClock clock)
    {
        if (_start > 0)
        {
            Array.Copy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        int got = socket.Receive(_buffer, _end, _buffer.Length - _end);
        if (got > 0)
        {
            _end += got;
            ReadUs = clock.NowUs;
        }

        return got;
    }

    /// <summary>Looks for the next packet. After <see cref="None"/> there is room to read.</summary>
    public int Next()
    {
        if (_skip > 0)
        {
            return PassOver();
        }

        int count = _end - _start;
        if (count == 0)
        {
            return None;
        }

        FirstByte = _buffer[_start];
        int headerSize = FixedHeader.Size(_buffer, _start, count);
        if (headerSize <= 0)
        {
            return headerSize < 0 ? Malformed : None;
        }

        int length = FixedHeader.RemainingLength(_buffer, _start);
        if (headerSize + length > _buffer.Length)
        {
            return PacketType.IsPublish(FirstByte) ? BeginToPassOver(headerSize, length, count) : Malformed;
        }

        if (count < headerSize + length)
        {
            return None;
        }

        Body = _start + headerSize;
        Length = length;
        _start = Body + length;
        return Packet;
    }

    private int BeginToPassOver(int headerSize, int length, int count)
    {
        if (count < headerSize + 2)
        {
            return None;
        }

        bool hasId = PacketType.QosOf(FirstByte) > 0;
        _idAt = hasId ? 2 + FixedHeader.ReadNumber(_buffer, _start + headerSize) : length;
        if (hasId && _idAt + 2 > length)
        {
            return Malformed;
        }

        _start += headerSize;
        _skip = length;
        _skipped = 0;
        PassedId = 0;
        return PassOver();
    }

    /// <summary>Counts the bytes off; the identifier, which has to be acknowledged, is picked out as it goes by.</summary>
    private int PassOver()
    {
        while (_skip > 0 && _start < _end)
        {
            if (_skipped == _idAt || _skipped == _idAt + 1)
            {
                PassedId = (PassedId << 8) | _buffer[_start];
            }

            _start++;
            _skipped++;
            _skip--;
        }

        return _skip > 0 ? None : PassedOver;
    }
}
