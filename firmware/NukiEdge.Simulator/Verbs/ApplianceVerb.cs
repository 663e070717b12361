using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Simulator.Bench;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Simulator.VirtualDoor;

namespace NukiEdge.Simulator.Verbs;

/// <summary>No verb: the appliance, a virtual lock for each lock of the house, and the bench page.</summary>
internal static class ApplianceVerb
{
    /// <summary>MQTT's port, to which real locks connect always (facts A1).</summary>
    public const int UsualPort = 1883;

    private const int BenchPort = 8123;
    private const int NukiWebPort = 8125;
    private const int PortsToTry = 20;
    private const int FirstSyncSeconds = 2; // so that whoever opens the page sees it come

    public static int Run(string? config, int port, string? data)
    {
        using var stop = new StopSignal();
        using HouseChoice? choice = HouseChoice.Make(config, data, EmptyFolder.GetsSample);
        if (choice is null)
        {
            return Exit.Refused;
        }

        HouseFile file = choice.File;
        House house = file.House;
        var relays = new BenchRelays(house.RelayNames.Count);
        using var root = new NukiRoot();
        using NukiWebServer web = StartNukiWeb(house, root);
        using var appliance = new Appliance(house, relays, IPAddress.Loopback);
        choice.KeepsHouse = false;
        choice.Keep(appliance);
        RosterHand.Use(appliance, web, FirstSyncSeconds);
        SelfRestart.Allow(appliance);
        PageLines.UseOnFreePort(appliance, choice);
        int listening = StartOnFreePort(appliance, port);
        if (listening == 0)
        {
            Console.Error.WriteLine($"The ports {port} to {port + PortsToTry - 1} on 127.0.0.1 are all taken.");
            return Exit.Failed;
        }

        List<VirtualLock> locks = MakeLocks(file, new IPEndPoint(IPAddress.Loopback, listening));
        try
        {
            WarmSinkUp();
            using var bench = BenchServer.Start(appliance, relays, locks, BenchPort, web: web);
            ApplianceBanner.Print(file, locks, listening, port, bench.Address, web.Address,
                appliance.Ask(() => appliance.Edge.IsSafe));
            Ink.Line("");
            PageLines.Print(appliance, IPAddress.Loopback);
            Ink.Line("Ctrl+C ends. The log (times in UTC):");
            foreach (VirtualLock door in locks)
            {
                door.Start();
            }

            return LogPrinter.Run(appliance, stop, printAll: true, _ => { });
        }
        catch (IOException e)
        {
            Console.Error.WriteLine("The bench page cannot start: " + e.Message);
            return Exit.Failed;
        }
        finally
        {
            foreach (VirtualLock door in locks)
            {
                door.Dispose();
            }
        }
    }

    /// <summary>The first request to a web server of a process takes it 70 ms: here it is, to one that nobody sees.</summary>
    private static void WarmSinkUp()
    {
        using CallSink sink = CallSink.Start(0);
        using HttpMessageInvoker client = PcCaller.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{sink.Port}/") { Content = new StringContent("{}") };
        using HttpResponseMessage answer = client.Send(request, CancellationToken.None);
    }

    /// <summary>A double of Nuki Web with the people of this house, on any free port when the usual ones are taken.</summary>
    private static NukiWebServer StartNukiWeb(House house, NukiRoot root)
    {
        NukiAccount account = SampleAccount.Of(house, TimeProvider.System);
        for (int i = 0; i < PortsToTry; i++)
        {
            if (NukiWebServer.TryStart(account, SampleAccount.Token, TimeProvider.System, root, NukiWebPort + i) is { } web)
            {
                return web;
            }
        }

        return NukiWebServer.Start(account, SampleAccount.Token, TimeProvider.System, root);
    }

    private static int StartOnFreePort(Appliance appliance, int port)
    {
        for (int i = 0; i < PortsToTry && port + i <= 65535; i++)
        {
            if (appliance.Start(port + i))
            {
                return port + i;
            }
        }

        return 0;
    }

    private static List<VirtualLock> MakeLocks(HouseFile file, IPEndPoint broker)
    {
        var locks = new List<VirtualLock>();
        LockTable table = file.House.Locks;
        for (int i = 0; i < table.Count; i++)
        {
            string name = table.Names.Text(i);
            LoginEntry? login = file.LoginFor(name);
            if (login is null)
            {
                Console.Error.WriteLine($"{name} has no login in {file.Name}, so there is no virtual lock for it.");
                continue;
            }

            locks.Add(new VirtualLock(name, table.At(i).Id, login.User, login.Password, broker));
        }

        return locks;
    }
}
