using System;
using System.IO;

namespace NukiEdge.Tests.Data;

/// <summary>A folder that is gone afterwards; it is not there before somebody makes it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "data-" + Guid.NewGuid().ToString("N"));

    /// <summary>Makes it.</summary>
    public static TempFolder Made()
    {
        var folder = new TempFolder();
        Directory.CreateDirectory(folder.Path);
        return folder;
    }

    public string FileOf(string name)
    {
        return System.IO.Path.Combine(Path, name);
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
