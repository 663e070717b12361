using System;
using System.Collections.Generic;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Log;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Scenes;
using NukiEdge.Net.Mqtt;
using NukiEdge.Tests.Flash;
using NukiEdge.Tests.Houses;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.PowerLoss;

/// <summary>One run of the appliance, from power-up to the plug, put together in the order of firmware/docs/life.md.</summary>
internal sealed class Machine : IMessageSink, IRestart
{
    private readonly LogRecord _record = new();
    private long _read;

    /// <summary>Starts. A power cut may come out of it as out of <see cref="Step"/>.</summary>
    public Machine(World world, FakeFlash flash, FakeImport import)
    {
        Limits limits = Limits.SmallBoard();
        Relays = new FakeRelays(3);
        var crc = new Crc32();
        Book = new RunBook(Store(flash, crc, StoreKind.Life, RunBook.Version));
        IsCounted = Book.Begin();
        Kept = new LogSegments(flash, crc);
        Kept.Open();
        Stores = new HouseStores(Store(flash, crc, StoreKind.Settings, HouseStores.Version));
        House = new HouseImport(import, Stores).Run(Stores.Load(limits));
        var callers = new ICaller[limits.Calls];
        for (int i = 0; i < callers.Length; i++)
        {
            callers[i] = new SimCaller(world, this);
        }

        Edge = new EdgeLoop(limits, world, world, Relays, callers, House);
        Saver = new LogSaver(Edge.Log, Kept, world);
        Memory = new HouseMemory(House, Stores.Store, Saver);
        Restored = Memory.Restore();
        Broker = new MqttBroker(limits, world, world, Edge.Gate, this, Edge.OwnTopics);
        var life = new LifeKeeper(Book, Edge, Saver, Memory, world, this);
        life.Watch(Broker, LoopPart.Broker);
        Edge.Add(Broker, LoopPart.Broker);
        Edge.Add(Saver, LoopPart.Log);
        Edge.Add(Memory, LoopPart.Memory);
        Stores.KeepAwayFrom(Saver);
        Edge.Add(Stores, LoopPart.Memory);
        Edge.Add(life, LoopPart.Life);
        Edge.Use(Broker);
        Assert.AreEqual("0- 1- 2- ", Relays.Trace, "every relay off once, before anybody can come in, and nothing else");
        Assert.IsTrue(Broker.Start(1883));
        IsUp = true;
    }

    public FakeRelays Relays { get; }

    public RunBook Book { get; }

    public LogSegments Kept { get; }

    public House House { get; }

    public HouseStores Stores { get; }

    public EdgeLoop Edge { get; }

    public LogSaver Saver { get; }

    public HouseMemory Memory { get; }

    public MqttBroker Broker { get; }

    public SlotResult Restored { get; }

    /// <summary>The start was written.</summary>
    public bool IsCounted { get; }

    /// <summary>The first turn may come.</summary>
    public bool IsUp { get; }

    /// <summary>The power is there, as far as anybody outside the loop knows.</summary>
    public bool HasPower { get; set; } = true;

    /// <summary>Announcements of Unknown codes whose scene ran in this run, by their code.</summary>
    public List<uint> Ran { get; } = [];

    /// <summary>Codes that were held because they may be from before the start.</summary>
    public List<uint> FromBefore { get; } = [];

    /// <summary>Announcements by what became of them: <see cref="Reason"/>.</summary>
    public int[] Held { get; } = new int[256];

    public void Step()
    {
        Edge.Step();
    }

    /// <inheritdoc/>
    void IMessageSink.OnMessage(Message message)
    {
        try
        {
            ((IMessageSink)Edge).OnMessage(message);
        }
        finally
        {
            ReadLog();
        }
    }

    /// <inheritdoc/>
    void IRestart.Restart(byte end, byte part, byte fault)
    {
        Assert.Fail($"nothing stands still here: {end} {part}");
    }

    /// <summary>What came of it stands in the log before it is done, and so also where the power went away in the middle.</summary>
    private void ReadLog()
    {
        for (_read = Math.Max(_read, Edge.Log.Oldest); _read < Edge.Log.Written; _read++)
        {
            Edge.Log.Read(_read, _record);
            if (_record.Kind != EventLog.Announcement)
            {
                continue;
            }

            if (_record.Verdict == Verdict.Ran)
            {
                Ran.Add(_record.CodeId != 0 ? _record.CodeId : _record.AuthId);
            }

            Held[_record.Reason]++;
            if (_record.Reason == Reason.BeforeStart)
            {
                FromBefore.Add(_record.CodeId != 0 ? _record.CodeId : _record.AuthId);
            }
        }
    }

    private static SlotStore Store(FakeFlash flash, Crc32 crc, byte kind, byte version)
    {
        return new SlotStore(flash, crc, new byte[SlotStore.WorkBytes], kind, version);
    }

    /// <summary>A target that mostly answers.</summary>
    private sealed class SimCaller : ICaller
    {
        private readonly World _world;
        private readonly Machine _machine;

        public SimCaller(World world, Machine machine)
        {
            _world = world;
            _machine = machine;
        }

        public void Start(HttpCall call)
        {
            _world.AfterMs(20, 1500, () =>
            {
                if (_machine.HasPower)
                {
                    call.Finish(200);
                }
            });
        }
    }
}
