using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.People;

namespace NukiEdge.Web.Houses;

/// <summary>Writes a credential from the roster: what HousePersons reads.</summary>
internal static class RosterWriter
{
    /// <summary>A person that no record has: the records that nobody was given.</summary>
    public const int Nobody = -1;

    private static readonly string[] Kinds = { "auth", "code", "fingerprint" };

    /// <summary>The person's next record, from one on; -1 at the end.</summary>
    public static int Find(Roster roster, int person, int from)
    {
        while (from < roster.Count && roster.Person(from) != person)
        {
            from++;
        }

        return from < roster.Count ? from : -1;
    }

    public static void Credential(HouseText t, int record)
    {
        Roster roster = t.House.Roster;
        t.Json.Open('{');
        t.Reference("lock", t.House.Locks.Names, roster.LockOf(record));
        t.Number(Kinds[roster.KindOf(record)], roster.NumberOf(record));
        for (int i = 0; roster.KindOf(record) != CredentialKind.Code && i < HousePersons.WebTypes.Length; i++)
        {
            if (roster.WebType(record) == HousePersons.WebTypes[i])
            {
                t.Word("webType", HousePersons.WebTypeWords[i]);
            }
        }

        t.Json.Close('}');
    }
}
