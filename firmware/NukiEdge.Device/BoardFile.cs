using System;
using System.IO;
using System.Text;
using NukiEdge.Core.Ports;

namespace NukiEdge.Device;

/// <summary>
/// One file in the board's flash, read from front to back and open only until its end. A file that is not there is an
/// empty one.
/// </summary>
public sealed class BoardFile : IByteSource
{
    /// <summary>The flash chip's file system.</summary>
    public const string Drive = "I:\\";

    /// <summary>One line: the board's name in <see cref="Board"/>, needed where several boards run the same image.</summary>
    public const string BoardName = Drive + "board.txt";

    /// <summary>
    /// An external broker: a line with its URL, as in mqtt://user:password@192.168.1.10:1883. A second line that says
    /// trust-broker lets its events run sensitive scenes. Without the file the built-in broker serves the locks.
    /// </summary>
    public const string Broker = Drive + "broker.txt";

    private readonly string _path;
    private FileStream _stream;
    private bool _ended;

    /// <summary>Opens nothing yet.</summary>
    public BoardFile(string path)
    {
        _path = path;
    }

    /// <inheritdoc />
    public int Read(byte[] buffer, int offset, int count)
    {
        if (_ended)
            return 0;
        try
        {
            if (_stream == null)
                _stream = new FileStream(_path, FileMode.Open, FileAccess.Read);
            int got = _stream.Read(buffer, offset, count);
            if (got > 0)
                return got;
        }
        catch (Exception)
        {
            // A file that is not there, or flash that cannot be read: the text ends early, which its reader reports.
        }
        Rewind();
        _ended = true;
        return 0;
    }

    /// <inheritdoc />
    public void Rewind()
    {
        _ended = false;
        if (_stream == null)
            return;
        _stream.Close();
        _stream = null;
    }

    /// <summary>The first line of a small file, without spaces around it; empty where there is none.</summary>
    public static string FirstLine(string path)
    {
        return Lines(path)[0].Trim();
    }

    /// <summary>The lines of a file of at most 640 bytes; one that is empty where there is none.</summary>
    public static string[] Lines(string path)
    {
        byte[] text = new byte[640];
        BoardFile file = new BoardFile(path);
        int length = file.Read(text, 0, text.Length);
        file.Rewind();
        return (length <= 0 ? "" : Encoding.UTF8.GetString(text, 0, length)).Split('\n');
    }
}
