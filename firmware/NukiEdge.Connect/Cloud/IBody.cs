using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Cloud;

/// <summary>
/// An answer's body, read once from front to back (<see cref="IByteSource.Rewind"/> does nothing). Reading it returns 0 at its
/// end and also when it was cut: <see cref="Fault"/> tells the two apart, and <see cref="CloudRequest.Take"/> asks it.
/// </summary>
public interface IBody : IByteSource
{
    /// <summary>0 while all is well, else why no more comes: a <see cref="Core.Log.SyncFault"/>.</summary>
    byte Fault { get; }
}
