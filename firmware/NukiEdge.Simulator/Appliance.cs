using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;
using System.Threading;
using NukiEdge.Connect;
using NukiEdge.Connect.Sync;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Net.Mqtt;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Houses;

namespace NukiEdge.Simulator;

/// <summary>
/// The appliance on a PC: the same loop and broker as on the board, over .NET's sockets. It runs on a thread of its own;
/// others ask it with <see cref="Ask{T}"/> and never touch what the loop owns.
/// </summary>
public sealed partial class Appliance : IPart, IDisposable
{
    private const int EndMs = 2000;

    // The whole log in memory, batch by batch, on a disk that takes its time.
    private const int EndWithSaveMs = 15000;

    private readonly PcSockets _sockets;
    private readonly HttpMessageInvoker _client = PcCaller.NewClient();
    private readonly PcCaller[] _callers;
    private readonly TargetLogins _targetLogins;
    private readonly bool _isWarm;
    private readonly ConcurrentQueue<Action> _questions = new();
    private readonly Thread _thread;
    private readonly object _logGate = new();
    private long _logWritten; // as others may know it
    private volatile bool _stopping;
    private bool _isDisposed;
    private LogSaver? _saver;
    private HouseMemory? _memory;
    private HouseStores? _stores;
    private SlotStore? _slots;
    private LogSegments? _kept;
    private PcCloud? _cloud;

    /// <summary>Builds it. Nothing runs or listens before <see cref="Start"/>.</summary>
    /// <param name="address">Where the broker listens.</param>
    public Appliance(House house, IRelays relays, IPAddress address)
        : this(house, relays, address, isWarm: false)
    {
    }

    /// <summary>Builds one that listens on no port: the locks are at the owner's own broker.</summary>
    /// <param name="trusts">The owner's word that events from there may run sensitive scenes.</param>
    public Appliance(House house, IRelays relays, BrokerSettings broker, bool trusts)
        : this(house, relays, IPAddress.Loopback, isWarm: false)
    {
        var dialer = new PcDialer(_sockets, broker.Url.Host, broker.Url.Port);
        External = new BrokerClient(house.Limits, Clock, dialer, broker, LockTopic.Filters(), Edge, Edge.OwnTopics, Edge.Log);
        Edge.Add(External, LoopPart.Link);
        Edge.UseExternal(External, trusts);
    }

    /// <summary>Builds it; one that is warm already starts without <see cref="WarmUp"/>.</summary>
    internal Appliance(House house, IRelays relays, IPAddress address, bool isWarm)
    {
        _isWarm = isWarm;
        House = house;
        Clock = new PcClock();
        _sockets = new PcSockets(Clock, address);
        _callers = new PcCaller[house.Limits.Calls];
        var logins = _targetLogins = new TargetLogins(house.Targets, house.Limits);
        for (int i = 0; i < _callers.Length; i++)
        {
            _callers[i] = new PcCaller(_sockets, _client, logins, Clock);
        }

        var guard = new RelayGuard(relays);
        Edge = new EdgeLoop(house.Limits, Clock, new EndOfTurn(this), guard, _callers, house);
        Broker = new MqttBroker(house.Limits, Clock, _sockets, Edge.Gate, Edge, Edge.OwnTopics);
        Life = new ApplianceLife(Edge, Clock, guard, () => _stopping = true);
        Edge.Add(Broker, LoopPart.Broker);
        Edge.Add(this, LoopPart.Questions);
        Edge.Use(Broker);
        _thread = new Thread(Run) { IsBackground = true, Name = "loop", Priority = ThreadPriority.AboveNormal };
    }

    /// <summary>The clock of everything that the appliance times.</summary>
    public PcClock Clock { get; }

    /// <summary>What the owner set up. Only inside <see cref="Ask{T}"/>.</summary>
    public House House { get; }

    /// <summary>The loop. Only inside <see cref="Ask{T}"/>.</summary>
    public EdgeLoop Edge { get; }

    /// <summary>The built-in broker. Only inside <see cref="Ask{T}"/>.</summary>
    public MqttBroker Broker { get; }

    /// <summary>The client at an external broker, or null. Only inside <see cref="Ask{T}"/>.</summary>
    public BrokerClient? External { get; }

    /// <summary>The sync with Nuki Web, or null. Only inside <see cref="Ask{T}"/>.</summary>
    public NukiWebLink? NukiWeb { get; private set; }

    /// <summary>Records that were to be kept and are not yet, counted at the end of the loop.</summary>
    public long UnsavedRecords { get; private set; }

    /// <summary>The last fault of ours that came out of a turn; the loop went on.</summary>
    public Exception? Fault => Life.LastFault;

    /// <summary>The loop was started.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>The loop has ended.</summary>
    public bool HasEnded => _stopping;

    /// <summary>Start, faults, stand-still and end.</summary>
    public ApplianceLife Life { get; }

    /// <summary>
    /// Keeps the log in these segments, which were opened, and what is learned (bindings, keypads) in these slots; takes back
    /// what was learned before. Before <see cref="Start"/>.
    /// </summary>
    /// <param name="book">The last runs; this one was begun in it. null keeps none.</param>
    /// <param name="stores">Where the house came from, if it did: what changes of it is saved there.</param>
    public void Keep(LogSegments segments, ISlots slots, RunBook? book = null, HouseStores? stores = null)
    {
        Life.Book = book;
        _kept = segments;
        _saver = new LogSaver(Edge.Log, segments, Clock);
        SlotStore store = _slots = stores?.Store ?? new SlotStore(slots, new Crc32(), new byte[SlotStore.WorkBytes], StoreKind.Memory, HouseMemory.Version);
        _memory = new HouseMemory(House, store, _saver);
        _memory.Restore();
        Edge.Add(_saver, LoopPart.Log);
        Edge.Add(_memory, LoopPart.Memory);
        if (stores is not null)
        {
            _stores = stores;
            stores.KeepAwayFrom(_saver);
            Edge.Add(stores, LoopPart.Memory);
        }
    }

    /// <summary>Syncs with Nuki Web, or with a double of it, as soon as the house has a token. Before <see cref="Start"/>.</summary>
    /// <param name="origin">From <see cref="CloudOrigin"/>.</param>
    /// <param name="roots">Who may vouch for it; null where the owner's set cannot be read: then nobody is asked.</param>
    /// <param name="times">When the first sync is, and that the loop never stands still.</param>
    /// <param name="patience">How long the parts of a request may take; null for the usual times.</param>
    public void UseNukiWeb(Uri origin, CloudRoots? roots, SyncTimes times, CloudPatience? patience = null)
    {
        _cloud = new PcCloud(_sockets, origin, roots, patience ?? new CloudPatience());
        NukiWeb = new NukiWebLink(House, Edge, Clock, _cloud, times, new PcHmac(), (uint)Random.Shared.Next(1, int.MaxValue))
        {
            Hearing = External?.Line,
        };
    }

    /// <summary>Warms the event path up, opens the port (none with an external broker) and starts the loop.</summary>
    /// <returns>false when the port is taken; then nothing runs.</returns>
    public bool Start(int port)
    {
        if (!_isWarm)
        {
            WarmUp.Once();
            CallerWarmUp.Run(_client);
        }

        if (External is null && !Broker.Start(port))
        {
            return false;
        }

        if (_kept is not null)
        {
            NukiWeb?.Recall(_kept);
        }

        Life.Begin(_saver, _memory, External is null ? Broker : null);
        HasStarted = true;
        _thread.Start();
        return true;
    }

    /// <summary>Asks the loop, on the loop's own thread, and waits for the answer.</summary>
    public T Ask<T>(Func<T> question)
    {
        using var answered = new ManualResetEventSlim();
        T answer = default!;
        Exception? fault = null;
        _questions.Enqueue(() =>
        {
            try
            {
                answer = question();
            }
            catch (Exception e)
            {
                fault = e;
            }

            answered.Set();
        });
        _sockets.Wake();
        while (!answered.Wait(100))
        {
            if (_stopping)
            {
                throw new InvalidOperationException("the loop has ended");
            }
        }

        return fault is null ? answer : throw new InvalidOperationException(fault.Message, fault);
    }

    /// <summary>Waits until the log holds a record that the caller has not seen. From any thread.</summary>
    /// <param name="seen">Records that were seen, counted from the start.</param>
    /// <param name="timeoutMs">Milliseconds.</param>
    /// <returns>true when there is one; false also when the loop has ended.</returns>
    public bool WaitForLog(long seen, int timeoutMs)
    {
        long deadline = Environment.TickCount64 + timeoutMs;
        lock (_logGate)
        {
            while (_logWritten <= seen)
            {
                long left = deadline - Environment.TickCount64;
                if (left <= 0 || _stopping)
                {
                    return false;
                }

                Monitor.Wait(_logGate, (int)left);
            }

            return !_stopping;
        }
    }

    /// <summary>Ends the loop with all relays off, and saves what is left of a log that is kept.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _stopping = true;
        _sockets.Wake();
        if (_thread.IsAlive)
        {
            _thread.Join(_saver is null ? EndMs : EndWithSaveMs);
        }

        Life.Dispose();
        _cloud?.Dispose();
        foreach (PcCaller caller in _callers)
        {
            caller.Dispose();
        }

        _client.Dispose();
        _sockets.Dispose();
    }

    /// <inheritdoc/>
    long IPart.Step(long nowUs)
    {
        while (_questions.TryDequeue(out Action? question))
        {
            question();
        }

        return long.MaxValue;
    }

    private void TellLog()
    {
        if (Edge.Log.Written == _logWritten)
        {
            return; // only the loop's thread writes it
        }

        lock (_logGate)
        {
            _logWritten = Edge.Log.Written;
            Monitor.PulseAll(_logGate);
        }
    }

    private void Run()
    {
        while (!_stopping)
        {
            try
            {
                while (!_stopping)
                {
                    Edge.Step();
                }
            }
            catch (Exception e) // what should not have happened ends here and nowhere else
            {
                Life.Fault(e);
            }
        }

        Life.EndTurns();
        Edge.Halt();
        Broker.Stop();
        External?.Stop();
        Page?.Server.Stop();
        TellLog();
        if (_eraser is { IsBegun: true })
        {
            _eraser.Finish();
            return;
        }

        _stores?.SaveAll();
        _accessStore?.SaveAll();
        _memory?.SaveAll();
        if (_saver is not null && !_saver.SaveAll())
        {
            UnsavedRecords = Edge.Log.Written - _saver.Saved;
        }

        Life.EndRun();
    }

    /// <summary>The sockets, with a last look at the log before the loop waits: everything in the turn has been done then.</summary>
    private sealed class EndOfTurn : ISockets
    {
        private readonly Appliance _appliance;

        public EndOfTurn(Appliance appliance)
        {
            _appliance = appliance;
        }

        public IListener Listen(int port)
        {
            return _appliance._sockets.Listen(port);
        }

        public void WaitAny(long deadlineUs)
        {
            _appliance.TellLog();
            _appliance._sockets.WaitAny(deadlineUs);
        }

        public void Wake()
        {
            _appliance._sockets.Wake();
        }
    }
}
