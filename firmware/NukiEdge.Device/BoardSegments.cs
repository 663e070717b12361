using System;
using System.IO;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Ports;

namespace NukiEdge.Device;

/// <summary>
/// The event log's segments as files of the board's flash. littlefs writes when a file is closed (nf-interpreter,
/// targets/ESP32/_littlefs), so closing can fail, and counts.
/// </summary>
public sealed class BoardSegments : ISegments
{
    private readonly BoardReader _reader = new BoardReader();
    private readonly string[] _paths;

    /// <summary>Touches nothing yet: a segment's file is made by the first append to it.</summary>
    public BoardSegments(int count)
    {
        _paths = new string[count];
        for (int i = 0; i < count; i++)
        {
            _paths[i] = BoardFile.Drive + LogSegments.Name + "-" + i.ToString();
        }
    }

    /// <inheritdoc />
    public int Count => _paths.Length;

    /// <inheritdoc />
    public int Size(int segment)
    {
        return _reader.Size(_paths[segment]);
    }

    /// <inheritdoc />
    public int Read(int segment, int at, byte[] buffer, int offset, int count)
    {
        return _reader.Read(_paths[segment], at, buffer, offset, count);
    }

    /// <inheritdoc />
    public bool Start(int segment)
    {
        return Write(segment, FileMode.Create, null, 0, 0);
    }

    /// <inheritdoc />
    public bool Append(int segment, byte[] buffer, int offset, int count)
    {
        return Write(segment, FileMode.Append, buffer, offset, count);
    }

    private bool Write(int segment, FileMode mode, byte[] buffer, int offset, int count)
    {
        _reader.Close();
        try
        {
            using (FileStream stream = new FileStream(_paths[segment], mode, FileAccess.Write))
            {
                if (count > 0)
                {
                    stream.Write(buffer, offset, count);
                }

                stream.Flush();
            }

            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
