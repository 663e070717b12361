namespace NukiEdge.Core.Life;

/// <summary>Where the loop is, as one byte. The numbers stand in flash (flash-format.md): none is used again for something else.</summary>
public static class LoopPart
{
    /// <summary>Waits for the network or a deadline.</summary>
    public const byte Waiting = 0;

    /// <summary>Not at its first turn yet.</summary>
    public const byte Starting = 1;

    public const byte Broker = 2, Scenes = 3, Callers = 4, Relays = 5, OwnTopics = 6, Network = 7, Pulse = 8, Log = 9, Memory = 10,
        Life = 11;

    /// <summary>What other threads asked the loop (PC).</summary>
    public const byte Questions = 12;

    /// <summary>A part that was hung on without a name.</summary>
    public const byte Other = 13;

    /// <summary>Saves what is left, after the last turn.</summary>
    public const byte Ending = 14;

    /// <summary>The client of an external broker.</summary>
    public const byte Link = 15;

    /// <summary>The sync with Nuki Web.</summary>
    public const byte Sync = 16;

    /// <summary>The page: its server, and the button at the box.</summary>
    public const byte Page = 17;
}
