using System.Collections.Generic;
using System.Threading;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.Scenes;
using NukiEdge.Simulator.VirtualDoor;

namespace NukiEdge.Simulator.Demo;

/// <summary>Copies, forgeries, and things that do not answer.</summary>
internal sealed partial class DemoScript
{
    private const int EntriesApartMs = 1000;

    private string AnnasPayload => Announcement.Code(LockAction.Unlock, _house.Front.KeypadAuth, AnnasCode);

    // Not announced by anybody before: a broker that let it through would run a scene.
    private string ForgedPayload => Announcement.Code(LockAction.Unlatch, _house.Front.KeypadAuth, AnnasCode);

    private IEnumerable<Act> Copies()
    {
        int packetId = 0;
        yield return new Act("retained copy of Anna's code", () => Announce(new Publication("", AnnasPayload, 2) { Retain = true }, out _))
        {
            Verdict = Verdict.Ignored,
            Reason = Reason.Retained,
        };
        yield return new Act("Anna's code; PUBREL never comes",
            () => Announce(new Publication("", AnnasPayload, 2) { WithholdPubrel = true }, out packetId))
        {
            Verdict = Verdict.Ran,
            Effects = [.. Pulse("Alarm off"), .. AnnasCalls("keypad code")],
            Calls = [200],
        };
        yield return new Act("the same QoS 2 packet again", () => Announce(
            new Publication("", AnnasPayload, 2) { Dup = true, PacketId = packetId, WithholdPubrel = true }, out _))
        {
            Verdict = Verdict.Ignored,
            Reason = Reason.Repeated,
        };
        yield return new Act("a copy of it after power cut, reconnect", AnnounceCopyAfterReconnect)
        {
            Verdict = Verdict.Ignored,
            Reason = Reason.Duplicate,
        };
    }

    private IEnumerable<Act> Forgeries()
    {
        yield return new Act("forged by the garden gate's login", () => _house.Gate.Publish("",
            _ => new Publication(FrontTopic, ForgedPayload, 2), out _) == PublishOutcome.Done)
        {
            Notes = [NoteCode.ForgedPublish],
        };
        yield return new Act("forged by the controller's login",
            () => _house.Controller.Publish(FrontTopic, ForgedPayload, 2) == PublishOutcome.Done)
        {
            Notes = [NoteCode.ForgedPublish],
        };
        yield return new Act("wrong password", () => IsRefused("front", "front-door-guess", ConnectOutcome.BadLogin))
        {
            Notes = [NoteCode.BadLogin],
        };
        yield return new Act("the gate's login as the front door", () => IsRefused("gate", "garden-gate-secret", ConnectOutcome.NotAuthorized))
        {
            Notes = [NoteCode.LoginOfOtherLock],
        };
    }

    private IEnumerable<Act> DeadTarget()
    {
        yield return new Act("code of Dora; her web server is dead", () => _house.Front.PressCode(DorasCode))
        {
            Verdict = Verdict.Ran,
            Effects = [.. Pulse("Porch light"), "MQTT home/arrived Dora by keypad code"],
        };
        yield return AnnasFingerAct("fingerprint, Anna, while that call hangs");
        yield return new Act("Dora's call is given up", () => true) { Calls = [HttpCall.TimedOut] };
        yield return new Act("code of Dora again", () => _house.Front.PressCode(DorasCode))
        {
            Verdict = Verdict.Ran,
            Effects = [.. Pulse("Porch light"), "MQTT home/arrived Dora by keypad code"],
            Calls = [HttpCall.Skipped],
        };
    }

    private IEnumerable<Act> FreshLogin()
    {
        yield return new Act("the shed's lock connects, first time", () => _house.Shed.Start()) { Notes = [NoteCode.LoginBound] };
        yield return new Act("app, Ben, at the shed", () => _house.Shed.PressApp(BensApp))
        {
            Verdict = Verdict.Held,
            Reason = Reason.LockNotConfirmed,
        };
        yield return new Act("the owner confirms the shed's login", () => _house.Appliance.Ask(ConfirmShed)) { Notes = [NoteCode.LoginConfirmed] };
        yield return new Act("app, Ben, at the shed again", () => _house.Shed.PressApp(BensApp))
        {
            Verdict = Verdict.Ran,
            Effects = Welcome("app"),
            Calls = [200],
        };
    }

    private string FrontTopic => $"nuki/{_house.Front.HexId}/lockActionEvent";

    private bool Announce(Publication publication, out int packetId)
    {
        return _house.Front.Publish("lockActionEvent", topic => publication with { Topic = topic }, out packetId) == PublishOutcome.Done;
    }

    private bool AnnounceCopyAfterReconnect()
    {
        _house.Front.PullPlug();
        return _house.Front.PlugIn() && Announce(new Publication("", AnnasPayload, 2) { Dup = true }, out _);
    }

    private bool CommandUnlock()
    {
        return _house.Controller.Publish($"nuki/{_house.Front.HexId}/unlock", "true", 1) == PublishOutcome.Done;
    }

    /// <summary>Nothing can be waited for here: what is shown is that time alone makes no copy of a real entry.</summary>
    private bool PressCodeASecondLater()
    {
        Thread.Sleep(EntriesApartMs);
        return _house.Front.PressCode(CouriersCode);
    }

    private bool IsRefused(string user, string password, ConnectOutcome expected)
    {
        using MqttClient client = DemoHouse.NewClient("Nuki_stranger", user, password, willOfLock: _house.Front.Id);
        return client.Connect(_house.Broker) == expected;
    }

    private bool ConfirmShed()
    {
        House house = _house.Appliance.House;
        int login = house.Logins.LoginOf(house.Locks.IndexOf(_house.Shed.Id));
        house.Logins.Confirm(login);
        _house.Appliance.Edge.Gate.Note(NoteCode.LoginConfirmed, login, _house.Shed.Id);
        return true;
    }
}
