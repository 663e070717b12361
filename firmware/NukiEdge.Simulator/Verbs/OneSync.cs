using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net;
using NukiEdge.Connect;
using NukiEdge.Connect.Sync;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Log;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Simulator.Adapters;

namespace NukiEdge.Simulator.Verbs;

/// <summary>
/// One sync as the appliance makes it: its loop and its parts, with no port open, no lock, and relays that are none. Changes the
/// house in memory.
/// </summary>
internal sealed class OneSync : IPart, IDisposable
{
    private const long LookUs = 100_000;

    private readonly PcSockets _sockets;
    private readonly PcCloud _cloud;
    private readonly EdgeLoop _edge;
    private readonly NukiWebLink _link;
    private readonly Action<string> _progress;
    private int _shown;
    private bool _compares;

    /// <param name="progress">Gets a line when something goes on.</param>
    public OneSync(House house, NukiWebPlace place, Action<string> progress)
    {
        var clock = new PcClock();
        _progress = progress;
        _sockets = new PcSockets(clock, IPAddress.Loopback);
        _edge = new EdgeLoop(house.Limits, clock, _sockets, new BenchRelays(house.RelayNames.Count), [], house);
        _cloud = new PcCloud(_sockets, place.Origin, place.Roots, new CloudPatience());
        _link = new NukiWebLink(house, _edge, clock, _cloud, SyncTimes.NeverFrozen(), null, 1);
        _edge.Add(this, LoopPart.Other);
    }

    /// <summary>How it went.</summary>
    public SyncStatus Status => _link.Sync.Status;

    /// <summary>It was good: the house is as Nuki Web has it.</summary>
    public bool IsGood { get; private set; }

    /// <summary>Auths that were read.</summary>
    public int Auths => _link.Reader.Begun;

    /// <summary>Of them: of locks that are not this house's, and such as the lock does not have yet.</summary>
    public int Foreign => _link.Reader.ForeignRecords;

    /// <inheritdoc cref="Foreign"/>
    public int NotOnLock => _link.Reader.NotOnLock;

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Makes it.</summary>
    /// <returns>false when it was stopped before the end.</returns>
    public bool Run(StopSignal stop)
    {
        var time = Stopwatch.StartNew();
        int number = _link.Sync.Ask(SyncWhy.Owner);
        _progress("asking Nuki Web");
        while (_link.Sync.Done < number && !stop.IsAsked)
        {
            _edge.Step();
        }

        Took = time.Elapsed;
        IsGood = number > 0 && _link.Sync.Done >= number && _link.Sync.WasGood;
        return !stop.IsAsked;
    }

    /// <summary>What it wrote into the log, oldest first.</summary>
    public List<LogRecord> Notes()
    {
        var notes = new List<LogRecord>();
        for (long number = _edge.Log.Oldest; number < _edge.Log.Written; number++)
        {
            var record = new LogRecord();
            if (_edge.Log.Read(number, record) && record.Note != NoteCode.Started)
            {
                notes.Add(record);
            }
        }

        return notes;
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (Status.IsAsking && Auths > _shown)
        {
            _shown = Auths;
            _progress($"reading, {_shown} auths so far");
        }
        else if (!Status.IsAsking && !_link.Sync.IsIdle && !_compares)
        {
            _compares = true;
            _progress($"comparing {Auths} auths with the house");
        }

        return nowUs + LookUs;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cloud.Dispose();
        _sockets.Dispose();
    }
}
