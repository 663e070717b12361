using System;
using System.Device.Gpio;
using NukiEdge.Connect;
using NukiEdge.Connect.Sync;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Web.Api;
using NukiEdge.Web.Houses;
using NukiEdge.Web.Log;
using NukiEdge.Web.Api.Pins;
using nanoFramework.Runtime.Native;

namespace NukiEdge.Device;

/// <summary>
/// The appliance on an ESP32: puts the adapters and the loop together, and runs it. The order is that of life.md: relays,
/// reason, slots and log, house, network, broker and page; nothing can act before the first turn.
/// </summary>
public static class Program
{
    /// <summary>Never returns.</summary>
    public static void Main()
    {
        var board = Board.Choose(BoardFile.FirstLine(BoardFile.BoardName), SystemInfo.TargetName);
        var gpio = new GpioController();
        var relays = new BoardRelays(gpio, board); // from here on every relay is off until a scene says otherwise

        var limits = Limits.SmallBoard();
        var eraser = new BoardEraser(LogSegments.SegmentsFor(limits.LogFlashEntries));
        eraser.Finish();
        var clock = new BoardClock();
        var crc = new Crc32();
        var book = new RunBook(new SlotStore(new BoardSlots(), crc, new byte[RunBook.WorkBytes], StoreKind.Life, RunBook.Version));
        book.Begin();
        Console.WriteLine($"NukiEdge on {board.Name}, {relays.Count} relays, run {book.Number}");
        if (book.Count > 1)
            Console.WriteLine("The run before ended: " + LifeText.End(book.End(1), book.Part(1), book.Fault(1)));

        var kept = new LogSegments(new BoardSegments(LogSegments.SegmentsFor(limits.LogFlashEntries)), crc);
        kept.Open();
        var stores = new HouseStores(new SlotStore(new BoardSlots(), crc, new byte[SlotStore.WorkBytes], StoreKind.Settings, HouseStores.Version));
        var import = new HouseImport(new BoardImport(), stores) { Pins = board };
        House house = import.Run(stores.Load(limits));
        Console.WriteLine(stores.Text() + import.Text());
        var pins = new PinMap(board, house, true);
        relays.Use(pins);

        var sockets = new BoardSockets(clock);
        var logins = new TargetLogins(house.Targets, limits);
        ICaller[] callers = BoardCaller.Some(limits.Calls, sockets, clock, logins);
        var edge = new EdgeLoop(limits, clock, sockets, relays, callers, house);
        import.Note(edge.Log, clock.UtcSeconds);
        pins.Note(edge.Log, clock.UtcSeconds);
        var power = new BoardPower(relays, clock, book) { Log = new LogSaver(edge.Log, kept, clock), Stores = stores };
        power.Memory = new HouseMemory(house, stores.Store, power.Log);
        Console.WriteLine("Learned before: " + ((int)power.Memory.Restore()).ToString());
        var network = new BoardNetwork(board, power);
        var link = new BoardLink(limits, clock, sockets, edge, house.Broker);
        var cloud = new BoardCloud(sockets, clock);
        var web = new NukiWebLink(house, edge, clock, cloud, new SyncTimes(), new BoardHmac(), (uint)new Random().Next()) { Hearing = link.Hearing };
        web.Recall(kept);
        var life = new LifeKeeper(book, edge, power.Log, power.Memory, clock, power);
        edge.Add(network, LoopPart.Network);
        edge.Add(new BoardPulse(gpio, board), LoopPart.Pulse);
        edge.Add(power.Log, LoopPart.Log);
        edge.Add(power.Memory, LoopPart.Memory);
        stores.KeepAwayFrom(power.Log);
        edge.Add(stores, LoopPart.Memory);
        edge.Add(life, LoopPart.Life);
        power.Watch(edge.Watch);
        network.Start();
        var page = new BoardPage(gpio, board, limits, sockets, network, power, new ApiParts
        {
            House = house, Edge = edge, Clock = clock, Broker = link.BuiltIn, Hearing = link.Hearing, Sync = web.Sync.Status, Runs = book, Stores = stores,
            Pins = pins, Logins = logins, Memory = power.Memory, Webhooks = new BoardWebhooks(web), Eraser = eraser, FixedBroker = link.ByFile,
            TrustsFixedBroker = link.IsTrusted,
        });
        life.Watch(link.Listener, LoopPart.Broker);
        Console.WriteLine(link.Start() + ". " + page.Start());
        while (true)
        {
            try
            {
                while (true)
                    edge.Step();
            }
            catch (Exception e) // what should not have happened ends here and nowhere else
            {
                Console.WriteLine("Fault: " + e.GetType().FullName);
                life.Fault(FaultKind.Of(e));
            }
        }
    }
}
