using System;
using System.Collections.Generic;
using NukiEdge.Core.Houses;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Simulator.VirtualDoor;

namespace NukiEdge.Simulator.Verbs;

/// <summary>What a person sees first: addresses, logins, and lines to try.</summary>
internal static class ApplianceBanner
{
    private const string Announcement = "1,0,195249,12345,1";

    public static void Print(HouseFile file, IReadOnlyList<VirtualLock> locks, int port, int wantedPort, string bench, Uri web,
        bool safe)
    {
        House house = file.House;
        Ink.Line($"NukiEdge simulator: {file.Name} with {Count(house.Locks.Count, "lock")}, {Count(house.Persons.Count, "person")}, "
            + $"{Count(house.Rules.Count, "rule")}, {Count(house.RelayNames.Count, "relay")}", "bold");
        SafeModeLine.Print(safe);
        Ink.Line($"  bench page  {bench}", "bold green");
        Ink.Line($"  broker      127.0.0.1:{port}" + (port == wantedPort ? "" : $" ({wantedPort} is taken, this is the next free port)"));
        Ink.Line($"  Nuki Web    {web} (a double, which is synced with; token {SampleAccount.Token}, its root is at {bench}/api/nuki/root.pem)");
        Ink.Line("  logins");
        foreach (LoginEntry login in file.Logins)
        {
            if (login.Role == LoginEntry.Removed)
            {
                continue;
            }

            string what = login.Role == "lock" ? "lock " + (login.Lock ?? "(the first one that comes)") : login.Role;
            Ink.Line($"    {login.User,-12} {file.Shown(login),-20} {what}");
        }

        string address = $"-h 127.0.0.1 -p {port}";
        LoginEntry? reader = file.FirstOf("reader");
        if (reader is not null)
        {
            Ink.Line("");
            Ink.Line("Read along:");
            Ink.Line($"  mosquitto_sub {address} -u {reader.User} -P {file.Shown(reader)} -t '#' -v");
        }

        if (locks.Count > 0)
        {
            PrintLockExamples(file, locks[0], address);
        }
    }

    private static void PrintLockExamples(HouseFile file, VirtualLock door, string address)
    {
        LoginEntry login = file.LoginFor(door.Name)!;
        string topic = $"nuki/{door.HexId}";
        Ink.Line("");
        Ink.Line($"Be {door.Name} (a lock's client id takes over from the virtual lock, which comes back a moment later):");
        Ink.Line($"  mosquitto_pub {address} -u {login.User} -P {file.Shown(login)} -i Nuki_{door.HexId} --will-topic {topic}/connected "
            + $"--will-payload false --will-retain -q 2 -t {topic}/lockActionEvent -m {Announcement}");
        LoginEntry? controller = file.FirstOf("controller");
        if (controller is not null)
        {
            Ink.Line("Command it, and try to forge its word:");
            Ink.Line($"  mosquitto_pub {address} -u {controller.User} -P {file.Shown(controller)} -q 1 -t {topic}/lockAction -m 1");
            Ink.Line($"  mosquitto_pub {address} -u {controller.User} -P {file.Shown(controller)} -q 2 -t {topic}/lockActionEvent -m {Announcement}");
        }
    }

    private static string Count(int count, string what)
    {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
