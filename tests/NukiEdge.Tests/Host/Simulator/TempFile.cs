using System;
using System.IO;

namespace NukiEdge.Tests.Simulator;

/// <summary>A text in a file that is gone afterwards.</summary>
internal sealed class TempFile : IDisposable
{
    public TempFile(string text)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "house-" + Guid.NewGuid().ToString("N") + ".json");
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public void Dispose()
    {
        File.Delete(Path);
    }
}
