using System;
using System.Diagnostics;
using NukiEdge.Core.Flash;

namespace NukiEdge.Tests.Flash;

/// <summary>Invariant 4 of the design, exhaustively: too much for the interpreter, a few seconds on the PC.</summary>
[TestClass]
public class FlashExhaustiveTest
{
    [TestMethod]
    public void A_cut_at_every_byte_of_a_save_of_every_store_leaves_the_old_content_or_the_new_one()
    {
        var watch = Stopwatch.StartNew();
        int points = 0, neither = 0, old = 0, fresh = 0;
        for (byte kind = StoreKind.Settings; kind <= StoreKind.Last; kind++)
        {
            var cuts = new SlotCuts(kind);
            cuts.Run(1, -1, -1, 0);
            cuts.Run(1, -1, -1, 300);
            cuts.Run(1, -1, 256, 232);
            cuts.Run(2, 255, 257, 513);
            cuts.Run(0xFFFFFFFF, 40, 300, 1);
            cuts.Run(0, 300, 40, 255);
            cuts.Run(0x7FFFFFFF, 0, 0, 256);
            points += cuts.Points;
            neither += cuts.Neither;
            old += cuts.OldFound;
            fresh += cuts.NewFound;
        }

        var roster = new SlotCuts(StoreKind.Roster);
        roster.Run(9, 2000, 1900, 2100);
        points += roster.Points;
        neither += roster.Neither;
        Console.WriteLine($"{points:N0} points of a save cut: "
            + $"{old + roster.OldFound:N0} old, {fresh + roster.NewFound:N0} new, {neither} else; "
            + $"{watch.ElapsedMilliseconds} ms");
        Assert.AreEqual(0, neither);
        Assert.IsTrue(points > 100000);
    }

    [TestMethod]
    public void A_cut_at_every_byte_of_a_log_append_leaves_the_prefix_and_what_came_before()
    {
        var watch = Stopwatch.StartNew();
        var cuts = new LogCuts();
        cuts.Run(0, 5, 1);
        cuts.Run(1, 1, 1);
        cuts.Run(82, 5, 1);
        cuts.Run(84 * 3 - 2, 5, 1);
        Console.WriteLine($"{cuts.Points:N0} points of a log append cut: "
            + $"{cuts.Wrong} broke the log; {watch.ElapsedMilliseconds} ms");
        Assert.AreEqual(0, cuts.Wrong);
        Assert.IsTrue(cuts.Points > 30000);
    }

    [TestMethod]
    public void A_hundred_thousand_random_corruptions_bring_up_nothing_that_was_not_saved()
    {
        var watch = Stopwatch.StartNew();
        uint seed = (uint)Environment.TickCount64;
        var damage = new SlotDamage(seed);
        damage.Run(100000);
        Console.WriteLine($"seed {seed}: {damage.Rounds:N0} corruptions, "
            + $"{damage.Loaded:N0} loaded something saved, {damage.Nothing:N0} nothing, {(damage.Wrong == "" ? 0 : 1)} else; "
            + $"{watch.ElapsedMilliseconds} ms");
        Assert.AreEqual("", damage.Wrong, "seed " + seed);
        Assert.AreEqual(100000, damage.Rounds);
    }
}
