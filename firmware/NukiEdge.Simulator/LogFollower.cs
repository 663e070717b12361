using System.Collections.Generic;
using NukiEdge.Core.Log;
using NukiEdge.Web.Log;

namespace NukiEdge.Simulator;

/// <summary>A record of the log with its words.</summary>
/// <param name="Record">A copy of the record.</param>
/// <param name="Text">One line, without the time.</param>
/// <param name="Who">Who came, for an announcement; else empty.</param>
/// <param name="Decision">What was decided and why, for an announcement; else empty.</param>
public sealed record LogLine(LogRecord Record, string Text, string Who, string Decision);

/// <summary>Reads the log of a running appliance as it grows, each record once.</summary>
public sealed class LogFollower
{
    private readonly Appliance _appliance;
    private readonly LogText _text;
    private long _next;

    /// <summary>Begins with the oldest record that is still there.</summary>
    public LogFollower(Appliance appliance)
    {
        _appliance = appliance;
        _text = new LogText(appliance.House);
    }

    /// <summary>Records that were overwritten before they could be read.</summary>
    public long Missed { get; private set; }

    /// <summary>What is new; waits for it for a while.</summary>
    /// <param name="timeoutMs">Milliseconds.</param>
    /// <returns>Records in order, none when nothing came in time.</returns>
    public IReadOnlyList<LogLine> Next(int timeoutMs)
    {
        if (!_appliance.WaitForLog(_next, timeoutMs))
        {
            return [];
        }

        // On the loop's thread, because names belong to it: a lock may be added while we read.
        return _appliance.Ask(Take);
    }

    private List<LogLine> Take()
    {
        EventLog log = _appliance.Edge.Log;
        var lines = new List<LogLine>();
        if (_next < log.Oldest)
        {
            Missed += log.Oldest - _next;
            _next = log.Oldest;
        }

        for (; _next < log.Written; _next++)
        {
            var record = new LogRecord();
            log.Read(_next, record);
            bool isAnnouncement = record.Kind == EventLog.Announcement;
            lines.Add(new LogLine(record, _text.Line(record), isAnnouncement ? _text.Person(record) : "",
                isAnnouncement ? _text.Decision(record) : ""));
        }

        return lines;
    }
}
