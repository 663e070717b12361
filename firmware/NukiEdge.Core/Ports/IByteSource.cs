namespace NukiEdge.Core.Ports;

/// <summary>Bytes to read from front to back, more than once: a file, or a text in memory.</summary>
public interface IByteSource
{
    /// <summary>Reads on.</summary>
    /// <returns>Bytes read, 1 to <paramref name="count"/>, or 0 at the end.</returns>
    int Read(byte[] buffer, int offset, int count);

    /// <summary>Back to the first byte.</summary>
    void Rewind();
}
