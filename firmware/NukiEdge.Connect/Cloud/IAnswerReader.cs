using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Cloud;

/// <summary>Reads an answer's body on the cloud's thread. What it fills is its own until the loop takes it.</summary>
public interface IAnswerReader
{
    /// <summary>Reads a whole body, to its end. No exception leaves it.</summary>
    /// <returns>0 when it was read and is valid, else a <see cref="Core.Log.SyncFault"/>.</returns>
    byte Read(IByteSource body);
}
