using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using NukiEdge.Connect.Sync;
using NukiEdge.Connect.Webhooks;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;
using NukiEdge.Simulator;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Tests.EndToEnd;
using NukiEdge.Web.Houses;
using NukiEdge.Web.Log;

namespace NukiEdge.Tests.NukiWeb;

/// <summary>
/// An appliance with a front door, Anna and a scene, which asks the double of Nuki Web over TLS. Its wall clock is set to the
/// account's at the start and runs on by itself.
/// </summary>
internal sealed class LinkRig : IDisposable
{
    public const string Secret = "the-webhook-secret";

    private const int PatienceMs = 20000;

    private readonly VirtualLock _door;
    private readonly NukiRig _nuki;
    private int _relayWrites;

    /// <param name="folder">Where it keeps its log; null for nowhere.</param>
    public LinkRig(NukiRig nuki, DataFolder folder = null)
    {
        _nuki = nuki;
        House = new House(Limits.LargeBoard());
        Assert.IsNull(HouseReader.Read(new ByteSource(Encoding.UTF8.GetBytes(HouseFile())), House));
        var relays = new BenchRelays(House.RelayNames.Count) { Changed = (_, _) => Interlocked.Increment(ref _relayWrites) };
        Appliance = new Appliance(House, relays, IPAddress.Loopback);
        Appliance.Clock.SetWall(nuki.Time.GetUtcNow().ToUnixTimeSeconds());
        if (folder is not null)
        {
            var segments = new LogSegments(new FileSegments(folder, LogSegments.SegmentsFor(House.Limits.LogFlashEntries)), new Crc32());
            segments.Open();
            Appliance.Keep(segments, new FileSlots(folder));
        }

        Appliance.UseNukiWeb(nuki.Server.Address, CloudRoots.FromPem(nuki.RootPem), SyncTimes.NeverFrozen());
        Assert.IsTrue(Appliance.Start(0));
        int port = Appliance.Ask(() => Appliance.Broker.Port);
        _door = new VirtualLock("Front door", TestAppliance.LockId, "front", "front-secret", new IPEndPoint(IPAddress.Loopback, port)) { KeypadAuth = 54321 };
        Assert.IsTrue(_door.Start());
        Await(() => Appliance.Ask(() => House.Locks.At(0).State.Connected == 1), "the lock is there");
    }

    public Appliance Appliance { get; }

    public House House { get; }

    public VirtualLock Door => _door;

    public int RelayWrites => Volatile.Read(ref _relayWrites);

    /// <summary>The house file, with token and secret.</summary>
    public static string HouseFile()
    {
        return TestAppliance.HouseWith().Replace("\"house\": 1,", "\"house\": 1, \"nukiWeb\": { \"token\": \"" + NukiRig.Token
            + "\", \"webhookSecret\": \"" + Secret + "\" },", StringComparison.Ordinal);
    }

    /// <summary>The owner asks for a sync and waits for its end.</summary>
    public bool Sync()
    {
        int number = Appliance.Ask(() => Appliance.NukiWeb.Sync.Ask(SyncWhy.Owner));
        Assert.AreNotEqual(0, number);
        Await(() => Appliance.Ask(() => Appliance.NukiWeb.Sync.Done >= number), "the sync ends");
        return Appliance.Ask(() => Appliance.NukiWeb.Sync.WasGood);
    }

    /// <summary>A webhook comes, as a route would hand it over.</summary>
    /// <returns>A <see cref="WebhookVerdict"/>.</returns>
    public byte Receive(NukiWebhook webhook)
    {
        return Receive(webhook.Headers[NukiWebhooks.SignatureHeader], webhook.Body);
    }

    public byte Receive(string signature, byte[] body)
    {
        byte[] header = Encoding.ASCII.GetBytes(signature);
        byte[] copy = (byte[])body.Clone();
        return Appliance.Ask(() => Appliance.NukiWeb.Receive(header, 0, header.Length, copy, 0, copy.Length));
    }

    /// <summary>Who is behind a code of the front door; "" where it is not there.</summary>
    public string Who(uint code)
    {
        return Appliance.Ask(() =>
        {
            int record = House.Roster.Find(0, CredentialKind.Code, code);
            int person = record < 0 ? -1 : House.Roster.Person(record);
            return record < 0 ? "" : person < 0 ? "-" : House.Persons.Text(person);
        });
    }

    /// <summary>The log so far, oldest first.</summary>
    public List<string> Log()
    {
        return Appliance.Ask(() =>
        {
            var lines = new List<string>();
            var text = new LogText(House);
            var record = new LogRecord();
            for (long n = Appliance.Edge.Log.Oldest; n < Appliance.Edge.Log.Written; n++)
            {
                Appliance.Edge.Log.Read(n, record);
                lines.Add(text.Line(record));
            }

            return lines;
        });
    }

    /// <summary>Waits until something is so.</summary>
    public void Await(Func<bool> condition, string what)
    {
        long end = Environment.TickCount64 + PatienceMs;
        while (!condition())
        {
            Assert.IsTrue(Environment.TickCount64 < end, "never happened: " + what + "\n" + string.Join("\n", Log().TakeLast(20))
                + "\n" + string.Join("\n", _nuki.Server.Requests));
            Thread.Yield();
        }
    }

    public void Dispose()
    {
        _door.Dispose();
        Appliance.Dispose();
        Assert.IsNull(Appliance.Fault, Appliance.Fault?.ToString());
    }
}
