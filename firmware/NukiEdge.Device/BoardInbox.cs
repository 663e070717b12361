using System;
using System.IO;
using NukiEdge.Web.Api;

namespace NukiEdge.Device;

/// <summary>
/// A house that is handed in at the page: written into a file as it comes, for there is no room for it in memory, and given the
/// name import.json when it is right. What a power cut left of another one is deleted at start: it may hold passwords.
/// </summary>
public sealed class BoardInbox : IHouseInbox
{
    /// <summary>The longest, bytes: four times a house that fills the small board's limits. The drive has 256 KB for everything.</summary>
    public const int MostBytes = 64 * 1024;

    private const string NewPath = BoardFile.Drive + "import.new";

    private readonly BoardFile _written = new BoardFile(NewPath);
    private FileStream _stream;
    private int _length;

    /// <summary>An empty one.</summary>
    public BoardInbox()
    {
        Drop();
    }

    /// <inheritdoc />
    public bool CanKeep => true;

    /// <inheritdoc />
    public void Open()
    {
        Drop();
    }

    /// <inheritdoc />
    public bool Add(byte[] buffer, int offset, int count)
    {
        if (_length < 0 || _length + count > MostBytes)
            return false;
        try
        {
            if (_stream == null)
                _stream = new FileStream(NewPath, FileMode.Create, FileAccess.Write);
            _stream.Write(buffer, offset, count);
            _length += count;
            return true;
        }
        catch (Exception)
        {
            _length = -1; // the drive is full: nothing more is taken, and what there is will be dropped
            return false;
        }
    }

    /// <inheritdoc />
    /// <remarks>File.Move cannot replace. A power cut between the two leaves the old house, and no import.</remarks>
    public bool Keep()
    {
        bool isThere = Close() && _length > 0;
        _written.Rewind();
        try
        {
            if (isThere)
            {
                if (File.Exists(BoardImport.Path))
                    File.Delete(BoardImport.Path);
                File.Move(NewPath, BoardImport.Path);
                _length = 0;
                return true;
            }
        }
        catch (Exception)
        {
            // No room for another name, or flash that cannot be written: the old house stays.
        }
        Drop();
        return false;
    }

    /// <inheritdoc />
    public void Drop()
    {
        Close();
        _written.Rewind();
        _length = 0;
        try
        {
            if (File.Exists(NewPath))
                File.Delete(NewPath);
        }
        catch (Exception)
        {
            // It is overwritten by the next one, or deleted at the next start.
        }
    }

    /// <inheritdoc />
    public int Read(byte[] buffer, int offset, int count)
    {
        return Close() ? _written.Read(buffer, offset, count) : 0;
    }

    /// <inheritdoc />
    public void Rewind()
    {
        _written.Rewind();
    }

    /// <summary>What was written is in flash once the file is closed.</summary>
    private bool Close()
    {
        FileStream stream = _stream;
        _stream = null;
        try
        {
            if (stream != null)
            {
                using (stream)
                {
                    stream.Flush();
                }
            }
            return true;
        }
        catch (Exception)
        {
            _length = -1;
            return false;
        }
    }
}
