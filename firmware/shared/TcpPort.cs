#nullable disable // this source is compiled for nanoFramework too, which has no nullable annotations
using System;
using System.Net;
using System.Net.Sockets;
using NukiEdge.Core.Ports;

namespace NukiEdge.Rim;

/// <summary>One listening TCP port, on the board and on the PC. Exceptions of the socket end here.</summary>
public sealed class TcpPort : IListener
{
    private const int Unknown = 0, Ready = 1, Empty = 2;

    private readonly SocketSet _set;
    private Socket _socket; // null once closed
    private int _callers;
    private bool _refused; // the last caller could not be taken

    /// <summary>Binds and listens. Throws when the port is taken.</summary>
    internal TcpPort(SocketSet set, IPAddress address, int port, int backlog)
    {
        _set = set;
        Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // ReuseAddress stays off: on Linux .NET it would let two programs share the port in silence.
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(backlog);
            Port = port != 0 ? port : ((IPEndPoint)socket.LocalEndPoint).Port;
        }
        catch (Exception)
        {
            SocketSet.Shut(socket);
            throw;
        }
        _socket = socket;
    }

    /// <inheritdoc />
    public int Port { get; }

    /// <inheritdoc />
    public bool WantsCallers { get; set; } = true;

    /// <summary>The socket, for a rim that waits for many at once. Null once closed.</summary>
    internal Socket Socket => _socket;

    /// <summary>
    /// The system could not hand out the caller (out of sockets) or could not be asked (network down). Such a port is
    /// left out of one wait, or waited for with longer breaks: it would end every wait at once without any use.
    /// </summary>
    internal bool Failed { get; private set; }

    /// <inheritdoc />
    public bool IsWell => _socket != null && !_refused;

    /// <inheritdoc />
    public IConnection TryAccept()
    {
        if (_socket == null || _callers == Empty)
        {
            return null;
        }

        Socket socket = null;
        try
        {
            if (_callers == Unknown && !_socket.Poll(0, SelectMode.SelectRead))
            {
                _refused = false; // nobody waits
                return null;
            }

            _callers = Unknown;
            socket = _socket.Accept();
            _refused = false;
            TcpConnection connection = new TcpConnection(_set, socket, NumberOf((IPEndPoint)socket.RemoteEndPoint));
            _set.Add(connection);
            return connection;
        }
        catch (Exception)
        {
            if (socket == null)
            {
                Failed = true;
                _refused = true;
            }
            else
            {
                SocketSet.Shut(socket); // the caller went away between knocking and being let in
            }

            return null;
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
        _set.Remove(this);
        SocketSet.Shut(socket);
    }

    /// <summary>Notes what a wait for many sockets found.</summary>
    internal void Found(bool caller)
    {
        _callers = caller ? Ready : Empty;
        _refused &= caller; // nobody waits: nobody is refused
        Failed = false;
    }

    /// <summary>Forgets what a wait found: the next <see cref="TryAccept"/> asks the socket itself.</summary>
    internal void Forget()
    {
        _callers = Unknown;
        Failed = false;
    }

    /// <summary>Asks the socket, for a rim that cannot wait for many at once.</summary>
    /// <returns>true when somebody waits to be accepted.</returns>
    internal bool Look()
    {
        if (!WantsCallers)
        {
            _callers = Unknown;
            return false;
        }

        try
        {
            Found(_socket.Poll(0, SelectMode.SelectRead));
        }
        catch (Exception)
        {
            // With no network interface up every Poll throws (sockets.md, trap 4). The port itself is still good.
            _callers = Empty;
            Failed = true;
        }
        return _callers == Ready;
    }

    private static uint NumberOf(IPEndPoint peer)
    {
        byte[] bytes = peer.Address.GetAddressBytes();
        return ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
    }
}
