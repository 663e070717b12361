using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;

namespace NukiEdge.Web.People;

/// <summary>
/// What the owner decides about numbers and persons: the answers to "new, decide" (design section 4, rule 4). Each raises the
/// roster's revision, so that it is saved. On the loop, or while nothing runs.
/// </summary>
public sealed class OwnerDecisions
{
    /// <summary>Results.</summary>
    public const int Done = 0, NoSuchNumber = 1, NoSuchPerson = 2, NameTaken = 3, BadName = 4, NoRoom = 5, IsKeypad = 6, Nothing = 7;

    private readonly House _house;
    private readonly EventLog _log;
    private readonly IClock _clock;

    /// <summary>For one house, while nothing runs.</summary>
    public OwnerDecisions(House house)
        : this(house, null, null)
    {
    }

    /// <summary>For the house of a running box.</summary>
    /// <param name="log">Gets a line for each decision about numbers, as for every other change of the roster; null for none.</param>
    /// <param name="clock">Its time.</param>
    public OwnerDecisions(House house, EventLog log, IClock clock)
    {
        _house = house;
        _log = log;
        _clock = clock;
    }

    /// <summary>Numbers that a sync gave to a person and nobody confirmed.</summary>
    public int Undecided
    {
        get
        {
            int count = 0;
            for (int i = 0; i < _house.Roster.Count; i++)
            {
                count += IsUndecided(i) ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>True for a record that waits for the owner: not confirmed, or nobody's although Nuki Web knows whose it is.</summary>
    public bool IsUndecided(int record)
    {
        Roster roster = _house.Roster;
        return (roster.Flags(record) & (Roster.Unconfirmed | Roster.Doubtful)) != 0;
    }

    /// <summary>All numbers of a person are that person's.</summary>
    /// <returns><see cref="Done"/>, <see cref="NoSuchPerson"/>, or <see cref="Nothing"/> where none waited for that.</returns>
    public int Confirm(int person)
    {
        if (person < 0 || person >= _house.Persons.Count)
        {
            return NoSuchPerson;
        }

        Roster roster = _house.Roster;
        int confirmed = 0;
        for (int i = 0; i < roster.Count; i++)
        {
            if (roster.Person(i) == person && (roster.Flags(i) & Roster.Unconfirmed) != 0)
            {
                roster.Confirm(i);
                confirmed++;
            }
        }

        Tell(NoteCode.OwnerConfirmed, confirmed, person, person);
        return confirmed > 0 ? Done : Nothing;
    }

    /// <summary>One number is this person's, whoever had it. A keypad's stays nobody's.</summary>
    public int Give(int lockIndex, int kind, uint number, int person)
    {
        int record = _house.Roster.Find(lockIndex, kind, number);
        if (record < 0)
        {
            return NoSuchNumber;
        }

        if (person < 0 || person >= _house.Persons.Count)
        {
            return NoSuchPerson;
        }

        if (kind == CredentialKind.Auth && _house.Locks.At(lockIndex).IsKeypad(number))
        {
            return IsKeypad;
        }

        int before = _house.Roster.Person(record);
        _house.Roster.Give(record, person);
        Tell(NoteCode.OwnerGave, 1, person, before);
        return Done;
    }

    /// <summary>The same for a number that may not be known yet: one that was learned.</summary>
    /// <param name="number">1 and up.</param>
    /// <returns>As <see cref="Give"/>, and <see cref="NoRoom"/>.</returns>
    public int Learn(int lockIndex, int kind, uint number, int person)
    {
        bool isKnown = _house.Roster.Find(lockIndex, kind, number) >= 0;
        bool isKeypad = kind == CredentialKind.Auth && _house.Locks.At(lockIndex).IsKeypad(number);
        if (isKnown || isKeypad || person < 0 || person >= _house.Persons.Count)
        {
            return isKeypad ? IsKeypad : Give(lockIndex, kind, number, person);
        }

        return _house.Roster.Add(lockIndex, kind, number) < 0 ? NoRoom : Give(lockIndex, kind, number, person);
    }

    /// <summary>A number is nobody's any more, and not in the table.</summary>
    public int Forget(int lockIndex, int kind, uint number)
    {
        int record = _house.Roster.Find(lockIndex, kind, number);
        if (record < 0)
        {
            return NoSuchNumber;
        }

        _house.Roster.Remove(record);
        return Done;
    }

    /// <summary>All numbers of one person are the other's: who is new turned out to be somebody known.</summary>
    /// <returns><see cref="Done"/>, <see cref="NoSuchPerson"/>, or <see cref="Nothing"/> where there is no number.</returns>
    public int Join(int person, int into)
    {
        if (person < 0 || person >= _house.Persons.Count || into < 0 || into >= _house.Persons.Count || person == into)
        {
            return NoSuchPerson;
        }

        Roster roster = _house.Roster;
        int joined = 0;
        for (int i = 0; i < roster.Count; i++)
        {
            if (roster.Person(i) == person)
            {
                roster.Give(i, into);
                joined++;
            }
        }

        Tell(NoteCode.OwnerGave, joined, into, person);
        return joined > 0 ? Done : Nothing;
    }

    /// <summary>A person has another name here. Rules go on being about the same person; Nuki Web's name does not follow.</summary>
    public int Rename(int person, byte[] name, int length)
    {
        if (person < 0 || person >= _house.Persons.Count)
        {
            return NoSuchPerson;
        }

        int same = _house.Persons.IndexOf(name, 0, length);
        if (same >= 0)
        {
            return same == person ? Nothing : NameTaken;
        }

        if (length < 1 || length > NameTable.MaxBytes || !Utf8.IsText(name, 0, length))
        {
            return BadName;
        }

        if (!_house.Persons.HasRoomFor(person, length))
        {
            return NoRoom;
        }

        _house.Persons.Replace(person, name, 0, length);
        _house.Roster.Touch();
        return Done;
    }

    /// <summary>Adds a person, without numbers; where the table is full, in the place of one whom nothing speaks of.</summary>
    /// <param name="person">Its place.</param>
    public int Add(byte[] name, int length, out int person)
    {
        person = -1;
        if (length < 1 || length > NameTable.MaxBytes || !Utf8.IsText(name, 0, length))
        {
            return BadName;
        }

        if (_house.Persons.IndexOf(name, 0, length) >= 0)
        {
            return NameTaken;
        }

        if (_house.Persons.HasRoom(length))
        {
            person = _house.Persons.Add(name, 0, length);
            _house.Roster.Touch();
            return Done;
        }

        int unused = _house.UnusedPerson(_house.Roster, _house.Persons.Count);
        if (unused < 0 || !_house.Persons.HasRoomFor(unused, length))
        {
            return NoRoom;
        }

        _house.Persons.Replace(unused, name, 0, length);
        _house.Roster.Touch();
        if (_log != null)
        {
            _log.ReplacePerson(unused, _clock.UtcSeconds);
        }

        person = unused;
        return Done;
    }

    private void Tell(byte code, int numbers, int person, int before)
    {
        if (_log != null && numbers > 0)
        {
            _log.Add(EventLog.Note, _clock.UtcSeconds);
            _log.SetRosterNote(code, -1, CredentialKind.None, (uint)numbers, person, before);
        }
    }
}
