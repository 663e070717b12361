using System;
using System.IO;

namespace NukiEdge.Simulator.Adapters;

/// <summary>
/// A folder that stands for the board's flash: small files that are read in pieces, emptied and appended to. One appliance at
/// a time may <see cref="Take"/> it; anybody may read it meanwhile. No exception of the file system leaves it.
/// </summary>
public sealed partial class DataFolder : IDisposable
{
    private const string LockName = "in-use";

    private FileStream? _lock;

    /// <summary>Nothing is looked at yet.</summary>
    public DataFolder(string path)
    {
        Path = path;
    }

    /// <summary>As it was given.</summary>
    public string Path { get; }

    /// <summary>True when there is such a folder.</summary>
    public bool Exists => Directory.Exists(Path);

    /// <summary>Makes the folder where it is missing, tries to write in it, and keeps other appliances out until the end.</summary>
    /// <returns>null, or why not.</returns>
    public string? Take()
    {
        try
        {
            Directory.CreateDirectory(Path);
            string trial = FileOf("trial-" + Environment.ProcessId);
            File.WriteAllBytes(trial, [1]);
            File.Delete(trial);
        }
        catch (Exception e) when (IsOfTheFileSystem(e))
        {
            return "cannot be written: " + e.Message;
        }

        try
        {
            // The operating system ends this hold with the process, also after kill -9.
            _lock = new FileStream(FileOf(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (IsOfTheFileSystem(e))
        {
            return "another appliance keeps its data there: " + e.Message;
        }

        return EraseIfMarked() is { } fault ? "was to be erased, and that cannot be finished: " + fault : null;
    }

    /// <summary>Lets others take it.</summary>
    public void Dispose()
    {
        _lock?.Dispose();
    }

    /// <summary>Bytes of a file: 0 where there is none, -1 when nobody can tell.</summary>
    internal int Size(string name)
    {
        try
        {
            using FileStream file = OpenToRead(name);
            return file.Length > int.MaxValue ? -1 : (int)file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
        catch (Exception e) when (IsOfTheFileSystem(e))
        {
            return -1;
        }
    }

    /// <summary>Reads a piece: bytes read, 0 at the end or where there is no file, -1 when it cannot be read.</summary>
    internal int Read(string name, int at, byte[] buffer, int offset, int count)
    {
        try
        {
            using FileStream file = OpenToRead(name);
            file.Position = at;
            return file.Read(buffer, offset, count);
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
        catch (Exception e) when (IsOfTheFileSystem(e))
        {
            return -1;
        }
    }

    /// <summary>Opens a file for writing, unbuffered, so that each write says by itself whether it was taken.</summary>
    /// <exception cref="IOException">And others of the file system: the caller asks <see cref="IsOfTheFileSystem"/>.</exception>
    internal FileStream OpenToWrite(string name, FileMode mode)
    {
        return new FileStream(FileOf(name), mode, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>True for what a disk can do to us; false for our own mistakes.</summary>
    internal static bool IsOfTheFileSystem(Exception e)
    {
        return e is IOException or UnauthorizedAccessException or NotSupportedException;
    }

    // The appliance may write or empty the file while somebody reads the log: readers hinder nobody.
    private FileStream OpenToRead(string name)
    {
        return new FileStream(FileOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    private string FileOf(string name)
    {
        return System.IO.Path.Combine(Path, name);
    }
}
