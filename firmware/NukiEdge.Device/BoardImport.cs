using System;
using System.IO;
using NukiEdge.Core.Ports;

namespace NukiEdge.Device;

/// <summary>The house file that <c>nanoff --filedeployment</c> put on the drive.</summary>
public sealed class BoardImport : IImportFile
{
    /// <summary>Where it lies.</summary>
    public const string Path = BoardFile.Drive + "import.json";

    private const string RefusedPath = BoardFile.Drive + "import-refused.json";

    private readonly BoardFile _file = new BoardFile(Path);

    /// <inheritdoc />
    public bool Exists
    {
        get
        {
            try
            {
                return File.Exists(Path);
            }
            catch (Exception)
            {
                return false; // flash that cannot be read: it is looked at again at the next start
            }
        }
    }

    /// <inheritdoc />
    public int Read(byte[] buffer, int offset, int count)
    {
        return _file.Read(buffer, offset, count);
    }

    /// <inheritdoc />
    public void Rewind()
    {
        _file.Rewind();
    }

    /// <inheritdoc />
    public bool Remove()
    {
        return Delete(Path);
    }

    /// <inheritdoc />
    /// <remarks>File.Move cannot replace, so the one that was set aside before goes first.</remarks>
    public bool SetAside()
    {
        try
        {
            Delete(RefusedPath);
            File.Move(Path, RefusedPath);
            return true;
        }
        catch (Exception)
        {
            return false; // it stays, and is refused again at the next start
        }
    }

    private static bool Delete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
