namespace NukiEdge.Core.Ports;

/// <summary>
/// The event log in flash: a fixed number of segments, on the board small files, that are only appended to or emptied. Any
/// call may fail, and says so by its return value; no call throws. Nothing stays open for writing between two calls.
/// </summary>
public interface ISegments
{
    /// <summary>Number of segments, at least 2.</summary>
    int Count { get; }

    /// <summary>Bytes in a segment: 0 when it is empty or was never written, -1 when flash cannot tell.</summary>
    int Size(int segment);

    /// <summary>Reads a piece. Pieces are mostly asked for from front to back.</summary>
    /// <param name="at">Place in the segment, bytes.</param>
    /// <returns>Bytes read, at most <paramref name="count"/>; 0 at the end; -1 when flash cannot be read.</returns>
    int Read(int segment, int at, byte[] buffer, int offset, int count);

    /// <summary>Empties a segment.</summary>
    /// <returns>false when it could not; what the segment holds is then unknown.</returns>
    bool Start(int segment);

    /// <summary>Appends, flushes and closes.</summary>
    /// <returns>false when not all of it may have reached flash; a part may be there.</returns>
    bool Append(int segment, byte[] buffer, int offset, int count);
}
