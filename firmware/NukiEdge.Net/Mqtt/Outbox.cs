using System;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>What goes to one client: straight into the socket while that takes it, the rest waits here.</summary>
public sealed class Outbox
{
    /// <summary>Sent, or waiting to be.</summary>
    public const int Taken = 0;

    /// <summary>Nothing of it was sent and it does not fit: it may come later or be left out.</summary>
    public const int NoRoom = 1;

    /// <summary>A part was sent and the rest does not fit: the stream is torn, the connection has to end.</summary>
    public const int Torn = 2;

    /// <summary>The peer is gone.</summary>
    public const int Gone = 3;

    private readonly byte[] _waiting;
    private IConnection _socket;
    private int _start;

    /// <summary>An outbox in which <paramref name="bytes"/> may wait.</summary>
    public Outbox(int bytes)
    {
        _waiting = new byte[bytes];
    }

    /// <summary>Bytes that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Starts empty on a new socket.</summary>
    public void Attach(IConnection socket)
    {
        _socket = socket;
        _start = 0;
        Count = 0;
    }

    /// <summary>Sends one packet, or keeps it in order behind what already waits.</summary>
    /// <param name="spare">Room that must stay free when it has to wait: kept for answers the client needs.</param>
    public int Send(byte[] buffer, int offset, int count, int spare)
    {
        int sent = 0;
        if (Count == 0)
        {
            sent = _socket.TrySend(buffer, offset, count);
            if (sent < 0)
            {
                return Gone;
            }

            if (sent == count)
            {
                return Taken;
            }
        }
        int rest = count - sent;
        if (sent > 0 && rest > _waiting.Length)
        {
            return Torn;
        }

        if (sent == 0 && rest + spare > _waiting.Length - Count)
        {
            return NoRoom;
        }

        Keep(buffer, offset + sent, rest);
        return Taken;
    }

    /// <summary>Sends what waits as far as the socket takes it. False when the peer is gone.</summary>
    public bool Flush()
    {
        if (Count > 0)
        {
            int sent = _socket.TrySend(_waiting, _start, Count);
            if (sent < 0)
            {
                return false;
            }

            _start += sent;
            Count -= sent;
        }
        WaitForRoom(Count > 0);
        return true;
    }

    /// <summary>Should the loop wake up when the socket has room again?</summary>
    public void WaitForRoom(bool wanted)
    {
        if (_socket.WantsSend != wanted)
        {
            _socket.WantsSend = wanted;
        }
    }

    private void Keep(byte[] buffer, int offset, int count)
    {
        if (_start + Count + count > _waiting.Length)
        {
            Array.Copy(_waiting, _start, _waiting, 0, Count);
            _start = 0;
        }
        Array.Copy(buffer, offset, _waiting, _start + Count, count);
        Count += count;
        WaitForRoom(true);
    }
}
