using System;
using System.Threading;
using nanoFramework.Runtime.Native;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Access;
using NukiEdge.Web.Houses;

namespace NukiEdge.Device;

/// <summary>Reboots the board and remembers why; also when the loop stands still.</summary>
public sealed class BoardPower : IRestart
{
    private readonly BoardRelays _relays;
    private readonly BoardClock _clock;
    private readonly RunBook _book;
    private readonly long _startUs;
    private Supervisor _supervisor;
    private LoopWatch _watch;

    /// <summary>Nothing is watched yet.</summary>
    /// <param name="relays">Switched off before every reboot.</param>
    /// <param name="book">Where the reason goes.</param>
    public BoardPower(BoardRelays relays, BoardClock clock, RunBook book)
    {
        _relays = relays;
        _clock = clock;
        _book = book;
        _startUs = clock.NowUs;
    }

    /// <summary>Saves the log before a reboot; null while there is none.</summary>
    public LogSaver Log { get; set; }

    /// <summary>Saves what was learned before a reboot; set together with <see cref="Log"/>.</summary>
    public HouseMemory Memory { get; set; }

    /// <summary>Saves the house before a reboot, where something of it changed; set together with <see cref="Log"/>.</summary>
    public HouseStores Stores { get; set; }

    /// <summary>Saves who may use the page before a reboot; null while there is no page.</summary>
    public AccessStore Access { get; set; }

    /// <summary>Looks after the loop from a thread of its own. The start has its time too.</summary>
    public void Watch(LoopWatch watch)
    {
        _watch = watch;
        watch.DueUs = _clock.NowUs + LoopWatch.StartUs;
        _supervisor = new Supervisor(watch, Supervisor.BoardLimitUs);
        new Thread(LookAfterTheLoop).Start();
    }

    /// <summary>Switches the relays off, stores the reason, saves the log and reboots. On the loop's thread. Does not return.</summary>
    public void Restart(byte end, byte part, byte fault)
    {
        _relays.AllOffForGood();
        try
        {
            if (Log != null)
            {
                Log.SaveAll();
                Stores.SaveAll();
                Memory.SaveAll();
            }
            if (Access != null)
                Access.SaveAll();
            _book.EndRun(end, part, fault, _clock.NowUs - _startUs);
        }
        catch (Exception)
        {
            // Rebooting matters more than knowing why.
        }
        Reboot();
    }

    private void LookAfterTheLoop()
    {
        int tickMs = (int)(_supervisor.TickUs / 1000);
        while (!_supervisor.Tick(_clock.NowUs))
            Thread.Sleep(tickMs);
        _relays.AllOffForGood();
        try
        {
            // Only the book, in slots of its own: log and memory belong to the thread that stands still.
            _book.EndRun(RunEnd.Stalled, _watch.Part, 0, _clock.NowUs - _startUs);
        }
        catch (Exception)
        {
            // As above.
        }
        Reboot();
    }

    private static void Reboot()
    {
        Power.RebootDevice();
        Thread.Sleep(Timeout.Infinite);
    }
}
