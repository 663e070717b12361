using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.AspNetCore.Builder;
using NukiEdge.Core.Bytes;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Simulator.VirtualDoor;

namespace NukiEdge.Simulator.Bench;

/// <summary>
/// The bench page: a door to press keys at, and what comes of it. On 127.0.0.1 only; it has no password, and does not
/// exist where real locks are served.
/// </summary>
public sealed class BenchServer : IDisposable
{
    private const int PortsToTry = 20;

    private readonly WebApplication _app;
    private readonly LiveFeed _feed;
    private readonly BenchRelays _relays;
    private readonly IReadOnlyList<VirtualLock> _locks;

    private BenchServer(WebApplication app, LiveFeed feed, BenchRelays relays, IReadOnlyList<VirtualLock> locks, CallSink? sink)
    {
        _app = app;
        _feed = feed;
        _relays = relays;
        _locks = locks;
        Sink = sink;
        Port = LoopbackHost.PortOf(app);
        relays.Changed += OnRelay;
        foreach (VirtualLock door in locks)
        {
            door.Changed += feed.Poke;
        }

        if (sink is not null)
        {
            sink.Changed += feed.Poke;
        }
    }

    /// <summary>Where the page is: http://127.0.0.1:PORT.</summary>
    public string Address => "http://127.0.0.1:" + Port;

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>Event streams that are open.</summary>
    public int Streams => _feed.Streams;

    /// <summary>The sink that the sample house's scenes call, or null when its port was taken; the page says so.</summary>
    public CallSink? Sink { get; }

    /// <summary>Starts the page and the sink.</summary>
    /// <param name="locks">The virtual locks that keys are drawn for.</param>
    /// <param name="port">The port, or the next free one; 0 for any free one.</param>
    /// <param name="sinkPort">The sink's port; 0 for any free one.</param>
    /// <param name="web">The double of Nuki Web that the page has a panel for, or null.</param>
    /// <exception cref="IOException">No port is free.</exception>
    public static BenchServer Start(Appliance appliance, BenchRelays relays, IReadOnlyList<VirtualLock> locks, int port,
        int sinkPort = CallSink.SamplePort, NukiWebServer? web = null)
    {
        CallSink? sink = CallSink.TryStart(sinkPort);
        var feed = new LiveFeed(new LoopView(appliance, locks, sink, sinkPort));
        var api = new BenchApi(appliance, locks, sink, feed);
        for (int i = 0; i < PortsToTry && port + i <= ushort.MaxValue; i++)
        {
            var guard = new BenchGuard();
            WebApplication app = Build(port + i, guard, api, appliance, web);
            if (LoopbackHost.TryStart(app))
            {
                var server = new BenchServer(app, feed, relays, locks, sink);
                guard.Port = server.Port;
                guard.OwnersPage = appliance.Ask(() => LetFrame(appliance, server.Address));
                _ = PageWarmUp.RunAsync(server.Address, locks.Count > 0 ? locks[0].HexId : null);
                return server;
            }
        }

        feed.Dispose();
        sink?.Dispose();
        throw new IOException("ports " + port + " to " + (port + PortsToTry - 1) + " on 127.0.0.1 are taken");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _relays.Changed -= OnRelay;
        foreach (VirtualLock door in _locks)
        {
            door.Changed -= _feed.Poke;
        }

        _feed.Dispose();
        LoopbackHost.End(_app);
        Sink?.Dispose();
    }

    /// <summary>The owner's page stands beside the door; no other page may show it.</summary>
    private static string? LetFrame(Appliance appliance, string origin)
    {
        appliance.Page?.Server.LetFrame(Ascii.Of(origin));
        return appliance.PageAddress;
    }

    private static WebApplication Build(int port, BenchGuard guard, BenchApi api, Appliance appliance, NukiWebServer? web)
    {
        WebApplication app = LoopbackHost.Create(port);
        var files = new PageFiles();
        app.Use((context, next) => guard.CheckAsync(context, next));
        app.UseRouting();
        api.Map(app);
        new PeopleApi(appliance).Map(app);
        if (web is not null)
        {
            new NukiAccountApi(web).Map(app);
        }

        app.MapFallback("{*path}", files.AnswerAsync);
        return app;
    }

    private void OnRelay(int relay, bool on)
    {
        _feed.Poke();
    }
}
