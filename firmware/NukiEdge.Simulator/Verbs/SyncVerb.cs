using System;
using System.Collections.Generic;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Log;
using NukiEdge.Web.People;

namespace NukiEdge.Simulator.Verbs;

/// <summary>The verb sync: one sync with Nuki Web, now, and what it changes.</summary>
internal static class SyncVerb
{
    /// <summary>With a folder it is saved there, with a house file only shown.</summary>
    public static int Run(string? data, string? config, NukiWebPlace place, bool json)
    {
        using var stop = new StopSignal();
        if (config is not null)
        {
            HouseFile? file = HouseFile.Load(config);
            return file is null || !HasToken(file.House, config) ? Exit.Refused : Sync(file.House, place, json, stop, null);
        }

        using var folder = new DataFolder(data!);
        int refused = SyncedFolder.Open(folder, out SyncedFolder? synced);
        if (synced is null)
        {
            return refused;
        }

        return HasToken(synced.House, data!) ? Sync(synced.House, place, json, stop, synced) : Exit.Refused;
    }

    private static bool HasToken(House house, string where)
    {
        if (!house.NukiWeb.HasToken)
        {
            Console.Error.WriteLine($"{where}: " + SyncText.Sentence(SyncFault.NoToken, 0) + " (\"nukiWeb\": { \"token\": \"...\" } in the house file).");
        }

        return house.NukiWeb.HasToken;
    }

    private static int Sync(House house, NukiWebPlace place, bool json, StopSignal stop, SyncedFolder? folder)
    {
        using var sync = new OneSync(house, place, line =>
        {
            if (!json)
            {
                Ink.Line("  " + line, "grey");
            }
        });
        if (!sync.Run(stop))
        {
            Console.Error.WriteLine("Asked to end: nothing was changed.");
            return Exit.Failed;
        }

        List<LogRecord> notes = sync.Notes();
        var text = new LogText(house);
        var changes = new List<string>();
        foreach (LogRecord note in notes)
        {
            if (note.Note is >= NoteCode.NumberGiven and <= NoteCode.MoreChanged)
            {
                changes.Add(text.Line(note));
            }
        }

        // Also a bad one leaves its note; the house is saved only after a good one.
        string? unsaved = folder?.Save(notes, sync.IsGood);
        int waiting = new OwnerDecisions(house).Undecided;
        if (json)
        {
            Console.Out.WriteLine(SyncJson.Line(sync, changes, waiting, isSaved: sync.IsGood && folder is not null && unsaved is null));
        }
        else
        {
            Print(sync, changes, place, folder);
        }

        if (unsaved is not null)
        {
            Console.Error.WriteLine(unsaved);
        }
        else if (!json && waiting > 0)
        {
            Ink.Line($"Numbers that wait for your decision: {waiting}." + (folder is null ? "" : $" See them: people --data {folder.Path}"), "yellow");
        }

        return sync.IsGood && unsaved is null ? Exit.Fine : Exit.Failed;
    }

    private static void Print(OneSync sync, List<string> changes, NukiWebPlace place, SyncedFolder? folder)
    {
        string seconds = sync.Took.TotalSeconds.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) + " s";
        if (!sync.IsGood)
        {
            Console.Error.WriteLine($"The sync with {place.Origin.GetLeftPart(UriPartial.Authority)} failed after {seconds}: "
                + SyncText.Sentence(sync.Status.Fault, sync.Status.HttpStatus) + ". Who is known stays as it was.");
            return;
        }

        foreach (string change in changes)
        {
            Console.Out.WriteLine(change);
        }

        string left = (sync.NotOnLock > 0 ? $", {sync.NotOnLock} of them not on their lock yet" : "")
            + (sync.Foreign > 0 ? $", {sync.Foreign} of them at locks that are not this house's" : "");
        Ink.Line($"{(changes.Count == 0 ? "Nothing changed" : "Done")}: {sync.Auths} auths read{left}, in {seconds}; "
            + (folder is null ? "nothing was saved, because the house came from a file." : "saved."), "green");
    }
}
