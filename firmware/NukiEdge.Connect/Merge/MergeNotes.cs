using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Merge;

/// <summary>
/// Tells the log what a sync changed, number by number: who got it or lost it, and why. The reason stands in the upper bits of a
/// record's flags between the decision and the note.
/// </summary>
public sealed class MergeNotes
{
    /// <summary>Why a record has its person.</summary>
    public const int None = 0, ByName = 1, ByPattern = 2, New = 3, FitsTwo = 4, NoRoom = 5, NoName = 6, Moved = 7, Keypad = 8, Doubtful = 9;

    /// <summary>Where the reason stands in the flags, and what is left of them without it.</summary>
    public const int WhyShift = 4, FlagsMask = 15;

    // A first sync of 160 numbers would push everything else out of the log.
    private const int MaxNotes = 12;

    private static readonly byte[] Codes =
    {
        NoteCode.NumberGiven, NoteCode.JoinedByName, NoteCode.JoinedByPattern, NoteCode.NewPerson, NoteCode.NameFitsTwo,
        NoteCode.NoRoomForPerson, NoteCode.NoNameForPerson, NoteCode.NumberMoved, NoteCode.NumberIsKeypad, NoteCode.NumberTwice,
    };

    private readonly House _house;
    private readonly EventLog _log;
    private readonly IClock _clock;
    private Roster _old;
    private int _told;
    private int _untold;

    /// <summary>Writes into one log.</summary>
    public MergeNotes(House house, EventLog log, IClock clock)
    {
        _house = house;
        _log = log;
        _clock = clock;
    }

    /// <summary>Begins, after the roster was exchanged.</summary>
    /// <param name="old">The one before. It stays as it is until the next answer is read.</param>
    public void Begin(Roster old)
    {
        _old = old;
        _told = 0;
        _untold = 0;
    }

    /// <summary>A person has a new name.</summary>
    public void Renamed(int person)
    {
        _log.Add(EventLog.Note, _clock.UtcSeconds);
        _log.SetRosterNote(NoteCode.Renamed, -1, CredentialKind.None, 0, person, -1);
    }

    /// <summary>The answer has nothing of a lock that one before it had.</summary>
    public void LockMissing(int lockIndex)
    {
        _log.Add(EventLog.Note, _clock.UtcSeconds);
        _log.SetNote(NoteCode.LockMissing, lockIndex, -1, 0);
    }

    /// <summary>Compares one record: first those that are, then those that were.</summary>
    /// <returns>false when all are through.</returns>
    public bool TellNext(int at)
    {
        Roster now = _house.Roster;
        if (at < now.Count)
        {
            TellNumber(now, at);
            return true;
        }

        int gone = at - now.Count;
        if (gone < _old.Count)
        {
            bool isThere = now.Find(_old.LockOf(gone), _old.KindOf(gone), _old.NumberOf(gone)) >= 0;
            if (!isThere && _old.Person(gone) >= 0)
            {
                Tell(NoteCode.NumberGone, _old, gone, -1, _old.Person(gone));
            }

            return true;
        }

        if (_untold > 0)
        {
            _log.Add(EventLog.Note, _clock.UtcSeconds);
            _log.SetNote(NoteCode.MoreChanged, -1, -1, (uint)_untold);
        }

        return false;
    }

    private void TellNumber(Roster now, int record)
    {
        int why = now.Flags(record) >> WhyShift;
        int person = now.Person(record);
        now.Decide(record, person, now.Flags(record) & FlagsMask);
        int old = _old.Find(now.LockOf(record), now.KindOf(record), now.NumberOf(record));
        int before = old < 0 ? -1 : _old.Person(old);
        if (before >= 0 && before != person && why != Keypad && why != Doubtful)
        {
            Tell(NoteCode.NumberReused, now, record, person, before);
        }

        if (why != None || (before != person && before < 0))
        {
            Tell(Codes[why], now, record, person, before);
        }
    }

    private void Tell(byte code, Roster table, int record, int person, int before)
    {
        if (_told == MaxNotes)
        {
            _untold++;
            return;
        }

        _told++;
        _log.Add(EventLog.Note, _clock.UtcSeconds);
        _log.SetRosterNote(code, table.LockOf(record), table.KindOf(record), table.NumberOf(record), person, before);
    }
}
