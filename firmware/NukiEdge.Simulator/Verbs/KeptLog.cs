using System;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Life;
using NukiEdge.Core.Log;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Houses;

namespace NukiEdge.Simulator.Verbs;

/// <summary>The log of an appliance that keeps it in a folder (--data).</summary>
internal sealed class KeptLog : IDisposable
{
    private readonly DataFolder _folder;
    private readonly LogSegments _segments;
    private readonly RunBook _book;
    private Appliance? _appliance;

    private KeptLog(DataFolder folder, LogSegments segments, RunBook book)
    {
        _folder = folder;
        _segments = segments;
        _book = book;
    }

    /// <summary>Takes the folder, and says how many entries it holds. Without a folder there is nothing to do.</summary>
    /// <param name="path">The folder, or null.</param>
    /// <param name="kept">null where <paramref name="path"/> is.</param>
    /// <returns>false when it was refused; the reason was printed to the error output.</returns>
    public static bool TryOpen(string? path, Limits limits, out KeptLog? kept)
    {
        kept = null;
        if (path is null)
        {
            return true;
        }

        var folder = new DataFolder(path);
        if (folder.Take() is { } reason)
        {
            Console.Error.WriteLine($"--data {path}: {reason}");
            folder.Dispose();
            return false;
        }

        // First why the run before ended, then what it left.
        var runs = new SlotStore(new FileSlots(folder), new Crc32(), new byte[RunBook.WorkBytes], StoreKind.Life, RunBook.Version);
        var book = new RunBook(runs);
        book.Begin();
        LogSegments segments = Look(folder, limits);
        Ink.Line($"The log is kept in {path}: {Entries(Count(segments))} found there.");
        kept = new KeptLog(folder, segments, book);
        return true;
    }

    /// <summary>The log in a folder as it stands there now; nothing is written.</summary>
    public static LogSegments Look(DataFolder folder, Limits limits)
    {
        var segments = new LogSegments(new FileSegments(folder, LogSegments.SegmentsFor(limits.LogFlashEntries)), new Crc32());
        segments.Open();
        return segments;
    }

    /// <summary>Notes an import that no appliance ran for: the lines of before have other names. In a folder that is taken.</summary>
    public static void Note(DataFolder folder, HouseImport import)
    {
        var clock = new PcClock();
        var log = new EventLog(1);
        import.Note(log, clock.UtcSeconds);
        new LogSaver(log, Look(folder, Limits.LargeBoard()), clock).SaveAll();
    }

    /// <summary>"no entries", "1 entry", "12 entries".</summary>
    public static string Entries(int count)
    {
        return count == 0 ? "no entries" : count == 1 ? "1 entry" : count + " entries";
    }

    /// <summary>The folder, which is taken.</summary>
    public DataFolder Folder => _folder;

    /// <summary>Saves what this appliance logs and learns. Before it starts, and after everything else that hangs on its loop.</summary>
    /// <param name="stores">Where its house came from; null where it came from a file.</param>
    public void Keep(Appliance appliance, HouseStores? stores)
    {
        _appliance = appliance;
        appliance.Keep(_segments, new FileSlots(_folder), _book, stores);
    }

    /// <summary>After the appliance: says what is lost, and lets others take the folder.</summary>
    public void Dispose()
    {
        if (_appliance is not { HasStarted: true })
        {
            _book.EndRun(RunEnd.Stop, LoopPart.Starting, 0, 0); // refused or stopped before it served anybody: no quick restart
        }

        if (_appliance is { UnsavedRecords: > 0 })
        {
            Console.Error.WriteLine($"{_folder.Path} took no more: the last {Entries((int)_appliance.UnsavedRecords)} of the log are lost.");
        }

        _folder.Dispose();
    }

    private static int Count(LogSegments segments)
    {
        var record = new LogRecord();
        int count = 0;
        segments.Reader.Rewind();
        while (segments.Reader.Read(record))
        {
            count++;
        }

        return count;
    }
}
