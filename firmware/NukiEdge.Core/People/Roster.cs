using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Time;

namespace NukiEdge.Core.People;

/// <summary>
/// Who is behind a number: credential to person, as a sorted byte image with binary search. 38 bytes a record:
/// <code>
///  0     lock index                       9-20  document id of the auth record (12 bytes = 24 hex digits), 0 = none
///  1     kind (CredentialKind)           21-23  creation date, minutes since 2016-01-01 UTC, 0 = not known
///  2-5   number                          24-34  when it is valid (AuthTimes), 0 = always
///  6     Web API type (WebAuthType)      35     flags: disabled, unconfirmed
///  7-8   person index + 1, 0 = nobody    36-37  checksum of the name that Nuki Web has for it, 0 = not known
/// </code>
/// </summary>
public sealed class Roster
{
    /// <summary>Bytes of one record.</summary>
    public const int RecordBytes = 38;

    /// <summary>Bytes of a document id.</summary>
    public const int DocumentBytes = 12;

    /// <summary>Flag: Nuki Web says that the auth is not enabled.</summary>
    public const int Disabled = 1;

    /// <summary>Flag: a sync gave it its person, by name, by pattern or as somebody new, and the owner has not confirmed that (design section 4, rule 4).</summary>
    public const int Unconfirmed = 2;

    /// <summary>Flag: Nuki Web has two auths with this number at once, or its name fits two persons. It identifies nobody.</summary>
    public const int Doubtful = 4;

    internal const int LockAt = 0, KindAt = 1, NumberAt = 2, TypeAt = 6, PersonAt = 7, DocumentAt = 9, CreatedAt = 21, TimesAt = 24,
        FlagsAt = 35, LabelAt = 36;

    internal readonly byte[] Records;
    internal int Used;

    /// <summary>An empty roster with room for <paramref name="capacity"/> credentials (<see cref="Limits.Credentials"/>).</summary>
    public Roster(int capacity)
    {
        Records = new byte[capacity * RecordBytes];
    }

    /// <summary>Credentials in the table.</summary>
    public int Count => Used;

    /// <summary>Credentials that fit.</summary>
    public int Capacity => Records.Length / RecordBytes;

    /// <summary>Grows with every change.</summary>
    public uint Revision { get; internal set; }

    /// <summary>The record of a credential, by binary search.</summary>
    /// <returns>Its index, or -1 when it is not there.</returns>
    public int Find(int lockIndex, int kind, uint number)
    {
        int at = Place(lockIndex, kind, number);
        return at < Used && Compare(at, lockIndex, kind, number) == 0 ? at : -1;
    }

    /// <summary>Person behind a record, or -1 for a record without one.</summary>
    public int Person(int record)
    {
        return Image.U16(Records, record * RecordBytes + PersonAt) - 1;
    }

    /// <summary>Web API type of a record: <see cref="WebAuthType"/>.</summary>
    public int WebType(int record)
    {
        return Records[record * RecordBytes + TypeAt];
    }

    /// <summary>Lock index of a record.</summary>
    public int LockOf(int record)
    {
        return Records[record * RecordBytes + LockAt];
    }

    /// <summary>Kind of a record's credential.</summary>
    public int KindOf(int record)
    {
        return Records[record * RecordBytes + KindAt];
    }

    /// <summary>Number of a record's credential.</summary>
    public uint NumberOf(int record)
    {
        return Image.U32(Records, record * RecordBytes + NumberAt);
    }

    /// <summary>Copies a record's document id, 12 bytes.</summary>
    /// <returns>false, and zeros, where it has none: nobody has asked Nuki Web, or it was given by the owner.</returns>
    public bool CopyDocument(int record, byte[] into, int at)
    {
        Array.Copy(Records, record * RecordBytes + DocumentAt, into, at, DocumentBytes);
        return HasDocument(record);
    }

    /// <summary>True for a record that Nuki Web has.</summary>
    public bool HasDocument(int record)
    {
        int at = record * RecordBytes + DocumentAt;
        for (int i = 0; i < DocumentBytes; i++)
        {
            if (Records[at + i] != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the record has exactly this document id.</summary>
    public bool IsDocument(int record, byte[] document, int at)
    {
        return Image.Same(Records, record * RecordBytes + DocumentAt, document, at, DocumentBytes);
    }

    /// <summary>Checksum of the name that Nuki Web has for it (<see cref="RosterBuilder.SetLabel"/>), 0 = not known.</summary>
    public int Label(int record)
    {
        return Image.U16(Records, record * RecordBytes + LabelAt);
    }

    /// <summary>When the auth was created, minutes since 2016-01-01 UTC (<see cref="AuthTimes.Minutes"/>), 0 = not known.</summary>
    public int Created(int record)
    {
        return AuthTimes.U24(Records, record * RecordBytes + CreatedAt);
    }

    /// <summary><see cref="Disabled"/> and <see cref="Unconfirmed"/>.</summary>
    public int Flags(int record)
    {
        return Records[record * RecordBytes + FlagsAt];
    }

    /// <summary>Is the record valid now? One of <see cref="WindowAnswer"/>.</summary>
    public int CheckTimes(int record, LocalTime now, long utcSeconds)
    {
        return (Flags(record) & Disabled) != 0 ? WindowAnswer.Outside
            : AuthTimes.Check(Records, record * RecordBytes + TimesAt, now, utcSeconds);
    }

    /// <summary>True for a record that is not valid at all times.</summary>
    public bool HasTimes(int record)
    {
        return (Flags(record) & Disabled) != 0 || !AuthTimes.IsAlways(Records, record * RecordBytes + TimesAt);
    }

    /// <summary>Copies a record's times (<see cref="AuthTimes"/>), for whoever writes them down.</summary>
    public void CopyTimes(int record, byte[] into, int at)
    {
        Array.Copy(Records, record * RecordBytes + TimesAt, into, at, AuthTimes.Bytes);
    }

    /// <summary>True when a record has this person.</summary>
    public bool HasPerson(int person)
    {
        for (int i = 0; i < Used; i++)
        {
            if (Person(i) == person)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What belongs to the roster changed: a person's name.</summary>
    public void Touch()
    {
        Revision++;
    }

    /// <summary>For whoever builds a roster: gives a record its person and its flags.</summary>
    /// <param name="person">Index of the person, or -1 for nobody.</param>
    public void Decide(int record, int person, int flags)
    {
        Image.PutU16(Records, record * RecordBytes + PersonAt, person + 1);
        Records[record * RecordBytes + FlagsAt] = (byte)flags;
    }

    /// <summary>For whoever builds a roster: copies a whole record of another one, whose number is not here yet.</summary>
    /// <returns>false when there is no room.</returns>
    public bool TryCopyRow(Roster from, int record)
    {
        if (Used == Capacity)
        {
            return false;
        }

        int place = Place(from.LockOf(record), from.KindOf(record), from.NumberOf(record));
        Insert(place);
        Array.Copy(from.Records, record * RecordBytes, Records, place * RecordBytes, RecordBytes);
        return true;
    }

    /// <summary>True when both hold the same records.</summary>
    public bool IsLike(Roster other)
    {
        return Used == other.Used && Image.Same(Records, 0, other.Records, 0, Used * RecordBytes);
    }

    /// <summary>Goes on with a checksum over everything in a record but its person (FNV-1a, 32 bits).</summary>
    public uint AddPrint(int record, uint print)
    {
        int at = record * RecordBytes;
        for (int i = 0; i < RecordBytes; i++)
        {
            print = i == PersonAt || i == PersonAt + 1 ? print : (print ^ Records[at + i]) * 16777619;
        }

        return print;
    }

    /// <summary>The owner confirmed that the record is its person's: sensitive scenes may run.</summary>
    public void Confirm(int record)
    {
        Records[record * RecordBytes + FlagsAt] &= unchecked((byte)~Unconfirmed);
        Revision++;
    }

    /// <summary>The owner gave the credential to a person, and confirmed that by it.</summary>
    public void Give(int record, int person)
    {
        Image.PutU16(Records, record * RecordBytes + PersonAt, person + 1);
        Confirm(record);
    }

    /// <summary>Takes the person away from a credential, at once.</summary>
    /// <returns>true when there was one.</returns>
    public bool Release(int record)
    {
        if (Person(record) < 0)
        {
            return false;
        }

        Image.PutU16(Records, record * RecordBytes + PersonAt, 0);
        Revision++;
        return true;
    }

    /// <summary>Adds a credential that nobody has yet; it was not here. Learned: no document is behind it.</summary>
    /// <returns>Its record, or -1 when there is no room.</returns>
    public int Add(int lockIndex, int kind, uint number)
    {
        if (Used == Capacity)
        {
            return -1;
        }

        int record = Place(lockIndex, kind, number);
        Insert(record);
        int at = record * RecordBytes;
        Records[at + LockAt] = (byte)lockIndex;
        Records[at + KindAt] = (byte)kind;
        Image.PutU32(Records, at + NumberAt, number);
        Records[at + TypeAt] = WebAuthType.NotKnown;
        Revision++;
        return record;
    }

    /// <summary>Forgets a credential. A sync brings it back if Nuki Web has it.</summary>
    public void Remove(int record)
    {
        int at = record * RecordBytes;
        Used--;
        Array.Copy(Records, at + RecordBytes, Records, at, (Used - record) * RecordBytes);
        Revision++;
    }

    /// <summary>Where a credential stands or would stand.</summary>
    internal int Place(int lockIndex, int kind, uint number)
    {
        int low = 0;
        int high = Used;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (Compare(middle, lockIndex, kind, number) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Makes room for a record at <paramref name="record"/> and clears it.</summary>
    internal void Insert(int record)
    {
        int at = record * RecordBytes;
        Array.Copy(Records, at, Records, at + RecordBytes, (Used - record) * RecordBytes);
        Array.Clear(Records, at, RecordBytes);
        Used++;
    }

    private int Compare(int record, int lockIndex, int kind, uint number)
    {
        int at = record * RecordBytes;
        if (Records[at + LockAt] != lockIndex)
        {
            return Records[at + LockAt] - lockIndex;
        }

        if (Records[at + KindAt] != kind)
        {
            return Records[at + KindAt] - kind;
        }

        uint own = Image.U32(Records, at + NumberAt);
        return own == number ? 0 : own < number ? -1 : 1;
    }
}
