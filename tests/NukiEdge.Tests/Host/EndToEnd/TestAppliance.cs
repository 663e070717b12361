using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Net.Mqtt;
using NukiEdge.Simulator;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Houses;
using NukiEdge.Web.Log;

namespace NukiEdge.Tests.EndToEnd;

/// <summary>The real appliance on a free port, with relays that count, for tests from outside.</summary>
internal sealed class TestAppliance : IDisposable
{
    public const uint LockId = 0x3807B7EC;
    public const string EventTopic = "nuki/3807B7EC/lockActionEvent";

    /// <summary>A house with one bound lock, Anna behind code 12345, and a scene of a relay and what else is given.</summary>
    public static string HouseWith(string moreSteps = "", string moreRules = "")
    {
        return """
            { "house": 1,
              "locks": [{ "name": "Front door", "id": "3807B7EC", "keypads": [54321] }],
              "relays": [{ "name": "Light", "longestOnMs": 600000 }],
              "persons": [{ "name": "Anna", "credentials": [{ "lock": "Front door", "code": 12345 }] }],
              "scenes": [{ "name": "Welcome", "steps": [{ "relay": "Light", "do": "toggle" }
            """ + moreSteps + """
              ] }],
              "rules": [{ "name": "Anna", "who": { "person": "Anna" }, "scene": "Welcome" }
            """ + moreRules + """
              ],
              "logins": [
                { "user": "front", "password": "front-secret", "role": "lock", "lock": "Front door" },
                { "user": "fresh", "password": "fresh-secret", "role": "lock" },
                { "user": "reader", "password": "reader-secret", "role": "reader" },
                { "user": "control", "password": "control-secret", "role": "controller" }] }
            """;
    }

    private int _relayWrites;

    /// <param name="folder">Where it keeps its data, or null.</param>
    /// <param name="broker">An external broker; null for the built-in one.</param>
    public TestAppliance(string house, Limits limits = null, DataFolder folder = null, BrokerSettings broker = null, bool trusts = false)
    {
        House = new House(limits ?? Limits.LargeBoard());
        HouseError error = HouseReader.Read(new ByteSource(Encoding.UTF8.GetBytes(house)), House);
        Assert.IsNull(error, error?.Text());
        var relays = new BenchRelays(House.RelayNames.Count) { Changed = (_, _) => Interlocked.Increment(ref _relayWrites) };
        Appliance = broker is null ? new Appliance(House, relays, IPAddress.Loopback) : new Appliance(House, relays, broker, trusts);
        if (folder is not null)
        {
            var segments = new LogSegments(new FileSegments(folder, LogSegments.SegmentsFor(House.Limits.LogFlashEntries)), new Crc32());
            segments.Open();
            Appliance.Keep(segments, new FileSlots(folder));
        }

        Assert.IsTrue(Appliance.Start(0), "no free port");
        Port = Appliance.Ask(() => Appliance.Broker.Port);
    }

    public Appliance Appliance { get; }

    public House House { get; }

    public int Port { get; }

    /// <summary>Changes of any relay since start.</summary>
    public int RelayWrites => Volatile.Read(ref _relayWrites);

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

    /// <summary>Waits until something is so, at most ten seconds.</summary>
    public void Await(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.IsTrue(clock.ElapsedMilliseconds < 10000, "never happened: " + what + "\n" + string.Join("\n", Log().TakeLast(20)));
            Thread.Yield();
        }
    }

    public void Dispose()
    {
        Appliance.Dispose();
        Assert.IsNull(Appliance.Fault, Appliance.Fault?.ToString());
    }
}
