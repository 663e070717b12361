using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Loop;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Time;
using Is = NukiEdge.Core.Log.Verdict;
using Why = NukiEdge.Core.Log.Reason;

namespace NukiEdge.Web.Api;

/// <summary>
/// What would happen if this came now? Asks the same tables in the same order as <see cref="EdgeLoop"/> and changes nothing. What only the
/// message itself can tell (retained, a copy, whose login) is taken as good. A test holds both against each other.
/// </summary>
public sealed class DryRun
{
    private readonly House _house;
    private readonly EdgeLoop _edge;
    private readonly IClock _clock;
    private readonly LocalTime _now = new LocalTime();
    private readonly SensitiveScenes _sensitive;

    /// <summary>For the house of a loop.</summary>
    public DryRun(House house, EdgeLoop edge, IClock clock)
    {
        _house = house;
        _edge = edge;
        _clock = clock;
        _sensitive = new SensitiveScenes(house, clock);
    }

    /// <summary>The announcement; fill it in.</summary>
    public LockActionEvent Event { get; } = new LockActionEvent();

    /// <summary>Who that is.</summary>
    public WhoIsIt Who { get; } = new WhoIsIt();

    /// <summary>A <see cref="Is"/>: Ran, Held or NoRule.</summary>
    public byte Verdict { get; private set; }

    /// <summary>Why it is held: a <see cref="Why"/>.</summary>
    public byte Reason { get; private set; }

    /// <summary>The rule and its scene, -1 for none.</summary>
    public int Rule { get; private set; }

    /// <summary>The scene, -1 for none.</summary>
    public int Scene { get; private set; }

    /// <summary>Decides about <see cref="Event"/> at a lock.</summary>
    public void Ask(int lockIndex)
    {
        Rule = -1;
        Scene = -1;
        Reason = Why.None;
        _now.Read(_house.Zone, _clock.UtcSeconds);
        Who.Identify(Event, _house.Locks.At(lockIndex), lockIndex, _house.Roster);
        if (Who.HasTimes(_house.Roster))
        {
            Who.CheckTimes(_house.Roster, _now, _clock.UtcSeconds);
        }

        int source = ActionSource.Of(Event);
        byte held = EdgeLoop.HeldByWho(Who, source, Event.Action);
        held = held == Why.None && _edge.IsSafe ? Why.SafeMode : held;
        if (held != Why.None)
        {
            Set(Is.Held, held, -1);
            return;
        }

        Set(Is.NoRule, Why.None, -1);
        AskRules(lockIndex, source);
    }

    /// <summary>The first rule that would run; else the first that is held.</summary>
    private void AskRules(int lockIndex, int source)
    {
        int actionBit = LockAction.Bit(Event.Action);
        int doorSensor = _house.Locks.At(lockIndex).State.DoorSensorState;
        for (int rule = 0; rule < _house.Rules.Count; rule++)
        {
            if (!_house.Rules.Matches(rule, Who, lockIndex, actionBit, source))
            {
                continue;
            }

            byte held = HeldBy(rule, lockIndex, doorSensor);
            if (held == Why.None)
            {
                Set(Is.Ran, held, rule);
                return;
            }

            if (Verdict == Is.NoRule)
            {
                Set(Is.Held, held, rule);
            }

            if (!_house.Rules.GoesOn(rule) && !Why.LeavesOthersATry(held))
            {
                return;
            }
        }
    }

    private byte HeldBy(int rule, int lockIndex, int doorSensor)
    {
        byte held = _house.Rules.HeldBy(rule, _now, doorSensor);
        return held != Why.None ? held
            : _house.Rules.IsAfterOpening(rule) ? Why.WaitsForOpening
            : _house.Rules.IsCoolingDown(rule, _clock.NowUs) ? Why.CoolDown
            : !_edge.Scenes.HasRoom ? Why.NoRoom
            : _sensitive.HeldBy(_house.Rules.Scene(rule), Who, lockIndex);
    }

    private void Set(byte verdict, byte reason, int rule)
    {
        Verdict = verdict;
        Reason = reason;
        Rule = rule;
        Scene = rule < 0 ? -1 : _house.Rules.Scene(rule);
    }
}
