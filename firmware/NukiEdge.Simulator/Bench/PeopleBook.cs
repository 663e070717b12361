using System.Collections.Generic;
using System.Linq;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Web.Log;
using NukiEdge.Web.People;

namespace NukiEdge.Simulator.Bench;

/// <summary>Lists who is who, as the loop has it. Only inside <see cref="Appliance.Ask{T}"/>.</summary>
internal sealed class PeopleBook
{
    private const int MostChanges = 12;

    private readonly Appliance _appliance;
    private readonly House _house;
    private readonly OwnerDecisions _decisions;
    private readonly LogText _text;
    private readonly LogRecord _record = new();
    private readonly List<ChangeView> _changes = [];
    private long _next;

    public PeopleBook(Appliance appliance)
    {
        _appliance = appliance;
        _house = appliance.House;
        _decisions = new OwnerDecisions(_house);
        _text = new LogText(_house);
    }

    /// <summary>Everything.</summary>
    public PeopleView Look()
    {
        SyncStatus? status = _appliance.NukiWeb?.Sync.Status;
        string line = status is null ? "this simulator is not connected with Nuki Web" : SyncText.Line(status, _appliance.Clock.UtcSeconds);
        Follow();
        return new PeopleView(status is not null, line, status is { IsAsking: true }, _decisions.Undecided,
            Enumerable.Range(0, _house.Locks.Count).Select(Age).ToArray(), Persons(), Numbers(-1), Enumerable.Reverse(_changes).ToArray());
    }

    private TableAgeView Age(int index)
    {
        long age = _house.Locks.At(index).AgeSeconds(_appliance.Clock.NowUs, _appliance.Clock.UtcSeconds);
        bool tooOld = false;
        for (int scene = 0; scene < _house.Scenes.Names.Count && _house.NukiWeb.HasToken; scene++)
        {
            tooOld |= _house.Scenes.IsSensitive(scene) && (age < 0 || age > _house.Scenes.FreshHours(scene) * 3600L);
        }

        return new TableAgeView(_house.Locks.Names.Text(index), age < 0 ? null : age, tooOld);
    }

    /// <summary>Who has a number or a rule. Somebody who was joined to another one has neither.</summary>
    private PersonView[] Persons()
    {
        var all = new List<PersonView>();
        for (int person = 0; person < _house.Persons.Count; person++)
        {
            NumberView[] numbers = Numbers(person);
            bool hasRule = _house.Rules.IsAboutPerson(person);
            if (numbers.Length > 0 || hasRule)
            {
                bool waits = numbers.Any(one => one.State == Unconfirmed);
                all.Add(new PersonView(_house.Persons.Text(person), waits && !hasRule, waits, numbers));
            }
        }

        return all.OrderByDescending(one => (one.IsNew ? 2 : 0) + (one.Waits ? 1 : 0)).ToArray();
    }

    private NumberView[] Numbers(int person)
    {
        Roster roster = _house.Roster;
        var numbers = new List<NumberView>();
        for (int i = 0; i < roster.Count; i++)
        {
            if (roster.Person(i) == person)
            {
                numbers.Add(new NumberView(_house.Locks.Names.Text(roster.LockOf(i)), LoopView.KindOf(roster, i), roster.NumberOf(i), State(roster.Flags(i))));
            }
        }

        return numbers.ToArray();
    }

    private const string Unconfirmed = "not confirmed";

    private static string State(int flags)
    {
        return (flags & Roster.Doubtful) != 0 ? "not clear whose"
            : (flags & Roster.Unconfirmed) != 0 ? Unconfirmed
            : (flags & Roster.Disabled) != 0 ? "switched off in Nuki"
            : "";
    }

    /// <summary>Takes what was logged of the table since the last time.</summary>
    private void Follow()
    {
        EventLog log = _appliance.Edge.Log;
        for (_next = long.Max(_next, log.Oldest); _next < log.Written; _next++)
        {
            if (log.Read(_next, _record) && _record.Kind == EventLog.Note && IsAboutTable(_record.Note))
            {
                _changes.Add(new ChangeView(_record.Number, _record.UtcSeconds, _text.Line(_record)));
            }
        }

        _changes.RemoveRange(0, int.Max(0, _changes.Count - MostChanges));
    }

    private static bool IsAboutTable(byte note)
    {
        return note is (>= NoteCode.NumberGiven and <= NoteCode.OwnerGave) or (>= NoteCode.SyncFailed and <= NoteCode.CertificateEndsSoon)
            or NoteCode.KeypadFound;
    }
}
