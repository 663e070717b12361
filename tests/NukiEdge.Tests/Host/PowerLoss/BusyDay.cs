using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Locks;
using NukiEdge.Web.People;

namespace NukiEdge.Tests.PowerLoss;

/// <summary>Who comes, what is learned, and what the owner does; it goes on whether the appliance has power or not.</summary>
internal sealed class BusyDay
{
    /// <summary>One lock of the file, two that come with a fresh login and are bound.</summary>
    public const string House = """
        { "house": 1,
          "locks": [{ "name": "Front", "id": "3807B7EC", "keypads": [54321] }],
          "relays": [{ "name": "Light", "longestOnMs": 60000 }, { "name": "Bell", "longestOnMs": 2000 }, { "name": "Gate" }],
          "persons": [{ "name": "Anna", "credentials": [{ "lock": "Front", "code": 12345 }] }],
          "scenes": [
            { "name": "Welcome", "steps": [{ "relay": "Light", "do": "on" }, { "mqtt": "home/{lock}", "payload": "{person}", "qos": 1 }] },
            { "name": "Stranger", "steps": [{ "relay": "Bell", "do": "pulse", "ms": 300 },
              { "http": "POST", "url": "http://10.0.0.9/in", "body": "{source}" }, { "waitMs": 1500 },
              { "relay": "Gate", "do": "pulse", "ms": 400 }] }],
          "rules": [{ "name": "Anna", "who": { "person": "Anna" }, "scene": "Welcome" },
                    { "name": "Stranger", "who": "unknown", "scene": "Stranger" }],
          "logins": [{ "user": "front", "password": "front-secret", "role": "lock", "lock": "Front" },
                     { "user": "fresh1", "password": "fresh1-secret", "role": "lock" },
                     { "user": "fresh2", "password": "fresh2-secret", "role": "lock" }] }
        """;

    private const int AnnaCode = 12345;
    private const int FirstUnknown = 100000;

    private readonly World _world;
    private int _nextUnknown = FirstUnknown;
    private int _changes;

    public BusyDay(World world)
    {
        _world = world;
        Locks =
        [
            new SimLock(world, 0x3807B7EC, "front"), new SimLock(world, 0x4BB2979F, "fresh1"), new SimLock(world, 0x1A2B3C, "fresh2"),
        ];
        world.Pump = () => Locks.ForEach(one => one.Pump());
        foreach (SimLock one in Locks)
        {
            one.Connect();
            SomebodyComes(one);
            TheRadioFails(one);
        }

        TheOwnerLooks();
        TheOwnerChanges();
    }

    public List<SimLock> Locks { get; }

    /// <summary>The run that is going on; null while there is no power.</summary>
    public Machine Machine { get; set; }

    /// <summary>Announcements so far.</summary>
    public int Announced { get; private set; }

    /// <summary>Of them Anna's, who comes with the same number each time.</summary>
    public int Annas { get; private set; }

    /// <summary>Asked for when somebody was at the door: the plug may be pulled a moment later.</summary>
    public Action AtTheDoor { get; set; } = () => { };

    /// <summary>True for the numbers that come only once.</summary>
    public static bool ComesOnce(uint code)
    {
        return code != AnnaCode;
    }

    private void SomebodyComes(SimLock one)
    {
        _world.AfterMs(500, 80000, () =>
        {
            Announced++;
            one.Announce(Payload(one));
            AtTheDoor();
            SomebodyComes(one);
        });
    }

    private string Payload(SimLock one)
    {
        int which = _world.Dice.Next(20);
        int unknown = _nextUnknown++;
        if (which < 4 && one == Locks[0])
        {
            Annas++;
            return "3,0,54321," + AnnaCode + ",1";
        }

        // A new keypad now and then, the usual one, or an app.
        return which < 5 ? $"1,0,{60000 + _world.Dice.Next(30)},{unknown},1"
            : which < 16 ? $"1,0,54321,{unknown},1"
            : $"1,0,{unknown},0,0";
    }

    private void TheRadioFails(SimLock one)
    {
        _world.AfterMs(10000, 900000, () =>
        {
            if (one.IsQuiet)
            {
                one.Flap();
            }

            TheRadioFails(one);
        });
    }

    /// <summary>The owner confirms what waits.</summary>
    private void TheOwnerLooks()
    {
        _world.AfterMs(20000, 200000, () =>
        {
            if (Machine is { IsUp: true })
            {
                LoginTable logins = Machine.House.Logins;
                foreach (int login in Enumerable.Range(0, logins.Count).Where(i => logins.LockOf(i) >= 0 && !logins.IsConfirmed(i)))
                {
                    logins.Confirm(login);
                }
            }

            TheOwnerLooks();
        });
    }

    /// <summary>The owner renames and adds persons, and changes a setting.</summary>
    private void TheOwnerChanges()
    {
        _world.AfterMs(2000, 300_000, () =>
        {
            if (Machine is { IsUp: true } machine)
            {
                var decisions = new OwnerDecisions(machine.House);
                byte[] name = Encoding.UTF8.GetBytes("Somebody " + ++_changes);
                switch (_world.Dice.Next(3))
                {
                    case 0:
                        decisions.Rename(_world.Dice.Next(machine.House.Persons.Count), name, name.Length);
                        break;
                    case 1:
                        decisions.Add(name, name.Length, out _);
                        break;
                    default:
                        machine.House.NukiWeb.EveryMin = 5 + _changes % 1400;
                        machine.Stores.Changed(StoreKind.Settings);
                        break;
                }
            }

            TheOwnerChanges();
        });
    }
}
