using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Time;

namespace NukiEdge.Core.Rules;

/// <summary>Whom a rule is about.</summary>
public static class RuleWho
{
    /// <summary>One person.</summary>
    public const int Person = 0;

    /// <summary>Anybody whom the roster names.</summary>
    public const int AnyKnown = 1;

    /// <summary>Anybody known by one kind of credential.</summary>
    public const int Kind = 2;

    /// <summary>A credential that is not in the roster.</summary>
    public const int Unknown = 3;

    /// <summary>An event that names no one.</summary>
    public const int Nobody = 4;

    /// <summary>A rule about a <see cref="Happening"/>: that names no one, and no announcement matches.</summary>
    public const int NotAsked = 5;
}

/// <summary>What the door sensor must say for a rule to run.</summary>
public static class RuleDoor
{
    public const int Any = 0, Closed = 1, Open = 2;
}

/// <summary>
/// The rules in the owner's order; the first match wins unless it says "and go on". A byte image of 26 bytes a rule:
/// <code>
///  0    whom (RuleWho)                      6    actions (LockAction.Bit)
///  1    flags, see below                    7    scene
///  2-3  person, or credential kind          8-9  sources (bits of ActionSource)
///  4    lock + 1, 0 = any lock             12-15 cool-down, seconds
///  5    door (RuleDoor)                    16-24 time window (TimeWindow)
/// 10    what it is about (Happening)
/// </code>
/// </summary>
public sealed class RuleTable
{
    /// <summary>Longest cool-down, seconds: a day.</summary>
    public const uint MaxCoolDownS = 86400;

    /// <summary>Bytes of a record, and where its fields stand.</summary>
    public const int RecordBytes = 26, WhomAt = 0, FlagsAt = 1, PersonAt = 2, LockAt = 4, DoorAt = 5, ActionsAt = 6, SceneAt = 7,
        SourcesAt = 8, HappeningAt = 10, CoolDownAt = 12, WindowAt = 16;

    /// <summary>The flags.</summary>
    public const int GoOnFlag = 1, FirstOfDayFlag = 2, AfterOpeningFlag = 4;

    private const long Never = long.MinValue;

    private readonly byte[] _image;
    private readonly long[] _ranUs;
    private readonly FirstOfDay _days;
    private readonly bool[] _isYoung;

    /// <summary>Room for <paramref name="capacity"/> rules (<see cref="Limits.Rules"/>).</summary>
    public RuleTable(int capacity, int nameBytes = NameTable.MaxBytes)
    {
        _image = new byte[capacity * RecordBytes];
        _ranUs = new long[capacity];
        _days = new FirstOfDay(capacity);
        _isYoung = new bool[capacity];
        Names = new NameTable(capacity, nameBytes);
    }

    /// <summary>The owner's names for the rules.</summary>
    public NameTable Names { get; }

    /// <summary>The records, for reading.</summary>
    public byte[] Records => _image;

    /// <summary>Rules in use.</summary>
    public int Count => Names.Count;

    /// <summary>Adds a rule at the end; its name was added to <see cref="Names"/> just before. All values are checked by the caller.</summary>
    public void Define(int whom, int personOrKind, int lockIndex, int actionBits, int sourceBits, uint coolDownS, int scene, bool goOn)
    {
        int rule = Names.Count - 1;
        int at = rule * RecordBytes;
        _image[at] = (byte)whom;
        _image[at + 1] = (byte)(goOn ? GoOnFlag : 0);
        _image[at + DoorAt] = RuleDoor.Any;
        _image[at + HappeningAt] = Happening.Arrival;
        TimeWindow.PutNone(_image, at + WindowAt);
        Image.PutU16(_image, at + 2, personOrKind);
        _image[at + 4] = (byte)(lockIndex + 1);
        _image[at + 6] = (byte)actionBits;
        _image[at + 7] = (byte)scene;
        Image.PutU16(_image, at + 8, sourceBits);
        Image.PutU32(_image, at + 12, coolDownS);
        _ranUs[rule] = Never;
    }

    /// <summary>Makes the rule that was defined last one about a <see cref="Happening"/>: whom, actions and sources count no more.</summary>
    public void SetHappening(int happening)
    {
        int at = (Names.Count - 1) * RecordBytes;
        _image[at + HappeningAt] = (byte)happening;
        _image[at + WhomAt] = RuleWho.NotAsked;
        _image[at + ActionsAt] = 0;
    }

    /// <summary>Adds to the rule that was defined last: it is held outside these times. <see cref="TimeWindow.IsValid"/> was asked.</summary>
    public void SetTimes(int weekdays, int fromMinute, int untilMinute, int firstDay, int lastDay)
    {
        TimeWindow.Put(_image, (Names.Count - 1) * RecordBytes + WindowAt, weekdays, fromMinute, untilMinute, firstDay, lastDay);
    }

    /// <summary>Adds to the rule that was defined last.</summary>
    /// <param name="door"><see cref="RuleDoor"/>.</param>
    /// <param name="firstOfDay">Only its first run of each local day.</param>
    /// <param name="afterOpening">It waits until lock state or door sensor confirm the announcement.</param>
    public void SetConditions(int door, bool firstOfDay, bool afterOpening)
    {
        int at = (Names.Count - 1) * RecordBytes;
        _image[at + DoorAt] = (byte)door;
        _image[at + 1] |= (byte)((firstOfDay ? FirstOfDayFlag : 0) | (afterOpening ? AfterOpeningFlag : 0));
    }

    /// <summary>True for a rule that waits until the opening is confirmed.</summary>
    public bool IsAfterOpening(int rule)
    {
        return (_image[rule * RecordBytes + 1] & AfterOpeningFlag) != 0;
    }

    /// <summary>Why the rule, which matches, is held now: a <see cref="Reason"/>, or None.</summary>
    /// <param name="doorSensor"><see cref="DoorSensorCode"/>, or -1 while nothing is known.</param>
    public byte HeldBy(int rule, LocalTime now, int doorSensor)
    {
        int at = rule * RecordBytes;
        int window = TimeWindow.Check(_image, at + WindowAt, now);
        if (window != WindowAnswer.Inside)
        {
            return window == WindowAnswer.ClockNotSet ? Reason.ClockNotSet : Reason.OutsideTimes;
        }

        if ((_image[at + 1] & FirstOfDayFlag) != 0)
        {
            int day = _days.Check(rule, now);
            if (day != DayAnswer.First)
            {
                return day == DayAnswer.ClockNotSet ? Reason.ClockNotSet : Reason.NotFirstToday;
            }
        }

        int door = _image[at + DoorAt];
        bool isSo = door == RuleDoor.Any
            || (door == RuleDoor.Closed && doorSensor == DoorSensorCode.Closed)
            || (door == RuleDoor.Open && doorSensor == DoorSensorCode.Open);
        return isSo ? Reason.None : Reason.DoorNotSo;
    }

    /// <summary>Is the rule about this? Only for answers of <see cref="Who"/> up to Nobody and sources that a rule can name.</summary>
    public bool Matches(int rule, WhoIsIt who, int lockIndex, int actionBit, int source)
    {
        int at = rule * RecordBytes;
        return _image[at + HappeningAt] == Happening.Arrival && (_image[at + 6] & actionBit) != 0
            && (Image.U16(_image, at + 8) & (1 << source)) != 0
            && (_image[at + 4] == 0 || _image[at + 4] == lockIndex + 1)
            && IsAbout(at, who);
    }

    /// <summary>Is the rule about this <see cref="Happening"/>, which is no arrival, at this lock?</summary>
    public bool MatchesHappening(int rule, int happening, int lockIndex)
    {
        int at = rule * RecordBytes;
        return _image[at + HappeningAt] == happening && (_image[at + LockAt] == 0 || _image[at + LockAt] == lockIndex + 1);
    }

    /// <summary>True when a rule is about this one person.</summary>
    public bool IsAboutPerson(int person)
    {
        for (int rule = 0; rule < Count; rule++)
        {
            int at = rule * RecordBytes;
            if (_image[at] == RuleWho.Person && Image.U16(_image, at + 2) == person)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The scene that the rule runs.</summary>
    public int Scene(int rule)
    {
        return _image[rule * RecordBytes + 7];
    }

    /// <summary>True when the rules behind this one are tried too.</summary>
    public bool GoesOn(int rule)
    {
        return (_image[rule * RecordBytes + 1] & GoOnFlag) != 0;
    }

    /// <summary>True when the rule ran less than its cool-down ago.</summary>
    public bool IsCoolingDown(int rule, long nowUs)
    {
        long coolDownUs = Image.U32(_image, rule * RecordBytes + 12) * 1000000L;
        return coolDownUs > 0 && _ranUs[rule] != Never && nowUs - _ranUs[rule] < coolDownUs;
    }

    /// <summary>The rule's scene ran now: its cool-down begins, and it has run today.</summary>
    public void MarkRan(int rule, long nowUs, LocalTime now)
    {
        _ranUs[rule] = nowUs;
        _days.MarkRan(rule, now);
    }

    /// <summary>True for a rule that the last change of the rules brought or changed: it counts from the next announcement on.</summary>
    public bool IsYoung(int rule)
    {
        return _isYoung[rule];
    }

    /// <summary>
    /// Takes over the rules of a table with the same room. One whose name stays keeps its cool-down, and that it ran today. Allocates nothing.
    /// </summary>
    /// <param name="next">The other rules; not to be used afterwards.</param>
    /// <param name="change">What becomes of the rules here.</param>
    /// <param name="keepsYoung">The last change was so short a time ago that what it brought is still young.</param>
    public void Take(RuleTable next, RuleChange change, bool keepsYoung)
    {
        for (int rule = 0; rule < next.Count; rule++)
        {
            next._isYoung[rule] = true;
        }

        for (int rule = 0; rule < Count; rule++)
        {
            int to = change.Rules[rule];
            if (to != EventLog.Gone)
            {
                next._ranUs[to] = _ranUs[rule];
                next._days.Restore(to, _days.LastDay(rule));
                next._isYoung[to] = !change.IsSameRule(rule) || (keepsYoung && _isYoung[rule]);
            }
        }

        for (int rule = 0; rule < next.Count; rule++)
        {
            _ranUs[rule] = next._ranUs[rule];
            _isYoung[rule] = next._isYoung[rule];
            _days.Restore(rule, next._days.LastDay(rule));
        }

        System.Array.Copy(next._image, 0, _image, 0, _image.Length);
        Names.CopyFrom(next.Names);
    }

    private bool IsAbout(int at, WhoIsIt who)
    {
        switch (_image[at])
        {
            case RuleWho.Person:
                return who.Answer == Who.Person && who.Person == Image.U16(_image, at + 2);
            case RuleWho.AnyKnown:
                return who.Answer == Who.Person;
            case RuleWho.Kind:
                return who.Answer == Who.Person && who.Kind == Image.U16(_image, at + 2);
            case RuleWho.Unknown:
                return who.Answer == Who.Unknown;
            case RuleWho.Nobody:
                return who.Answer == Who.Nobody;
            default:
                return false;
        }
    }
}
