using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;

namespace NukiEdge.Core.People;

/// <summary>
/// What Nuki Web answered, as it stands there: built in the place of the next roster, each record with its name instead of a
/// person. Filled on the cloud's thread while a sync is under way, and read by the loop only when that has ended; the roster in
/// use is not touched. Of the house only the locks' ids are read.
/// </summary>
public sealed class AnswerTable
{
    /// <summary>Results of <see cref="Add"/>.</summary>
    public const int Ok = 0, Full = 1, NoSuchLock = 2, Twice = 3;

    private readonly LockTable _locks;
    private Roster _records;
    private int _added;

    /// <summary>Room for a house's credentials, and for as many names as it may have persons.</summary>
    public AnswerTable(Limits limits, LockTable locks)
    {
        _locks = locks;
        Labels = new NameTable(limits.Persons, limits.NameBytes);
    }

    /// <summary>The names, each once. A record's person is an index into them, or -1 for one that has none here.</summary>
    public NameTable Labels { get; }

    /// <summary>The records.</summary>
    public Roster Records => _records;

    /// <summary>Records whose name did not fit: too long, or too many.</summary>
    public int Nameless { get; private set; }

    /// <summary>Begins anew, in the table that is not in use.</summary>
    public void Begin(Roster into)
    {
        _records = into;
        _records.Used = 0;
        Labels.Clear();
        Nameless = 0;
    }

    /// <summary>Index of the lock with this MQTT id, or -1 for one that is not this house's.</summary>
    public int LockOf(uint lockId)
    {
        return _locks.IndexOf(lockId);
    }

    /// <summary>Adds a record; document, times and name follow.</summary>
    /// <returns>
    /// <see cref="Ok"/>; <see cref="Full"/>: the answer is to be refused as a whole; <see cref="Twice"/>: two auths have this number
    /// at once, so that it identifies nobody until one of them is gone.
    /// </returns>
    public int Add(int lockIndex, int kind, uint number, int webType)
    {
        if (lockIndex < 0 || lockIndex >= _locks.Count)
        {
            return NoSuchLock;
        }

        int record = _records.Place(lockIndex, kind, number);
        if (record < _records.Used && _records.Find(lockIndex, kind, number) == record)
        {
            Doubt(record);
            return Twice;
        }

        if (_records.Used == _records.Capacity)
        {
            return Full;
        }

        _records.Insert(record);
        _added = record;
        int at = record * Roster.RecordBytes;
        _records.Records[at + Roster.LockAt] = (byte)lockIndex;
        _records.Records[at + Roster.KindAt] = (byte)kind;
        Image.PutU32(_records.Records, at + Roster.NumberAt, number);
        _records.Records[at + Roster.TypeAt] = (byte)webType;
        return Ok;
    }

    /// <summary>Adds to the record that was added last: its document (12 bytes), when it was created, flags, times (11 bytes).</summary>
    /// <param name="created">As <see cref="AuthTimes.Minutes"/> gives it; 0 = not known.</param>
    public void SetDocument(byte[] document, int created, int flags, byte[] times)
    {
        byte[] image = _records.Records;
        int at = _added * Roster.RecordBytes;
        System.Array.Copy(document, 0, image, at + Roster.DocumentAt, Roster.DocumentBytes);
        AuthTimes.PutU24(image, at + Roster.CreatedAt, created);
        image[at + Roster.FlagsAt] = (byte)flags;
        System.Array.Copy(times, 0, image, at + Roster.TimesAt, AuthTimes.Bytes);
    }

    /// <summary>Adds to the record that was added last: its name. One that is too long, or for which there is no room, is left out.</summary>
    public void SetName(byte[] name, int offset, int length)
    {
        int label = length > NameTable.MaxBytes ? -1 : Labels.IndexOf(name, offset, length);
        if (label < 0 && length > 0 && length <= NameTable.MaxBytes && Labels.HasRoom(length))
        {
            label = Labels.Add(name, offset, length);
        }

        Nameless += label < 0 ? 1 : 0;
        int at = _added * Roster.RecordBytes;
        Image.PutU16(_records.Records, at + Roster.PersonAt, label + 1);
        Image.PutU16(_records.Records, at + Roster.LabelAt, Checksum(name, offset, length));
    }

    /// <summary>Sixteen bits of a name, never 0: to notice that it was changed (Fletcher's checksum, RFC 1146).</summary>
    public static int Checksum(byte[] name, int offset, int length)
    {
        int low = 1;
        int high = 0;
        for (int i = 0; i < length; i++)
        {
            low = (low + name[offset + i]) % 255;
            high = (high + low) % 255;
        }

        int sum = (high << 8) | low;
        return sum == 0 ? 1 : sum;
    }

    /// <summary>Neither of two: no document, so that whichever stays is looked at anew.</summary>
    private void Doubt(int record)
    {
        int at = record * Roster.RecordBytes;
        System.Array.Clear(_records.Records, at + Roster.DocumentAt, Roster.DocumentBytes);
        Image.PutU16(_records.Records, at + Roster.PersonAt, 0);
        _records.Records[at + Roster.FlagsAt] = Roster.Doubtful;
    }
}
