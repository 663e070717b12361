using System;
using System.Collections.Generic;
using System.Globalization;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Scenes;
using NukiEdge.Simulator.Verbs;

namespace NukiEdge.Simulator.Demo;

/// <summary>One line of the demo's table: an act, and what the log says of it.</summary>
internal sealed class DemoRow
{
    private const string Columns = "{0,6}  {1,-41} {2,-9} {3,7} {4,6} {5,6} {6,6}  {7}";
    private const int FirstTime = 6 + 2 + 41 + 1 + 9 + 1; // where the times begin in that line
    private static readonly string[] WhoWords = ["", "unknown", "nobody", "keypad", "unproven", "collision", "not valid", "not sure", "doubtful"];

    private readonly TimeSpan _at;
    private readonly string _title;
    private readonly LogRecord? _announcement;
    private readonly string _who = "";
    private readonly string _outcome = "";
    private readonly uint[] _stepUs = new uint[StepType.Wait + 1]; // by step type: when its first was done
    private readonly string _style = "blue";

    public DemoRow(TimeSpan at, string title, IReadOnlyList<LogLine> lines)
    {
        _at = at;
        _title = title;
        foreach (LogLine line in lines)
        {
            LogRecord r = line.Record;
            if (r.Kind == EventLog.Step && _stepUs[r.StepType] == 0)
            {
                _stepUs[r.StepType] = r.EndUs;
            }

            if (r.Kind == EventLog.Announcement)
            {
                _announcement = r;
                _who = r.Who == Who.Person ? line.Who : WhoWords[r.Who];
                _outcome = (r.Verdict == Verdict.Ran ? "ran " : "") + line.Decision;
                _style = Ink.StyleOf(r.Verdict);
            }
            else if (_announcement is null && (r.Kind == EventLog.Note ? r.Note is not (NoteCode.Connected or NoteCode.Disconnected
                or NoteCode.ConnectionLost or NoteCode.TakenOver) : IsCall(line)))
            {
                _outcome += (_outcome.Length == 0 ? "" : "; ") + (IsCall(line) ? Result(line) : line.Text);
                _style = Ink.StyleOf(r);
            }
            else if (IsCall(line) && r.Result < 100)
            {
                _outcome += "; " + Result(line);
            }
        }
    }

    /// <summary>The decision, microseconds after receipt; -1 without an announcement.</summary>
    public long DecidedUs => _announcement is null ? -1 : _announcement.EndUs;

    /// <summary>When the first step of a type was done, microseconds after receipt; 0 for none.</summary>
    public uint DoneUs(int stepType)
    {
        return _stepUs[stepType];
    }

    /// <summary>True for a record of an HTTP step.</summary>
    public static bool IsCall(LogLine line)
    {
        return line.Record.Kind == EventLog.Step && line.Record.StepType == StepType.Http;
    }

    /// <summary>Head of the table.</summary>
    public static void PrintHead()
    {
        Ink.Line(new string(' ', FirstTime) + "ms after receipt");
        string head = string.Format(Columns, "s", "what happens at the door", "who", "decided", "relay", "MQTT", "HTTP", "what comes of it, and why");
        Ink.Line(head, "bold");
        Ink.Line(new string('-', head.Length + 20));
    }

    /// <summary>The line.</summary>
    public void Print()
    {
        Ink.Line(string.Format(CultureInfo.InvariantCulture, Columns, _at.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture), _title,
            _who, DecidedUs < 0 || _outcome.Length == 0 ? "" : Ms((uint)DecidedUs), Ms(_stepUs[StepType.Relay]), Ms(_stepUs[StepType.Mqtt]),
            Ms(_stepUs[StepType.Http]), _outcome), _style);
    }

    /// <summary>What a step's line says between the scene and the times.</summary>
    private static string Result(LogLine line)
    {
        string text = line.Text;
        return text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..text.LastIndexOf(',')];
    }

    private static string Ms(uint us)
    {
        return us == 0 ? "" : (us / 1000.0).ToString(us < 100_000 ? "0.00" : "0", CultureInfo.InvariantCulture);
    }
}
