using System;
using System.Net;
using NukiEdge.Core;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Houses;

namespace NukiEdge.Simulator.Verbs;

/// <summary>Which house an appliance runs with: a file's (--config), a folder's (--data), or the sample.</summary>
internal sealed class HouseChoice : IDisposable
{
    private readonly KeptLog? _kept;
    private readonly StoredHouse? _stored;

    private HouseChoice(HouseFile file, KeptLog? kept, StoredHouse? stored)
    {
        File = file;
        _kept = kept;
        _stored = stored;
    }

    /// <summary>The house.</summary>
    public HouseFile File { get; }

    /// <summary>Chooses, and takes the folder. A file goes before what the folder keeps, and leaves that as it is.</summary>
    /// <param name="whenEmpty">What becomes of a folder without a house.</param>
    /// <returns>null when it was refused; the reason was printed to the error output.</returns>
    public static HouseChoice? Make(string? config, string? data, EmptyFolder whenEmpty)
    {
        if (config is null && data is null && whenEmpty != EmptyFolder.GetsSample)
        {
            Console.Error.WriteLine("run needs a house: --config FILE, or --data DIR with one that was imported.");
            return null;
        }

        HouseFile? file = config is null && data is not null ? null : HouseFile.Load(config);
        bool isRefused = file is null && (config is not null || data is null);
        if (isRefused || !KeptLog.TryOpen(data, Limits.LargeBoard(), out KeptLog? kept))
        {
            return null;
        }

        if (file is not null)
        {
            return new HouseChoice(file, kept, null);
        }

        StoredHouse? stored = Open(kept!.Folder, whenEmpty);
        if (stored is null)
        {
            kept.Dispose();
            return null;
        }

        return new HouseChoice(HouseFile.Of($"the house in {data}", stored.House), kept, stored);
    }

    /// <summary>
    /// False: the house in the folder stays as it is, whatever is tried out. What a double of Nuki Web says is no truth to keep.
    /// </summary>
    public bool KeepsHouse { get; set; } = true;

    /// <summary>The appliance keeps its log, what it learns, and the house where it came from the folder; a house that was just imported is noted.</summary>
    public void Keep(Appliance appliance)
    {
        _kept?.Keep(appliance, KeepsHouse ? _stored?.Stores : null);
        _stored?.Imported?.Note(appliance.Edge.Log, appliance.Clock.UtcSeconds);
    }

    /// <summary>Serves the page; a house that is handed in there is kept where this one came from.</summary>
    /// <returns>false when the port is taken.</returns>
    public bool UsePage(Appliance appliance, IPEndPoint at)
    {
        return appliance.UsePage(at, FolderPages.BuiltIn(), KeepsHouse && _stored is not null ? new HouseInbox(_kept!.Folder) : null,
            _kept is null ? null : new FolderEraser(_kept.Folder));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _kept?.Dispose();
    }

    private static StoredHouse? Open(DataFolder folder, EmptyFolder whenEmpty)
    {
        var stored = new StoredHouse(folder);
        var import = new ImportFile(folder);
        if (stored.Stores.IsEmpty && !import.Exists && whenEmpty == EmptyFolder.GetsSample)
        {
            Ink.Line($"{folder.Path} keeps no house yet: the sample house is put there.");
            import.Put(HouseFile.Resource("Sample/house.json"));
        }

        stored.SayLosses();
        stored.Import();
        if (stored.Stores.IsEmpty && stored.House.Logins.Count == 0 && stored.House.Locks.Count == 0)
        {
            if (whenEmpty != EmptyFolder.IsSetUpOnPage)
            {
                Console.Error.WriteLine($"--data {folder.Path} keeps no house yet: set it up on the page (--web ADDRESS:PORT), import one "
                    + $"(import FILE --data {folder.Path}), or give --config FILE.");
                return null;
            }

            Ink.Line($"{folder.Path} keeps no house yet: set it up on the page.");
        }

        return stored;
    }
}
