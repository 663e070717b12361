using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using NukiEdge.Core.Time;

namespace NukiEdge.Tests.Time;

/// <summary>The wall clock of <see cref="PosixZone"/> and <see cref="LocalTime"/> against .NET's TimeZoneInfo and DateTime.</summary>
[TestClass]
public class ZoneOracleTest
{
    private const int QuarterHourS = 900;

    [TestMethod]
    public void Every_quarter_of_an_hour_of_ten_years_shows_what_DotNet_shows()
    {
        foreach (OracleZone zone in OracleZone.All)
        {
            Tally tally = new();
            PosixZone ours = zone.Make();
            LocalTime wall = new();
            for (long utc = Zones.At(2024, 1, 1); utc < Zones.At(2034, 1, 1); utc += QuarterHourS)
            {
                DateTime theirs = TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddSeconds(utc), zone.Info);
                wall.Read(ours, utc);
                tally.Add(IsSame(wall, theirs), $"{zone.Id} {utc}: {theirs:s}, not {Zones.Text(wall)}");
            }

            tally.Report($"{zone.Id} ({(zone.IsFromSystem ? "zoneinfo" : "by hand")}), quarters of an hour 2024-2033");
        }
    }

    [TestMethod]
    public void Every_hour_of_this_century_has_the_offset_of_DotNet()
    {
        foreach (OracleZone zone in OracleZone.All)
        {
            Tally system = new();
            Tally byHand = new();
            PosixZone ours = zone.Make();
            for (long utc = Zones.At(2000, 1, 1); utc < Zones.At(2100, 1, 1); utc += 3600)
            {
                DateTime instant = DateTime.UnixEpoch.AddSeconds(utc);
                int offset = Zones.Offset(ours, utc);
                byHand.Add(offset == Offset(zone.ByHand, instant), $"{zone.Id} {instant:s}");
                if (instant.Year >= OracleZone.FirstYear)
                {
                    system.Add(offset == Offset(zone.Info, instant), $"{zone.Id} {instant:s}");
                }
            }

            system.Report($"{zone.Id}, hours {OracleZone.FirstYear}-2099");
            byHand.Report($"{zone.Id}, hours 2000-2099, rules written by hand");
        }
    }

    [TestMethod]
    public void Every_second_around_each_change_has_the_offset_of_DotNet()
    {
        foreach (OracleZone zone in OracleZone.All)
        {
            Tally tally = new();
            PosixZone ours = zone.Make();
            int changes = 0;
            int before = Offset(zone.Info, DateTime.UnixEpoch.AddSeconds(Zones.At(2020, 1, 1) - 3600));
            for (long hour = Zones.At(2020, 1, 1); hour < Zones.At(2040, 1, 1); hour += 3600)
            {
                int after = Offset(zone.Info, DateTime.UnixEpoch.AddSeconds(hour));
                if (before == after)
                {
                    continue;
                }

                before = after;
                changes++;
                for (long utc = hour - 7200; utc < hour + 7200; utc++)
                {
                    DateTime instant = DateTime.UnixEpoch.AddSeconds(utc);
                    tally.Add(Zones.Offset(ours, utc) == Offset(zone.Info, instant), $"{zone.Id} {instant:s}");
                }
            }

            tally.Report($"{zone.Id}, seconds around {changes} changes 2020-2039", zone.Id == "UTC");
            Assert.AreEqual(zone.Id == "UTC" ? 0 : 40, changes, zone.Id);
        }
    }

    [TestMethod]
    public void Every_zone_of_the_world_has_the_offset_of_DotNet()
    {
        // Each zoneinfo file ends with its POSIX string (RFC 8536 section 3.3); after the last date of its table it is all that
        // counts. Morocco's table, the longest, ends in 2087.
        SortedDictionary<string, string> idOf = Footers("/usr/share/zoneinfo");
        Tally tally = new();
        List<string> leftOut = new();
        foreach (KeyValuePair<string, string> footer in idOf)
        {
            PosixZone ours = Zones.Of(footer.Key);
            if (Regex.IsMatch(footer.Key, "/(-|2[4-9]|[3-9][0-9]|1[0-9][0-9])"))
            {
                // TimeZoneInfo cannot hold a time outside the rule's day and is wrong by days: PosixZoneTest has these five.
                leftOut.Add(footer.Value);
                continue;
            }

            TimeZoneInfo info = TimeZoneInfo.FindSystemTimeZoneById(footer.Value);
            for (long utc = Zones.At(2089, 1, 1); utc < Zones.At(2092, 1, 1); utc += 1800)
            {
                DateTime instant = DateTime.UnixEpoch.AddSeconds(utc);
                tally.Add(Zones.Offset(ours, utc) == Offset(info, instant), $"{footer.Value} {footer.Key} {instant:s}");
            }
        }

        string what = $"{idOf.Count - leftOut.Count} POSIX strings of the system's zoneinfo files, half hours 2089-2091";
        tally.Report($"{what}, without {string.Join(", ", leftOut)}", idOf.Count == 0);
    }

    [TestMethod]
    public void What_a_zone_remembers_never_changes_its_answer()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        Tally tally = new();
        for (int i = 0; i < 300; i++)
        {
            // Zones as they can be: an hour apart, changes in spring and autumn. Where the order of the two changes flips from
            // year to year, a zone has no single answer.
            int hours = random.Next(-12, 13);
            string spring = $"M{random.Next(3, 6)}.{random.Next(1, 6)}.{random.Next(7)}/{random.Next(-24, 25)}";
            string autumn = $"M{random.Next(9, 12)}.{random.Next(1, 6)}.{random.Next(7)}/{random.Next(-24, 25)}";
            string text = $"AAA{hours}BBB{hours - 1}," + (random.Next(2) == 0 ? spring + "," + autumn : autumn + "," + spring);
            PosixZone remembers = Zones.Of(text);
            long utc = Zones.At(2000, 1, 1) + random.NextInt64(100L * 366 * 86400);
            for (int k = 0; k < 400; k++)
            {
                utc += random.Next(10) == 0 ? random.Next(-800, 800) * 86400L : random.Next(-40, 41) * 3600L;
                utc = Math.Max(0, utc);
                tally.Add(remembers.LocalSeconds(utc) == Zones.Of(text).LocalSeconds(utc), $"{text} {utc}, seed {seed}");
            }
        }

        tally.Report($"random zones against fresh ones, seed {seed}");
    }

    [TestMethod]
    public void No_bytes_of_any_kind_break_the_reader()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        ZoneReader reader = new();
        byte[][] good = OracleZone.All.Select(z => z.Posix).Append("A-B1c<+9>:0,J/M.").Select(Encoding.ASCII.GetBytes).ToArray();
        int zones = 0;
        const int Texts = 300000;
        for (int i = 0; i < Texts; i++)
        {
            byte[] text = (byte[])good[random.Next(good.Length)].Clone();
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                byte[] from = good[random.Next(good.Length)];
                text[random.Next(text.Length)] = random.Next(4) == 0 ? (byte)random.Next(256) : from[random.Next(from.Length)];
            }

            int length = random.Next(8) == 0 ? random.Next(text.Length) : text.Length;
            PosixZone zone = reader.Read(text, 0, length);
            Assert.AreEqual(zone is null, reader.Fault != ZoneFault.None, $"seed {seed}");
            Assert.IsTrue(reader.FaultAt >= 0 && reader.FaultAt <= length, $"seed {seed}");
            zones += zone is null ? 0 : 1;
            zone?.LocalSeconds(Zones.At(2026, 1, 1));
        }

        Console.WriteLine($"{Texts} altered texts, {zones} of them still zones, seed {seed}");
    }

    private static SortedDictionary<string, string> Footers(string folder)
    {
        SortedDictionary<string, string> idOf = new(StringComparer.Ordinal);
        foreach (string id in TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => File.Exists(Path.Combine(folder, id))))
        {
            string[] lines = File.ReadAllText(Path.Combine(folder, id), Encoding.Latin1).Split('\n');
            string footer = lines.Length >= 2 ? lines[^2] : "";
            if (footer.Length > 0)
            {
                idOf.TryAdd(footer, id);
            }
        }

        return idOf;
    }

    private static int Offset(TimeZoneInfo zone, DateTime utc)
    {
        return (int)zone.GetUtcOffset(utc).TotalSeconds;
    }

    private static bool IsSame(LocalTime wall, DateTime theirs)
    {
        return wall.Year == theirs.Year && wall.Month == theirs.Month && wall.Day == theirs.Day
            && wall.Weekday == ((int)theirs.DayOfWeek + 6) % 7
            && wall.MinuteOfDay == (int)theirs.TimeOfDay.TotalMinutes
            && wall.DayNumber == (theirs.Date - DateTime.UnixEpoch).Days;
    }
}
