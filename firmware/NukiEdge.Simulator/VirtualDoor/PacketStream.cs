using System;
using System.Net;
using System.Net.Sockets;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Simulator.VirtualDoor;

/// <summary>
/// Whole MQTT packets over one TCP connection. Reading belongs to one thread, sending to any. Exceptions of the socket
/// end here: each becomes false.
/// </summary>
internal sealed class PacketStream
{
    private const int SendTimeoutMs = 2000;

    private readonly Socket _socket;
    private readonly object _sending = new();
    private byte[] _input = new byte[8192];
    private int _start;
    private int _end;

    private PacketStream(Socket socket)
    {
        _socket = socket;
    }

    /// <summary>When something was sent last, <see cref="Environment.TickCount64"/>.</summary>
    public long SentMs { get; private set; } = Environment.TickCount64;

    /// <summary>The receive buffer, see <see cref="Body"/>.</summary>
    public byte[] Input => _input;

    /// <summary>First byte of the packet that <see cref="Next"/> found.</summary>
    public int FirstByte { get; private set; }

    /// <summary>Where its body begins in <see cref="Input"/>.</summary>
    public int Body { get; private set; }

    /// <summary>Length of its body.</summary>
    public int BodyLength { get; private set; }

    /// <summary>Connects with TCP_NODELAY; null when nobody listens or it takes too long.</summary>
    public static PacketStream? Open(IPEndPoint peer, int timeoutMs)
    {
        var socket = new Socket(peer.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = SendTimeoutMs };
        try
        {
            IAsyncResult connecting = socket.BeginConnect(peer, null, null);
            if (connecting.AsyncWaitHandle.WaitOne(timeoutMs))
            {
                socket.EndConnect(connecting);
                return new PacketStream(socket);
            }
        }
        catch (SocketException)
        {
            // Refused, unreachable: nobody there.
        }

        socket.Dispose();
        return null;
    }

    /// <summary>Sends one packet with one call.</summary>
    public bool Send(byte[] packet, int offset, int count)
    {
        try
        {
            lock (_sending)
            {
                SentMs = Environment.TickCount64;
                return _socket.Send(packet, offset, count, SocketFlags.None) == count;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Sends one packet with one call.</summary>
    public bool Send(byte[] packet)
    {
        return Send(packet, 0, packet.Length);
    }

    /// <summary>Waits for bytes.</summary>
    /// <returns>true when <see cref="Fill"/> will not wait; also when the connection is over.</returns>
    public bool Wait(int timeoutMs)
    {
        try
        {
            return _socket.Poll(timeoutMs * 1000, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>Reads what is there. False when the connection is over.</summary>
    public bool Fill()
    {
        if (_start > 0)
        {
            Array.Copy(_input, _start, _input, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _input.Length)
        {
            Array.Resize(ref _input, _input.Length * 2);
        }

        try
        {
            int got = _socket.Receive(_input, _end, _input.Length - _end, SocketFlags.None);
            _end += got;
            return got > 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Takes the next whole packet off what was read. It lies in <see cref="Input"/> until <see cref="Fill"/>.</summary>
    public bool Next()
    {
        int size = FixedHeader.Size(_input, _start, _end - _start);
        if (_end - _start < 2 || size <= 0)
        {
            return false;
        }

        int length = FixedHeader.RemainingLength(_input, _start);
        if (_end - _start < size + length)
        {
            return false;
        }

        FirstByte = _input[_start];
        Body = _start + size;
        BodyLength = length;
        _start += size + length;
        return true;
    }

    /// <summary>Closes the socket. A second call does nothing.</summary>
    public void Close()
    {
        _socket.Dispose();
    }
}
