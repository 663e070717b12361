using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Simulator;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Web.Houses;
using NukiEdge.Web.Log;

namespace NukiEdge.Tests.Story;

/// <summary>
/// The whole appliance with two virtual locks and the double of Nuki Web over TLS. Nothing syncs by itself. Front door: Helga has
/// code 5 and the sensitive scene "Alarm off", Anna code 12 and "Ask", which asks first. The Guest has "Guest in".
/// </summary>
internal sealed class StoryHouse : IDisposable
{
    public const int SyncMs = 20000;

    private const string Json = """
        { "house": 1,
          "locks": [{ "name": "Front door", "id": "3807B7EC", "keypads": [195249] }, { "name": "Garden gate", "id": "4BB2979F" }],
          "relays": [{ "name": "Alarm" }, { "name": "Light" }, { "name": "Strike" }],
          "persons": [
            { "name": "Helga", "credentials": [{ "lock": "Front door", "code": 5 }] },
            { "name": "Guest", "credentials": [{ "lock": "Garden gate", "code": 7 }] },
            { "name": "Anna", "credentials": [{ "lock": "Front door", "code": 12 }, { "lock": "Front door", "fingerprint": 9 },
              { "lock": "Garden gate", "code": 12 }] },
            { "name": "Ben", "credentials": [{ "lock": "Front door", "auth": 100, "webType": "app" }, { "lock": "Garden gate", "auth": 100, "webType": "app" }] },
            { "name": "Carl", "credentials": [{ "lock": "Front door", "code": 13 }, { "lock": "Garden gate", "code": 13 }] },
            { "name": "Dora", "credentials": [{ "lock": "Front door", "code": 14 }] }],
          "scenes": [
            { "name": "Alarm off", "sensitive": true, "steps": [{ "relay": "Alarm", "do": "toggle" }] },
            { "name": "Guest in", "sensitive": true, "steps": [{ "relay": "Light", "do": "toggle" }] },
            { "name": "Ask", "sensitive": true, "askFirst": true, "steps": [{ "relay": "Strike", "do": "toggle" }] }],
          "rules": [
            { "name": "Helga", "who": { "person": "Helga" }, "scene": "Alarm off" },
            { "name": "Guest", "who": { "person": "Guest" }, "scene": "Guest in" },
            { "name": "Anna", "who": { "person": "Anna" }, "scene": "Ask" }],
          "logins": [
            { "user": "front", "password": "front-secret", "role": "lock", "lock": "Front door" },
            { "user": "gate", "password": "gate-secret", "role": "lock", "lock": "Garden gate" }] }
        """;

    private readonly NukiRoot _root = new();
    private readonly BenchRelays _relays;
    private readonly LogFollower _log;
    private readonly int[] _relayWrites = new int[3];

    /// <param name="silenceMs">How long the appliance bears silence of the server, ms.</param>
    public StoryHouse(int silenceMs = 10000)
    {
        var house = new House(Limits.LargeBoard());
        HouseError error = HouseReader.Read(new ByteSource(Encoding.UTF8.GetBytes(Json)), house);
        Assert.IsNull(error, error?.Text());
        NukiAccount account = SampleAccount.Of(house, TimeProvider.System);
        account.WriteDelay = TimeSpan.Zero;
        Web = NukiWebServer.Start(account, SampleAccount.Token, TimeProvider.System, _root);
        _relays = new BenchRelays(3) { Changed = (relay, _) => Interlocked.Increment(ref _relayWrites[relay]) };
        Appliance = new Appliance(house, _relays, IPAddress.Loopback);
        RosterHand.Use(Appliance, Web, firstSeconds: 3600, new CloudPatience(SilenceMs: silenceMs));
        Hand = new RosterHand(Appliance);
        _log = new LogFollower(Appliance);
        Assert.IsTrue(Appliance.Start(0), "no free port");
        var broker = new IPEndPoint(IPAddress.Loopback, Appliance.Ask(() => Appliance.Broker.Port));
        Front = new VirtualLock("Front door", 0x3807B7EC, "front", "front-secret", broker) { MotorMs = 10 };
        Gate = new VirtualLock("Garden gate", 0x4BB2979F, "gate", "gate-secret", broker) { MotorMs = 10 };
        Assert.IsTrue(Front.Start() && Gate.Start());
        Assert.IsTrue(Hand.Sync(SyncMs), Line());
        Log();
    }

    public Appliance Appliance { get; }

    public NukiWebServer Web { get; }

    public RosterHand Hand { get; }

    public VirtualLock Front { get; }

    public VirtualLock Gate { get; }

    /// <summary>How often each relay was written: Alarm, Light, Strike.</summary>
    public string Relays => string.Join(' ', _relayWrites.Select((_, i) => Volatile.Read(ref _relayWrites[i])));

    /// <summary>How the sync stands, as the owner reads it.</summary>
    public string Line()
    {
        return Appliance.Ask(() => SyncText.Line(Appliance.NukiWeb!.Sync.Status, Appliance.Clock.UtcSeconds));
    }

    /// <summary>The notes since the last time, a line each, connections and openings left out.</summary>
    public string Log()
    {
        return string.Join('\n', _log.Next(0).Where(line => line.Record.Kind == EventLog.Note
            && line.Record.Note is not (NoteCode.Started or NoteCode.Connected or NoteCode.Opened)).Select(line => line.Text));
    }

    /// <summary>Presses a code at the front door and answers what the log says of it.</summary>
    /// <param name="lines">How many decisions come.</param>
    public string Press(uint code, int lines = 1)
    {
        Assert.IsTrue(Front.PressCode(code));
        var said = new List<string>();
        for (long deadline = Environment.TickCount64 + SyncMs; said.Count < lines && Environment.TickCount64 < deadline;)
        {
            said.AddRange(_log.Next(100).Where(line => line.Record.Kind == EventLog.Announcement).Select(line => line.Who + ": " + line.Decision));
        }

        return string.Join('\n', said);
    }

    /// <summary>A code is deleted at Nuki, and the lock gives its number to somebody else's.</summary>
    public void GiveCode(uint number, string name)
    {
        NukiAuth before = Web.Account.Auths.Single(one => one.IsCode && one.AuthId == number && NukiIds.MqttId(one.SmartlockId) == Front.Id);
        Assert.AreEqual(NukiWrite.Accepted, Web.Account.Delete(before.SmartlockId, before.Id));
        var wanted = new NukiAuthChange { Name = name, Type = 13, Code = 987654, Number = number };
        Assert.AreEqual(NukiWrite.Accepted, Web.Account.Create(before.SmartlockId, wanted));
        NukiAuth after = Web.Account.Auths.Single(one => one.IsCode && one.AuthId == number && one.SmartlockId == before.SmartlockId);
        Assert.AreEqual(name, after.Name);
        Assert.AreNotEqual(before.Id, after.Id);
    }

    /// <summary>Everything that is known of who is who.</summary>
    public string Table()
    {
        return Appliance.Ask(() =>
        {
            House house = Appliance.House;
            var text = new StringBuilder();
            byte[] document = new byte[Roster.DocumentBytes];
            for (int i = 0; i < house.Roster.Count; i++)
            {
                house.Roster.CopyDocument(i, document, 0);
                int person = house.Roster.Person(i);
                text.AppendLine($"{house.Roster.LockOf(i)} {house.Roster.KindOf(i)} {house.Roster.NumberOf(i)} "
                    + $"{(person < 0 ? "-" : house.Persons.Text(person))} {house.Roster.Flags(i)} {Convert.ToHexString(document)}");
            }

            return text.ToString();
        });
    }

    /// <summary>Seconds since Nuki Web last said who is behind a lock's numbers.</summary>
    public long AgeSeconds(int lockIndex)
    {
        return Appliance.Ask(() => Appliance.House.Locks.At(lockIndex).AgeSeconds(Appliance.Clock.NowUs, Appliance.Clock.UtcSeconds));
    }

    public void Dispose()
    {
        Front.Dispose();
        Gate.Dispose();
        Appliance.Dispose();
        Web.Dispose();
        _root.Dispose();
        Assert.IsNull(Appliance.Fault, Appliance.Fault?.ToString());
    }
}
