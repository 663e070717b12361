using System;
using System.Collections.Generic;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Log;

namespace NukiEdge.Simulator.Verbs;

/// <summary>The verb log: prints what a folder keeps. It only reads, also while an appliance writes.</summary>
internal static class LogVerb
{
    private const int Tries = 3;

    public static int Run(string data, string? config, int? last, string? who, bool json)
    {
        var folder = new DataFolder(data);
        if (!folder.Exists)
        {
            Console.Error.WriteLine($"--data {data}: there is no such folder. An appliance started with --data {data} makes it.");
            return Exit.Refused;
        }

        var stored = config is null ? new StoredHouse(folder) : null;
        HouseFile? file = stored is null || stored.Stores.IsEmpty ? HouseFile.Load(config) : HouseFile.Of(data, stored.House);
        if (file is null)
        {
            return Exit.Refused;
        }

        var text = new LogText(file.House);
        List<LogRecord> records = ReadAll(folder, file.House.Limits);
        text.RulesSince = KeptNames.Since(records, file.House);
        KeptNames.ForgetReplaced(records);
        long houseSince = KeptNames.HouseSince(records);
        var nameless = new House(file.House.Limits);
        var namelessText = new LogText(nameless) { RulesSince = text.RulesSince };
        if (who is not null)
        {
            records = OfPerson(records.FindAll(r => r.Number >= houseSince), text, who);
        }

        for (int i = Math.Max(0, records.Count - (last ?? records.Count)); i < records.Count; i++)
        {
            bool isOfToday = records[i].Number >= houseSince;
            Print(records[i], isOfToday ? file.House : nameless, isOfToday ? text : namelessText, json);
        }

        if (records.Count == 0 && !json)
        {
            Console.Error.WriteLine(who is null ? $"{data} keeps no entries." : $"{data} keeps no entries of {who}.");
        }

        return Exit.Fine;
    }

    private static void Print(LogRecord record, House house, LogText text, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(LogJson.Line(record, house, text));
            return;
        }

        Ink.Line(Day(record) + " " + LogText.Time(record) + " " + text.Line(record), Ink.StyleOf(record));
    }

    private static string Day(LogRecord record)
    {
        return record.UtcSeconds == 0 ? "----------" : DateTimeOffset.FromUnixTimeSeconds(record.UtcSeconds).ToString("yyyy-MM-dd");
    }

    /// <summary>All records. An appliance that turns the ring meanwhile would hide old ones from us: then it is read again.</summary>
    private static List<LogRecord> ReadAll(DataFolder folder, Limits limits)
    {
        for (int i = 1; ; i++)
        {
            LogSegments segments = KeptLog.Look(folder, limits);
            uint oldest = segments.Oldest;
            var records = new List<LogRecord>();
            var record = new LogRecord();
            while (segments.Reader.Read(record))
            {
                records.Add(record);
                record = new LogRecord();
            }

            if (i == Tries || KeptLog.Look(folder, limits).Oldest == oldest)
            {
                return records;
            }
        }
    }

    /// <summary>Who came with this in the name, and the steps of the scenes that this set going.</summary>
    private static List<LogRecord> OfPerson(List<LogRecord> records, LogText text, string who)
    {
        var found = new List<LogRecord>();
        var runs = new HashSet<int>();
        foreach (LogRecord record in records)
        {
            bool isOne = false;
            if (record.Kind == EventLog.Announcement)
            {
                isOne = text.Person(record).Contains(who, StringComparison.OrdinalIgnoreCase);
                Note(record, isOne, runs);
            }
            else if (record.Kind == EventLog.Step)
            {
                isOne = runs.Contains(record.Run);
            }
            else if (record.Note == NoteCode.Started)
            {
                runs.Clear(); // run numbers begin anew
            }

            if (isOne)
            {
                found.Add(record);
            }
        }

        return found;
    }

    private static void Note(LogRecord announcement, bool isOne, HashSet<int> runs)
    {
        if (announcement.Verdict != Verdict.Ran)
        {
            return;
        }

        // Run numbers come back after 255: the last one to use it counts.
        runs.Remove(announcement.Run);
        if (isOne)
        {
            runs.Add(announcement.Run);
        }
    }
}
