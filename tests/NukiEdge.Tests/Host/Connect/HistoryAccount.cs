using System;
using System.Collections.Generic;
using System.Linq;

namespace NukiEdge.Tests.Connect;

/// <summary>An auth of a keypad code in the simple model of a Nuki account.</summary>
internal sealed record HistoryAuth(int Document, int Lock, uint Number, string Name, int Created, long From, long Until, bool Enabled)
{
    /// <summary>May it open at this second?</summary>
    public bool IsValid(long utcSeconds)
    {
        long minute = utcSeconds / 60 * 60;
        return Enabled && (From == 0 || minute >= From / 60 * 60) && (Until == 0 || minute < Until / 60 * 60);
    }
}

/// <summary>The simple model: what Nuki has, what the box last heard of it, and whom that makes somebody.</summary>
internal sealed class HistoryAccount
{
    private readonly Dictionary<int, int> _personOf = [];
    private readonly Dictionary<int, string> _labelOf = [];
    private readonly HashSet<int> _confirmed = [];
    private int _documents;

    /// <summary>Names of the box's persons, by their place; those of the house come first.</summary>
    public List<string> Persons { get; } = [];

    /// <summary>What Nuki has now.</summary>
    public List<HistoryAuth> Auths { get; } = [];

    /// <summary>What the newest table says: the last answer, or webhook, that the box believed.</summary>
    public List<HistoryAuth> Table { get; private set; } = [];

    /// <summary>Creates a code: the lock hands out its lowest free number, also one that was somebody else's a moment ago.</summary>
    public HistoryAuth Create(int lockIndex, string name, long from, long until)
    {
        uint number = 1;
        while (Auths.Any(a => a.Lock == lockIndex && a.Number == number))
        {
            number++;
        }

        var auth = new HistoryAuth(++_documents, lockIndex, number, name, 5000 + _documents / 4, from, until, true);
        Auths.Add(auth);
        return auth;
    }

    /// <summary>Replaces an auth by a changed one; null deletes it.</summary>
    public void Change(HistoryAuth auth, HistoryAuth changed)
    {
        int at = Auths.IndexOf(auth);
        Auths.RemoveAt(at);
        if (changed is not null)
        {
            Auths.Insert(at, changed);
        }
    }

    /// <summary>The box believed a whole answer. A lock that was missing from it keeps its rows.</summary>
    public void Believe(IReadOnlyList<HistoryAuth> answer, bool everything)
    {
        var kept = everything ? [] : Table.Where(t => answer.All(a => a.Lock != t.Lock));
        Take([.. kept, .. answer], answer);
    }

    /// <summary>The box believed a webhook about one auth; null when it was deleted.</summary>
    public void BelieveOne(int document, HistoryAuth auth)
    {
        var kept = Table.Where(t => t.Document != document && (auth is null || t.Lock != auth.Lock || t.Number != auth.Number));
        Take(auth is null ? [.. kept] : [.. kept, auth], auth is null ? [] : [auth]);
    }

    /// <summary>The owner said that the auth is its person's.</summary>
    public void Confirm(int document)
    {
        _confirmed.Add(document);
    }

    /// <summary>Everything the box may know, to go back to when it lost power before that was saved.</summary>
    public (List<HistoryAuth> Table, Dictionary<int, int> People, Dictionary<int, string> Labels, HashSet<int> Confirmed, List<string> Persons) Memory()
    {
        return ([.. Table], new(_personOf), new(_labelOf), [.. _confirmed], [.. Persons]);
    }

    public void GoBack((List<HistoryAuth> Table, Dictionary<int, int> People, Dictionary<int, string> Labels, HashSet<int> Confirmed, List<string> Persons) memory)
    {
        Table = [.. memory.Table];
        Copy(memory.People, _personOf);
        Copy(memory.Labels, _labelOf);
        _confirmed.Clear();
        _confirmed.UnionWith(memory.Confirmed);
        Persons.Clear();
        Persons.AddRange(memory.Persons);
    }

    /// <summary>The auth behind a number, as the newest table has it.</summary>
    public HistoryAuth Behind(int lockIndex, uint number)
    {
        return Table.SingleOrDefault(t => t.Lock == lockIndex && t.Number == number);
    }

    public int PersonOf(HistoryAuth auth)
    {
        return _personOf[auth.Document];
    }

    public bool IsConfirmed(HistoryAuth auth)
    {
        return _confirmed.Contains(auth.Document);
    }

    private static void Copy<TValue>(Dictionary<int, TValue> from, Dictionary<int, TValue> to)
    {
        to.Clear();
        foreach (var pair in from)
        {
            to[pair.Key] = pair.Value;
        }
    }

    private void Take(List<HistoryAuth> table, IReadOnlyList<HistoryAuth> heard)
    {
        var before = Table.Select(t => t.Document).ToHashSet();
        var newNames = new List<(HistoryAuth Auth, string Label)>();

        // Who is known keeps being that person; a new label is looked at after all, as one table takes the place of the other.
        foreach (HistoryAuth auth in heard.OrderBy(a => a.Lock).ThenBy(a => a.Number))
        {
            if (before.Contains(auth.Document))
            {
                newNames.Add((auth, auth.Name));
                continue;
            }

            _confirmed.Remove(auth.Document);
            _labelOf[auth.Document] = auth.Name;
            _personOf[auth.Document] = Persons.IndexOf(auth.Name);
        }

        Rename(newNames);
        foreach (HistoryAuth auth in heard.OrderBy(a => a.Lock).ThenBy(a => a.Number).Where(a => _personOf[a.Document] < 0))
        {
            int person = Persons.IndexOf(auth.Name);
            int sameAnswer = heard.Where(h => h.Name == auth.Name && _personOf[h.Document] >= 0 && !before.Contains(h.Document))
                .Select(h => _personOf[h.Document]).DefaultIfEmpty(-1).First();
            if (sameAnswer >= 0)
            {
                person = sameAnswer;
            }
            else
            {
                string name = auth.Name;
                for (int suffix = 2; Persons.Contains(name); suffix++)
                {
                    name = auth.Name + " " + suffix;
                }

                Persons.Add(name);
                person = Persons.Count - 1;
            }

            _personOf[auth.Document] = person;
        }

        Table = table;
    }

    private void Rename(List<(HistoryAuth Auth, string Label)> labels)
    {
        var wanted = new SortedDictionary<int, string>();
        foreach (var (auth, label) in labels)
        {
            int person = _personOf[auth.Document];
            if (_labelOf[auth.Document] != label && Persons[person] == _labelOf[auth.Document] && !Persons.Contains(label))
            {
                wanted[person] = label;
            }

            _labelOf[auth.Document] = label;
        }

        foreach (var (person, label) in wanted)
        {
            if (!Persons.Contains(label))
            {
                Persons[person] = label;
            }
        }
    }
}
