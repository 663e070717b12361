using System;
using System.Collections.Concurrent;
using System.Net;
using System.Threading;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Mqtt;
using NukiEdge.Simulator.Adapters;

namespace NukiEdge.Simulator;

/// <summary>
/// The appliance on a PC: the same loop and broker as on the board, over .NET's sockets. It runs on a thread of its own;
/// others ask it with <see cref="Ask{T}"/> and never touch what the loop owns.
/// </summary>
public sealed class Appliance : IPart, IDisposable
{
    private readonly PcSockets _sockets;
    private readonly PcCaller[] _callers;
    private readonly ConcurrentQueue<Action> _questions = new();
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <summary>Builds it. Nothing runs or listens before <see cref="Start"/>.</summary>
    /// <param name="address">Where the broker listens.</param>
    public Appliance(House house, IRelays relays, IPAddress address)
    {
        House = house;
        Clock = new PcClock();
        _sockets = new PcSockets(Clock, address);
        var client = PcCaller.NewClient();
        _callers = new PcCaller[house.Limits.Calls];
        for (int i = 0; i < _callers.Length; i++)
        {
            _callers[i] = new PcCaller(_sockets, client);
        }

        Edge = new EdgeLoop(house.Limits, Clock, _sockets, relays, _callers, house);
        Broker = new MqttBroker(house.Limits, Clock, _sockets, Edge.Gate, Edge, Edge.OwnTopics);
        Edge.Add(Broker);
        Edge.Add(this);
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

    /// <summary>What ended the loop, if anything ever did: a fault of ours.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Opens the port and starts the loop.</summary>
    /// <returns>false when the port is taken; then nothing runs.</returns>
    public bool Start(int port)
    {
        if (!Broker.Start(port))
        {
            return false;
        }

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
            if (_stopping || Fault is not null)
            {
                throw new InvalidOperationException("the loop has ended", Fault);
            }
        }

        return fault is null ? answer : throw new InvalidOperationException(fault.Message, fault);
    }

    /// <summary>Ends the loop with all relays off.</summary>
    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        _stopping = true;
        _sockets.Wake();
        if (_thread.IsAlive)
        {
            _thread.Join(2000);
        }

        foreach (PcCaller caller in _callers)
        {
            caller.Dispose();
        }

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

    private void Run()
    {
        try
        {
            while (!_stopping)
            {
                Edge.Step();
            }
        }
        catch (Exception e)
        {
            Fault = e;
        }

        Edge.Halt();
        Broker.Stop();
    }
}
