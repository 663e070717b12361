namespace NukiEdge.Core.Life;

/// <summary>
/// What the loop says of itself to a watcher on another thread: plain stores, because the event path can afford nothing else.
/// The board's interpreter switches threads between instructions, and a PC stores 8 bytes at once, so neither is torn.
/// </summary>
public sealed class LoopWatch
{
    /// <summary>Longest time from power-up to the first turn, microseconds: looking for a network takes three minutes.</summary>
    public const long StartUs = 600000000;

    /// <summary>Where it is now, <see cref="LoopPart"/>.</summary>
    public byte Part = LoopPart.Starting;

    /// <summary>
    /// It is late from here on, clock microseconds: while it waits the wait's deadline, else the beginning of the turn. No two
    /// turns have the same.
    /// </summary>
    public long DueUs = long.MaxValue;
}
