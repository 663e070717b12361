using System;
using System.Collections.Generic;
using System.IO;
using NukiEdge.Core.Flash;

namespace NukiEdge.Simulator.Adapters;

/// <summary>
/// Everything goes, or nothing: a marker is written first and removed last, and who takes a folder that has one erases it before anything
/// is read. Only files of ours go, whatever else somebody keeps there.
/// </summary>
public sealed partial class DataFolder
{
    private const string EraseName = "erase";

    /// <summary>From here on the folder counts as empty, whatever is written to it until it is erased.</summary>
    /// <returns>false when that could not be written.</returns>
    internal bool MarkForErasing()
    {
        try
        {
            using FileStream file = OpenToWrite(EraseName, FileMode.Create);
            file.Write([1]);
            file.Flush(true);
            return true;
        }
        catch (Exception e) when (IsOfTheFileSystem(e))
        {
            return false;
        }
    }

    /// <summary>Erases a folder that is marked.</summary>
    /// <returns>null, or why that could not be finished.</returns>
    internal string? EraseIfMarked()
    {
        try
        {
            if (!File.Exists(FileOf(EraseName)))
            {
                return null;
            }

            foreach (string name in Ours())
            {
                File.Delete(FileOf(name));
            }

            foreach (string pattern in new[] { LogSegments.Name + "-*", "trial-*" })
            {
                foreach (string path in Directory.GetFiles(Path, pattern))
                {
                    File.Delete(path);
                }
            }

            File.Delete(FileOf(EraseName));
            return null;
        }
        catch (Exception e) when (IsOfTheFileSystem(e))
        {
            return e.Message;
        }
    }

    private static IEnumerable<string> Ours()
    {
        for (byte kind = 1; kind <= StoreKind.Last; kind++)
        {
            yield return StoreKind.Name(kind) + ".0";
            yield return StoreKind.Name(kind) + ".1";
        }

        yield return ImportFile.Name;
        yield return ImportFile.NewName;
        yield return ImportFile.RefusedName;
    }
}
