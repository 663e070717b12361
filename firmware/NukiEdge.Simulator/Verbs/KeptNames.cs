using System.Collections.Generic;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.Rules;

namespace NukiEdge.Simulator.Verbs;

/// <summary>
/// From which record of a log that is kept the names of a house are the right ones. Records hold places: the notes of starts and changes say
/// which rules there were, and when persons, locks or relays got other places. What came before the last change has no names any more.
/// </summary>
internal static class KeptNames
{
    /// <summary>The first record whose locks, relays and persons have the places of today: the import that moved them.</summary>
    public static long HouseSince(List<LogRecord> records)
    {
        LogRecord? import = records.FindLast(r => r.Kind == EventLog.Note && r.Note == NoteCode.HouseTaken && r.NoteDetail != 0);
        return import?.Number ?? 0;
    }

    /// <summary>Takes persons out of the records from before their place was given to somebody else.</summary>
    public static void ForgetReplaced(List<LogRecord> records)
    {
        var replaced = new HashSet<int>();
        for (int i = records.Count - 1; i >= 0; i--)
        {
            LogRecord r = records[i];
            bool isRoster = r.Kind == EventLog.Note && NoteCode.IsOfRoster(r.Note);
            r.Person = replaced.Contains(r.Person) ? EventLog.GonePerson : r.Person;
            r.Login = isRoster && replaced.Contains(r.Login) ? EventLog.GonePerson : r.Login;
            if (r.Kind == EventLog.Note && r.Note == NoteCode.PersonReplaced && !replaced.Add((int)r.NoteDetail))
            {
                r.NoteDetail = EventLog.GonePerson;
            }
        }
    }

    /// <summary>The first record whose rules and scenes are those of the house.</summary>
    public static long Since(List<LogRecord> records, House house)
    {
        uint mark = RuleChange.Mark(house.Rules, house.Scenes);
        bool isKnown = true;
        long since = 0;
        foreach (LogRecord record in records)
        {
            if (record.Kind != EventLog.Note)
            {
                continue;
            }

            if (record.Note == NoteCode.RulesChanged)
            {
                isKnown = record.NoteDetail == mark;
                since = record.Number;
            }
            else if (record.Note == NoteCode.Started)
            {
                since = isKnown ? since : record.Number;
                isKnown = record.NoteDetail == mark;
            }
        }

        return isKnown ? since : long.MaxValue;
    }
}
