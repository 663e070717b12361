using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using NukiEdge.Core.Scenes;
using NukiEdge.Simulator.Verbs;

namespace NukiEdge.Simulator.Demo;

/// <summary>The verb demo.</summary>
internal static class DemoVerb
{
    public static int Run()
    {
        var clock = Stopwatch.StartNew();
        using DemoHouse house = DemoHouse.Build();
        string? missing = house.Open();
        if (missing is not null)
        {
            Console.Error.WriteLine($"The demo cannot begin: {missing} could not connect to {house.Broker}.");
            return Exit.Failed;
        }

        Ink.Line($"Broker on {house.Broker}, three virtual locks over TCP, a double of Nuki Web over TLS, a web server, a dead one, and a subscriber that reads everything.");
        Ink.Line("");
        DemoRow.PrintHead();
        var play = new DemoPlay(house);
        var rows = new List<DemoRow>();
        foreach (Act act in new DemoScript(house).Acts())
        {
            DemoRow row = play.Play(act);
            row.Print();
            rows.Add(row);
            if (play.IsHopeless)
            {
                Ink.Line("Too much is wrong: the rest is left out.", "bold red");
                break;
            }
        }

        Ink.Line("");
        return Sum(play, rows, house, clock.Elapsed);
    }

    private static int Sum(DemoPlay play, List<DemoRow> rows, DemoHouse house, TimeSpan took)
    {
        foreach (string wrong in play.Wrong)
        {
            Ink.Line("WRONG  " + wrong, "bold red");
        }

        Ink.Line(string.Create(CultureInfo.InvariantCulture, $"{play.Count} things happened in {took.TotalSeconds:0.0} s. ")
            + $"Seen at relays, web server and subscriber: {house.Effects.Total} effects"
            + (play.Wrong.Count == 0 ? ", every expected one and no other." : "."));
        Ink.Line("Middle and slowest, ms after receipt of the PUBLISH: "
            + $"decided {Middle(rows, row => row.DecidedUs)}, relay {Middle(rows, row => row.DoneUs(StepType.Relay))}, "
            + $"HTTP answered {Middle(rows, row => row.DoneUs(StepType.Http) is < 1_000_000 and var us ? us : 0)}. "
            + $"The first event of the process was decided after {(rows[0].DecidedUs < 0 ? "-" : Ms(rows[0].DecidedUs))}.");
        Ink.Line(play.Wrong.Count == 0 ? "PASSED" : $"FAILED: {play.Wrong.Count} not as expected", play.Wrong.Count == 0 ? "bold green" : "bold red");
        return play.Wrong.Count == 0 ? Exit.Fine : Exit.Failed;
    }

    private static string Middle(List<DemoRow> rows, Func<DemoRow, long> us)
    {
        var values = new List<long>();
        foreach (DemoRow row in rows)
        {
            if (us(row) > 0)
            {
                values.Add(us(row));
            }
        }

        values.Sort();
        return values.Count == 0 ? "-" : Ms(values[values.Count / 2]) + " and " + Ms(values[^1]);
    }

    private static string Ms(long us)
    {
        return (us / 1000.0).ToString("0.00", CultureInfo.InvariantCulture);
    }
}
