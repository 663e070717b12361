using System;
using System.IO;
using System.Text;
using NukiEdge.Connect;
using NukiEdge.Connect.Past;
using NukiEdge.Connect.Sync;
using NukiEdge.Connect.Webhooks;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Scenes;
using NukiEdge.Net.Http;
using NukiEdge.Net.Mqtt;
using NukiEdge.Tests.Mqtt;
using NukiEdge.Tests.Repository;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Access;
using NukiEdge.Web.Api;
using NukiEdge.Web.Api.Pins;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Memory;

/// <summary>
/// Everything that grows with a limit is preallocated: at most 70 KB on the small board (memory.md says why not the 30 KB of
/// the design), 1 MB on the large one.
/// </summary>
[TestClass]
public class MemoryTest
{
    private const string Begin = "<!-- computed: tests/NukiEdge.Tests/Host/Memory -->";
    private const string End = "<!-- end of computed -->";

    [TestMethod]
    public void The_small_boards_preallocated_bytes_stay_within_the_limit_and_stand_in_memory_md()
    {
        HeapSum small = Sum(Limits.SmallBoard());
        HeapSum large = Sum(Limits.LargeBoard());
        string table = Table(small, large);
        Console.WriteLine(table);

        string path = Path.Combine(Checkout.Root, "firmware/docs/memory.md");
        string text = File.ReadAllText(path);
        int from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = text.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("NUKIEDGE_WRITE") == "1")
        {
            File.WriteAllText(path, text[..from] + "\n" + table + text[to..]);
        }
        else
        {
            Assert.AreEqual(table, text[from..to].TrimStart('\n'), "memory.md is stale: run this test with NUKIEDGE_WRITE=1");
        }

        Assert.IsTrue(small.Total <= 84 * 1024, "small board: " + small.Total + " bytes");
        Assert.IsTrue(large.Total <= 1024 * 1024, "large board: " + large.Total + " bytes");
    }

    private static string Table(HeapSum small, HeapSum large)
    {
        var table = new StringBuilder("| part | small board | of it objects | large board |\n|---|---:|---:|---:|\n");
        for (int i = 0; i < small.Rows.Count; i++)
        {
            var (name, arrays, objects) = small.Rows[i];
            table.Append($"| {name} | {arrays + objects:N0} | {objects:N0} | {large.Rows[i].Arrays + large.Rows[i].Objects:N0} |\n");
        }

        table.Append($"| **sum** | **{small.Total:N0}** | | **{large.Total:N0}** |\n");
        return table.Append(RowsBeside(Limits.SmallBoard(), Limits.LargeBoard())).ToString();
    }

    /// <summary>Not in the sum, for not every house needs it: what logins in use take, beside the table that the file is read into, and webhooks.</summary>
    private static string RowsBeside(Limits small, Limits large)
    {
        HeapSum s = Beside(small);
        HeapSum l = Beside(large);
        string rows = "";
        for (int i = 1; i < s.Rows.Count; i++)
        {
            rows += $"| {s.Rows[i].Name} | {s.Rows[i].Arrays + s.Rows[i].Objects:N0} | {s.Rows[i].Objects:N0} | {l.Rows[i].Arrays + l.Rows[i].Objects:N0} |\n";
        }

        return rows;
    }

    private static HeapSum Beside(Limits limits)
    {
        var table = new TargetTable(1) { Count = 1 };
        table.Records[TargetTable.UserAt] = table.Records[TargetTable.PasswordAt] = 8;
        var logins = new TargetLogins(table, limits);
        var calls = new LoginCalls(logins, new FakeClock(), null);
        var clock = new FakeClock();
        var house = new House(limits);
        var edge = new EdgeLoop(limits, clock, new FakeSockets(), new NoRelays(), new ICaller[limits.Calls], house);
        var past = new PastLog(edge.Log);
        var hmac = new NukiEdge.Tests.Support.HmacSha256();
        var webhooks = new WebhookReceiver(house.NukiWeb, hmac, clock, null, house.Locks, edge.Log, past);
        return new HeapSum(
            ("counted above", new object[] { table, edge, edge.Log, house.NukiWeb, clock, house.Locks, past }),
            ("beside it: one target with a login", new object[] { logins }),
            ("beside it: each caller, where any target has one", new object[] { calls }),
            ("beside it: webhooks, where a secret is set", new object[] { webhooks }));
    }

    private static HeapSum Sum(Limits limits)
    {
        var clock = new FakeClock();
        var sockets = new FakeSockets();
        var house = new House(limits);
        var edge = new EdgeLoop(limits, clock, sockets, new NoRelays(), new ICaller[limits.Calls], house);
        var broker = new MqttBroker(limits, clock, sockets, edge.Gate, edge, edge.OwnTopics);
        edge.Add(broker);
        edge.Use(broker);

        var flash = new NukiEdge.Tests.Flash.FakeFlash(LogSegments.SegmentsFor(limits.LogFlashEntries));
        var crc = new Crc32();
        var saver = new LogSaver(edge.Log, new LogSegments(flash, crc), clock);
        var store = new SlotStore(flash, crc, new byte[SlotStore.WorkBytes], StoreKind.Memory, HouseMemory.Version);
        var memory = new HouseMemory(house, store, saver);
        var stores = new HouseStores(store);
        stores.Load(limits);
        stores.Replace(house);

        var runs = new RunBook(new SlotStore(flash, crc, new byte[RunBook.WorkBytes], StoreKind.Life, RunBook.Version));
        var life = new LifeKeeper(runs, edge, saver, memory, clock, null);
        var watcher = new Supervisor(edge.Watch, Supervisor.BoardLimitUs);
        var web = new NukiWebLink(house, edge, clock, null, new SyncTimes(), new NukiEdge.Tests.Support.HmacSha256(), 1);

        var access = new PageAccess(limits, clock, new PcHmac(), new PcRandom(), edge.Log);
        var accessStore = new AccessStore(access.Kept, store);
        var hmac = new PcHmac();
        var parts = new ApiParts { House = house, Edge = edge, Clock = clock, Hmac = hmac, Access = access, Broker = broker, Runs = runs, Stores = stores,
            Pins = new PinMap(Board.Choose("ESP32-S3", ""), house, true) };
        var page = new PageServer(limits, parts, sockets, new HostList(64), new NukiEdge.Tests.Serving.FakePages(), accessStore, 1);
        var button = new PageButton(null, access);

        return new HeapSum(
            ("roster", new object[] { house.Roster }),
            ("locks", new object[] { house.Locks }),
            ("persons' names", new object[] { house.Persons }),
            ("second roster, for a sync", new object[] { house.NextRoster }),
            ("rules", new object[] { house.Rules }),
            ("scenes", new object[] { house.Scenes }),
            ("relays' names, limits and pins", new object[] { house.RelayNames, house.LongestOnMs, house.RelayPins }),
            ("logins", new object[] { house.Logins }),
            ("targets' logins", new object[] { house.Targets }),
            ("Nuki Web: settings and patterns of names", new object[] { house.NukiWeb }),
            ("log", new object[] { edge.Log }),
            ("trust rules", new object[] { edge.Gate }),
            ("HTTP calls and their queue", new object[] { edge.Callers }),
            ("scenes under way", new object[] { edge.Scenes }),
            ("relays", new object[] { edge.Relays }),
            ("own topics", new object[] { edge.OwnTopics }),
            ("loop", new object[] { edge }),
            ("flash: log saver, memory, CRC table", new object[] { saver, store, memory, crc }),
            ("the house's stores", new object[] { stores }),
            ("start and end: record of runs, keeper, supervisor", new object[] { runs, life, watcher }),
            ("Nuki Web: the sync's engine", new object[] { web.Sync }),
            ("Nuki Web: reader of the auths", new object[] { web.Reader }),
            ("Nuki Web: names of an answer, merge, history", new object[] { web }),
            ("access to the page: password, keys, sessions", new object[] { access, accessStore }),
            ("broker: clients, retained messages, buffers", new object[] { broker }),
            ("HTTP server and REST API: connections, buffer, live events, routes, handlers, button", new object[] { page, button }));
    }

    private sealed class NoRelays : IRelays
    {
        public int Count => 0;

        public void Write(int relay, bool on)
        {
            throw new InvalidOperationException("there is no relay");
        }
    }
}
