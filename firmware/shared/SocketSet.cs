#nullable disable // this source is compiled for nanoFramework too, which has no nullable annotations
using System;
using System.Net;
using System.Net.Sockets;
using NukiEdge.Core.Ports;

namespace NukiEdge.Rim;

/// <summary>
/// What the two rims' sockets have in common: the lists of open ports and connections. How to wait for all of them
/// is the rim's part. How many there may be is the owners' business (Limits); the lists only grow with them.
/// </summary>
public abstract class SocketSet : ISockets
{
    private readonly IPAddress _address;
    private readonly int _backlog;
    private TcpPort[] _ports = new TcpPort[2];
    private TcpConnection[] _connections = new TcpConnection[8];

    /// <summary>An empty set.</summary>
    /// <param name="address">The local address to listen on.</param>
    /// <param name="backlog">Callers that may wait to be accepted, per port.</param>
    protected SocketSet(IPAddress address, int backlog)
    {
        _address = address;
        _backlog = backlog;
    }

    /// <summary>Number of open listening ports.</summary>
    protected int PortCount { get; private set; }

    /// <summary>Number of open connections.</summary>
    protected int ConnectionCount { get; private set; }

    /// <inheritdoc />
    public IListener Listen(int port)
    {
        return ListenAt(_address, port);
    }

    /// <summary>Listens on another of this device's addresses.</summary>
    /// <returns>null when it cannot: the port is taken, or the address is not ours.</returns>
    public IListener ListenAt(IPAddress address, int port)
    {
        TcpPort opened;
        try
        {
            opened = new TcpPort(this, address, port, _backlog);
        }
        catch (Exception)
        {
            return null;
        }
        if (PortCount == _ports.Length)
        {
            TcpPort[] more = new TcpPort[PortCount * 2];
            Array.Copy(_ports, more, PortCount);
            _ports = more;
        }
        _ports[PortCount++] = opened;
        return opened;
    }

    /// <inheritdoc />
    public abstract void WaitAny(long deadlineUs);

    /// <inheritdoc />
    public abstract void Wake();

    /// <summary>Closes a socket, whatever state it is in.</summary>
    internal static void Shut(Socket socket)
    {
        try
        {
            socket.Close();
        }
        catch (Exception)
        {
            // It is gone either way, and nobody could do anything about it.
        }
    }

    /// <summary>A connection was accepted.</summary>
    internal void Add(TcpConnection connection)
    {
        if (ConnectionCount == _connections.Length)
        {
            TcpConnection[] more = new TcpConnection[ConnectionCount * 2];
            Array.Copy(_connections, more, ConnectionCount);
            _connections = more;
        }
        _connections[ConnectionCount++] = connection;
    }

    /// <summary>A connection was closed.</summary>
    internal void Remove(TcpConnection connection)
    {
        int index = Array.IndexOf(_connections, connection, 0, ConnectionCount);
        if (index < 0)
        {
            return;
        }

        _connections[index] = _connections[--ConnectionCount];
        _connections[ConnectionCount] = null;
    }

    /// <summary>A port was closed.</summary>
    internal void Remove(TcpPort port)
    {
        int index = Array.IndexOf(_ports, port, 0, PortCount);
        if (index < 0)
        {
            return;
        }

        _ports[index] = _ports[--PortCount];
        _ports[PortCount] = null;
    }

    /// <summary>An open port, 0 to <see cref="PortCount"/> - 1. Closing one changes the order.</summary>
    protected TcpPort PortAt(int index)
    {
        return _ports[index];
    }

    /// <summary>An open connection, 0 to <see cref="ConnectionCount"/> - 1. Closing one changes the order.</summary>
    protected TcpConnection ConnectionAt(int index)
    {
        return _connections[index];
    }
}
