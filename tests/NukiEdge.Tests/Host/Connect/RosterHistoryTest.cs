using System;
using System.Collections.Generic;
using System.Linq;
using NukiEdge.Connect.Merge;
using NukiEdge.Core.People;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>
/// Random histories of a Nuki account and of a box that hears of it sooner, later, by webhook, or not at all, against a simple
/// model: no scene ever runs for somebody whom the newest table does not put behind the number; and whom it does, is not lost.
/// </summary>
[TestClass]
public class RosterHistoryTest
{
    private const int Histories = 500;
    private const int StepsOfOne = 240;

    [TestMethod]
    public void No_scene_runs_for_whom_the_newest_table_does_not_put_behind_the_number()
    {
        int seed = Environment.TickCount;
        var sum = new HistorySum();
        for (int i = 0; i < Histories; i++)
        {
            new History(seed + i, sum).Run(StepsOfOne);
        }

        Console.WriteLine($"seeds {seed} to {seed + Histories - 1}: {sum}");
        Assert.IsTrue(sum.Steps >= 100000 && sum.Ran > 3000 && sum.Held > 1000 && sum.Reused > 500 && sum.Doubted > 100 && sum.Cuts > 100, sum.ToString());
    }
}

/// <summary>What happened in all histories.</summary>
internal sealed class HistorySum
{
    public int Steps, Events, Ran, Held, Reused, Syncs, Doubted, Webhooks, Cuts;

    public override string ToString()
    {
        return $"{Steps} steps; {Events} events, {Ran} ran a scene, {Held} sensitive ones held; {Syncs} syncs, {Doubted} of them doubted, "
            + $"{Webhooks} webhooks; {Reused} numbers handed out again; {Cuts} restarts";
    }
}
