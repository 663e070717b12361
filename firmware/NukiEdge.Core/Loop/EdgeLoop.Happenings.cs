using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Rules;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Core.Loop;

/// <summary>What happens at a lock and is no announcement: a door that opens alone, a low battery, a lock that is gone.</summary>
public sealed partial class EdgeLoop
{
    private long _offlineUs = long.MaxValue;
    private int _linkChanges;

    /// <summary>A state that is neither bolt nor door: battery, or whether it is connected.</summary>
    private void OnHealth(Message message, int lockIndex, NukiLock door, int kind)
    {
        if (kind == LockTopic.Connected && message.Login < 0)
        {
            OnConnected(message, door);
            return;
        }

        int happening = kind == LockTopic.BatteryCritical ? Happening.BatteryLow
            : kind == LockTopic.KeypadBatteryCritical ? Happening.KeypadBatteryLow : Happening.Arrival;
        bool counts = !IsCopy(message) && IsConfirmed(message) && !IsSafe;
        if (happening != Happening.Arrival && door.Batteries.Update(happening, door.State.Value(kind), counts, message.ReceivedUs))
        {
            _journal.Note(NoteCode.Happened, lockIndex, (uint)happening);
            TryHappening(happening, lockIndex, Reason.None, message.ReceivedUs);
        }
    }

    /// <summary>
    /// At an external broker the topic is all that is known. A retained copy comes when our own connection began: of what
    /// was said before, nothing was heard, and the broker itself may have restarted, after which locks need 30 to 90 s (facts A1).
    /// </summary>
    private void OnConnected(Message message, NukiLock door)
    {
        _offlineUs = 0;
        bool isCopy = IsCopy(message);
        if (door.State.Connected == 0)
        {
            door.Link.Go(message.ReceivedUs + (isCopy ? LockLink.OfflineUs : 0), isCopy);
        }
        else if (door.State.Connected == 1 && (isCopy || !door.Link.IsKnown || door.Link.OfflineAtUs != long.MaxValue))
        {
            door.Link.Begin(message.ReceivedUs);
        }
    }

    private void OnDoorAlone(Message message, int lockIndex, NukiLock door)
    {
        if (!door.Watch.IsAlone)
        {
            return;
        }

        byte held = IsCopy(message) ? Reason.Retained
            : !IsConfirmed(message) ? Reason.LockNotConfirmed
            : door.Link.MayHaveMissed(message.ReceivedUs) ? Reason.JustConnected
            : Reason.None;
        TryHappening(Happening.DoorOpenedAlone, lockIndex, held, message.ReceivedUs);
    }

    /// <summary>A lock that did not come back in time is offline. Looks only when one went, or when the next is due.</summary>
    /// <returns>When the next is due.</returns>
    private long LookForOffline(long nowUs)
    {
        if (nowUs < _offlineUs && Gate.LinkChanges == _linkChanges)
        {
            return _offlineUs;
        }

        _linkChanges = Gate.LinkChanges;
        _offlineUs = long.MaxValue;
        for (int i = 0; i < _house.Locks.Count; i++)
        {
            LockLink link = _house.Locks.At(i).Link;
            if (link.OfflineAtUs <= nowUs)
            {
                link.Tell();
                _journal.Note(NoteCode.Happened, i, Happening.LockOffline);
                int login = _house.Logins.LoginOf(i);
                bool isConfirmed = login < 0 || _house.Logins.IsConfirmed(login);
                TryHappening(Happening.LockOffline, i, isConfirmed ? Reason.None : Reason.LockNotConfirmed, nowUs);
            }
            else if (link.OfflineAtUs < _offlineUs)
            {
                _offlineUs = link.OfflineAtUs;
            }
        }

        return _offlineUs;
    }

    /// <summary>The rules about it, in order, as for an announcement: the first match wins, unless it says "and go on" or waits.</summary>
    /// <param name="held">Why none may run, or None.</param>
    private void TryHappening(int happening, int lockIndex, byte held, long atUs)
    {
        RuleTable rules = _house.Rules;
        int doorSensor = _house.Locks.At(lockIndex).State.DoorSensorState;
        _now.Read(_house.Zone, _clock.UtcSeconds);
        for (int rule = 0; rule < rules.Count; rule++)
        {
            if (!rules.MatchesHappening(rule, happening, lockIndex))
            {
                continue;
            }

            _receivedUs = atUs;
            byte why = IsSafe ? Reason.SafeMode : held != Reason.None ? held : HeldHappening(rule, doorSensor);
            if (why == Reason.None)
            {
                RunHappening(happening, rule, lockIndex);
            }
            else
            {
                _journal.Note(NoteCode.HappeningHeld, lockIndex, (uint)(happening | (rule << 8) | (why << 16)));
            }

            if (!rules.GoesOn(rule) && !Reason.LeavesOthersATry(why))
            {
                return;
            }
        }
    }

    /// <summary>A sensitive scene never runs: it needs somebody who may, and this names nobody (design section 4).</summary>
    private byte HeldHappening(int rule, int doorSensor)
    {
        RuleTable rules = _house.Rules;
        byte held = rules.HeldBy(rule, _now, doorSensor);
        return held != Reason.None ? held
            : _house.Scenes.IsSensitive(rules.Scene(rule)) ? Reason.NamesNobody
            : rules.IsCoolingDown(rule, _receivedUs) ? Reason.CoolDown
            : !Scenes.HasRoom ? Reason.NoRoom
            : Reason.None;
    }

    private void RunHappening(int happening, int rule, int lockIndex)
    {
        int scene = _house.Rules.Scene(rule);
        _house.Rules.MarkRan(rule, _receivedUs, _now);
        _journal.Note(NoteCode.HappeningRan, lockIndex, (uint)(happening | (rule << 8) | (scene << 16) | (Scenes.NextRun << 24)));
        _who.Answer = Who.Nobody;
        _who.Person = -1;
        FillContext(lockIndex, ActionSource.Other);
        _context.Action = 0;
        _context.Happening = happening;
        Scenes.Start(scene, _context);
    }

    /// <summary>
    /// Sent before: it says how things are, not that something happens now. At the built-in broker a lock sets RETAIN on all
    /// its states and they are of now; there is no other way to it.
    /// </summary>
    private static bool IsCopy(Message message)
    {
        return message.Repeated || message.Dup || (message.Retain && message.Login < 0);
    }
}
