using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Web.People;

namespace NukiEdge.Simulator.Verbs;

/// <summary>
/// The owner's decisions with names as they are typed. Each says in a sentence what it did; null when it was refused, and why was
/// printed to the error output.
/// </summary>
internal sealed class PeopleDecision
{
    private readonly House _house;
    private readonly OwnerDecisions _decisions;

    public PeopleDecision(House house)
    {
        _house = house;
        _decisions = new OwnerDecisions(house);
    }

    /// <summary>The numbers that a sync gave to a person are that person's.</summary>
    public string? Confirm(string name)
    {
        return Person(name) is not { } person ? null
            : Said(_decisions.Confirm(person), $"{name}: confirmed, sensitive scenes may run", $"{name} has no number that waits for you.");
    }

    /// <summary>Who is new is somebody known.</summary>
    public string? Join(string name, string into)
    {
        if (Person(name) is not { } person || Person(into) is not { } known)
        {
            return null;
        }

        if (person == known)
        {
            return Refuse("These are one and the same person.");
        }

        return Said(_decisions.Join(person, known), $"{name}'s numbers are {into}'s now, and confirmed", $"{name} has no numbers.");
    }

    /// <summary>One number is this person's.</summary>
    public string? Give(string door, string kindWord, uint number, string name)
    {
        if (Lock(door) is not { } lockIndex || Person(name) is not { } person)
        {
            return null;
        }

        int kind = kindWord == "code" ? CredentialKind.Code : kindWord == "fingerprint" ? CredentialKind.Fingerprint : CredentialKind.Auth;
        string what = $"{_house.Locks.Names.Text(lockIndex)}: {kindWord} {number}";
        int result = _decisions.Give(lockIndex, kind, number, person);
        return result == OwnerDecisions.NoSuchNumber ? Refuse($"{what} is not known: the list shows all numbers (people --data DIR).")
            : result == OwnerDecisions.IsKeypad ? Refuse($"{what} is the keypad itself, which identifies no one.")
            : Said(result, $"{what} is {name}'s now, and confirmed", "");
    }

    /// <summary>Another name for a person.</summary>
    public string? Rename(string old, string name)
    {
        if (Person(old) is not { } person)
        {
            return null;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(name);
        int result = _decisions.Rename(person, bytes, bytes.Length);
        return result == OwnerDecisions.NameTaken ? Refuse($"There is a {name} already; join {old} {name} makes one of the two.")
            : result == OwnerDecisions.BadName ? Refuse($"A name has 1 to {NameTable.MaxBytes} bytes and no control characters.")
            : result == OwnerDecisions.NoRoom ? Refuse("There is no room for a name of this length.")
            : Said(result, $"{old} is called {name} now", $"{old} has this name already.");
    }

    private static string? Said(int result, string done, string nothing)
    {
        return result == OwnerDecisions.Done ? done + "." : Refuse(nothing);
    }

    private static string? Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return null;
    }

    private int? Person(string name)
    {
        return Find(_house.Persons, name, "person");
    }

    private int? Lock(string text)
    {
        for (int i = 0; i < _house.Locks.Count; i++)
        {
            if (uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint id) && id == _house.Locks.At(i).Id)
            {
                return i;
            }
        }

        return Find(_house.Locks.Names, text, "lock");
    }

    private static int? Find(NameTable names, string typed, string what)
    {
        var all = new List<string>();
        for (int i = 0; i < names.Count; i++)
        {
            if (names.Text(i) == typed)
            {
                return i;
            }

            all.Add(names.Text(i));
        }

        string? nearest = NearestWord.Of(typed, all);
        Console.Error.WriteLine($"There is no {what} {typed}" + (nearest is null ? "." : $"; did you mean {nearest}?"));
        return null;
    }
}
