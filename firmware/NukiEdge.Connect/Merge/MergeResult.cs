namespace NukiEdge.Connect.Merge;

/// <summary>What became of an answer of Nuki Web.</summary>
public static class MergeResult
{
    /// <summary>Step on.</summary>
    public const byte Busy = 0;

    /// <summary>The roster is as Nuki Web has it, and was before.</summary>
    public const byte Unchanged = 1;

    /// <summary>The roster is as Nuki Web has it; what changed stands in the log.</summary>
    public const byte Changed = 2;

    /// <summary>Everything, or half of a lock or more, would be gone: nothing was changed. The same answer once more is believed.</summary>
    public const byte Doubted = 3;

    /// <summary>More credentials than there is room for: nothing was changed.</summary>
    public const byte NoRoom = 4;
}
