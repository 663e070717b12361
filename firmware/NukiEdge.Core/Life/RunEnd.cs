namespace NukiEdge.Core.Life;

/// <summary>How a run of the program ended. The numbers stand in flash (flash-format.md).</summary>
public static class RunEnd
{
    /// <summary>Without a word: power loss, brown-out, reset from outside, kill -9. Also what a run has that still goes on.</summary>
    public const byte NoWord = 0;

    /// <summary>The owner asked for a restart.</summary>
    public const byte Restart = 1;

    /// <summary>The owner ended it: Ctrl+C, SIGTERM.</summary>
    public const byte Stop = 2;

    /// <summary>A part stood still; the part is stored.</summary>
    public const byte Stalled = 3;

    /// <summary>Ten faults in a row; part and kind of the last one are stored.</summary>
    public const byte Faults = 4;

    /// <summary>As <see cref="Faults"/>, and the last one was that memory ran out.</summary>
    public const byte NoMemory = 5;

    /// <summary>No network at start (board).</summary>
    public const byte NoNetwork = 6;

    /// <summary>The network was lost for long (board).</summary>
    public const byte NetworkLost = 7;

    /// <summary>The owner's own doing.</summary>
    public static bool IsOwners(byte end)
    {
        return end == Restart || end == Stop;
    }

    /// <summary>Somebody else's trouble, which safe mode would not cure.</summary>
    public static bool IsNetworks(byte end)
    {
        return end == NoNetwork || end == NetworkLost;
    }
}
