using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Merge;

/// <summary>
/// Whom an auth joins that no person had before: by exactly the same name, by a pattern of the owner's, or somebody new (design
/// section 4, rule 4). New persons have numbers behind the table's until everything is taken over at once.
/// </summary>
public sealed class PersonMatch
{
    private const int MaxSuffix = 99;

    private readonly House _house;
    private readonly EventLog _log;
    private readonly IClock _clock;
    private readonly short[] _recordOfNew;
    private readonly short[] _labelOfNew;
    private readonly short[] _newName;
    private readonly byte[] _name = new byte[NameTable.MaxBytes];
    private readonly ByteWriter _writer = new ByteWriter();
    private AnswerTable _answer;
    private int _new;

    /// <summary>For the persons of one house.</summary>
    public PersonMatch(House house, EventLog log, IClock clock)
    {
        _house = house;
        _log = log;
        _clock = clock;
        _labelOfNew = new short[house.Persons.Capacity];
        _recordOfNew = new short[house.Persons.Capacity];
        _newName = new short[house.Persons.Capacity];
    }

    /// <summary>Begins with an answer.</summary>
    public void Begin(AnswerTable answer)
    {
        _answer = answer;
        _new = 0;
        for (int i = 0; i < _newName.Length; i++)
        {
            _newName[i] = -1;
        }
    }

    /// <summary>The person of an auth that nobody had.</summary>
    /// <param name="label">Its name, an index into the answer's; -1 where it has none.</param>
    /// <param name="record">Its record among <paramref name="next"/>, which stay where they are until all have a person.</param>
    /// <param name="person">The person, one of the table's or a new one's number behind them; or -1 for nobody.</param>
    /// <returns>Why, one of <see cref="MergeNotes"/>.</returns>
    public int Find(int label, Roster next, int record, out int person)
    {
        person = -1;
        if (label < 0)
        {
            return MergeNotes.NoName;
        }

        NameTable labels = _answer.Labels;
        NameTable persons = _house.Persons;
        int byName = !_house.NukiWeb.JoinsByName ? -1 : persons.IndexOf(labels.Bytes, labels.Offset(label), labels.Length(label));
        int byPattern = ByPattern(label);
        if (byPattern == FitsTwo || (byPattern >= 0 && byName >= 0 && byPattern != byName))
        {
            return MergeNotes.FitsTwo;
        }

        person = byName >= 0 ? byName : byPattern;
        if (person >= 0)
        {
            return byName >= 0 ? MergeNotes.ByName : MergeNotes.ByPattern;
        }

        return FindNew(label, next, record, out person);
    }

    /// <summary>The person's name was Nuki Web's, and is another one there now: it follows.</summary>
    /// <param name="before">Checksum of the name that Nuki Web had, 0 = not known.</param>
    /// <param name="now">Checksum of the one it has.</param>
    public void Renamed(int person, int before, int now, int label)
    {
        NameTable persons = _house.Persons;
        NameTable labels = _answer.Labels;
        bool follows = before != 0 && before != now && label >= 0
            && AnswerTable.Checksum(persons.Bytes, persons.Offset(person), persons.Length(person)) == before
            && persons.IndexOf(labels.Bytes, labels.Offset(label), labels.Length(label)) < 0;
        if (follows)
        {
            _newName[person] = (short)label;
        }
    }

    /// <summary>Adds the new persons to the house's, renames who has a new name, and puts the right numbers into the records.</summary>
    /// <returns>true when somebody was renamed.</returns>
    public bool AddPersons(Roster next, MergeNotes notes)
    {
        NameTable persons = _house.Persons;
        NameTable labels = _answer.Labels;
        int old = persons.Count;
        bool renamed = false;
        for (int person = 0; person < old; person++)
        {
            int label = _newName[person];
            if (label >= 0 && persons.IndexOf(labels.Bytes, labels.Offset(label), labels.Length(label)) < 0
                && persons.HasRoomFor(person, labels.Length(label)))
            {
                persons.Replace(person, labels.Bytes, labels.Offset(label), labels.Length(label));
                notes.Renamed(person);
                renamed = true;
            }
        }

        for (int i = 0; i < _new; i++)
        {
            int person = Add(_labelOfNew[i], next, old);
            for (int record = 0; record < next.Count; record++)
            {
                // From above the table's end, so that a number that was put in is never taken for one of these.
                if (next.Person(record) == FirstNew + i)
                {
                    int flags = next.Flags(record);
                    next.Decide(record, person, person >= 0 ? flags : WithoutPerson(next, record, flags));
                }
            }
        }

        return renamed;
    }

    /// <summary>No room: told once, not with every sync.</summary>
    private int WithoutPerson(Roster next, int record, int flags)
    {
        Roster now = _house.Roster;
        int before = now.Find(next.LockOf(record), next.KindOf(record), next.NumberOf(record));
        bool wasNobody = before >= 0 && now.Person(before) < 0;
        flags &= MergeNotes.FlagsMask & ~Roster.Unconfirmed;
        return flags | (wasNobody ? 0 : MergeNotes.NoRoom << MergeNotes.WhyShift);
    }

    private const int FitsTwo = -2;
    private const int FirstNew = 0x8000;

    private int ByPattern(int label)
    {
        NukiWebSettings web = _house.NukiWeb;
        int found = -1;
        for (int i = 0; i < web.Patterns.Count; i++)
        {
            if (!NamePattern.IsLike(web.Patterns, i, _answer.Labels, label))
            {
                continue;
            }

            int person = web.PatternPerson(i);
            if (found >= 0 && found != person)
            {
                return FitsTwo;
            }

            found = person;
        }

        return found;
    }

    /// <summary>Somebody new: the same one for all auths of this name, where names join; else for all numbers of this document.</summary>
    private int FindNew(int label, Roster next, int record, out int person)
    {
        for (int i = 0; i < _new; i++)
        {
            bool isSame = _house.NukiWeb.JoinsByName ? _labelOfNew[i] == label
                : IsSameDocument(next, record, _recordOfNew[i]);
            if (isSame)
            {
                person = FirstNew + i;
                return MergeNotes.New;
            }
        }

        person = -1;
        if (_new == _labelOfNew.Length)
        {
            return MergeNotes.NoRoom;
        }

        _recordOfNew[_new] = (short)record;
        _labelOfNew[_new] = (short)label;
        person = FirstNew + _new++;
        return MergeNotes.New;
    }

    private bool IsSameDocument(Roster next, int a, int b)
    {
        next.CopyDocument(a, _name, 0);
        return next.IsDocument(b, _name, 0);
    }

    /// <summary>Adds a person under a name that nobody else has: a second Anna is "Anna 2".</summary>
    private int Add(int label, Roster next, int old)
    {
        NameTable persons = _house.Persons;
        NameTable labels = _answer.Labels;
        int length = labels.Length(label);
        System.Array.Copy(labels.Bytes, labels.Offset(label), _name, 0, length);
        for (uint suffix = 2; persons.IndexOf(_name, 0, length) >= 0; suffix++)
        {
            _writer.Reset(_name);
            _writer.Add(labels.Bytes, labels.Offset(label), labels.Length(label));
            _writer.Add((byte)' ');
            _writer.AddDecimal(suffix, 1);
            length = _writer.Length;
            if (_writer.Overflow || suffix > MaxSuffix)
            {
                return -1;
            }
        }

        if (persons.HasRoom(length))
        {
            return persons.Add(_name, 0, length);
        }

        int unused = _house.UnusedPerson(next, old);
        if (unused < 0 || !persons.HasRoomFor(unused, length))
        {
            return -1;
        }

        persons.Replace(unused, _name, 0, length);
        _log.ReplacePerson(unused, _clock.UtcSeconds);
        return unused;
    }
}
