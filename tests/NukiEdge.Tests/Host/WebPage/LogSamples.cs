using System;
using System.Collections.Generic;
using System.Linq;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Tests.WebPage;

/// <summary>A record of every kind that the log has, in each form that its sentence can take. For the house of PageRig.</summary>
internal static class LogSamples
{
    private const uint Address = 0xC0A80105, EndOfRoot = 1_900_000_000;

    /// <summary>Texts that stand in a sentence whatever its language is.</summary>
    public static readonly string[] Values = ["192.168.1.5", "C0A80105", "c0a80105", "2030-03-17", "4711", "8193", "GPIO 34", "HTTP 401", "MQTT 3.1.1", "nuki/", "Light", "Gate", "Front door"];

    /// <summary>Notes and what they are noted with: detail, then with lock (L), with login (U).</summary>
    private static readonly (byte Code, uint Detail, string With)[] Notes =
    [
        (NoteCode.Started, 0, ""), (NoteCode.BadLogin, Address, ""), (NoteCode.LoginSlowedDown, Address, ""), (NoteCode.LoginOfOtherLock, Address, "U"),
        (NoteCode.LoginOfOtherLock, Address, "LU"), (NoteCode.LoginWithoutLock, 0, "U"), (NoteCode.ClientIdInUse, 0, "U"), (NoteCode.LockAlreadyConnected, 0, "LU"),
        (NoteCode.TakenOver, 0, "L"), (NoteCode.TakenOverFromElsewhere, Address, "L"), (NoteCode.LoginBound, Address, "LU"), (NoteCode.Connected, Address, "U"),
        (NoteCode.Disconnected, 0, "U"), (NoteCode.ConnectionLost, 0, "U"), (NoteCode.ConnectionLost, 0, ""), (NoteCode.ForgedPublish, Address, "U"),
        (NoteCode.PublishNotAllowed, 0, "U"), (NoteCode.SubscribeNotAllowed, 0, "U"), (NoteCode.ProtocolError, 0x30, "U"), (NoteCode.PacketTooLarge, 4711, "U"),
        (NoteCode.SlowReader, 4711, "U"), (NoteCode.NoPlace, Address, ""), (NoteCode.RetainedStoreFull, 4711, "U"), (NoteCode.KeypadFound, 4711, "L"),
        (NoteCode.RelayLimit, 1, ""), (NoteCode.Deadline, 4711, "U"), (NoteCode.LoginConfirmed, Address, "LU"), (NoteCode.Opened, 4711, "L"),
        (NoteCode.OpenedUnannounced, 5, "L"), (NoteCode.BrokerConnected, Address, ""), (NoteCode.BrokerConnected, 0, ""), (NoteCode.BrokerUnreachable, 0, ""),
        (NoteCode.BrokerNotFound, 0, ""), (NoteCode.BrokerSilent, 0x20, ""), (NoteCode.BrokerRefused, 5, ""), (NoteCode.BrokerDenied, 3, ""), (NoteCode.BrokerDenied, 0, ""),
        (NoteCode.BrokerLost, 0, ""), (NoteCode.BrokerProtocol, 0x30, ""), (NoteCode.BrokerFlood, 4711, ""),
        .. Enumerable.Range(0, 8).Select(end => (NoteCode.RunBefore, (uint)(end | (2 << 8) | (1 << 16)), "")), (NoteCode.RunBefore, 1u << 24, ""),
        (NoteCode.SafeMode, 4711, ""), (NoteCode.SafeModeOver, 0, ""), .. Enumerable.Range(0, 18).Select(part => (NoteCode.Fault, (uint)(part | ((part & 7) << 8)), "")),
        (NoteCode.LogNotKept, 0, ""), (NoteCode.LogKeptAgain, 0, ""), (NoteCode.HistoryHasMore, 4711, "L"), (NoteCode.HistoryFailed, 4, "L"),
        .. new uint[] { 0, 1, 3, 5, 6, 254, 99, 1 | (4 << 8) }.Select(state => (NoteCode.WebhookStatus, state, "L")), (NoteCode.WebhookRefused, 2, ""),
        (NoteCode.SyncFailed, 4, ""), (NoteCode.SyncFailed, 30 | (401 << 8), ""), (NoteCode.SyncWorks, 1, ""), (NoteCode.SyncWorks, 4711, ""), (NoteCode.SyncRefused, 30 | (401 << 8), ""),
        (NoteCode.RootEndsSoon, EndOfRoot, ""), (NoteCode.CertificateEndsSoon, EndOfRoot, ""), (NoteCode.PageLoginFailed, Address, ""), (NoteCode.PageLoginSlowed, Address, ""),
        (NoteCode.PageLogin, Address, ""), (NoteCode.PasswordSet, Address, ""), (NoteCode.PasswordReset, 0, ""), (NoteCode.KeyMade, Address, ""), (NoteCode.KeyRemoved, 0x1F, ""),
        (NoteCode.SetupOpened, 4711, ""), (NoteCode.SetupClosed, 0, ""), (NoteCode.SetupClosed, 4711, ""), (NoteCode.WrongCode, Address, ""),
        .. Enumerable.Range(0, 4).Select(order => (NoteCode.RelayByHand, (uint)(1 | (order << 8)), "")), (NoteCode.SceneByHand, 1, ""), (NoteCode.SceneByHand, EventLog.Gone, ""),
        (NoteCode.HouseHandedIn, 0, ""), (NoteCode.RulesChanged, 4711, ""), (NoteCode.RunEnded, 1, ""), (NoteCode.WaitEnded, 0, "L"), (NoteCode.HouseTaken, 0, ""),
        (NoteCode.HouseRefused, 4711, ""), (NoteCode.PinUnfit, 1 | (34 << 8), ""), (NoteCode.PinUnfit, 1 | (255 << 8), ""), (NoteCode.LoginMade, 1, "U"), (NoteCode.LoginRemoved, 1, ""),
        (NoteCode.LoginPassword, 0, "U"), (NoteCode.LockRenamed, Address, "L"), (NoteCode.BrokerChosen, Address, ""), (NoteCode.BrokerChosen, 0, ""),
        .. Enumerable.Range(1, 4).Select(what => (NoteCode.Happened, (uint)what, "L")), (NoteCode.HappeningRan, 2, "L"), (NoteCode.HappeningRan, 3 | (EventLog.Gone << 8) | (EventLog.Gone << 16), "L"),
        (NoteCode.PersonReplaced, 2, ""), (NoteCode.HappeningHeld, 4 | (Reason.CoolDown << 16), "L"),
    ];

    private static readonly byte[] Reasons = [.. typeof(Reason).GetFields().Select(f => (byte)f.GetRawConstantValue()!).Where(r => r is not (Reason.None or Reason.Unreadable))];

    /// <summary>Writers of one record each.</summary>
    public static IEnumerable<Action<EventLog>> All()
    {
        IEnumerable<Action<EventLog>> notes = Notes.Select(n => (Action<EventLog>)(log =>
            Noted(log).SetNote(n.Code, n.With.Contains('L') ? 0 : -1, n.With.Contains('U') ? 1 : -1, n.Detail)));
        return [.. notes, .. Roster(), .. Events(), .. Steps()];
    }

    /// <summary>Codes of the notes among them.</summary>
    public static IEnumerable<byte> Codes()
    {
        return Notes.Select(n => n.Code).Concat(RosterCodes());
    }

    private static IEnumerable<byte> RosterCodes()
    {
        return Enumerable.Range(NoteCode.NumberGiven, NoteCode.OwnerGave - NoteCode.NumberGiven + 1).Select(code => (byte)code);
    }

    private static IEnumerable<Action<EventLog>> Roster()
    {
        (int Kind, uint Number, int Person, int Before)[] forms = [(CredentialKind.Code, 4711, 0, 2), (CredentialKind.Fingerprint, 8193, 3, -1), (CredentialKind.Auth, 1, -1, 3), (CredentialKind.Auth, 1, EventLog.GonePerson, EventLog.GonePerson)];
        return from code in RosterCodes() from f in forms
               select (Action<EventLog>)(log => Noted(log).SetRosterNote(code, f.Number == 8193 ? -1 : 0, f.Kind, f.Number, f.Person, f.Before));
    }

    private static IEnumerable<Action<EventLog>> Events()
    {
        foreach (byte reason in Reasons)
        {
            yield return log => Came(log, Who.Person, 0, Verdict.Held, reason, 0, -1);
            yield return log => Came(log, Who.Person, 0, Verdict.Ignored, reason, -1, -1);
        }

        foreach (int who in Enumerable.Range(0, 9))
        {
            yield return log => Came(log, who, who == Who.Person ? 2 : -1, Verdict.NoRule, Reason.None, -1, -1);
            yield return log => Came(log, who, who == Who.Person ? 2 : -1, Verdict.Ran, Reason.None, 0, 1, authId: 0, codeId: 4711);
        }

        yield return log => Came(log, Who.Unknown, -1, Verdict.NoRule, Reason.None, -1, -1, authId: 0);
        yield return log => Came(log, Who.Person, 0, Verdict.Ran, Reason.None, EventLog.Gone, EventLog.Gone);
        yield return log => Came(log, Who.Person, EventLog.GonePerson, Verdict.Ran, Reason.None, 0, 0);
        foreach (uint state in new uint[] { 0, 224, 225, 226, 99 })
        {
            yield return log => Came(log, Who.Person, 0, Verdict.SeenLater, Reason.None, -1, -1, context: state);
            yield return log => Came(log, Who.Person, 0, Verdict.Told, Reason.None, -1, -1, context: state);
        }

        for (uint fault = LockActionEvent.Empty; fault <= LockActionEvent.TooLarge; fault++)
        {
            uint what = fault;
            yield return log => Came(log, Who.Nobody, -1, Verdict.Ignored, Reason.Unreadable, -1, -1, context: what);
        }
    }

    private static IEnumerable<Action<EventLog>> Steps()
    {
        foreach (int result in new[] { StepResult.Done, StepResult.NoSuchRelay })
        {
            yield return log => Step(log, StepType.Relay, result, 1 | (RelayOrder.Pulse << 8));
        }

        foreach (int result in new[] { 200, 404, HttpCall.Refused, HttpCall.TimedOut, HttpCall.Broken, HttpCall.BadAnswer, HttpCall.Skipped, HttpCall.Waiting, StepResult.QueueFull, StepResult.Ended })
        {
            yield return log => Step(log, StepType.Http, result, 0);
        }

        yield return log => Step(log, StepType.Mqtt, StepResult.Done, 0);
        yield return log => Step(log, StepType.Mqtt, StepResult.NoLink, 0);
    }

    private static EventLog Noted(EventLog log)
    {
        log.Add(EventLog.Note, 1_790_000_000);
        return log;
    }

    private static void Came(EventLog log, int who, int person, byte verdict, byte reason, int rule, int scene, uint authId = 8193, uint codeId = 0, uint context = 1)
    {
        log.Add(EventLog.Announcement, 1_790_000_000);
        log.SetWho(0, ActionSource.KeypadCode, who, person, CredentialKind.Code);
        log.SetEvent(LockAction.Unlock, LockTrigger.System, authId, codeId, context);
        log.SetVerdict(verdict, reason, rule, scene, 1, 4711);
    }

    private static void Step(EventLog log, int type, int result, int detail)
    {
        log.Add(EventLog.Step, 1_790_000_000);
        log.SetStep(1, 0, 2, type, result, detail, 380, 471_100);
    }
}
