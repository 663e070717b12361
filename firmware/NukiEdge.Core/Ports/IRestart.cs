namespace NukiEdge.Core.Ports;

/// <summary>Ends this run of the program and begins another: on the board a reboot.</summary>
public interface IRestart
{
    /// <summary>Relays off, the reason and what is left to save into flash, and a new start. On the loop's thread.</summary>
    /// <param name="end">A <see cref="Life.RunEnd"/>.</param>
    /// <param name="part">A <see cref="Life.LoopPart"/>.</param>
    /// <param name="fault">A <see cref="Life.FaultKind"/>.</param>
    void Restart(byte end, byte part, byte fault);
}
