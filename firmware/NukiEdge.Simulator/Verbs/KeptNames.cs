using System.Collections.Generic;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.Rules;

namespace NukiEdge.Simulator.Verbs;

/// <summary>
/// From which record of a log that is kept the names of a house's rules and scenes are the right ones. Records hold places, and rules are
/// changed: the notes of starts and changes say which rules there were. What came before the last change has no names any more.
/// </summary>
internal static class KeptNames
{
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
