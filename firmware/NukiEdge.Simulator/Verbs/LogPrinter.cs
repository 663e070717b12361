using System;
using NukiEdge.Core.Log;
using NukiEdge.Web.Log;

namespace NukiEdge.Simulator.Verbs;

/// <summary>Prints the log line by line as it happens, until somebody presses Ctrl+C.</summary>
internal static class LogPrinter
{
    private const int LookForStopMs = 200;

    /// <summary>Runs until the program is asked to stop.</summary>
    /// <param name="printAll">false prints only what an owner should look at.</param>
    /// <param name="also">Called for each record, printed or not.</param>
    /// <param name="look">Called several times a second, behind what was printed.</param>
    /// <returns>Exit code.</returns>
    public static int Run(Appliance appliance, StopSignal stop, bool printAll, Action<LogRecord> also, Action? look = null)
    {
        var follower = new LogFollower(appliance);
        long missed = 0;
        Exception? fault = null;
        while (!stop.IsAsked)
        {
            foreach (LogLine line in follower.Next(LookForStopMs))
            {
                if (printAll || IsForOwner(line.Record))
                {
                    Ink.Line(LogText.Time(line.Record) + " " + line.Text, Ink.StyleOf(line.Record));
                }

                also(line.Record);
            }

            look?.Invoke();
            if (follower.Missed != missed)
            {
                Ink.Line($"({follower.Missed - missed} records came faster than this terminal prints)", "yellow");
                missed = follower.Missed;
            }

            if (appliance.Fault is { } e && !ReferenceEquals(e, fault))
            {
                fault = e;
                Console.Error.WriteLine(e);
            }

            if (appliance.Life.WantsRestart)
            {
                Console.Error.WriteLine("All relays are off. Starting again.");
                return Exit.Restart;
            }
        }

        Ink.Line("Asked to end: relays off.");
        PrintLatencies(appliance);
        return Exit.Fine;
    }

    private static bool IsForOwner(LogRecord record)
    {
        return (record.Kind == EventLog.Announcement && Verdict.IsPast(record.Verdict)) || (record.Kind == EventLog.Note && (Ink.IsAlarm(record.Note)
            || record.Note is (>= NoteCode.NumberGiven and <= NoteCode.MoreChanged) or (>= NoteCode.HistoryHasMore and <= NoteCode.WebhookStatus)
                or NoteCode.SyncWorks
            || record.Note is NoteCode.LoginBound or NoteCode.LoginConfirmed or NoteCode.KeypadFound or NoteCode.RelayLimit
                or NoteCode.BrokerConnected or NoteCode.RunBefore or NoteCode.SafeModeOver or NoteCode.LogKeptAgain));
    }

    /// <summary>How fast it was since start: from receipt of the announcement, as the log's buckets have it.</summary>
    private static void PrintLatencies(Appliance appliance)
    {
        EventLog log = appliance.Edge.Log;
        foreach ((string name, Latencies times) in new[] { ("decided", log.Decided), ("relay switched", log.Relay), ("HTTP answered", log.Http) })
        {
            if (times.Count > 0)
            {
                Ink.Line($"  {name}, {times.Count} times: p50 {LogText.Ms(times.PercentileUs(50))}, p95 {LogText.Ms(times.PercentileUs(95))}, "
                    + $"longest {LogText.Ms(times.MaxUs)} after receipt");
            }
        }
    }
}
