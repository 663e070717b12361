using System;
using System.Collections.Generic;
using NukiEdge.Core.Time;

namespace NukiEdge.Tests.Time;

/// <summary>
/// Issue 3: a year of rules across both changes of summer time, in five zones, against an oracle that shares nothing with the
/// firmware: TimeZoneInfo for the wall clock, DateTime intervals for the windows, a set of dates for the first of the day.
/// </summary>
[TestClass]
public class YearOfRulesTest
{
    private const int Windows = 200;
    private const int StepS = 300;

    [TestMethod]
    public void A_year_of_rules_in_five_zones_runs_as_the_oracle_says()
    {
        int seed = Environment.TickCount;
        Console.WriteLine($"seed {seed}");
        var random = new Random(seed);
        foreach (OracleZone zone in OracleZone.All)
        {
            int year = random.Next(2024, 2036);
            OracleWindow[] windows = new OracleWindow[Windows];
            byte[] image = new byte[Windows * TimeWindow.Bytes];
            for (int i = 0; i < Windows; i++)
            {
                windows[i] = OracleWindow.Random(random, year);
                windows[i].Put(image, i * TimeWindow.Bytes);
            }

            CompareYear(zone, year, windows, image);
        }
    }

    [TestMethod]
    public void A_year_of_arrivals_has_one_first_a_day()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        Tally tally = new();
        int firsts = 0;
        foreach (OracleZone zone in OracleZone.All)
        {
            PosixZone ours = zone.Make();
            LocalTime wall = new();
            FirstOfDay days = new(1);
            HashSet<DateTime> seen = new();
            for (long utc = Zones.At(2026, 1, 1); utc < Zones.At(2027, 1, 1); utc += random.Next(1, 6 * 3600))
            {
                DateTime theirs = TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddSeconds(utc), zone.Info);
                wall.Read(ours, utc);
                bool isFirst = days.Check(0, wall) == DayAnswer.First;
                tally.Add(isFirst == seen.Add(theirs.Date), $"{zone.Id} {theirs:s}, seed {seed}");
                firsts += isFirst ? 1 : 0;
                days.MarkRan(0, wall);
            }
        }

        tally.Report($"arrivals of 2026 in {OracleZone.All.Length} zones, {firsts} of them the first of a day, seed {seed}");
    }

    private static void CompareYear(OracleZone zone, int year, OracleWindow[] windows, byte[] image)
    {
        Tally tally = new();
        PosixZone ours = zone.Make();
        LocalTime wall = new();
        long inside = 0;
        for (long utc = Zones.At(year, 1, 1); utc < Zones.At(year + 1, 1, 1); utc += StepS)
        {
            DateTime theirs = TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddSeconds(utc), zone.Info);
            wall.Read(ours, utc);
            for (int i = 0; i < windows.Length; i++)
            {
                bool isOpen = TimeWindow.Check(image, i * TimeWindow.Bytes, wall) == WindowAnswer.Inside;
                bool isSame = isOpen == windows[i].IsOpen(theirs);
                inside += isOpen ? 1 : 0;
                if (!isSame)
                {
                    tally.Add(isSame, $"{zone.Id} {theirs:s} {windows[i]}");
                }
                else
                {
                    tally.AddSame();
                }
            }
        }

        string oracle = zone.IsFromSystem ? "zoneinfo" : "by hand";
        tally.Report($"{zone.Id} ({oracle}), {year}, {windows.Length} windows every {StepS} s, {inside} times open");
    }
}
