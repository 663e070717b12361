using System;
using System.IO;
using System.Security.Cryptography;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Houses;

namespace NukiEdge.Simulator.Verbs;

/// <summary>The verb export: writes the house that a folder keeps, with what was learned since, as one file.</summary>
internal static class ExportVerb
{
    public static int Run(string data, string? path, bool withSecrets, string? passphrase)
    {
        if (withSecrets != passphrase is not null)
        {
            Console.Error.WriteLine("--with-secrets and --passphrase-file FILE belong together: secrets are written only when they are sealed.");
            return Exit.Refused;
        }

        var folder = new DataFolder(data);
        HouseSeal? seal = passphrase is null ? null : Passphrase.Read(passphrase);
        if (!folder.Exists || (withSecrets && seal is null))
        {
            Console.Error.Write(folder.Exists ? "" : $"--data {data}: there is no such folder.\n");
            return Exit.Refused;
        }

        var stored = new StoredHouse(folder);
        stored.SayLosses();
        if (stored.Stores.IsEmpty)
        {
            Console.Error.WriteLine($"--data {data} keeps no house.");
            return Exit.Refused;
        }

        if (new ImportFile(folder).Exists)
        {
            Console.Error.WriteLine($"{data}: {ImportFile.Name} waits there for the next start; what is written is the house before it.");
        }

        stored.AddLearned();
        seal?.Begin(RandomNumberGenerator.GetBytes(HouseSeal.SaltBytes), HouseSeal.UsualRounds);
        return Write(HouseBytes.Of(new HouseWriter(stored.House, seal is null ? HouseSecrets.LeftOut : HouseSecrets.Sealed, seal)), path);
    }

    private static int Write(byte[] bytes, string? path)
    {
        try
        {
            using Stream to = path is null ? Console.OpenStandardOutput() : new FileStream(path, ImportFile.OwnersOnly(FileMode.Create));
            to.Write(bytes);
            to.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{path}: cannot be written: {e.Message}");
            return Exit.Failed;
        }

        if (path is not null)
        {
            Console.Out.WriteLine($"{path}: {bytes.Length:N0} bytes written.");
        }

        return Exit.Fine;
    }
}
