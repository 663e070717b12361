using System;
using System.Collections.Generic;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Web.Log;

namespace NukiEdge.Simulator.Bench;

/// <summary>
/// The log as a person reads it: one entry an event, with its steps under it. It follows the ring of records and keeps
/// what it has read, so that each record is put into words once. Only inside <see cref="Appliance.Ask{T}"/>.
/// </summary>
internal sealed class LogBook
{
    /// <summary>Entries that are kept.</summary>
    public const int MaxEntries = 60;

    // A run number comes back after 255 scenes; a step further away than this is not looked for.
    private const int RunNumbers = 255;

    private readonly EventLog _log;
    private readonly House _house;
    private readonly LogText _text;
    private readonly LogRecord _record = new();
    private readonly List<Line> _lines = [];
    private long _next;

    /// <summary>Reads one log with the names of one house.</summary>
    public LogBook(EventLog log, House house)
    {
        _log = log;
        _house = house;
        _text = new LogText(house);
    }

    /// <summary>Takes what was written since the last time.</summary>
    public void Follow()
    {
        if (_next < _log.Oldest)
        {
            long missed = _log.Oldest - _next;
            string records = missed == 1 ? " older record was" : " older records were";
            AddLine(_next, "gap", 0, missed + records + " overwritten before this page read them");
            _next = _log.Oldest;
        }

        for (; _next < _log.Written; _next++)
        {
            if (_log.Read(_next, _record))
            {
                Take(_record);
            }
        }

        if (_lines.Count > MaxEntries)
        {
            _lines.RemoveRange(0, _lines.Count - MaxEntries);
        }
    }

    /// <summary>The entries, newest first.</summary>
    public LogEntry[] Entries()
    {
        var entries = new LogEntry[_lines.Count];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = _lines[_lines.Count - 1 - i].Entry;
        }

        return entries;
    }

    private void Take(LogRecord r)
    {
        switch (r.Kind)
        {
            case EventLog.Announcement:
                _lines.Add(new Line { Entry = OfAnnouncement(r), Run = r.Verdict == Verdict.Ran ? r.Run : -1, Scene = r.Scene });
                break;
            case EventLog.Step:
                AddStep(r);
                break;
            default:
                AddLine(r.Number, KindOf(r.Note), r.UtcSeconds, _text.Line(r));
                break;
        }
    }

    private LogEntry OfAnnouncement(LogRecord r)
    {
        string kind = r.Verdict switch
        {
            Verdict.Ran => "ran",
            Verdict.Held => "held",
            Verdict.Ignored => "ignored",
            _ => "none",
        };
        string head = r.Reason == Reason.Unreadable ? "" : _text.Person(r) + ", " + LogText.What(r);
        return new LogEntry(r.Number, kind, r.UtcSeconds, NameOf(r.Lock), head, _text.Decision(r), LogText.Ms(r.EndUs), []);
    }

    /// <summary>Steps end in any order, an HTTP call often after the next event: the run number finds their event.</summary>
    private void AddStep(LogRecord r)
    {
        for (int i = _lines.Count - 1; i >= 0 && i >= _lines.Count - RunNumbers; i--)
        {
            Line line = _lines[i];
            if (line.Run != r.Run || line.Scene != r.Scene)
            {
                continue;
            }

            line.Steps.Add((r.StepIndex, StepText(r)));
            line.Steps.Sort((a, b) => a.Place.CompareTo(b.Place));
            line.Entry = line.Entry with { Steps = line.Steps.ConvertAll(step => step.Text) };
            return;
        }

        // Its event was overwritten: the step is still told.
        AddLine(r.Number, "ran", r.UtcSeconds, _text.Line(r));
    }

    /// <summary>A line without steps.</summary>
    private void AddLine(long id, string kind, long at, string text)
    {
        _lines.Add(new Line { Entry = new LogEntry(id, kind, at, "", "", text, "", []), Run = -1 });
    }

    private string StepText(LogRecord r)
    {
        string start = LogText.Ms(r.StartUs);
        string end = LogText.Ms(r.EndUs);
        return _text.StepWork(r) + (start == end ? " at " + end : ", " + start[..^" ms".Length] + " to " + end);
    }

    private string NameOf(int lockIndex)
    {
        return lockIndex >= 0 && lockIndex < _house.Locks.Count ? _house.Locks.Names.Text(lockIndex) : "?";
    }

    /// <summary>What is not ordinary is worth a look.</summary>
    private static string KindOf(byte note)
    {
        switch (note)
        {
            case NoteCode.Started:
            case NoteCode.TakenOver:
            case NoteCode.Connected:
            case NoteCode.Disconnected:
            case NoteCode.ConnectionLost:
            case NoteCode.LoginConfirmed:
            case NoteCode.Opened:
            case NoteCode.BrokerConnected:
            case NoteCode.NumberGiven:
            case NoteCode.NumberIsKeypad:
            case NoteCode.Renamed:
            case NoteCode.OwnerConfirmed:
            case NoteCode.OwnerGave:
            case NoteCode.SyncWorks:
                return "note";
            default:
                return "warning";
        }
    }

    private sealed class Line
    {
        public readonly List<(int Place, string Text)> Steps = [];
        public required LogEntry Entry;
        public int Run;
        public int Scene;
    }
}
