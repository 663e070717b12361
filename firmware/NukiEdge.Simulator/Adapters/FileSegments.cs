using System;
using System.IO;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>
/// The event log's segments as files of a folder, with the names they have on the board. What was appended is on the disk
/// when the call returns; of a file's very first append only the content is, as .NET cannot flush a folder.
/// </summary>
public sealed class FileSegments : ISegments
{
    private readonly DataFolder _folder;

    /// <summary>Writes nothing yet: a segment's file is made by the first append to it.</summary>
    public FileSegments(DataFolder folder, int count)
    {
        _folder = folder;
        Count = count;
    }

    /// <inheritdoc />
    public int Count { get; }

    /// <inheritdoc />
    public int Size(int segment)
    {
        return _folder.Size(NameOf(segment));
    }

    /// <inheritdoc />
    public int Read(int segment, int at, byte[] buffer, int offset, int count)
    {
        return _folder.Read(NameOf(segment), at, buffer, offset, count);
    }

    /// <inheritdoc />
    public bool Start(int segment)
    {
        return Write(segment, FileMode.Create, [], 0, 0);
    }

    /// <inheritdoc />
    public bool Append(int segment, byte[] buffer, int offset, int count)
    {
        return Write(segment, FileMode.Append, buffer, offset, count);
    }

    private bool Write(int segment, FileMode mode, byte[] buffer, int offset, int count)
    {
        try
        {
            using FileStream file = _folder.OpenToWrite(NameOf(segment), mode);
            file.Write(buffer, offset, count);
            file.Flush(true);
            return true;
        }
        catch (Exception e) when (DataFolder.IsOfTheFileSystem(e))
        {
            return false;
        }
    }

    private static string NameOf(int segment)
    {
        return LogSegments.Name + "-" + segment;
    }
}
