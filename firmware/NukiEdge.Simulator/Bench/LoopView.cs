using System;
using System.Collections.Generic;
using System.Linq;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Scenes;
using NukiEdge.Simulator.VirtualDoor;

namespace NukiEdge.Simulator.Bench;

/// <summary>Makes one picture of what the loop owns. One question to the loop each, answered in microseconds.</summary>
internal sealed class LoopView
{
    private const int MostKeys = 40;

    private readonly Appliance _appliance;
    private readonly IReadOnlyList<VirtualLock> _locks;
    private readonly CallSink? _sink;
    private readonly int _sinkPort;
    private readonly LogBook _book;
    private readonly long _startMs;
    private CredentialView[][] _credentials = [];
    private int[] _leftOut = [];
    private uint _credentialsRevision;
    private BenchState? _last;

    /// <summary>A view of one appliance, its virtual locks and the sink; null where its port was taken.</summary>
    public LoopView(Appliance appliance, IReadOnlyList<VirtualLock> locks, CallSink? sink, int sinkPort)
    {
        _appliance = appliance;
        _locks = locks;
        _sink = sink;
        _sinkPort = sinkPort;
        _book = new LogBook(appliance.Edge.Log, appliance.House);
        _startMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - appliance.Clock.NowUs / 1000;
    }

    /// <summary>What there is to see now. After the loop's end: the last picture, and that it has ended.</summary>
    public BenchState Take()
    {
        BenchState? loop = null;
        if (!_appliance.HasEnded)
        {
            try
            {
                loop = _appliance.Ask(Look);
            }
            catch (InvalidOperationException)
            {
                // It ended while we asked; the lines below say so.
            }
        }

        string why = _appliance.Fault is { } e ? ": " + e.GetType().Name : "";
        loop ??= (_last ?? Nothing()) with { Fault = "the loop has ended" + why };
        _last = loop;
        return loop with
        {
            Sink = new SinkView(_sink?.Port ?? _sinkPort, _sink is not null, _sink?.Received ?? 0),
            Calls = _sink is null ? [] : CallsOf(_sink),
        };
    }

    /// <summary>On the loop's thread.</summary>
    private BenchState Look()
    {
        House house = _appliance.House;
        if (_credentials.Length == 0 || _credentialsRevision != house.Roster.Revision)
        {
            ListCredentials(house);
            _credentialsRevision = house.Roster.Revision;
        }

        _book.Follow();
        var broker = _appliance.Broker;
        return Nothing() with
        {
            Broker = new BrokerView(broker.Port, broker.Connections, _appliance.Edge.Announcements, broker.Published,
                broker.Dropped, broker.RetainedCount, broker.ProtocolErrors),
            Locks = Each(house.Locks.Count, LockAt),
            Relays = Each(house.RelayNames.Count, RelayAt),
            ToConfirm = LoginsToConfirm(house),
            Log = _book.Entries(),
            Clock = new ClockView(_appliance.Clock.WallOffset),
            Safe = _appliance.Edge.IsSafe,
            OwnersPage = _appliance.PageAddress,
        };
    }

    private static BenchState Nothing()
    {
        return new BenchState(null, new BrokerView(0, 0, 0, 0, 0, 0, 0), new SinkView(0, false, 0), [], [], [], [], [],
            new ClockView(0), false, null);
    }

    private LockView LockAt(int index)
    {
        NukiLock door = _appliance.House.Locks.At(index);
        LockState state = door.State;
        VirtualLock? played = _locks.FirstOrDefault(one => one.Id == door.Id);
        return new LockView(index, _appliance.House.Locks.Names.Text(index), door.Id.ToString("X"), state.State,
            LockWords.State(state.State), state.DoorSensorState, LockWords.Door(state.DoorSensorState),
            state.Connected < 0 ? null : state.Connected == 1, state.Value(LockTopic.BatteryChargeState),
            state.Value(LockTopic.BatteryCritical) == 1, state.Value(LockTopic.BatteryCharging) == 1,
            state.Value(LockTopic.KeypadBatteryCritical) == 1, NewestFact(state), door.RefusedEvents, played is not null,
            played is { IsConnected: true }, _credentials[index], _leftOut[index]);
    }

    private RelayView RelayAt(int index)
    {
        RelayBank relays = _appliance.Edge.Relays;
        bool on = relays.IsOn(index);
        House house = _appliance.House;
        return new RelayView(house.RelayNames.Text(index), on, on ? _startMs + relays.OffAtUs(index) / 1000 : null,
            house.LongestOnMs[index]);
    }

    private long? NewestFact(LockState state)
    {
        long newest = LockState.NotKnown;
        for (int kind = 0; kind < LockTopic.StateKinds; kind++)
        {
            newest = Math.Max(newest, state.ReceivedUs(kind));
        }

        return newest < 0 ? null : _startMs + newest / 1000;
    }

    private static LoginView[] LoginsToConfirm(House house)
    {
        LoginTable logins = house.Logins;
        var waiting = new List<LoginView>();
        for (int i = 0; i < logins.Count; i++)
        {
            if (logins.Role(i) == LoginRole.Lock && logins.LockOf(i) >= 0 && !logins.IsConfirmed(i))
            {
                waiting.Add(new LoginView(i, logins.Users.Text(i), house.Locks.Names.Text(logins.LockOf(i))));
            }
        }

        return waiting.ToArray();
    }

    private void ListCredentials(House house)
    {
        var byLock = Each(house.Locks.Count, _ => new List<CredentialView>());
        _leftOut = new int[byLock.Length];
        Roster roster = house.Roster;
        for (int i = 0; i < roster.Count; i++)
        {
            int at = roster.LockOf(i);
            if (byLock[at].Count == MostKeys)
            {
                _leftOut[at]++;
                continue;
            }

            int person = roster.Person(i);
            byLock[at].Add(new CredentialView(KindOf(roster, i), roster.NumberOf(i),
                person < 0 ? null : NameAt(house.Persons, person)));
        }

        _credentials = Array.ConvertAll(byLock, list => list.ToArray());
    }

    internal static string KindOf(Roster roster, int record)
    {
        switch (roster.KindOf(record))
        {
            case CredentialKind.Code:
                return "code";
            case CredentialKind.Fingerprint:
                return "fingerprint";
            default:
                return roster.WebType(record) switch
                {
                    WebAuthType.App => "app",
                    WebAuthType.Fob => "fob",
                    WebAuthType.Keypad => "keypad",
                    _ => "auth",
                };
        }
    }

    private static CallView[] CallsOf(CallSink sink)
    {
        return sink.Calls.Reverse()
            .Select(c => new CallView(c.Number, c.Time.ToUnixTimeMilliseconds(), c.Method, c.Path, c.Headers, c.Body,
                c.SinceEventMs))
            .ToArray();
    }

    private static string NameAt(NameTable names, int index)
    {
        return index < names.Count ? names.Text(index) : "?";
    }

    private static T[] Each<T>(int count, Func<int, T> make)
    {
        var all = new T[count];
        for (int i = 0; i < count; i++)
        {
            all[i] = make(i);
        }

        return all;
    }
}
