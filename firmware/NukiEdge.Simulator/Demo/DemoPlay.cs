using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using NukiEdge.Core.Log;
using NukiEdge.Core.Scenes;
using NukiEdge.Simulator.Verbs;
using NukiEdge.Simulator.VirtualDoor;
using EventLog = NukiEdge.Core.Log.EventLog;

namespace NukiEdge.Simulator.Demo;

/// <summary>Plays acts one after the other, and compares what was seen with what the script says.</summary>
internal sealed class DemoPlay
{
    // What must come comes in milliseconds; this long is waited on a computer that has other things to do.
    private const int DeadlineMs = 5000;

    // By then something is broken, and each further act would wait for its deadline.
    private const int EnoughWrongActs = 4;

    private readonly DemoHouse _house;
    private readonly LogFollower _log;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _wrongActs;

    public DemoPlay(DemoHouse house)
    {
        _house = house;
        _log = new LogFollower(house.Appliance);
    }

    /// <summary>Everything that was not as it should be.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>So much was wrong that the rest says nothing new.</summary>
    public bool IsHopeless { get; private set; }

    /// <summary>Acts that were played.</summary>
    public int Count { get; private set; }

    /// <summary>Plays one act.</summary>
    public DemoRow Play(Act act)
    {
        Count++;
        int wrongBefore = Wrong.Count;
        // Connections come and go between the acts; anything else there belongs to nobody.
        Check(act, _log.Next(0), new Act(act.Title, act.Do));
        int toldBefore = _house.Told;
        bool done = act.Do();
        TimeSpan at = _clock.Elapsed; // acts that wait do so before it happens
        long deadline = Environment.TickCount64 + DeadlineMs;
        var lines = new List<LogLine>();
        while (!IsInLog(act, lines) && Environment.TickCount64 < deadline)
        {
            lines.AddRange(_log.Next(100));
        }

        List<string> missing = _house.Effects.WaitFor(act.Effects, (int)Math.Max(0, deadline - Environment.TickCount64));
        // The broker answers a PING after all that it sent before: then the reader has read everything.
        bool readerIsThere = _house.Reader.Ping();
        lines.AddRange(_log.Next(0));
        List<string> unexpected = _house.Effects.Take(act.Effects);

        Expect(act, done, "it could not be done");
        Expect(act, readerIsThere, "the reader lost its connection");
        Expect(act, missing.Count == 0, "missing " + string.Join(" | ", missing));
        Expect(act, unexpected.Count == 0, "unexpected " + string.Join(" | ", unexpected));
        Expect(act, _house.Told - toldBefore == (act.IsTold ? 1 : 0), $"told {_house.Told - toldBefore} times on nukiedge/event");
        Check(act, lines, act);
        _wrongActs += Wrong.Count > wrongBefore ? 1 : 0;
        IsHopeless = _wrongActs >= EnoughWrongActs;
        return new DemoRow(at, act.Title, lines);
    }

    private static bool IsInLog(Act act, List<LogLine> lines)
    {
        return (act.Verdict == 0 || lines.Exists(line => line.Record.Kind == EventLog.Announcement))
            && act.Notes.All(note => lines.Exists(line => line.Record.Kind == EventLog.Note && line.Record.Note == note))
            && lines.Count(DemoRow.IsCall) >= act.Calls.Count;
    }

    /// <summary>The log must say what the script says, and no more.</summary>
    private void Check(Act act, IReadOnlyList<LogLine> lines, Act expected)
    {
        List<LogLine> announced = lines.Where(line => line.Record.Kind == EventLog.Announcement).ToList();
        Expect(act, announced.Count == (expected.Verdict == 0 ? 0 : 1), $"{announced.Count} announcements in the log");
        foreach (LogLine line in announced)
        {
            Expect(act, line.Record.Verdict == expected.Verdict && line.Record.Reason == expected.Reason, "the log says: " + line.Text);
        }

        List<int> calls = lines.Where(DemoRow.IsCall).Select(line => line.Record.Result).Order().ToList();
        Expect(act, calls.SequenceEqual(expected.Calls.Order()), "results of calls: " + string.Join(", ", calls));
        List<LogLine> notes = lines.Where(IsNotable).ToList();
        Expect(act, notes.Select(line => line.Record.Note).SequenceEqual(expected.Notes),
            "notes: " + string.Join(" | ", notes.Select(line => line.Text)));
    }

    private static bool IsNotable(LogLine line)
    {
        LogRecord r = line.Record;
        return r.Kind == EventLog.Note && (Ink.IsAlarm(r.Note)
            || r.Note is (>= NoteCode.NumberGiven and <= NoteCode.OwnerGave) or (>= NoteCode.SyncFailed and <= NoteCode.CertificateEndsSoon)
            || r.Note is NoteCode.KeypadFound or NoteCode.LoginBound or NoteCode.LoginConfirmed or NoteCode.RelayLimit);
    }

    private void Expect(Act act, bool isSo, string otherwise)
    {
        if (!isSo)
        {
            Wrong.Add($"{act.Title}: {otherwise}");
        }
    }
}
