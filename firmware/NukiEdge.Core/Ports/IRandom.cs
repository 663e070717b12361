namespace NukiEdge.Core.Ports;

/// <summary>Bytes that nobody can foresee: the hardware's generator on the board, the system's on the PC.</summary>
public interface IRandom
{
    /// <summary>Fills the whole array.</summary>
    void Fill(byte[] into);
}
