using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Rules;
using NukiEdge.Core.Scenes;
using NukiEdge.Core.Time;

namespace NukiEdge.Web.Houses;

/// <summary>Writes a rule from its record: what HouseRules and HouseWhen read.</summary>
internal static class RuleWriter
{
    public static void Rule(HouseText t, int rule)
    {
        byte[] records = t.House.Rules.Records;
        int at = rule * RuleTable.RecordBytes;
        int sources = Image.U16(records, at + RuleTable.SourcesAt);
        uint coolDownS = Image.U32(records, at + RuleTable.CoolDownAt);
        t.Json.Open('{');
        t.Named("name", t.House.Rules.Names, rule);
        int happening = records[at + RuleTable.HappeningAt];
        if (happening == Happening.Arrival)
        {
            Who(t, records[at + RuleTable.WhomAt], Image.U16(records, at + RuleTable.PersonAt));
        }
        else
        {
            t.Word("on", Happening.Words[happening]);
        }

        if (records[at + RuleTable.LockAt] > 0)
        {
            t.Reference("lock", t.House.Locks.Names, records[at + RuleTable.LockAt] - 1);
        }

        if (happening == Happening.Arrival && records[at + RuleTable.ActionsAt] != LockAction.ArrivalBits)
        {
            t.Words("actions", Template.ActionWords, 8, records[at + RuleTable.ActionsAt]);
        }

        if (happening == Happening.Arrival && sources != ActionSource.AllBits)
        {
            t.Words("sources", Template.SourceWords, ActionSource.AutoLock, sources);
        }

        When(t, records, at);
        if (coolDownS > 0)
        {
            t.Number("coolDownS", coolDownS);
        }

        t.Reference("scene", t.House.Scenes.Names, records[at + RuleTable.SceneAt]);
        if ((records[at + RuleTable.FlagsAt] & RuleTable.GoOnFlag) != 0)
        {
            t.Flag("goOn", true);
        }

        t.Json.Close('}');
    }

    private static void Who(HouseText t, int whom, int personOrKind)
    {
        if (whom == RuleWho.Person)
        {
            t.Json.Field("who");
            t.Json.Open('{');
            t.Reference("person", t.House.Persons, personOrKind);
            t.Json.Close('}');
            return;
        }

        int word = whom == RuleWho.AnyKnown ? 0 : whom == RuleWho.Unknown ? 4 : whom == RuleWho.Nobody ? 5
            : personOrKind == Core.People.CredentialKind.Code ? 1 : personOrKind == Core.People.CredentialKind.Fingerprint ? 2 : 3;
        t.Word("who", HouseRules.WhoWords[word]);
    }

    private static void When(HouseText t, byte[] records, int at)
    {
        int window = at + RuleTable.WindowAt;
        int flags = records[at + RuleTable.FlagsAt];
        int door = records[at + RuleTable.DoorAt];
        bool hasTimes = records[window] != 0;
        bool hasMore = (flags & (RuleTable.FirstOfDayFlag | RuleTable.AfterOpeningFlag)) != 0 || door != RuleDoor.Any;
        if (!hasTimes && !hasMore)
        {
            return;
        }

        t.Json.Field("when");
        t.Json.Open('{');
        if (hasTimes)
        {
            Times(t, records, window);
        }

        if (door != RuleDoor.Any)
        {
            t.Word("door", HouseWhen.Doors[door]);
        }

        if ((flags & RuleTable.FirstOfDayFlag) != 0)
        {
            t.Flag("firstOfDay", true);
        }

        if ((flags & RuleTable.AfterOpeningFlag) != 0)
        {
            t.Word("phase", HouseWhen.Phases[1]);
        }

        t.Json.Close('}');
    }

    private static void Times(HouseText t, byte[] records, int window)
    {
        int from = Image.U16(records, window + 1);
        int until = Image.U16(records, window + 3);
        t.Words("weekdays", HouseWhen.Days, 7, records[window]);
        if (from != 0 || until != 0)
        {
            t.Minute("from", from);
            t.Minute("until", until);
        }

        t.Day("firstDay", Image.U16(records, window + 5));
        t.Day("lastDay", Image.U16(records, window + 7));
    }
}
