using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Merge;

/// <summary>
/// Makes the next roster of an answer of Nuki Web: who keeps a number, who loses it, who is new (design section 4, rules 1 to 4
/// and 8). The loop steps it, a few records a turn; nothing is seen of it until everything changes in one step.
/// </summary>
public sealed class RosterMerge
{
    private const int RecordsPerStep = 8;
    private const byte Idle = 0, Matching = 1, Keeping = 2, Telling = 3;

    private readonly House _house;
    private readonly PersonMatch _match;
    private readonly AnswerDoubt _doubt;
    private readonly MergeNotes _notes;
    private readonly LockPresence _presence;
    private readonly byte[] _document = new byte[Roster.DocumentBytes];
    private readonly byte[] _changed = new byte[Roster.DocumentBytes];

    private AnswerTable _answer;
    private Roster _next;
    private bool _isDelta;
    private bool _everythingIsGone;
    private byte _phase;
    private byte _result;
    private int _at;
    private int _presentLocks;
    private uint _revision;
    private long _askedUs;
    private long _askedUtc;

    /// <summary>For the roster of one house.</summary>
    public RosterMerge(House house, EventLog log, IClock clock)
    {
        _house = house;
        _match = new PersonMatch(house, log, clock);
        _doubt = new AnswerDoubt(house);
        _notes = new MergeNotes(house, log, clock);
        _presence = new LockPresence(house, _notes);
    }

    /// <summary>True while an answer is being merged: <see cref="Step"/> goes on with it.</summary>
    public bool IsBusy => _phase != Idle;

    /// <summary>Locks of which the last answer that was taken had nothing, though one before it had.</summary>
    public int LocksMissing => _presence.Missing;

    /// <summary>Begins with a whole answer. The table's thread has ended, and nobody changes it any more.</summary>
    /// <param name="askedUs">When it was asked for, clock microseconds: it is as fresh as that.</param>
    /// <param name="askedUtc">The same in seconds since 1970 UTC, or -1.</param>
    public void Begin(AnswerTable answer, long askedUs, long askedUtc)
    {
        _askedUs = askedUs;
        _askedUtc = askedUtc;
        _next = answer.Records;
        Start(answer, false);
    }

    /// <summary>
    /// Begins with one auth that a webhook brought: all others stay as they are. Only while no request is under way, whose reader
    /// would write into the same table.
    /// </summary>
    /// <param name="delta">Its records; none when it was deleted.</param>
    /// <param name="document">Its document id, 12 bytes: numbers of it that are not in the delta are gone.</param>
    public void BeginDelta(AnswerTable delta, byte[] document)
    {
        System.Array.Copy(document, _changed, Roster.DocumentBytes);
        _house.NextRoster.Begin();
        _next = _house.NextRoster.Next;
        for (int i = 0; i < delta.Records.Count; i++)
        {
            _next.TryCopyRow(delta.Records, i);
        }

        Start(delta, true);
    }

    /// <summary>Goes on. After anything but Busy it is over.</summary>
    /// <returns>One of <see cref="MergeResult"/>.</returns>
    public byte Step()
    {
        for (int i = 0; i < RecordsPerStep && _phase != Idle; i++)
        {
            switch (_phase)
            {
                case Matching:
                    MatchNext();
                    break;
                case Keeping:
                    KeepNext();
                    break;
                default:
                    TellNext();
                    break;
            }
        }

        return _phase == Idle ? _result : MergeResult.Busy;
    }

    private void Start(AnswerTable answer, bool isDelta)
    {
        _answer = answer;
        _isDelta = isDelta;
        _everythingIsGone = false;
        _at = 0;
        _revision = _house.Roster.Revision;
        _phase = Matching;
        _match.Begin(answer);
        _presentLocks = AnswerDoubt.LocksIn(answer.Records);
        if (isDelta)
        {
            return;
        }

        byte doubt = _doubt.Look(answer.Records, _presentLocks);
        _everythingIsGone = doubt == AnswerDoubt.BelievedGone;
        if (doubt == AnswerDoubt.Doubted)
        {
            End(MergeResult.Doubted);
        }
    }

    /// <summary>Gives the next record of the answer its person.</summary>
    private void MatchNext()
    {
        Roster next = _next;
        if (_at == next.Count)
        {
            _at = 0;
            _phase = Keeping;
            return;
        }

        int record = _at++;
        Roster now = _house.Roster;
        int lockIndex = next.LockOf(record);
        int kind = next.KindOf(record);
        uint number = next.NumberOf(record);
        int label = next.Person(record);
        int before = now.Find(lockIndex, kind, number);
        int why = MergeNotes.None;
        int person = -1;
        int flags = next.Flags(record);
        bool wasNobody = before >= 0 && now.Person(before) < 0;
        if ((flags & Roster.Doubtful) != 0)
        {
            why = MergeNotes.Doubtful;
        }
        else if (kind == CredentialKind.Auth
            && (next.WebType(record) == WebAuthType.Keypad || _house.Locks.At(lockIndex).IsKeypad(number)))
        {
            why = MergeNotes.Keypad;
        }
        else
        {
            int same = SameAuth(next, record, before);
            if (same >= 0 && now.Person(same) >= 0)
            {
                person = now.Person(same);
                flags |= now.Flags(same) & Roster.Unconfirmed;
                why = same != before && now.KindOf(same) == kind ? MergeNotes.Moved : MergeNotes.None;
                _match.Renamed(person, now.Label(same), next.Label(record), label);
            }
            else if (IsOwnersOwn(before, label))
            {
                person = now.Person(before);
            }
            else
            {
                why = _match.Find(label, next, record, out person);
                flags |= person >= 0 ? Roster.Unconfirmed : why == MergeNotes.FitsTwo ? Roster.Doubtful : 0;
            }
        }

        // What was nobody's and still is was told when it became so.
        next.Decide(record, person, flags | (person < 0 && wasNobody ? 0 : why << MergeNotes.WhyShift));
    }

    /// <summary>The record in use that is the same auth: same document, created at the same time. At this number, or at another of the lock.</summary>
    private int SameAuth(Roster next, int record, int before)
    {
        Roster now = _house.Roster;
        if (!next.CopyDocument(record, _document, 0))
        {
            return -1;
        }

        if (before >= 0 && IsSame(now, before, next.Created(record)))
        {
            return before;
        }

        for (int i = 0; i < now.Count; i++)
        {
            if (now.LockOf(i) == next.LockOf(record) && IsSame(now, i, next.Created(record)))
            {
                return i;
            }
        }

        return -1;
    }

    private bool IsSame(Roster now, int record, int created)
    {
        return now.IsDocument(record, _document, 0) && (now.Created(record) == created || now.Created(record) == 0);
    }

    /// <summary>A number that the owner gave to a person, and Nuki Web calls it the same: so it was that one all the time.</summary>
    private bool IsOwnersOwn(int before, int label)
    {
        Roster now = _house.Roster;
        if (before < 0 || now.HasDocument(before) || now.Person(before) < 0 || label < 0)
        {
            return false;
        }

        NameTable labels = _answer.Labels;
        return _house.Persons.IndexOf(labels.Bytes, labels.Offset(label), labels.Length(label)) == now.Person(before);
    }

    /// <summary>A row in use that the answer does not have: it stays where the answer does not speak of it.</summary>
    private void KeepNext()
    {
        Roster now = _house.Roster;
        Roster next = _next;
        if (_at == now.Count)
        {
            Commit();
            return;
        }

        int record = _at++;
        bool isThere = next.Find(now.LockOf(record), now.KindOf(record), now.NumberOf(record)) >= 0;
        if (!isThere && Stays(now, record) && !next.TryCopyRow(now, record))
        {
            End(MergeResult.NoRoom);
        }
    }

    private bool Stays(Roster now, int record)
    {
        if (!now.HasDocument(record))
        {
            return true; // the owner's own
        }

        if (_isDelta)
        {
            return !now.IsDocument(record, _changed, 0);
        }

        bool lockIsMissing = (_presentLocks & (1 << now.LockOf(record))) == 0;
        return lockIsMissing && !_everythingIsGone;
    }

    /// <summary>Everything in one step: persons, roster, keypads, and that it is fresh.</summary>
    private void Commit()
    {
        Roster next = _next;
        Roster now = _house.Roster;
        if (now.Revision != _revision && !TakeOverOwnersChanges(now, next))
        {
            End(MergeResult.NoRoom);
            return;
        }

        bool renames = _match.AddPersons(next, _notes);
        for (int i = 0; i < next.Count; i++)
        {
            if (next.KindOf(i) == CredentialKind.Auth && next.WebType(i) == WebAuthType.Keypad)
            {
                _house.Locks.At(next.LockOf(i)).LearnKeypad(next.NumberOf(i));
            }
        }

        if (!_isDelta)
        {
            _presence.Look(_presentLocks, _everythingIsGone, _askedUs, _askedUtc);
        }

        if (!renames && next.IsLike(now))
        {
            End(MergeResult.Unchanged);
            return;
        }

        _house.Roster = _house.NextRoster.Finish(now);
        _notes.Begin(now);
        _at = 0;
        _phase = Telling;
    }

    /// <summary>The owner taught, gave or confirmed a number, or a keypad was found, while the answer was being merged.</summary>
    /// <returns>false when there is no room.</returns>
    private bool TakeOverOwnersChanges(Roster now, Roster next)
    {
        for (int i = 0; i < next.Count; i++)
        {
            int before = now.Find(next.LockOf(i), next.KindOf(i), next.NumberOf(i));
            bool isKeypad = next.KindOf(i) == CredentialKind.Auth && _house.Locks.At(next.LockOf(i)).IsKeypad(next.NumberOf(i));
            next.CopyDocument(i, _document, 0);
            if (isKeypad)
            {
                next.Decide(i, -1, next.Flags(i) & MergeNotes.FlagsMask);
            }
            else if (before >= 0 && now.Person(before) >= 0 && IsSame(now, before, next.Created(i)))
            {
                next.Decide(i, now.Person(before), (next.Flags(i) & Roster.Disabled) | (now.Flags(before) & Roster.Unconfirmed));
            }
        }

        for (int i = 0; i < now.Count; i++)
        {
            bool isThere = next.Find(now.LockOf(i), now.KindOf(i), now.NumberOf(i)) >= 0;
            if (!isThere && Stays(now, i) && !next.TryCopyRow(now, i))
            {
                return false;
            }
        }

        return true;
    }

    private void TellNext()
    {
        if (_notes.TellNext(_at++))
        {
            return;
        }

        End(MergeResult.Changed);
    }

    private void End(byte result)
    {
        _result = result;
        _phase = Idle;
    }
}
