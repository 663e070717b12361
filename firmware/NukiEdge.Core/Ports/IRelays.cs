namespace NukiEdge.Core.Ports;

/// <summary>The relay outputs. The adapter opens the pins and leaves all of them off.</summary>
public interface IRelays
{
    /// <summary>Number of relays that are wired, 0 to 16.</summary>
    int Count { get; }

    /// <summary>Switches one relay. Never blocks.</summary>
    /// <param name="relay">0 to <see cref="Count"/> - 1.</param>
    /// <param name="on">true energises the relay.</param>
    void Write(int relay, bool on);
}
