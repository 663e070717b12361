using System;
using System.Collections.Generic;
using System.Net;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Simulator.Verbs;

/// <summary>The verb run: the appliance for real locks.</summary>
internal static class RunVerb
{
    public static int Run(IPEndPoint mqtt, string? config, bool log, IReadOnlyList<string> confirm, string? data, NukiWebPlace web,
        IPEndPoint? page)
    {
        using var stop = new StopSignal();
        using HouseChoice? choice = HouseChoice.Make(config, data, page is null ? EmptyFolder.IsRefused : EmptyFolder.IsSetUpOnPage);
        if (choice is null || !AreLockLogins(choice.File, confirm))
        {
            return Exit.Refused;
        }

        HouseFile file = choice.File;
        if (BrokerArguments.Of(file.House.Broker, config ?? data ?? "") is { } own)
        {
            return Serve(choice, own, file.House.Broker.Trusts, stop, log, web, page, isFixed: false);
        }

        using var relays = new PrintedRelays(file.House.RelayNames);
        using var appliance = new Appliance(file.House, relays, mqtt.Address);
        appliance.Edge.Add(new LoginConfirmation(appliance, LoginsOf(file, confirm)));
        choice.Keep(appliance);
        SyncLine.Use(appliance, web);
        SelfRestart.Allow(appliance);
        if (!UsePage(appliance, choice, page))
        {
            return Exit.Failed;
        }

        if (!appliance.Start(mqtt.Port))
        {
            Console.Error.WriteLine($"Cannot listen on {mqtt}: the port is taken, or the address is not this computer's.");
            return Exit.Failed;
        }

        var confirmed = new HashSet<string>(confirm);
        PrintStart(file, mqtt.Address, appliance.Ask(() => appliance.Broker.Port), confirmed,
            appliance.Ask(() => appliance.Edge.IsSafe));
        PrintPage(appliance, page);
        var sync = new SyncLine(appliance, web);
        Ink.Line("Ctrl+C ends.");
        return LogPrinter.Run(appliance, stop, log, record =>
        {
            if (record.Kind == EventLog.Note && record.Note == NoteCode.LoginBound)
            {
                SayBound(file, record, confirmed, page is not null);
            }
        }, sync.Look);
    }

    /// <summary>With the owner's own broker: no port is opened, and there are no logins to bind.</summary>
    public static int RunAt(BrokerSettings? broker, bool trusts, string? config, bool log, string? data, NukiWebPlace web,
        IPEndPoint? page)
    {
        using var stop = new StopSignal();
        using HouseChoice? choice = broker is null ? null : HouseChoice.Make(config, data, page is null ? EmptyFolder.IsRefused : EmptyFolder.IsSetUpOnPage);
        return broker is null || choice is null ? Exit.Refused : Serve(choice, broker, trusts, stop, log, web, page, isFixed: true);
    }

    /// <param name="isFixed">The command line named the broker, not the house.</param>
    private static int Serve(HouseChoice choice, BrokerSettings broker, bool trusts, StopSignal stop, bool log, NukiWebPlace web, IPEndPoint? page,
        bool isFixed)
    {
        HouseFile file = choice.File;
        using var relays = new PrintedRelays(file.House.RelayNames);
        using var appliance = new Appliance(file.House, relays, broker, trusts);
        if (isFixed)
        {
            appliance.FixBroker(broker, trusts);
        }

        choice.Keep(appliance);
        SyncLine.Use(appliance, web);
        SelfRestart.Allow(appliance);
        if (!UsePage(appliance, choice, page))
        {
            return Exit.Failed;
        }

        appliance.Start(0);
        Ink.Line($"NukiEdge serves {file.Name}. External broker: {BrokerArguments.Shown(broker.Url)}", "bold");
        SafeModeLine.Print(appliance.Ask(() => appliance.Edge.IsSafe));
        LockTable locks = file.House.Locks;
        for (int i = 0; i < locks.Count; i++)
        {
            Ink.Line($"  lock   {locks.Names.Text(i)}, id {locks.At(i).Id:X}: expected at nuki/{locks.At(i).Id:X}/");
        }

        Ink.Line(trusts ? "  Whoever may publish there can run every scene, sensitive ones too: you said " + (isFixed ? "--trust-broker." : "so.")
            : "  Whoever may publish there can be any lock: sensitive scenes are held.", "yellow");
        PrintPage(appliance, page);
        var sync = new SyncLine(appliance, web);
        Ink.Line("Ctrl+C ends.");
        return LogPrinter.Run(appliance, stop, log, _ => { }, sync.Look);
    }

    private static bool UsePage(Appliance appliance, HouseChoice choice, IPEndPoint? web)
    {
        if (web is null || choice.UsePage(appliance, web))
        {
            return true;
        }

        Console.Error.WriteLine($"--web {web}: the port is taken, or the address is not this computer's.");
        return false;
    }

    private static void PrintPage(Appliance appliance, IPEndPoint? web)
    {
        if (web is not null)
        {
            PageLines.Print(appliance, web.Address);
        }
    }

    private static bool AreLockLogins(HouseFile file, IReadOnlyList<string> users)
    {
        var lockUsers = new List<string>();
        foreach (LoginEntry login in file.Logins)
        {
            if (login.Role == "lock")
            {
                lockUsers.Add(login.User);
            }
        }

        foreach (string user in users)
        {
            if (!lockUsers.Contains(user))
            {
                string? nearest = NearestWord.Of(user, lockUsers);
                Console.Error.WriteLine($"--confirm {user}: {file.Name} has no lock's login with this user"
                    + (nearest is null ? "." : $"; did you mean {nearest}?"));
                return false;
            }
        }

        return true;
    }

    private static void PrintStart(HouseFile file, IPAddress address, int port, HashSet<string> confirmed, bool safe)
    {
        Ink.Line($"NukiEdge serves {file.Name}. Broker: {address}:{port}", "bold");
        SafeModeLine.Print(safe);
        LockTable locks = file.House.Locks;
        for (int i = 0; i < locks.Count; i++)
        {
            string name = locks.Names.Text(i);
            LoginEntry? own = FindOwn(file, name);
            Ink.Line($"  lock   {name}, id {locks.At(i).Id:X}: " + (own is null ? "no login names it" : $"expected with login {own.User}"));
        }

        foreach (LoginEntry login in file.Logins)
        {
            if (login.Role == LoginEntry.Removed)
            {
                continue;
            }

            if (login.Role != "lock")
            {
                Ink.Line($"  login  {login.User}: {login.Role}");
            }
            else if (login.Lock is null)
            {
                string then = confirmed.Contains(login.User) ? "and its events count, because you said --confirm"
                    : "and its events are held until you confirm it";
                Ink.Line($"  login  {login.User}: waits for a lock. The first that connects with it is bound to it, {then}.", "yellow");
            }
        }

        if (locks.Count == 0 && file.FirstOf("lock") is null)
        {
            Ink.Line("  There is no lock and no lock's login: nothing can happen yet.", "yellow");
        }
    }

    private static LoginEntry? FindOwn(HouseFile file, string lockName)
    {
        foreach (LoginEntry login in file.Logins)
        {
            if (login.Lock == lockName)
            {
                return login;
            }
        }

        return null;
    }

    private static List<int> LoginsOf(HouseFile file, IReadOnlyList<string> users)
    {
        var logins = new List<int>();
        for (int i = 0; i < file.Logins.Count; i++)
        {
            foreach (string user in users)
            {
                if (file.Logins[i].User == user)
                {
                    logins.Add(i);
                }
            }
        }

        return logins;
    }

    /// <summary>A fresh login has its lock now: say how to confirm it, unless that was said already.</summary>
    private static void SayBound(HouseFile file, LogRecord record, HashSet<string> confirmed, bool hasPage)
    {
        string user = file.House.Logins.Users.Text(record.Login); // it may have been made since the start
        if (confirmed.Contains(user))
        {
            return;
        }

        string id = record.NoteDetail.ToString("X");
        Ink.Line($"  Lock {id} came with login {user}. Its events are HELD until you confirm that this is your lock:", "bold yellow");
        if (hasPage)
        {
            Ink.Line("    on the page, under Settings, Connect locks", "yellow");
            return;
        }

        Ink.Line($"    start again with --confirm {user}", "yellow");
        Ink.Line($"    or name it in {file.Name}: \"locks\": [{{ \"name\": \"My door\", \"id\": \"{id}\" }}] and \"lock\": \"My door\" "
            + $"at login {user}", "yellow");
    }
}
