using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;

namespace NukiEdge.Core.People;

/// <summary>
/// Who is behind a number: credential to person, as a sorted byte image with binary search. 24 bytes a record:
/// <code>
///  0     lock index                       9-20  document id of the auth record (12 bytes = 24 hex digits), 0 = none
///  1     kind (CredentialKind)           21-23  creation date, minutes since 2016-01-01 UTC, 0 = not known
///  2-5   number
///  6     Web API type (WebAuthType)
///  7-8   person index + 1, 0 = nobody
/// </code>
/// </summary>
public sealed class Roster
{
    /// <summary>Bytes of one record.</summary>
    public const int RecordBytes = 24;

    internal const int LockAt = 0, KindAt = 1, NumberAt = 2, TypeAt = 6, PersonAt = 7, DocumentAt = 9, CreatedAt = 21;

    internal readonly byte[] Records;
    internal int Used;

    /// <summary>An empty roster with room for <paramref name="capacity"/> credentials (<see cref="Limits.Credentials"/>).</summary>
    public Roster(int capacity)
    {
        Records = new byte[capacity * RecordBytes];
        SyncedUtcSeconds = -1;
    }

    /// <summary>Credentials in the table.</summary>
    public int Count => Used;

    /// <summary>Credentials that fit.</summary>
    public int Capacity => Records.Length / RecordBytes;

    /// <summary>Grows with every change.</summary>
    public uint Revision { get; internal set; }

    /// <summary>Time of the last good sync, seconds since 1970 UTC, or -1 when there never was one.</summary>
    public long SyncedUtcSeconds { get; internal set; }

    /// <summary>Seconds since the last good sync, or -1 when there was none or the clock is not set.</summary>
    public long AgeSeconds(long utcSeconds)
    {
        return SyncedUtcSeconds < 0 || utcSeconds < SyncedUtcSeconds ? -1 : utcSeconds - SyncedUtcSeconds;
    }

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
