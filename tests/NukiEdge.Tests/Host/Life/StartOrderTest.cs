using System;
using System.IO;
using NukiEdge.Tests.Repository;

namespace NukiEdge.Tests.Life;

/// <summary>firmware/docs/life.md: relays, reason, slots and log, house, network, broker, first turn. What is late in this row may act too early otherwise.</summary>
[TestClass]
public sealed class StartOrderTest
{
    [TestMethod]
    public void The_board_starts_in_the_order_of_life_md()
    {
        AssertOrder("firmware/NukiEdge.Device/Program.cs", "new BoardRelays(", "book.Begin()", "kept.Open()", "import.Run(stores.Load(",
            "relays.Use(pins)", "new EdgeLoop(", "Memory.Restore()", "new LifeKeeper(", "network.Start()", "link.Start()", "edge.Step()");
    }

    [TestMethod]
    public void The_PC_starts_in_the_order_of_life_md()
    {
        foreach (string verb in new[] { "RunVerb", "ApplianceVerb" })
        {
            AssertOrder($"firmware/NukiEdge.Simulator/Verbs/{verb}.cs", "new StopSignal()", "HouseChoice.Make(", "Relays(", "new Appliance(|Build(",
                ".Keep(appliance)", "StartOn|appliance.Start(");
        }

        AssertOrder("firmware/NukiEdge.Simulator/Verbs/HouseChoice.cs", "KeptLog.TryOpen(", "new StoredHouse(", "stored.Import()");
        AssertOrder("firmware/NukiEdge.Simulator/Verbs/KeptLog.cs", "book.Begin()", "= Look(folder");
        AssertOrder("firmware/NukiEdge.Simulator/Appliance.cs", "_memory.Restore()", "Broker.Start(port)", "Life.Begin(", "_thread.Start()");
    }

    [TestMethod]
    public void The_simulated_power_cuts_start_in_this_order_too()
    {
        AssertOrder("tests/NukiEdge.Tests/Host/PowerLoss/Machine.cs", "Relays = new", "Book.Begin()", "Kept.Open()", "Stores.Load(",
            "Memory.Restore()", "Broker.Start(", "Edge.Step()");
    }

    private static void AssertOrder(string file, params string[] landmarks)
    {
        string text = File.ReadAllText(Path.Combine(Checkout.Root, file));
        int at = 0;
        foreach (string landmark in landmarks)
        {
            string one = Array.Find(landmark.Split('|'), l => text.IndexOf(l, at, StringComparison.Ordinal) >= 0);
            Assert.IsNotNull(one, $"{file}: {landmark} does not stand behind the one before it");
            at = text.IndexOf(one, at, StringComparison.Ordinal);
        }
    }
}
