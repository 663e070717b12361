#nullable disable // this source is compiled for nanoFramework too, which has no nullable annotations
using System;
using System.Net.Sockets;
using NukiEdge.Core.Ports;

namespace NukiEdge.Rim;

/// <summary>
/// One accepted TCP connection, on the board and on the PC. Exceptions of the socket end here: a peer that is gone
/// is an answer (-1), not a fault. What <see cref="ISockets.WaitAny"/> found holds until the next one: a connection
/// it found empty answers <see cref="Receive"/> with 0 and no system call, whatever has come in since.
/// </summary>
public sealed class TcpConnection : IConnection
{
    /// <summary>Answer of a connection whose peer is gone.</summary>
    public const int Closed = -1;

    // Once a socket is writable this much fits without waiting: lwIP reports room from 2,881 bytes on
    // (TCP_SNDLOWAT with its default send buffer), Linux from a third of its send buffer on.
    private const int MostPerSend = 1024;

    // A guard only: Send after a positive Poll does not wait. It loses the count of bytes sent, so it ends the
    // connection. Below the second that nothing from outside may block the loop (design section 9, 5).
    private const int SendTimeoutMs = 500;

    private const int Unknown = 0, Ready = 1, Empty = 2;

    private readonly SocketSet _set;
    private Socket _socket; // null once closed
    private int _inbox;
    private bool _ended; // the peer sent its last byte; sending may still work

    /// <summary>Takes over a socket that <see cref="TcpPort"/> accepted. Throws what the socket throws.</summary>
    internal TcpConnection(SocketSet set, Socket socket, uint peerAddress)
    {
        // An event is one small packet: Nagle would hold it back for the peer's delayed ACK, 40 to 250 ms
        // (targets.md section 0, 8). Linger stays at the system's default: above 0 it leaks the native socket.
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
        socket.SendTimeout = SendTimeoutMs;
        _set = set;
        _socket = socket;
        PeerAddress = peerAddress;
    }

    /// <inheritdoc />
    public uint PeerAddress { get; }

    /// <inheritdoc />
    public bool WantsSend { get; set; }

    /// <summary>The socket, for a rim that waits for many at once. Null once closed.</summary>
    internal Socket Socket => _socket;

    /// <summary>The peer's last byte was read: waiting for more would return at once, for ever.</summary>
    internal bool Ended => _ended;

    /// <inheritdoc />
    public int Receive(byte[] buffer, int offset, int count)
    {
        if (_socket == null || _ended)
        {
            return Closed;
        }
        // Receive into no room also answers 0, like the end of the connection (sockets.md, trap 2).
        if (_inbox == Empty || count <= 0)
        {
            return 0;
        }

        try
        {
            if (_inbox == Unknown && !_socket.Poll(0, SelectMode.SelectRead))
            {
                return 0;
            }

            int got = _socket.Receive(buffer, offset, count, SocketFlags.None);
            _inbox = got < count ? Empty : Unknown;
            if (got > 0)
            {
                return got;
            }

            _ended = true;
        }
        catch (Exception)
        {
            Close();
        }
        return Closed;
    }

    /// <inheritdoc />
    public int TrySend(byte[] buffer, int offset, int count)
    {
        if (_socket == null)
        {
            return Closed;
        }

        if (count <= 0)
        {
            return 0;
        }

        try
        {
            // On a reset peer this throws on the board (sockets.md, trap 3).
            if (!_socket.Poll(0, SelectMode.SelectWrite))
            {
                return 0;
            }

            return _socket.Send(buffer, offset, count < MostPerSend ? count : MostPerSend, SocketFlags.None);
        }
        catch (Exception)
        {
            Close();
            return Closed;
        }
    }

    /// <inheritdoc />
    public void Close()
    {
        if (_socket == null)
        {
            return;
        }

        Socket socket = _socket;
        _socket = null;
        WantsSend = false;
        _set.Remove(this);
        SocketSet.Shut(socket);
    }

    /// <summary>Notes what a wait for many sockets found.</summary>
    internal void Found(bool readable)
    {
        _inbox = readable ? Ready : Empty;
    }

    /// <summary>Forgets what a wait found: the next <see cref="Receive"/> asks the socket itself.</summary>
    internal void Forget()
    {
        _inbox = Unknown;
    }

    /// <summary>Asks the socket, for a rim that cannot wait for many at once.</summary>
    /// <returns>true when there is something to read, room that was waited for, or a fault to be reported.</returns>
    internal bool Look()
    {
        try
        {
            bool readable = !_ended && _socket.Poll(0, SelectMode.SelectRead);
            Found(readable);
            return readable || (WantsSend && _socket.Poll(0, SelectMode.SelectWrite));
        }
        catch (Exception)
        {
            Found(true); // so that the owner calls Receive, which closes and says so
            return true;
        }
    }
}
