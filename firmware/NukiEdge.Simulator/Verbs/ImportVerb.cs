using System;
using System.IO;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Houses;

namespace NukiEdge.Simulator.Verbs;

/// <summary>The verb import: takes a house file over into the stores of a folder, by way of import.json.</summary>
internal static class ImportVerb
{
    public static int Run(string path, string data, bool onlyDifferences, bool atNextStart, string? passphrase)
    {
        House? house = Read(path, passphrase);
        if (house is null)
        {
            return Exit.Refused;
        }

        using var folder = new DataFolder(data);
        if (!folder.Exists && (onlyDifferences || atNextStart))
        {
            Console.Error.WriteLine($"--data {data}: there is no such folder.");
            return Exit.Refused;
        }

        if (!onlyDifferences && !atNextStart && folder.Take() is { } reason)
        {
            Console.Error.WriteLine($"--data {data}: {reason}");
            Console.Error.WriteLine("While an appliance runs there, --at-next-start leaves the house for its next start.");
            return Exit.Failed;
        }

        var stored = new StoredHouse(folder);
        stored.SayLosses();
        string missing = KeptSecrets.Take(stored.House, house);
        PrintDifferences(stored, house);
        if (missing.Length > 0)
        {
            Console.Out.WriteLine("Without a password, so that nobody can log in: " + missing);
        }

        return onlyDifferences ? Exit.Fine : Save(folder, stored, house, atNextStart);
    }

    private static House? Read(string path, string? passphrase)
    {
        HouseSeal? seal = passphrase is null ? null : Passphrase.Read(passphrase);
        if (passphrase is not null && seal is null)
        {
            return null;
        }

        try
        {
            var house = new House(Limits.LargeBoard());
            HouseError? error = HouseReader.Read(new ByteSource(File.ReadAllBytes(path)), house, new HouseReading { MayLackSecrets = true, Seal = seal });
            if (error is null)
            {
                return house;
            }

            Console.Error.WriteLine($"{Path.GetFileName(path)}: {error.Text()}");
            Console.Error.WriteLine(error.Fault == HouseFault.Sealed ? "Give it with --passphrase-file FILE." : "Nothing of this file was used.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{path}: cannot be read: {e.Message}");
        }

        return null;
    }

    private static void PrintDifferences(StoredHouse stored, House house)
    {
        var lines = HouseDifference.Between(stored.House, house);
        foreach (string line in lines)
        {
            Console.Out.WriteLine("  " + line);
        }

        if (lines.Count == 0)
        {
            Console.Out.WriteLine("  nothing changes");
        }
    }

    private static int Save(DataFolder folder, StoredHouse stored, House house, bool atNextStart)
    {
        // Passwords stand in it as in the stores: it is gone as soon as those hold everything.
        if (new ImportFile(folder).Put(HouseBytes.Of(new HouseWriter(house, HouseSecrets.Written, null))) is { } reason)
        {
            Console.Error.WriteLine($"{folder.Path}: cannot be written: {reason}");
            return Exit.Failed;
        }

        if (atNextStart)
        {
            Console.Out.WriteLine($"{folder.Path}: left as {ImportFile.Name} for the next start.");
            return Exit.Fine;
        }

        bool isSaved = stored.Import();
        KeptLog.Note(folder, stored.Imported!);
        return isSaved ? Exit.Fine : Exit.Failed;
    }
}
