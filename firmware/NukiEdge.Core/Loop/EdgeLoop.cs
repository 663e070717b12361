using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Rules;
using NukiEdge.Core.Scenes;
using NukiEdge.Core.Time;

namespace NukiEdge.Core.Loop;

/// <summary>
/// The product. One loop owns all mutable state and runs the straight line top to bottom:
/// message, announcement, who, rules, scene. Everything slow is somebody else's thread. How the loop turns: EdgeLoop.Turn.cs.
/// </summary>
public sealed partial class EdgeLoop : IMessageSink
{
    private readonly IClock _clock;
    private readonly ISockets _sockets;
    private readonly House _house;
    private readonly LockTopic _topic = new LockTopic();
    private readonly LockActionEvent _event = new LockActionEvent();
    private readonly WhoIsIt _who = new WhoIsIt();
    private readonly SceneContext _context = new SceneContext();
    private readonly LocalTime _now = new LocalTime();
    private readonly SensitiveScenes _sensitive;
    private readonly Journal _journal;
    private readonly AskFirst _askFirst = new AskFirst();
    private long _receivedUs;

    /// <summary>Builds the appliance around a house. All relays are switched off.</summary>
    /// <param name="callers">The threads for HTTP calls, <see cref="Limits.Calls"/> of them.</param>
    public EdgeLoop(Limits limits, IClock clock, ISockets sockets, IRelays relays, ICaller[] callers, House house)
    {
        _clock = clock;
        _sockets = sockets;
        _house = house;
        Log = new EventLog(limits.LogEntries);
        _journal = new Journal(Log, clock);
        _sensitive = new SensitiveScenes(house, clock);
        Template template = new Template(house.Persons, house.Locks.Names);
        Relays = new RelayBank(limits.Relays, relays, Log, clock);
        Callers = new HttpCallers(limits, callers, house.Scenes, template, Log, clock);
        Scenes = new SceneRunner(limits, house.Scenes, Relays, Callers, template, Log, clock);
        Gate = new MqttGate(house.Locks, house.Logins, Log, clock);
        OwnTopics = new EdgeTopics(limits, house, Relays, Log);
        for (int i = 0; i < house.RelayNames.Count; i++)
        {
            Relays.SetLongestOn(i, house.LongestOnMs[i]);
        }

        Relays.AllOff();
        _journal.Note(NoteCode.Started, -1, RuleChange.Mark(house.Rules, house.Scenes));
    }

    /// <summary>The why-log.</summary>
    public EventLog Log { get; }

    /// <summary>The relays and their clocks.</summary>
    public RelayBank Relays { get; }

    /// <summary>The HTTP calls of scenes.</summary>
    public HttpCallers Callers { get; }

    /// <summary>The scenes under way.</summary>
    public SceneRunner Scenes { get; }

    /// <summary>The trust rules of the built-in broker.</summary>
    public MqttGate Gate { get; }

    /// <summary>What the appliance itself publishes.</summary>
    public EdgeTopics OwnTopics { get; }

    /// <summary>Brings the roster up to date; null where there is none.</summary>
    public IRosterSync RosterSync { get; set; }

    /// <summary>When the last announcement or change of a lock or door came, clock microseconds; 0 before the first.</summary>
    public long LastEventUs => _receivedUs;

    /// <summary>Announcements that could be read and were not copies, since start.</summary>
    public int Announcements { get; private set; }

    /// <summary>A message from a lock: state, or announcement. Others have no business here.</summary>
    public void OnMessage(Message message)
    {
        _sensitive.IsFromAnybody = message.Login < 0;
        if (!_topic.Parse(message.Buffer, message.TopicOffset, message.TopicLength))
        {
            return;
        }

        int lockIndex = _house.Locks.IndexOf(_topic.LockId);
        if (lockIndex < 0)
        {
            return;
        }

        if (_topic.Kind != LockTopic.LockActionEvent)
        {
            OnState(message, lockIndex, _house.Locks.At(lockIndex));
            return;
        }

        OnAnnouncement(message, lockIndex, _house.Locks.At(lockIndex));
    }

    /// <summary>The straight line: parse, who, rules, scene. It ends with an entry in the log, whatever happens.</summary>
    private void OnAnnouncement(Message message, int lockIndex, NukiLock door)
    {
        _receivedUs = message.ReceivedUs;
        byte fault = _event.Parse(message.Buffer, message.PayloadOffset, message.PayloadLength);
        if (fault != LockActionEvent.Ok)
        {
            door.RefusedEvents++;
            _journal.Unreadable(lockIndex, fault);
            return;
        }

        int source = ActionSource.Of(_event);
        Identify(door, lockIndex);

        byte copy = CopyOf(message, door);
        if (copy != Reason.None)
        {
            LogVerdict(lockIndex, source, Verdict.Ignored, copy, -1, -1, 0);
            return;
        }

        Announcements++;
        if ((_who.Answer == Who.Unknown || _who.Answer == Who.NotValid) && RosterSync != null && IsConfirmed(message))
        {
            RosterSync.Ask(SyncWhy.UnknownCredential);
        }

        door.Recent.Add(_event, message.Connection, message.ReceivedUs);
        byte held = HeldBefore(message, source);
        door.Watch.Announced(_event, _who, source, held == Reason.None, message.ReceivedUs);
        if (held != Reason.None)
        {
            LogVerdict(lockIndex, source, Verdict.Held, held, -1, -1, 0);
        }
        else if (!TryRules(lockIndex, source, false))
        {
            LogVerdict(lockIndex, source, Verdict.NoRule, Reason.None, -1, -1, 0);
        }

        if (_event.CodeId != 0 && IsConfirmed(message))
        {
            LearnKeypad(door, lockIndex);
        }
    }

    /// <summary>Who is it, as far as the newest table knows? A number that it does not know asks for a newer one.</summary>
    private void Identify(NukiLock door, int lockIndex)
    {
        _who.Identify(_event, door, lockIndex, _house.Roster);
        if (_who.HasTimes(_house.Roster))
        {
            _now.Read(_house.Zone, _clock.UtcSeconds);
            _who.CheckTimes(_house.Roster, _now, _clock.UtcSeconds);
        }
    }

    /// <summary>A state of the lock. It may turn the last announcement into an Opening: then the rules that waited for it run.</summary>
    private void OnState(Message message, int lockIndex, NukiLock door)
    {
        int kind = _topic.Kind;
        int before = kind < LockTopic.StateKinds ? door.State.Value(kind) : LockState.NotKnown;
        door.State.Update(kind, message.Buffer, message.PayloadOffset, message.PayloadLength, message.ReceivedUs);
        if (kind != LockTopic.State && kind != LockTopic.DoorSensorState)
        {
            OnHealth(message, lockIndex, door, kind);
            return;
        }

        _receivedUs = message.ReceivedUs;
        long announcedUs = door.Watch.AnnouncedUs;
        int meaning = door.Watch.Update(kind, before, door.State.Value(kind), message.ReceivedUs);
        if (meaning == LockWatch.Opening)
        {
            _journal.Note(NoteCode.Opened, lockIndex, (uint)((message.ReceivedUs - announcedUs) / 1000));
            if (door.Watch.MayRun)
            {
                _event.CopyFrom(door.Watch.Event);
                _who.CopyFrom(door.Watch.Who);
                _isOlderThanRules = announcedUs <= _rulesChangedUs;
                TryRules(lockIndex, door.Watch.Source, true);
            }
        }
        else if (meaning == LockWatch.Unannounced)
        {
            _journal.Note(NoteCode.OpenedUnannounced, lockIndex, (uint)door.State.Value(kind));
        }

        OnDoorAlone(message, lockIndex, door);
    }

    /// <summary>The rules in order; the first match wins, unless it says "and go on" or a condition of the owner's holds it.</summary>
    /// <param name="opened">false at the announcement; true for the rules that wait until it is an Opening.</param>
    /// <returns>true when one matched, whether it ran or was held.</returns>
    private bool TryRules(int lockIndex, int source, bool opened)
    {
        RuleTable rules = _house.Rules;
        int actionBit = LockAction.Bit(_event.Action);
        int doorSensor = _house.Locks.At(lockIndex).State.DoorSensorState;
        bool matched = false;
        _now.Read(_house.Zone, _clock.UtcSeconds);
        for (int rule = 0; rule < rules.Count; rule++)
        {
            bool isTooYoung = opened && _isOlderThanRules && rules.IsYoung(rule);
            if (isTooYoung || !rules.Matches(rule, _who, lockIndex, actionBit, source))
            {
                continue;
            }

            byte held = rules.HeldBy(rule, _now, doorSensor);
            bool hadItsTurn = opened && !rules.IsAfterOpening(rule);
            if (!hadItsTurn)
            {
                matched = true;
                held = Decide(rule, held, lockIndex, source, opened);
            }

            if (!rules.GoesOn(rule) && !Reason.LeavesOthersATry(held))
            {
                break;
            }
        }

        return matched;
    }

    /// <summary>A rule that matches runs, or is held, and the log says so.</summary>
    /// <param name="held">What the owner's conditions say.</param>
    private byte Decide(int rule, byte held, int lockIndex, int source, bool opened)
    {
        RuleTable rules = _house.Rules;
        held = held != Reason.None ? held
            : rules.IsAfterOpening(rule) && !opened ? Reason.WaitsForOpening
            : rules.IsCoolingDown(rule, _receivedUs) ? Reason.CoolDown
            : !Scenes.HasRoom ? Reason.NoRoom
            : _sensitive.HeldBy(rules.Scene(rule), _who, lockIndex);
        if (held == Reason.NotFresh && MayAskFirst(rule, lockIndex, source, opened))
        {
            held = Reason.AskingFirst;
        }

        if (held == Reason.None)
        {
            Run(rule, lockIndex, source);
        }
        else
        {
            LogVerdict(lockIndex, source, Verdict.Held, held, rule, rules.Scene(rule), 0);
        }

        return held;
    }

    /// <summary>The table is too old for this scene: Nuki Web is asked, if the owner chose that and nothing waits already.</summary>
    private bool MayAskFirst(int rule, int lockIndex, int source, bool opened)
    {
        if (RosterSync == null || _askFirst.IsWaiting || !_house.Scenes.AsksFirst(_house.Rules.Scene(rule)))
        {
            return false;
        }

        int sync = RosterSync.Ask(SyncWhy.SceneWaits);
        if (sync > 0)
        {
            _askFirst.Begin(sync, _event, rule, lockIndex, source, opened, _receivedUs, _clock.NowUs);
        }

        return sync > 0;
    }

    /// <summary>Nuki Web has answered, or did not in time: the rule that waited for it runs if the number is still that person's.</summary>
    private void TakeAnswer()
    {
        AskFirst ask = _askFirst;
        bool isAnswered = RosterSync.Done >= ask.Sync;
        if (!isAnswered && _clock.NowUs < ask.DeadlineUs)
        {
            return;
        }

        ask.End();
        _event.CopyFrom(ask.Event);
        _receivedUs = ask.ReceivedUs;
        Identify(_house.Locks.At(ask.Lock), ask.Lock);
        _now.Read(_house.Zone, _clock.UtcSeconds);
        byte held = !isAnswered || !RosterSync.WasGood ? Reason.AskedInVain
            : !_house.Rules.Matches(ask.Rule, _who, ask.Lock, LockAction.Bit(_event.Action), ask.Source) ? Reason.ChangedMeanwhile
            : Reason.None;
        Decide(ask.Rule, held, ask.Lock, ask.Source, ask.Opened);
    }

    private void Run(int rule, int lockIndex, int source)
    {
        int scene = _house.Rules.Scene(rule);
        _house.Rules.MarkRan(rule, _receivedUs, _now);
        LogVerdict(lockIndex, source, Verdict.Ran, Reason.None, rule, scene, Scenes.NextRun);
        FillContext(lockIndex, source);
        Scenes.Start(scene, _context);
    }

    /// <summary>Is it a copy of something that counted already (design section 4, rule 6)?</summary>
    private byte CopyOf(Message message, NukiLock door)
    {
        return message.Retain ? Reason.Retained
            : message.Repeated ? Reason.Repeated
            : door.Recent.IsDuplicate(_event, message.Dup, message.Connection, message.ReceivedUs,
                message.Login < 0 ? RecentEvents.WindowUs : RecentEvents.ResentUs) ? Reason.Duplicate
            : Reason.None;
    }

    /// <summary>Why no rule may even be asked, or None.</summary>
    private byte HeldBefore(Message message, int source)
    {
        byte held = HeldByWho(_who, source, _event.Action);
        return held != Reason.None ? held
            : !IsConfirmed(message) ? Reason.LockNotConfirmed
            : IsSafe ? Reason.SafeMode
            : MayBeFromBefore(message) ? Reason.BeforeStart
            : Reason.None;
    }

    /// <summary>The part of it that lies in who and what.</summary>
    public static byte HeldByWho(WhoIsIt who, int source, uint action)
    {
        switch (who.Answer)
        {
            case Who.Keypad:
                return Reason.Keypad;
            case Who.Unproven:
                return Reason.Unproven;
            case Who.Collision:
                return Reason.Collision;
            case Who.NotValid:
                return Reason.NotValidNow;
            case Who.NotSure:
                return Reason.ValidityNotSure;
            case Who.Doubtful:
                return Reason.Doubtful;
            default:
                return source == ActionSource.AutoLock ? Reason.AutoLock
                    : source == ActionSource.TimeControl ? Reason.TimeControl
                    : source == ActionSource.Other || LockAction.Bit(action) == 0 ? Reason.NotKnown
                    : Reason.None;
        }
    }

    private bool IsConfirmed(Message message)
    {
        return message.Login < 0 || _house.Logins.IsConfirmed(message.Login);
    }

    /// <summary>
    /// What carries DUP was sent before. Where this run cannot have seen that, the one before it may have, and run its scene.
    /// </summary>
    private bool MayBeFromBefore(Message message)
    {
        return message.Dup && (message.Login < 0 ? message.IsFirstConnection : Gate.MayBeFromBefore(message.Login));
    }

    /// <summary>The auth id beside a code is the keypad's: it identifies no one, and loses any person it was given.</summary>
    private void LearnKeypad(NukiLock door, int lockIndex)
    {
        if (!door.LearnKeypad(_event.AuthId))
        {
            return;
        }

        int record = _house.Roster.Find(lockIndex, CredentialKind.Auth, _event.AuthId);
        if (record >= 0 && _house.Roster.Release(record))
        {
            _journal.Note(NoteCode.KeypadFound, lockIndex, _event.AuthId);
        }
    }

    private void FillContext(int lockIndex, int source)
    {
        _context.Person = _who.Person;
        _context.Who = _who.Answer;
        _context.Lock = lockIndex;
        _context.Action = _event.Action;
        _context.Source = source;
        _context.Happening = Happening.Arrival;
        _context.UtcSeconds = _clock.UtcSeconds;
        _context.ReceivedUs = _receivedUs;
    }

    private void LogVerdict(int lockIndex, int source, byte verdict, byte reason, int rule, int scene, int run)
    {
        _journal.Verdict(_event, _who, lockIndex, source, verdict, reason, rule, scene, run, _receivedUs);
    }
}
