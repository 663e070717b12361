using System;
using System.IO;

namespace NukiEdge.Device;

/// <summary>
/// Reads files of the board's flash in pieces. It keeps one open, because pieces mostly follow each other and each opening
/// costs a look through the file system; at its end it closes it. Who writes a file closes this first.
/// </summary>
public sealed class BoardReader
{
    private string _path;
    private FileStream _stream;

    /// <summary>Bytes of a file: 0 where there is none, -1 when flash cannot tell.</summary>
    public int Size(string path)
    {
        try
        {
            return Open(path) ? (int)_stream.Length : 0;
        }
        catch (Exception)
        {
            Close();
            return -1;
        }
    }

    /// <summary>Reads a piece: bytes read, 0 at the end or where there is no file, -1 when flash cannot be read.</summary>
    public int Read(string path, int at, byte[] buffer, int offset, int count)
    {
        try
        {
            if (!Open(path))
            {
                return 0;
            }

            long left = _stream.Length - at;
            if (left <= 0)
            {
                Close();
                return 0;
            }

            if (_stream.Position != at)
            {
                _stream.Position = at;
            }

            int got = _stream.Read(buffer, offset, left < count ? (int)left : count);
            if (got >= left)
            {
                Close();
            }

            return got;
        }
        catch (Exception)
        {
            Close();
            return -1;
        }
    }

    /// <summary>Lets go of the file that is open.</summary>
    public void Close()
    {
        FileStream stream = _stream;
        _stream = null;
        _path = null;
        try
        {
            if (stream != null)
            {
                stream.Close();
            }
        }
        catch (Exception)
        {
            // Nothing was written: there is nothing to lose.
        }
    }

    /// <summary>False when there is no such file. Not File.Exists: that answers the same when flash cannot tell.</summary>
    private bool Open(string path)
    {
        if (_stream != null && _path == path)
        {
            return true;
        }

        Close();
        try
        {
            _stream = new FileStream(path, FileMode.Open, FileAccess.Read);
            _path = path;
            return true;
        }
        catch (IOException e) when (e.ErrorCode == IOException.IOExceptionErrorCode.FileNotFound)
        {
            return false;
        }
    }
}
