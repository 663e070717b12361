using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Simulator.Adapters;

namespace NukiEdge.Simulator;

/// <summary>Start, faults, stand-still and end of the appliance on a PC (firmware/docs/life.md).</summary>
public sealed class ApplianceLife : IRestart, IDisposable
{
    // A disk that hangs may be why the loop stands still. The restart does not wait for it.
    private const int LastWordMs = 2000;

    private readonly EdgeLoop _edge;
    private readonly PcClock _clock;
    private readonly RelayGuard _relays;
    private readonly ManualResetEventSlim _loopEnds = new();
    private readonly Action _end;
    private Thread? _watcher;
    private LifeKeeper? _keeper;
    private byte _word = RunEnd.Stop;
    private byte _part;
    private byte _fault;

    /// <param name="end">Asks the loop to end after this turn.</param>
    internal ApplianceLife(EdgeLoop edge, PcClock clock, RelayGuard relays, Action end)
    {
        _edge = edge;
        _clock = clock;
        _relays = relays;
        _end = end;
    }

    /// <summary>The last runs. Begun already where it is kept in a folder.</summary>
    public RunBook? Book { get; set; }

    /// <summary>Longest time of a turn, microseconds.</summary>
    public long StallLimitUs { get; set; } = Supervisor.PcLimitUs;

    /// <summary>Called on the watcher's thread when the loop stood still, with relays off and the reason stored.</summary>
    public Action<byte>? Stalled { get; set; }

    /// <summary>The loop ended to be started again.</summary>
    public bool WantsRestart { get; private set; }

    /// <summary>The last exception that came out of a turn.</summary>
    public Exception? LastFault { get; private set; }

    /// <summary>The last step before the first turn.</summary>
    /// <param name="listener">What has to listen; null with an external broker.</param>
    public void Begin(LogSaver? saver, HouseMemory? memory, IHealth? listener)
    {
        if (Book is null)
        {
            Book = new RunBook(null);
            Book.Begin();
        }

        _keeper = new LifeKeeper(Book, _edge, saver, memory, _clock, this);
        _keeper.Watch(listener, LoopPart.Broker);
        _edge.Add(_keeper, LoopPart.Life);
        _edge.Watch.DueUs = _clock.NowUs + LoopWatch.StartUs;
        _watcher = new Thread(LookAfterTheLoop) { IsBackground = true, Name = "watcher", Priority = ThreadPriority.AboveNormal };
        _watcher.Start();
    }

    /// <summary>An exception came out of a turn. Relays are off afterwards; the loop goes on unless it is one too many.</summary>
    public void Fault(Exception e)
    {
        LastFault = e;
        _keeper!.Fault(FaultKind.Of(e));
    }

    /// <inheritdoc/>
    public void Restart(byte end, byte part, byte fault)
    {
        _edge.Halt();
        _word = end;
        _part = part;
        _fault = fault;
        WantsRestart = true;
        _end();
    }

    /// <summary>No turn comes any more: what is saved now takes its time.</summary>
    public void EndTurns()
    {
        _loopEnds.Set();
        _edge.Watch.Part = LoopPart.Ending;
    }

    /// <summary>The last word, after everything else was saved.</summary>
    public void EndRun()
    {
        _keeper?.EndRun(_word, _part, _fault);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _loopEnds.Set();
        _watcher?.Join();
    }

    private void LookAfterTheLoop()
    {
        var supervisor = new Supervisor(_edge.Watch, StallLimitUs);
        var tick = TimeSpan.FromMicroseconds(supervisor.TickUs);
        while (!_loopEnds.Wait(tick))
        {
            if (supervisor.Tick(_clock.NowUs) && !Debugger.IsAttached)
            {
                byte part = _edge.Watch.Part;
                _relays.AllOffForGood();
                Task.Run(() => Book!.EndRun(RunEnd.Stalled, part, 0, _clock.NowUs)).Wait(LastWordMs);
                Stalled?.Invoke(part);
                return;
            }
        }
    }
}
