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
/// message, announcement, who, rules, scene. Everything slow is somebody else's thread.
/// </summary>
public sealed class EdgeLoop : IMessageSink
{
    private const int MaxParts = 8;

    private readonly IClock _clock;
    private readonly ISockets _sockets;
    private readonly House _house;
    private readonly IPart[] _parts = new IPart[MaxParts];
    private readonly byte[] _partNames = new byte[MaxParts];
    private readonly LockTopic _topic = new LockTopic();
    private readonly LockActionEvent _event = new LockActionEvent();
    private readonly WhoIsIt _who = new WhoIsIt();
    private readonly SceneContext _context = new SceneContext();
    private readonly LocalTime _now = new LocalTime();
    private long _receivedUs;
    private int _partCount;

    /// <summary>Builds the appliance around a house. All relays are switched off.</summary>
    /// <param name="callers">The threads for HTTP calls, <see cref="Limits.Calls"/> of them.</param>
    public EdgeLoop(Limits limits, IClock clock, ISockets sockets, IRelays relays, ICaller[] callers, House house)
    {
        _clock = clock;
        _sockets = sockets;
        _house = house;
        Log = new EventLog(limits.LogEntries);
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
        Log.Add(EventLog.Note, clock.UtcSeconds);
        Log.SetNote(NoteCode.Started, -1, -1, 0);
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

    /// <summary>Where the loop is, for a watcher on another thread.</summary>
    public LoopWatch Watch { get; } = new LoopWatch();

    /// <summary>Safe mode: every rule is held. Broker, log and the appliance's own topics go on.</summary>
    public bool IsSafe
    {
        get => OwnTopics.IsSafe;
        set => OwnTopics.IsSafe = value;
    }

    /// <summary>Announcements that could be read and were not copies, since start.</summary>
    public int Announcements { get; private set; }

    /// <summary>Hangs a part on the loop that brings something in. Parts are stepped in this order; at most eight.</summary>
    public void Add(IPart part)
    {
        Add(part, LoopPart.Other);
    }

    /// <summary>As above, with its name for the supervisor (<see cref="LoopPart"/>).</summary>
    public void Add(IPart part, byte name)
    {
        _partNames[_partCount] = name;
        _parts[_partCount++] = part;
    }

    /// <summary>Uses a link for what scenes and the appliance itself publish.</summary>
    public void Use(IMessageLink link)
    {
        Scenes.Link = link;
        OwnTopics.Link = link;
    }

    /// <summary>Everything ends where it is and all relays are off: after a fault, before a restart.</summary>
    public void Halt()
    {
        Relays.AllOff();
        Scenes.StopAll();
        Callers.ClearQueue();
    }

    /// <summary>
    /// One turn: everybody does what is due, then the only wait of the program. What comes in first, then what it can set
    /// going, in the order in which one starts the other: so nothing that began in this turn is slept through.
    /// </summary>
    public void Step()
    {
        long nextUs = long.MaxValue;
        Watch.DueUs = _clock.NowUs;
        for (int i = 0; i < _partCount; i++)
        {
            nextUs = Sooner(nextUs, _parts[i], _partNames[i]);
        }

        nextUs = Sooner(nextUs, Scenes, LoopPart.Scenes);
        nextUs = Sooner(nextUs, Callers, LoopPart.Callers);
        nextUs = Sooner(nextUs, Relays, LoopPart.Relays);
        nextUs = Sooner(nextUs, OwnTopics, LoopPart.OwnTopics);
        Watch.Part = LoopPart.Waiting;
        Watch.DueUs = nextUs;
        _sockets.WaitAny(nextUs);
    }

    private long Sooner(long nextUs, IPart part, byte name)
    {
        Watch.Part = name;
        long partUs = part.Step(_clock.NowUs);
        return partUs < nextUs ? partUs : nextUs;
    }

    /// <summary>A message from a lock: state, or announcement. Others have no business here.</summary>
    public void OnMessage(Message message)
    {
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
            LogUnreadable(lockIndex, fault);
            return;
        }

        int source = ActionSource.Of(_event);
        _who.Identify(_event, door, lockIndex, _house.Roster);

        byte copy = CopyOf(message, door);
        if (copy != Reason.None)
        {
            LogVerdict(lockIndex, source, Verdict.Ignored, copy, -1, -1, 0);
            return;
        }

        Announcements++;
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

    /// <summary>A state of the lock. It may turn the last announcement into an Opening: then the rules that waited for it run.</summary>
    private void OnState(Message message, int lockIndex, NukiLock door)
    {
        int kind = _topic.Kind;
        int before = kind < LockTopic.StateKinds ? door.State.Value(kind) : LockState.NotKnown;
        door.State.Update(kind, message.Buffer, message.PayloadOffset, message.PayloadLength, message.ReceivedUs);
        if (kind != LockTopic.State && kind != LockTopic.DoorSensorState)
        {
            return;
        }

        _receivedUs = message.ReceivedUs;
        long announcedUs = door.Watch.AnnouncedUs;
        int meaning = door.Watch.Update(kind, before, door.State.Value(kind), message.ReceivedUs);
        if (meaning == LockWatch.Opening)
        {
            LogNote(NoteCode.Opened, lockIndex, (uint)((message.ReceivedUs - announcedUs) / 1000));
            if (door.Watch.MayRun)
            {
                _event.CopyFrom(door.Watch.Event);
                _who.CopyFrom(door.Watch.Who);
                TryRules(lockIndex, door.Watch.Source, true);
            }
        }
        else if (meaning == LockWatch.Unannounced)
        {
            LogNote(NoteCode.OpenedUnannounced, lockIndex, (uint)door.State.Value(kind));
        }
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
            if (!rules.Matches(rule, _who, lockIndex, actionBit, source))
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
            : Reason.None;
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
            : door.Recent.IsDuplicate(_event, message.Dup, message.Connection, message.ReceivedUs) ? Reason.Duplicate
            : Reason.None;
    }

    /// <summary>Why no rule may even be asked, or None.</summary>
    private byte HeldBefore(Message message, int source)
    {
        switch (_who.Answer)
        {
            case Who.Keypad:
                return Reason.Keypad;
            case Who.Unproven:
                return Reason.Unproven;
            case Who.Collision:
                return Reason.Collision;
            default:
                return source == ActionSource.AutoLock ? Reason.AutoLock
                    : source == ActionSource.TimeControl ? Reason.TimeControl
                    : source == ActionSource.Other || LockAction.Bit(_event.Action) == 0 ? Reason.NotKnown
                    : !IsConfirmed(message) ? Reason.LockNotConfirmed
                    : IsSafe ? Reason.SafeMode
                    : MayBeFromBefore(message) ? Reason.BeforeStart
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
            LogNote(NoteCode.KeypadFound, lockIndex, _event.AuthId);
        }
    }

    private void FillContext(int lockIndex, int source)
    {
        _context.Person = _who.Person;
        _context.Who = _who.Answer;
        _context.Lock = lockIndex;
        _context.Action = _event.Action;
        _context.Source = source;
        _context.UtcSeconds = _clock.UtcSeconds;
        _context.ReceivedUs = _receivedUs;
    }

    private void LogVerdict(int lockIndex, int source, byte verdict, byte reason, int rule, int scene, int run)
    {
        Log.Add(EventLog.Announcement, _clock.UtcSeconds);
        Log.SetWho(lockIndex, source, _who.Answer, _who.Person, _who.Kind);
        Log.SetEvent(_event.Action, _event.Trigger, _event.AuthId, _event.CodeId, _event.Context);
        Log.SetVerdict(verdict, reason, rule, scene, run, _clock.NowUs - _receivedUs);
    }

    private void LogNote(byte code, int lockIndex, uint detail)
    {
        Log.Add(EventLog.Note, _clock.UtcSeconds);
        Log.SetNote(code, lockIndex, -1, detail);
    }

    private void LogUnreadable(int lockIndex, byte fault)
    {
        Log.Add(EventLog.Announcement, _clock.UtcSeconds);
        Log.SetWho(lockIndex, ActionSource.Other, Who.Nobody, -1, CredentialKind.None);
        Log.SetEvent(0, 0, 0, 0, fault);
        Log.SetVerdict(Verdict.Ignored, Reason.Unreadable, -1, -1, 0, 0);
    }
}
