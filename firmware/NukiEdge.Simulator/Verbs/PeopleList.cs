using System.Collections.Generic;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;

namespace NukiEdge.Simulator.Verbs;

/// <summary>Persons with their numbers, as lines: those to decide about first.</summary>
internal static class PeopleList
{
    private const int NameWidth = 24;

    public static void Print(House house)
    {
        var fresh = new List<int>();
        var known = new List<int>();
        for (int i = 0; i < house.Persons.Count; i++)
        {
            bool isNew = IsUnconfirmed(house, i) && !house.Rules.IsAboutPerson(i) && !house.NukiWeb.IsAboutPerson(i);
            (isNew ? fresh : known).Add(i);
        }

        Part("New, decide (confirm NAME, or join NEW INTO somebody known):", house, fresh, "bold yellow");
        Part("Persons:", house, known, "bold");
        PrintNobodys(house);
        if (house.Persons.Count == 0)
        {
            Ink.Line("Nobody is known yet.");
        }
    }

    /// <summary>"Front door: code 12345".</summary>
    public static string Number(House house, int record)
    {
        Roster roster = house.Roster;
        int kind = roster.KindOf(record);
        return $"{house.Locks.Names.Text(roster.LockOf(record))}: {KindWord(kind)} {roster.NumberOf(record)}";
    }

    /// <summary>code, fingerprint, auth.</summary>
    public static string KindWord(int kind)
    {
        return kind == CredentialKind.Code ? "code" : kind == CredentialKind.Fingerprint ? "fingerprint" : "auth";
    }

    private static void Part(string title, House house, List<int> persons, string style)
    {
        if (persons.Count == 0)
        {
            return;
        }

        Ink.Line(title, style);
        foreach (int person in persons)
        {
            var numbers = new List<string>();
            for (int record = 0; record < house.Roster.Count; record++)
            {
                if (house.Roster.Person(record) == person)
                {
                    numbers.Add(Number(house, record) + Marks(house.Roster, record));
                }
            }

            string rules = house.Rules.IsAboutPerson(person) ? "" : "  [no rule of their own]";
            Ink.Line($"  {house.Persons.Text(person),-NameWidth} {(numbers.Count == 0 ? "no number" : string.Join(", ", numbers))}{rules}");
        }
    }

    /// <summary>Numbers that identify nobody, each with the reason as far as the roster knows it.</summary>
    private static void PrintNobodys(House house)
    {
        Roster roster = house.Roster;
        bool hasTitle = false;
        for (int record = 0; record < roster.Count; record++)
        {
            if (roster.Person(record) >= 0)
            {
                continue;
            }

            if (!hasTitle)
            {
                Ink.Line("Nobody's (give LOCK code|fingerprint|auth NUMBER NAME):", "bold");
                hasTitle = true;
            }

            bool isDoubtful = (roster.Flags(record) & Roster.Doubtful) != 0;
            bool isKeypad = roster.KindOf(record) == CredentialKind.Auth
                && (roster.WebType(record) == WebAuthType.Keypad || house.Locks.At(roster.LockOf(record)).IsKeypad(roster.NumberOf(record)));
            string why = isKeypad ? "a keypad: it identifies no one"
                : isDoubtful ? "DOUBTFUL: Nuki Web has two with this number, or its name fits two persons"
                : "nobody was given it";
            Ink.Line($"  {Number(house, record),-NameWidth} {why}", isDoubtful ? "yellow" : "");
        }
    }

    private static bool IsUnconfirmed(House house, int person)
    {
        for (int record = 0; record < house.Roster.Count; record++)
        {
            if (house.Roster.Person(record) == person && (house.Roster.Flags(record) & Roster.Unconfirmed) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string Marks(Roster roster, int record)
    {
        int flags = roster.Flags(record);
        return ((flags & Roster.Unconfirmed) != 0 ? " (NOT CONFIRMED)" : "")
            + ((flags & Roster.Doubtful) != 0 ? " (DOUBTFUL)" : "")
            + ((flags & Roster.Disabled) != 0 ? " (switched off in Nuki)" : "");
    }
}
