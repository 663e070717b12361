using System;
using System.IO;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>The file import.json of a data folder. It is read at once: it is small, and nobody else changes it under our hands.</summary>
public sealed class ImportFile : IImportFile
{
    /// <summary>Its name, also on the board.</summary>
    public const string Name = "import.json";

    /// <summary>Its name after it was refused.</summary>
    public const string RefusedName = "import-refused.json";

    /// <summary>Its name while it is written.</summary>
    internal const string NewName = "import.new";

    private readonly string _folder;
    private ByteSource? _source;

    /// <summary>Reads nothing yet.</summary>
    public ImportFile(DataFolder folder)
    {
        _folder = folder.Path;
    }

    /// <inheritdoc/>
    public bool Exists => File.Exists(PathOf(Name));

    /// <summary>Puts a file there as a whole: a cut in between leaves none.</summary>
    /// <returns>null, or why not.</returns>
    public string? Put(byte[] content)
    {
        try
        {
            using (var file = new FileStream(PathOf(NewName), OwnersOnly(FileMode.Create)))
            {
                file.Write(content);
                file.Flush(true);
            }

            File.Move(PathOf(NewName), PathOf(Name), overwrite: true);
            return null;
        }
        catch (Exception e) when (DataFolder.IsOfTheFileSystem(e))
        {
            return e.Message;
        }
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            _source ??= new ByteSource(File.ReadAllBytes(PathOf(Name)));
            return _source.Read(buffer, offset, count);
        }
        catch (Exception e) when (DataFolder.IsOfTheFileSystem(e))
        {
            return 0; // the text ends early, which its reader says
        }
    }

    /// <inheritdoc/>
    public void Rewind()
    {
        _source?.Rewind();
    }

    /// <inheritdoc/>
    public bool Remove()
    {
        return Try(() => File.Delete(PathOf(Name)));
    }

    /// <inheritdoc/>
    public bool SetAside()
    {
        return Try(() => File.Move(PathOf(Name), PathOf(RefusedName), overwrite: true));
    }

    /// <summary>A file that may hold passwords is its owner's alone.</summary>
    internal static FileStreamOptions OwnersOnly(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static bool Try(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception e) when (DataFolder.IsOfTheFileSystem(e))
        {
            return false;
        }
    }

    private string PathOf(string name)
    {
        return Path.Combine(_folder, name);
    }
}
