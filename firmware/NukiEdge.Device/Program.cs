using System;
using System.Device.Gpio;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Web.Houses;
using nanoFramework.Runtime.Native;

namespace NukiEdge.Device;

/// <summary>The appliance on an ESP32: puts the adapters and the loop together, and runs it.</summary>
public static class Program
{
    private const int FaultLimit = 10;

    /// <summary>Never returns.</summary>
    public static void Main()
    {
        var board = Board.Choose(BoardFile.FirstLine(BoardFile.BoardName), SystemInfo.TargetName);
        var gpio = new GpioController();
        var relays = new BoardRelays(gpio, board); // from here on every relay is off until a scene says otherwise
        var power = new BoardPower(relays);
        var network = new BoardNetwork(board, power);
        Console.WriteLine($"NukiEdge on {board.Name}, {relays.Count} relays, last reboot's reason {power.LastReason}");

        var limits = Limits.SmallBoard();
        var clock = new BoardClock();
        var sockets = new BoardSockets(clock);
        var crc = new Crc32();
        var stores = new HouseStores(new SlotStore(new BoardSlots(), crc, new byte[SlotStore.WorkBytes], StoreKind.Settings, HouseStores.Version));
        var import = new HouseImport(new BoardImport(), stores);
        House house = import.Run(stores.Load(limits));
        Console.WriteLine(stores.Text() + import.Text());

        ICaller[] callers = BoardCaller.Some(limits.Calls, sockets, clock, new TargetLogins(house.Targets, limits));
        var edge = new EdgeLoop(limits, clock, sockets, relays, callers, house);
        var link = new BoardLink(limits, clock, sockets, edge);
        edge.Add(network);
        edge.Add(new BoardPulse(gpio, board));
        var kept = new LogSegments(new BoardSegments(LogSegments.SegmentsFor(limits.LogFlashEntries)), crc);
        kept.Open();
        power.Log = new LogSaver(edge.Log, kept, clock);
        power.Memory = new HouseMemory(house, stores.Store, power.Log);
        Console.WriteLine("Learned before: " + ((int)power.Memory.Restore()).ToString());
        edge.Add(power.Log);
        edge.Add(power.Memory);
        power.Stores = stores;
        stores.KeepAwayFrom(power.Log);
        edge.Add(stores);
        network.Start();
        Console.WriteLine(link.Start());
        for (int faults = 1; ; faults++)
        {
            try
            {
                while (true)
                    edge.Step();
            }
            catch (Exception e) // what should not have happened ends here and nowhere else
            {
                edge.Halt();
                Console.WriteLine("Fault " + faults.ToString() + ": " + e.GetType().FullName);
                if (faults >= FaultLimit)
                    power.Reboot(BoardPower.TooManyFaults);
            }
        }
    }
}
