using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;

namespace NukiEdge.Core.People;

/// <summary>
/// Builds the next roster beside the one in use and checks every record. Nothing is seen of it until
/// <see cref="Finish"/>; the old one stays as the place for the one after.
/// </summary>
public sealed class RosterBuilder
{
    /// <summary>Results of <see cref="Add"/>.</summary>
    public const int Ok = 0, Full = 1, BadLock = 2, BadKind = 3, NumberIsZero = 4, AlreadyThere = 5, BadPerson = 6;

    private readonly LockTable _locks;
    private readonly NameTable _persons;
    private Roster _next;
    private int _added;

    /// <summary>A builder for the locks and persons of one house.</summary>
    public RosterBuilder(int capacity, LockTable locks, NameTable persons)
    {
        _locks = locks;
        _persons = persons;
        _next = new Roster(capacity);
    }

    /// <summary>Starts with an empty table.</summary>
    public void Begin()
    {
        _next.Used = 0;
    }

    /// <summary>Adds a credential.</summary>
    /// <param name="person">Index of the person, or -1 for a record that nobody was given.</param>
    /// <param name="webType"><see cref="WebAuthType"/>; a keypad identifies no one, whoever it was given to.</param>
    /// <returns><see cref="Ok"/>, or what is wrong; the table is as before then.</returns>
    public int Add(int lockIndex, int kind, uint number, int webType, int person)
    {
        int fault = Check(lockIndex, kind, number, person);
        if (fault != Ok)
        {
            return fault;
        }

        int record = _next.Place(lockIndex, kind, number);
        if (record < _next.Used && _next.LockOf(record) == lockIndex && _next.KindOf(record) == kind && _next.NumberOf(record) == number)
        {
            return AlreadyThere;
        }

        _next.Insert(record);
        _added = record;
        int at = record * Roster.RecordBytes;
        _next.Records[at + Roster.LockAt] = (byte)lockIndex;
        _next.Records[at + Roster.KindAt] = (byte)kind;
        Image.PutU32(_next.Records, at + Roster.NumberAt, number);
        _next.Records[at + Roster.TypeAt] = (byte)webType;
        bool isKeypad = kind == CredentialKind.Auth && (webType == WebAuthType.Keypad || _locks.At(lockIndex).IsKeypad(number));
        Image.PutU16(_next.Records, at + Roster.PersonAt, isKeypad ? 0 : person + 1);
        return Ok;
    }

    /// <summary>Adds to the record that was added last: the document behind it and when that was created.</summary>
    /// <param name="document">12 bytes from <paramref name="at"/>.</param>
    /// <param name="created">Minutes as <see cref="AuthTimes.Minutes"/> gives them, 0 = not known.</param>
    /// <param name="flags"><see cref="Roster.Disabled"/>, <see cref="Roster.Unconfirmed"/>.</param>
    public void SetDocument(byte[] document, int at, int created, int flags)
    {
        int record = _added * Roster.RecordBytes;
        System.Array.Copy(document, at, _next.Records, record + Roster.DocumentAt, Roster.DocumentBytes);
        AuthTimes.PutU24(_next.Records, record + Roster.CreatedAt, created);
        _next.Records[record + Roster.FlagsAt] = (byte)flags;
    }

    /// <summary>Adds to the record that was added last: when it is valid, as <see cref="AuthTimes"/> says.</summary>
    public void SetTimes(byte[] times, int at)
    {
        System.Array.Copy(times, at, _next.Records, _added * Roster.RecordBytes + Roster.TimesAt, AuthTimes.Bytes);
    }

    /// <summary>Adds to the record that was added last: the checksum of its name in Nuki Web, to notice that it was renamed.</summary>
    /// <param name="label">0 to 65535, 0 = not known.</param>
    public void SetLabel(int label)
    {
        Image.PutU16(_next.Records, _added * Roster.RecordBytes + Roster.LabelAt, label);
    }

    /// <summary>The table being built; nobody else sees it.</summary>
    public Roster Next => _next;

    /// <summary>The finished table takes the place of <paramref name="old"/>, which is built into next time.</summary>
    public Roster Finish(Roster old)
    {
        Roster finished = _next;
        finished.Revision = old.Revision + 1;
        _next = old;
        return finished;
    }

    private int Check(int lockIndex, int kind, uint number, int person)
    {
        if (_next.Used == _next.Capacity)
        {
            return Full;
        }

        if (lockIndex < 0 || lockIndex >= _locks.Count)
        {
            return BadLock;
        }

        if (kind < CredentialKind.Auth || kind > CredentialKind.Fingerprint)
        {
            return BadKind;
        }

        if (number == 0)
        {
            return NumberIsZero;
        }

        return person < -1 || person >= _persons.Count ? BadPerson : Ok;
    }
}
