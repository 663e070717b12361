using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.People;

namespace NukiEdge.Web.Houses;

/// <summary>Writes a credential from the roster: what HouseCredential reads.</summary>
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
        for (int i = 0; roster.KindOf(record) != CredentialKind.Code && i < HouseCredential.WebTypes.Length; i++)
        {
            if (roster.WebType(record) == HouseCredential.WebTypes[i])
            {
                t.Word("webType", HouseCredential.WebTypeWords[i]);
            }
        }

        byte[] document = new byte[Roster.DocumentBytes];
        if (roster.CopyDocument(record, document, 0))
        {
            t.Json.Field("document");
            t.Json.Raw((byte)'"');
            for (int i = 0; i < document.Length; i++)
            {
                t.Json.Raw((byte)(Ascii.HexDigit(document[i] >> 4) | 0x20));
                t.Json.Raw((byte)(Ascii.HexDigit(document[i] & 15) | 0x20));
            }

            t.Json.Raw((byte)'"');
        }

        t.Instant("created", roster.Created(record));
        Times(t, roster, record);
        if (roster.Label(record) != 0)
        {
            t.Number("label", (uint)roster.Label(record));
        }

        t.Json.Close('}');
    }

    private static void Times(HouseText t, Roster roster, int record)
    {
        byte[] times = new byte[AuthTimes.Bytes];
        roster.CopyTimes(record, times, 0);
        t.Instant("validFrom", AuthTimes.U24(times, 0));
        t.Instant("validUntil", AuthTimes.U24(times, 3));
        if (times[6] != 0)
        {
            int days = 0;
            for (int day = 0; day < 7; day++)
            {
                days |= (times[6] & (64 >> day)) != 0 ? 1 << day : 0;
            }

            t.Words("weekdays", HouseWhen.Days, 7, days);
        }

        int from = Image.U16(times, 7);
        int until = Image.U16(times, 9);
        if (from != 0 || until != 0)
        {
            t.Minute("from", from);
            t.Minute("until", until);
        }

        if ((roster.Flags(record) & Roster.Doubtful) != 0)
        {
            t.Flag("doubtful", true);
        }

        if ((roster.Flags(record) & Roster.Disabled) != 0)
        {
            t.Flag("enabled", false);
        }

        if ((roster.Flags(record) & Roster.Unconfirmed) != 0)
        {
            t.Flag("confirmed", false);
        }
    }
}
