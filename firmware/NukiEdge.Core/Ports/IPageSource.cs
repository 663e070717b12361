namespace NukiEdge.Core.Ports;

/// <summary>
/// The files of the page, read in pieces: resources on the board, a folder or embedded resources on the PC. Files are known by
/// a number that stays valid; nothing of this throws or waits.
/// </summary>
public interface IPageSource
{
    /// <summary>Number of the file for a path such as "/app.js", or -1. The source decides what "/" is.</summary>
    int Find(byte[] path, int offset, int length);

    /// <summary>Bytes of the file as it is stored.</summary>
    int Length(int file);

    /// <summary>Its media type, as it stands in Content-Type. The array is not changed.</summary>
    byte[] ContentType(int file);

    /// <summary>What changes when the content does: at most 32 visible ASCII characters without quotes. The array is not changed.</summary>
    byte[] Tag(int file);

    /// <summary>Stored with gzip (RFC 1952), and only so.</summary>
    bool IsGzip(int file);

    /// <summary>Its name changes with its content: a browser need not ask again.</summary>
    bool IsForever(int file);

    /// <summary>Reads a piece.</summary>
    /// <param name="at">Place in the file, bytes.</param>
    /// <param name="count">1 to 1,024.</param>
    /// <returns>Bytes read, 1 to <paramref name="count"/>, or -1 when it cannot be read.</returns>
    int Read(int file, int at, byte[] buffer, int offset, int count);
}
