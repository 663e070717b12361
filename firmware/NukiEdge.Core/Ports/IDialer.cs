namespace NukiEdge.Core.Ports;

/// <summary>
/// Outgoing TCP connections to one peer, which the rim knows by name or address. A name is looked up off the loop. The
/// caller keeps the deadline: it gives up by closing what it got, or by not asking again.
/// </summary>
public interface IDialer
{
    /// <summary>Begins to connect, or to look the name up. Never blocks.</summary>
    /// <returns>
    /// A connection that is under way: it takes no bytes before the peer has answered, and answers -1 when that fails. Null
    /// while the name is looked up: the end of that wakes the loop, then ask again.
    /// </returns>
    IConnection Dial();

    /// <summary>The last <see cref="Dial"/> came to nothing: no such name, no address, no socket left.</summary>
    bool HasFailed { get; }
}
