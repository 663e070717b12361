using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>
/// The account that fits a house: its locks, and behind each credential of the house a record with that number. PINs are
/// made up, and so are document ids where the house has none from an earlier sync. The token and the secret open nothing but this double.
/// </summary>
public static class SampleAccount
{
    /// <summary>The double's API token.</summary>
    public const string Token = "sample-account-token";

    /// <summary>The secret of the double's webhooks.</summary>
    public const string WebhookSecret = "sample-webhook-secret";

    private static readonly TimeSpan Age = TimeSpan.FromDays(90);

    /// <summary>Makes it.</summary>
    public static NukiAccount Of(House house, TimeProvider clock)
    {
        var account = new NukiAccount(clock);
        Roster roster = house.Roster;
        var pins = new Random(1);
        for (int at = 0; at < house.Locks.Count; at++)
        {
            NukiLock door = house.Locks.At(at);
            int[] records = Enumerable.Range(0, roster.Count).Where(i => roster.LockOf(i) == at).ToArray();
            int[] fingers = records.Where(i => roster.KindOf(i) == CredentialKind.Fingerprint).ToArray();
            bool hasKeypad = door.KeypadCount > 0 || records.Any(i => roster.KindOf(i) != CredentialKind.Auth);
            long id = account.AddLock(door.Id, house.Locks.Names.Text(at), hasKeypad: hasKeypad);
            for (int place = 0; place < door.KeypadCount; place++)
            {
                account.Put(Record(account, id, door.Keypad(place), WebAuthType.Keypad, "Keypad"));
            }

            foreach (int i in records.Where(i => roster.KindOf(i) == CredentialKind.Auth && !door.IsKeypad(roster.NumberOf(i))))
            {
                int type = roster.WebType(i) == WebAuthType.NotKnown ? WebAuthType.App : roster.WebType(i);
                NukiAuth auth = AsBefore(Record(account, id, roster.NumberOf(i), type, NameOf(house, roster.Person(i))), roster, i);
                account.Put(auth with { AccountUserId = type == WebAuthType.App ? 100000 + i : null, RemoteAllowed = type == WebAuthType.App });
            }

            foreach (IGrouping<int, int> codes in records.Where(i => roster.KindOf(i) == CredentialKind.Code).GroupBy(roster.Person))
            {
                int first = codes.First();
                foreach (int i in codes)
                {
                    // Each fingerprint belongs to a code (facts E); one of a person without a code at this lock has no record.
                    IEnumerable<int> own = i == first ? fingers.Where(f => roster.Person(f) == codes.Key) : [];
                    NukiAuth auth = AsBefore(Record(account, id, roster.NumberOf(i), WebAuthType.KeypadCode, NameOf(house, codes.Key)), roster, i);
                    account.Put(auth with { Code = Pin(pins), Fingerprints = Fingers(own.Select(roster.NumberOf)) });
                }
            }
        }

        return account;
    }

    private static NukiAuth Record(NukiAccount account, long smartlockId, uint number, int type, string name)
    {
        return new NukiAuth
        {
            Id = "",
            SmartlockId = smartlockId,
            AuthId = number,
            Type = type,
            Name = name,
            CreationDate = account.Now - Age,
            UpdateDate = account.Now - Age,
        };
    }

    /// <summary>What a sync has seen before is the same record again: else everybody would seem to be somebody new.</summary>
    private static NukiAuth AsBefore(NukiAuth auth, Roster roster, int record)
    {
        byte[] document = new byte[Roster.DocumentBytes];
        if (!roster.CopyDocument(record, document, 0))
        {
            return auth;
        }

        long created = AuthTimes.EpochUtcSeconds + roster.Created(record) * 60L;
        return auth with
        {
            Id = Convert.ToHexStringLower(document),
            CreationDate = roster.Created(record) == 0 ? auth.CreationDate : DateTimeOffset.FromUnixTimeSeconds(created),
        };
    }

    private static string NameOf(House house, int person)
    {
        return person < 0 ? "Nobody yet" : house.Persons.Text(person);
    }

    private static ImmutableSortedDictionary<uint, string> Fingers(IEnumerable<uint> numbers)
    {
        return numbers.ToImmutableSortedDictionary(number => number, _ => "Finger");
    }

    /// <summary>Six digits from 1 to 9 that do not begin with 12 (facts E).</summary>
    internal static int Pin(Random random)
    {
        int pin = random.Next(2, 10);
        for (int i = 1; i < 6; i++)
        {
            pin = pin * 10 + random.Next(1, 10);
        }

        return pin;
    }
}
