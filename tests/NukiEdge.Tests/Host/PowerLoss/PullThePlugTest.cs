using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using NukiEdge.Core.Life;
using NukiEdge.Core.Log;
using NukiEdge.Tests.Flash;
using NukiEdge.Tests.Houses;

namespace NukiEdge.Tests.PowerLoss;

/// <summary>Issue 3: "Pull the plug 1,000 times at random moments of a busy day: no lost setting, no scene run twice, relays off
/// at each start." The real loop, broker and stores, in virtual time; NUKIEDGE_SEED repeats a run.</summary>
[TestClass]
public sealed class PullThePlugTest
{
    private const int Plugs = 1000;
    private const int FlashLasts = 100; // then the board is a new one, and locks are bound again

    private readonly FakeFlash _firstFlash = new(8);
    private readonly IMustSurvive[] _all = [new LogSurvives(), new MemorySurvives(), new HouseSurvives(), new RunsSurvive()];
    private readonly HashSet<uint> _ran = [];
    private readonly int[] _pulled = new int[5];
    private World _world;
    private BusyDay _day;
    private FakeFlash _flash;
    private FakeImport _import = NewImport();
    private int _safe, _annasRan, _fromBefore, _wouldBeTwice, _atStart, _planned, _inFlash;
    private long _upUs;

    [TestMethod]
    public void Nothing_is_lost_and_no_scene_runs_twice_when_the_plug_is_pulled_1000_times()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("NUKIEDGE_SEED"), out int given) ? given : Environment.TickCount & 0xFFFFFF;
        Console.WriteLine($"seed {seed}");
        long began = Stopwatch.GetTimestamp();
        _world = new World(seed);
        _day = new BusyDay(_world);
        _flash = _firstFlash;
        for (int plug = 0; plug < Plugs;)
        {
            if (plug % FlashLasts == 0 && plug > 0)
            {
                _flash = new FakeFlash(8);
                _import = NewImport();
                Array.ForEach(_all, one => one.Forget());
            }

            plug += RunOnce() ? 1 : 0;
        }

        Report(Stopwatch.GetElapsedTime(began));
        Assert.IsTrue(_pulled.All(n => n > 50) && _inFlash > 100 && _atStart > 20, "every way to pull it");
        Assert.IsTrue(_ran.Count > 3000 && _fromBefore > 30 && _wouldBeTwice > 10 && _safe > 10, "the day was not busy enough");
        Assert.IsTrue(_all.All(one => one.Checked > 500), "too little to lose");
    }

    /// <summary>One start and what follows.</summary>
    /// <returns>true when the plug ended it.</returns>
    private bool RunOnce()
    {
        Machine machine = null;
        bool isStarted = false;
        bool isPulled = true;
        _flash.PowerOn();
        _world.PowerOn();
        try
        {
            Plan();
            machine = new Machine(_world, _flash, _import);
            isStarted = true;
            Array.ForEach(_all, one => one.Check(machine));
            _safe += machine.Edge.IsSafe ? 1 : 0;
            _day.Machine = machine;
            while (_world.Dice.Next(40000) != 0)
            {
                machine.Step();
                Array.ForEach(_all, one => one.Watch(machine));
            }

            EndAsPlanned(machine);
            isPulled = false;
        }
        catch (PowerCutException)
        {
        }

        PowerOff(machine, isStarted);
        return isPulled;
    }

    /// <summary>Chooses how the plug will be pulled.</summary>
    private void Plan()
    {
        int way = _world.Dice.Next(10);
        bool isLong = _world.Dice.Next(2) == 0; // long enough to be proven: not all the day in safe mode
        long lasts = (isLong ? 620 + _world.Dice.Next(900) : 1 + _world.Dice.Next(500)) * 1_000_000L + _world.Dice.Next(1_000_000);
        _flash.Style = _world.Dice.Next(FakeFlash.Styles);
        _day.AtTheDoor = () => { };
        _world.CutUs = _world.Us + lasts;
        switch (way)
        {
            case < 3: // at a byte of flash
                _pulled[0]++;
                long armedUs = _world.Us + lasts - 120_000_000;
                int bytes = _world.Dice.Next(700);
                World world = _world;
                FakeFlash flash = _flash;
                _world.After(Math.Max(0, armedUs - _world.Us), () => flash.PointsToCut = flash == _flash && world.CutUs != long.MaxValue ? bytes : int.MaxValue);
                break;
            case 3: // at a byte of flash, while it starts
                _pulled[1]++;
                _flash.PointsToCut = _world.Dice.Next(400);
                break;
            case 4: // at any place of a turn
                _pulled[2]++;
                _world.LooksToCut = _world.Dice.Next(isLong ? 100000 : 10000);
                break;
            case < 8: // when somebody has just come
                _pulled[3]++;
                _world.CutUs += 600_000_000;
                long fromUs = _world.Us + lasts;
                _day.AtTheDoor = () =>
                {
                    if (_world.Us >= fromUs)
                    {
                        _world.LooksToCut = _world.Dice.Next(150);
                        _day.AtTheDoor = () => { };
                    }
                };
                break;
            default: // while the loop waits
                _pulled[4]++;
                break;
        }
    }

    /// <summary>The owner's file, on a drive that was just made.</summary>
    private static FakeImport NewImport()
    {
        var import = new FakeImport();
        import.Put(BusyDay.House);
        return import;
    }

    private void EndAsPlanned(Machine machine)
    {
        machine.Edge.Halt();
        Assert.IsTrue(machine.Saver.SaveAll());
        Assert.IsTrue(machine.Memory.SaveAll());
        Assert.IsTrue(machine.Stores.SaveAll());
        Array.ForEach(_all, one => one.Watch(machine));
        Assert.IsTrue(machine.Book.EndRun(RunEnd.Stop, LoopPart.Ending, 0, 0));
        _planned++;
    }

    private void PowerOff(Machine machine, bool isStarted)
    {
        _inFlash += _flash.PointsToCut < 0 ? 1 : 0;
        _flash.PointsToCut = int.MaxValue;
        _world.LooksToCut = int.MaxValue;
        _world.CutUs = long.MaxValue;
        _day.AtTheDoor = () => { };
        _day.Machine = null;
        if (!isStarted)
        {
            _atStart++;
            Array.ForEach(_all, one => one.CutAtStart());
        }

        if (machine is not null)
        {
            machine.HasPower = false;
            Count(machine);
        }

        _world.PowerOn(); // nobody listens
        _day.Locks.ForEach(one => one.LosePeer());
        _world.Pass(200_000 + _world.Dice.Next(15_000_000));
    }

    private void Count(Machine machine)
    {
        foreach (uint code in machine.Ran)
        {
            if (BusyDay.ComesOnce(code))
            {
                Assert.IsTrue(_ran.Add(code), $"the scene for {code} ran twice");
            }
            else
            {
                _annasRan++;
            }
        }

        Assert.IsTrue(_annasRan <= _day.Annas, $"Anna came {_day.Annas} times and her scene ran {_annasRan} times");
        _fromBefore += machine.Held[Reason.BeforeStart];
        _wouldBeTwice += machine.FromBefore.Count(_ran.Contains);
        _upUs = _world.Us;
    }

    private void Report(TimeSpan took)
    {
        Console.WriteLine($"{Plugs} times without power, {_inFlash} of them at a byte of flash, {_atStart} during the start ({_planned} planned ends besides); "
            + $"planned were: {_pulled[0]} at a byte of flash, {_pulled[1]} there during the start, {_pulled[2]} in the middle of a turn, "
            + $"{_pulled[3]} just when somebody came, {_pulled[4]} while it waits");
        Console.WriteLine($"{_upUs / 86_400_000_000.0:0.0} days, {_day.Announced} announcements, {_ran.Count + _annasRan} scenes ran, "
            + $"{_day.Locks.Sum(one => one.SentAgain)} announcements were sent again with DUP, {_fromBefore} held as perhaps from before the start: "
            + $"{_wouldBeTwice} of them had run before; {_safe} runs in safe mode");
        Console.WriteLine(string.Join(", ", _all.Select(one => $"{one.Name}: {one.Checked} checks")) + $"; {took.TotalSeconds:0.0} s");
        Console.WriteLine("0 lost, 0 scenes twice, all relays off at each start");
    }
}
