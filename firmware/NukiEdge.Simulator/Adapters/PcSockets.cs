using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using NukiEdge.Core.Ports;
using NukiEdge.Rim;

namespace NukiEdge.Simulator.Adapters;

/// <summary>
/// The PC's sockets: one <see cref="Socket.Select(System.Collections.IList, System.Collections.IList,
/// System.Collections.IList, int)"/> over everything that is open and a wake-up socket. Allocates nothing once the
/// lists have grown.
/// </summary>
public sealed class PcSockets : SocketSet, IDisposable
{
    // A wait is at most this long, so that the microseconds fit Select's int; the loop around it goes on.
    private const long LongestWaitUs = 60_000_000;

    // A port that could not hand out its caller (no file handles left) is asked again after this time.
    private const long FailedPortWaitUs = 100_000;

    private readonly IClock _clock;
    private readonly List<Socket> _read = new();
    private readonly List<Socket> _write = new();
    private readonly byte[] _wakeByte = new byte[1];

    // A UDP socket connected to itself: the kernel drops what comes from anybody else.
    private readonly Socket _wake = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    private long _longestWaitUs;
    private int _woken; // 1 while a wake-up is on its way, so that there is never more than one

    /// <summary>Sockets that listen on one address.</summary>
    /// <param name="clock">The clock that deadlines are given in.</param>
    /// <param name="address">The local address to listen on; this computer only (127.0.0.1) unless given.</param>
    public PcSockets(IClock clock, IPAddress? address = null)
        : base(address ?? IPAddress.Loopback, backlog: 64)
    {
        _clock = clock;
        _wake.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _wake.Connect(_wake.LocalEndPoint!);
    }

    /// <inheritdoc />
    public override void WaitAny(long deadlineUs)
    {
        do
        {
            Collect();
            if (!Select(deadlineUs) || Spread())
            {
                return;
            }
        }
        while (_clock.NowUs < deadlineUs);
    }

    /// <inheritdoc />
    public override void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) == 1)
        {
            return;
        }

        try
        {
            _wake.Send(_wakeByte, 0, 1, SocketFlags.None);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Interlocked.Exchange(ref _woken, 0); // closing down
        }
    }

    /// <summary>Begins to connect, without waiting for it; what comes of it shows at the connection.</summary>
    /// <returns>null when the system has no socket left.</returns>
    public IConnection? Connect(IPAddress address, int port)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            var connection = new TcpConnection(this, socket, NumberOf(address));
            Begin(socket, new IPEndPoint(address, port));
            Add(connection);
            return connection;
        }
        catch (SocketException)
        {
            socket?.Dispose();
            return null;
        }
    }

    /// <summary>Closes the wake-up socket, every port and every connection.</summary>
    public void Dispose()
    {
        while (ConnectionCount > 0)
        {
            ConnectionAt(0).Close();
        }

        while (PortCount > 0)
        {
            PortAt(0).Close();
        }

        _wake.Dispose();
    }

    private static void Begin(Socket socket, IPEndPoint peer)
    {
        try
        {
            socket.Connect(peer);
        }
        catch (SocketException)
        {
            // It is under way, or was refused at once: the first send says so.
        }
    }

    private static uint NumberOf(IPAddress address)
    {
        return BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
    }

    /// <summary>Fills the two lists; their order is what <see cref="Spread"/> relies on.</summary>
    private void Collect()
    {
        _read.Clear();
        _write.Clear();
        _read.Add(_wake);
        _longestWaitUs = LongestWaitUs;
        for (int i = 0; i < PortCount; i++)
        {
            TcpPort port = PortAt(i);
            if (port.Failed)
            {
                _longestWaitUs = FailedPortWaitUs;
            }
            else if (port.WantsCallers)
            {
                _read.Add(port.Socket);
            }
        }
        for (int i = 0; i < ConnectionCount; i++)
        {
            TcpConnection connection = ConnectionAt(i);
            if (!connection.Ended)
            {
                _read.Add(connection.Socket);
            }

            if (connection.WantsSend)
            {
                _write.Add(connection.Socket);
            }
        }
    }

    /// <summary>Waits, and leaves the ready sockets in the lists.</summary>
    /// <returns>false when the lists say nothing.</returns>
    private bool Select(long deadlineUs)
    {
        long nowUs = _clock.NowUs;
        long waitUs = deadlineUs <= nowUs ? 0 : Math.Min(deadlineUs - nowUs, _longestWaitUs);
        // .NET hands whole milliseconds to poll(): rounded down, the last one would be spent spinning.
        waitUs = (waitUs + 999) / 1000 * 1000;
        try
        {
            Socket.Select(_read, _write.Count > 0 ? _write : null, null, (int)waitUs);
            return true;
        }
        catch (SocketException)
        {
            ForgetAll(); // which one it was is not said: each is asked by itself
            return false;
        }
    }

    /// <summary>Tells every port and connection what was found. Select keeps the order of what it leaves in a list.</summary>
    private bool Spread()
    {
        bool found = _read.Count > 0 || _write.Count > 0;
        int next = 0;
        if (next < _read.Count && _read[next] == _wake)
        {
            next++;
            Drain();
        }
        for (int i = 0; i < PortCount; i++)
        {
            TcpPort port = PortAt(i);
            bool ready = next < _read.Count && _read[next] == port.Socket;
            if (ready)
            {
                next++;
            }

            port.Found(ready);
        }
        for (int i = 0; i < ConnectionCount; i++)
        {
            TcpConnection connection = ConnectionAt(i);
            bool ready = next < _read.Count && _read[next] == connection.Socket;
            if (ready)
            {
                next++;
            }

            connection.Found(ready);
        }
        if (next < _read.Count)
        {
            ForgetAll();
        }

        return found;
    }

    /// <summary>
    /// Takes the wake-up out, then arms the next. A Wake in between sends nothing, and need not: this wait is over,
    /// and what it announces was written before it.
    /// </summary>
    private void Drain()
    {
        try
        {
            _wake.Receive(_wakeByte, 0, 1, SocketFlags.None);
        }
        catch (SocketException)
        {
            // Nothing there after all.
        }
        Interlocked.Exchange(ref _woken, 0);
    }

    private void ForgetAll()
    {
        for (int i = 0; i < PortCount; i++)
        {
            PortAt(i).Forget();
        }

        for (int i = 0; i < ConnectionCount; i++)
        {
            ConnectionAt(i).Forget();
        }
    }
}
