namespace NukiEdge.Core.Ports;

/// <summary>
/// TCP for one loop. <see cref="WaitAny"/> is the only place in the program that waits; everything else
/// returns at once. Not thread safe, except <see cref="Wake"/>.
/// </summary>
public interface ISockets
{
    /// <summary>Listens on <paramref name="port"/> (0 picks a free one). Null when the port is taken.</summary>
    IListener Listen(int port);

    /// <summary>
    /// Waits until a connection can be read or (where <see cref="IConnection.WantsSend"/> is set) written, a
    /// listener has a caller, <see cref="Wake"/> was called or the deadline is reached.
    /// </summary>
    /// <param name="deadlineUs">On the clock of <see cref="IClock.NowUs"/>; one in the past only looks.</param>
    void WaitAny(long deadlineUs);

    /// <summary>Ends the wait from any thread. A wake-up between two waits is not lost.</summary>
    void Wake();
}

/// <summary>A listening TCP port.</summary>
public interface IListener
{
    /// <summary>The port, also where 0 was asked for.</summary>
    int Port { get; }

    /// <summary>Whether a caller ends <see cref="ISockets.WaitAny"/>: true at first, false while its owner has no place for one.</summary>
    bool WantsCallers { get; set; }

    /// <summary>False while the system does not hand out callers: out of sockets, or the port is closed.</summary>
    bool IsWell { get; }

    /// <summary>The next caller, with TCP_NODELAY set, or null when nobody waits.</summary>
    IConnection TryAccept();

    /// <summary>Stops listening. A second call does nothing.</summary>
    void Close();
}

/// <summary>One TCP connection. After <see cref="Close"/>, <see cref="Receive"/> and <see cref="TrySend"/> answer -1.</summary>
public interface IConnection
{
    /// <summary>The peer's IPv4 address, most significant byte first, as a number (192.168.1.5 = 0xC0A80105).</summary>
    uint PeerAddress { get; }

    /// <summary>Set while something is left to send, so that <see cref="ISockets.WaitAny"/> also waits for room.</summary>
    bool WantsSend { get; set; }

    /// <summary>Reads what is there, without waiting.</summary>
    /// <param name="count">At least 1.</param>
    /// <returns>Bytes read, 0 when nothing is there yet, -1 when the peer is gone.</returns>
    int Receive(byte[] buffer, int offset, int count);

    /// <summary>Sends what fits now, without waiting, in one packet where it can.</summary>
    /// <returns>Bytes taken, 0 to count, or -1 when the peer is gone.</returns>
    int TrySend(byte[] buffer, int offset, int count);

    /// <summary>Closes the socket. A second call does nothing.</summary>
    void Close();
}
