using NukiEdge.Core.Bytes;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;

namespace NukiEdge.Connect.Past;

/// <summary>
/// Writes into the event log what Nuki Web says that a lock has done. It runs nothing, and what the box has seen itself is not
/// written again.
/// </summary>
public sealed class PastLog
{
    /// <summary>
    /// The same action at the same lock within this is the same one. The lock writes the time down by its own clock and when it is
    /// done, some seconds after the announcement (facts A8).
    /// </summary>
    public const int SameWithinSeconds = 20;

    private const int Remembered = 8, Bytes = 6;

    // Records of the kept log that are looked at: steps and notes stand between the announcements.
    private const uint Recalled = 64;

    private readonly EventLog _log;
    private readonly LogRecord _record = new LogRecord();
    private readonly byte[] _seen = new byte[Remembered * Bytes];
    private int _seenCount;

    /// <summary>Writes into one log.</summary>
    public PastLog(EventLog log)
    {
        _log = log;
    }

    /// <summary>At start: takes note of what was seen before it, from the end of the kept log.</summary>
    /// <returns>When the last record was written that has a time, seconds since 1970 UTC; -1 where there is none.</returns>
    public long Recall(LogSegments kept)
    {
        LogRecord record = new LogRecord();
        long lastUtc = -1;
        kept.Reader.Seek(kept.Next > Recalled ? kept.Next - Recalled : 0);
        while (kept.Reader.Read(record))
        {
            Remember(record);
            bool isOfThen = record.UtcSeconds > 0 && !(record.Kind == EventLog.Announcement && Verdict.IsPast(record.Verdict));
            lastUtc = isOfThen ? record.UtcSeconds : lastUtc; // the last one, not the latest: a clock may have been wrong before
        }

        return lastUtc;
    }

    /// <summary>Takes note of an announcement that was seen before this start, from the log in flash: the last eight count.</summary>
    public void Remember(LogRecord seen)
    {
        if (seen.Kind == EventLog.Announcement && seen.Lock >= 0)
        {
            int at = _seenCount++ % Remembered * Bytes;
            _seen[at] = (byte)(seen.Lock + 1);
            _seen[at + 1] = (byte)seen.Action;
            Image.PutU32(_seen, at + 2, seen.UtcSeconds);
        }
    }

    /// <summary>Writes an entry down unless it is in the log already.</summary>
    /// <param name="verdict"><see cref="Verdict.SeenLater"/> or <see cref="Verdict.Told"/>.</param>
    /// <returns>false when it was there.</returns>
    public bool Write(LogEntry entry, int lockIndex, Roster roster, byte verdict)
    {
        if (IsKnown(entry, lockIndex))
        {
            return false;
        }

        int record = entry.HasDocument ? Find(roster, lockIndex, entry.Document) : -1;
        int person = record < 0 ? -1 : roster.Person(record);
        int kind = record < 0 ? CredentialKind.None : roster.KindOf(record);
        uint number = record < 0 ? 0 : roster.NumberOf(record);
        int who = person >= 0 ? Who.Person : entry.HasDocument ? Who.Unknown : Who.Nobody;
        _log.Add(EventLog.Announcement, entry.UtcSeconds);
        _log.SetWho(lockIndex, entry.AskedBy, who, person, kind);
        _log.SetEvent((uint)entry.LockAction, (uint)entry.WebTrigger, kind == CredentialKind.Auth ? number : 0,
            kind == CredentialKind.Auth ? 0 : number, (uint)entry.EndState);
        _log.SetVerdict(verdict, Reason.None, -1, -1, 0, 0);
        return true;
    }

    private bool IsKnown(LogEntry entry, int lockIndex)
    {
        int count = _seenCount < Remembered ? _seenCount : Remembered;
        for (int i = 0; i < count; i++)
        {
            int at = i * Bytes;
            if (_seen[at] == lockIndex + 1 && _seen[at + 1] == entry.LockAction && IsNear(Image.U32(_seen, at + 2), entry.UtcSeconds, SameWithinSeconds))
            {
                return true;
            }
        }

        for (long number = _log.Oldest; number < _log.Written; number++)
        {
            if (_log.Read(number, _record) && _record.Kind == EventLog.Announcement && _record.Lock == lockIndex
                && _record.Action == entry.LockAction && _record.UtcSeconds != 0 && _record.Verdict != Verdict.Ignored
                && IsNear(_record.UtcSeconds, entry.UtcSeconds, Verdict.IsPast(_record.Verdict) ? 0 : SameWithinSeconds))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNear(long a, long b, int within)
    {
        return a - b <= within && b - a <= within;
    }

    /// <summary>The record with this document at this lock. A code's own number comes before its fingerprints'.</summary>
    private static int Find(Roster roster, int lockIndex, byte[] document)
    {
        for (int i = 0; i < roster.Count; i++)
        {
            if (roster.LockOf(i) == lockIndex && roster.IsDocument(i, document, 0) && roster.HasDocument(i))
            {
                return i;
            }
        }

        return -1;
    }
}
