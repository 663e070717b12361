using System;
using System.Collections.Generic;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Simulator.Adapters;

namespace NukiEdge.Simulator.Verbs;

/// <summary>A data folder whose house is brought up to date while no appliance runs there.</summary>
internal sealed class SyncedFolder
{
    private readonly DataFolder _folder;
    private readonly StoredHouse _stored;
    private readonly HouseMemory _memory;

    private SyncedFolder(DataFolder folder, StoredHouse stored)
    {
        _folder = folder;
        _stored = stored;
        _memory = new HouseMemory(stored.House, stored.Stores.Store, null);
        _memory.Restore();
    }

    /// <summary>The folder as it was given.</summary>
    public string Path => _folder.Path;

    /// <summary>The house, with what was learned.</summary>
    public House House => _stored.House;

    /// <summary>Takes the folder and reads its house.</summary>
    /// <returns>Exit code where it was refused; the reason was printed.</returns>
    public static int Open(DataFolder folder, out SyncedFolder? opened)
    {
        opened = null;
        if (!folder.Exists)
        {
            Console.Error.WriteLine($"--data {folder.Path}: there is no such folder.");
            return Exit.Refused;
        }

        if (folder.Take() is { } reason)
        {
            Console.Error.WriteLine($"--data {folder.Path}: {reason}");
            Console.Error.WriteLine("An appliance that runs there syncs by itself.");
            return Exit.Failed;
        }

        var stored = new StoredHouse(folder);
        stored.SayLosses();
        if (!stored.Import())
        {
            return Exit.Failed;
        }

        if (stored.Stores.IsEmpty && stored.House.Locks.Count == 0)
        {
            Console.Error.WriteLine($"--data {folder.Path} keeps no house yet: import one (import FILE --data {folder.Path}).");
            return Exit.Refused;
        }

        opened = new SyncedFolder(folder, stored);
        return Exit.Fine;
    }

    /// <summary>Saves the house and appends the sync's notes to the kept log.</summary>
    /// <returns>null, or what could not be saved.</returns>
    public string? Save(List<LogRecord> notes, bool withHouse)
    {
        if (withHouse)
        {
            _stored.Stores.Changed(StoreKind.Roster); // at least the time of it
            if (!_stored.Stores.SaveAll() || !SaveLearned())
            {
                return $"{_folder.Path}: cannot be written; what changed is not saved.";
            }
        }

        return Append(notes) ? null : $"{_folder.Path}: the log cannot be written.";
    }

    private bool SaveLearned()
    {
        _memory.SaveAll();
        return _memory.IsSaved;
    }

    private bool Append(List<LogRecord> notes)
    {
        LogSegments segments = KeptLog.Look(_folder, Limits.LargeBoard());
        for (int saved = 0; saved < notes.Count;)
        {
            for (int i = saved; i < notes.Count && !segments.IsBatchFull; i++)
            {
                segments.Add(notes[i]);
            }

            int more = segments.Flush();
            if (more == 0)
            {
                return false;
            }

            saved += more;
        }

        return true;
    }
}
