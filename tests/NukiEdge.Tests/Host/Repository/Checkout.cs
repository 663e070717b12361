using System;
using System.IO;

namespace NukiEdge.Tests.Repository;

/// <summary>Where the checkout is that the tests were built from.</summary>
internal static class Checkout
{
    /// <summary>The folder with NukiEdge.sln.</summary>
    public static string Root { get; } = Find();

    private static string Find([System.Runtime.CompilerServices.CallerFilePath] string here = "")
    {
        DirectoryInfo folder = new FileInfo(here).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NukiEdge.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("no checkout above " + here);
    }
}
