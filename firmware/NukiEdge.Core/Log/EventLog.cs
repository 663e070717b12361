using NukiEdge.Core.Bytes;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Core.Log;

/// <summary>
/// The why-log: a ring of fixed records of numbers, written on the event path without allocating. Words are made by
/// <see cref="LogText"/> when somebody reads. 40 bytes a record; which fields count depends on the kind:
/// <code>
///  0     kind                 13    rule + 1, step type             28-31  start, microseconds after receipt
///  1     lock + 1             14    scene + 1                       32-35  end, microseconds after receipt
///  2     verdict, note code   15    credential kind                 36-37  login + 1
///  3     reason               16-19 action, result                  38     context, step index
///  4-7   UTC seconds          20-23 authId, detail                  39     trigger
///  8     source               24-27 codeId
///  9     who
/// 10-11  person + 1                                              a note of the roster (NoteCode 60 on) has its number in
/// 12     run number                                              20-23, and at 36-37 the person before + 1
/// </code>
/// </summary>
public sealed class EventLog
{
    /// <summary>Kinds of records.</summary>
    public const byte Announcement = 1, Step = 2, Note = 3;

    /// <summary>Bytes of one record.</summary>
    public const int RecordBytes = 40;

    /// <summary>Rule or scene of a record that was changed away since.</summary>
    public const byte Gone = 254;

    /// <summary>Person of a record whose place was given to somebody else since.</summary>
    public const int GonePerson = 65533;

    private readonly byte[] _ring;

    /// <summary>A log of the last <paramref name="capacity"/> records (<see cref="Limits.LogEntries"/>).</summary>
    public EventLog(int capacity)
    {
        _ring = new byte[capacity * RecordBytes];
    }

    /// <summary>Records that fit.</summary>
    public int Capacity => _ring.Length / RecordBytes;

    /// <summary>From receipt to the decision to run a scene.</summary>
    public Latencies Decided { get; } = new Latencies();

    /// <summary>From receipt to a relay that has switched.</summary>
    public Latencies Relay { get; } = new Latencies();

    /// <summary>From receipt to the answer of an HTTP call.</summary>
    public Latencies Http { get; } = new Latencies();

    /// <summary>Records ever written. The newest has this number minus one.</summary>
    public long Written { get; private set; }

    /// <summary>Number of the oldest record that is still there.</summary>
    public long Oldest => Written > Capacity ? Written - Capacity : 0;

    /// <summary>Starts a record and clears it. The setters below fill it.</summary>
    public void Add(byte kind, long utcSeconds)
    {
        Written++;
        int at = At(Written - 1);
        for (int i = 0; i < RecordBytes; i++)
        {
            _ring[at + i] = 0;
        }

        _ring[at] = kind;
        Image.PutU32(_ring, at + 4, utcSeconds < 0 ? 0 : (uint)utcSeconds);
    }

    /// <summary>Which lock, which person by which credential, from which source.</summary>
    public void SetWho(int lockIndex, int source, int who, int person, int credentialKind)
    {
        int at = At(Written - 1);
        _ring[at + 1] = (byte)(lockIndex + 1);
        _ring[at + 8] = (byte)source;
        _ring[at + 9] = (byte)who;
        Image.PutU16(_ring, at + 10, person + 1);
        _ring[at + 15] = (byte)credentialKind;
    }

    /// <summary>The announcement's own fields. Context and trigger are kept up to 255.</summary>
    public void SetEvent(uint action, uint trigger, uint authId, uint codeId, uint context)
    {
        int at = At(Written - 1);
        Image.PutU32(_ring, at + 16, action);
        Image.PutU32(_ring, at + 20, authId);
        Image.PutU32(_ring, at + 24, codeId);
        _ring[at + 38] = (byte)(context > 255 ? 255 : context);
        _ring[at + 39] = (byte)(trigger > 255 ? 255 : trigger);
    }

    /// <summary>What was decided, by which rule, and how long after receipt.</summary>
    public void SetVerdict(byte verdict, byte reason, int rule, int scene, int run, long decidedUs)
    {
        int at = At(Written - 1);
        _ring[at + 2] = verdict;
        _ring[at + 3] = reason;
        _ring[at + 12] = (byte)run;
        _ring[at + 13] = (byte)(rule + 1);
        _ring[at + 14] = (byte)(scene + 1);
        SetTimes(decidedUs, decidedUs);
        if (verdict == Verdict.Ran)
        {
            Decided.Add(Clamp(decidedUs));
        }
    }

    /// <summary>One step of a scene: its place in the scene, its type, what came of it, and when.</summary>
    public void SetStep(int run, int scene, int stepIndex, int stepType, int result, int detail, long startUs, long endUs)
    {
        int at = At(Written - 1);
        _ring[at + 12] = (byte)run;
        _ring[at + 13] = (byte)stepType;
        _ring[at + 14] = (byte)(scene + 1);
        Image.PutU32(_ring, at + 16, (uint)result);
        Image.PutU32(_ring, at + 20, (uint)detail);
        _ring[at + 38] = (byte)stepIndex;
        SetTimes(startUs, endUs);
        bool isRelay = stepType == StepType.Relay;
        if (isRelay || (stepType == StepType.Http && result >= 100))
        {
            (isRelay ? Relay : Http).Add(Clamp(endUs));
        }
    }

    /// <summary>A note, see <see cref="NoteCode"/>.</summary>
    public void SetNote(byte code, int lockIndex, int login, uint detail)
    {
        int at = At(Written - 1);
        _ring[at + 1] = (byte)(lockIndex + 1);
        _ring[at + 2] = code;
        Image.PutU32(_ring, at + 20, detail);
        Image.PutU16(_ring, at + 36, login + 1);
    }

    /// <summary>A note of what a sync changed: whose number it is now, and whose it was.</summary>
    /// <param name="person">The person now, or -1.</param>
    /// <param name="before">The person before, or -1.</param>
    public void SetRosterNote(byte code, int lockIndex, int kind, uint number, int person, int before)
    {
        SetNote(code, lockIndex, before, number);
        int at = At(Written - 1);
        Image.PutU16(_ring, at + 10, person + 1);
        _ring[at + 15] = (byte)kind;
    }

    /// <summary>Rules and scenes have other places: the records here follow, so that none shows the name of another one.</summary>
    /// <param name="rules">New place of each rule, or <see cref="Gone"/>.</param>
    /// <param name="scenes">New place of each scene, or <see cref="Gone"/>.</param>
    public void Renumber(byte[] rules, byte[] scenes)
    {
        for (long number = Oldest; number < Written; number++)
        {
            int at = At(number);
            if (_ring[at] != Note)
            {
                _ring[at + 13] = _ring[at] == Announcement ? Moved(rules, _ring[at + 13]) : _ring[at + 13];
                _ring[at + 14] = Moved(scenes, _ring[at + 14]);
            }
            else if (_ring[at + 2] == NoteCode.SceneByHand || _ring[at + 2] == NoteCode.RunEnded)
            {
                MoveDetail(at, 0, scenes);
            }
            else if (_ring[at + 2] == NoteCode.HappeningRan || _ring[at + 2] == NoteCode.HappeningHeld)
            {
                MoveDetail(at, 8, rules);
                if (_ring[at + 2] == NoteCode.HappeningRan)
                {
                    MoveDetail(at, 16, scenes);
                }
            }
        }
    }

    /// <summary>A person's place is given to somebody else: no record from before shows the new name. Notes it.</summary>
    public void ReplacePerson(int person, long utcSeconds)
    {
        for (long number = Oldest; number < Written; number++)
        {
            int at = At(number);
            bool isRoster = _ring[at] == Note && NoteCode.IsOfRoster(_ring[at + 2]);
            if (isRoster || _ring[at] == Announcement)
            {
                ForgetPerson(at + 10, person);
            }

            if (isRoster)
            {
                ForgetPerson(at + 36, person);
            }
        }

        Add(Note, utcSeconds);
        SetNote(NoteCode.PersonReplaced, -1, -1, (uint)person);
    }

    /// <summary>Copies record <paramref name="number"/> out.</summary>
    /// <returns>false when it is not there any more, or not yet.</returns>
    public bool Read(long number, LogRecord into)
    {
        if (number < Oldest || number >= Written)
        {
            return false;
        }

        into.Fill(_ring, At(number), number);
        return true;
    }

    /// <summary>A place + 1 that follows; 0 stays.</summary>
    private static byte Moved(byte[] to, byte placeAndOne)
    {
        return placeAndOne == 0 ? (byte)0 : placeAndOne <= to.Length ? (byte)(to[placeAndOne - 1] + 1) : (byte)(Gone + 1);
    }

    private void ForgetPerson(int at, int person)
    {
        if (Image.U16(_ring, at) == person + 1)
        {
            Image.PutU16(_ring, at, GonePerson + 1);
        }
    }

    /// <summary>The place in one byte of a note's detail follows.</summary>
    private void MoveDetail(int at, int shift, byte[] to)
    {
        uint detail = Image.U32(_ring, at + 20);
        uint place = (uint)Moved(to, (byte)(((detail >> shift) & 255) + 1)) - 1;
        Image.PutU32(_ring, at + 20, (detail & ~(255u << shift)) | (place << shift));
    }

    private void SetTimes(long startUs, long endUs)
    {
        int at = At(Written - 1);
        Image.PutU32(_ring, at + 28, Clamp(startUs));
        Image.PutU32(_ring, at + 32, Clamp(endUs));
    }

    private static uint Clamp(long us)
    {
        return us < 0 ? 0 : us > uint.MaxValue ? uint.MaxValue : (uint)us;
    }

    private int At(long number)
    {
        return (int)(number % Capacity) * RecordBytes;
    }
}
