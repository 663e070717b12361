using System;
using System.Collections.Generic;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Flash;
using NukiEdge.Tests.Mqtt;
using Dice = NukiEdge.Tests.Support.Dice;

namespace NukiEdge.Tests.PowerLoss;

/// <summary>Virtual time, what happens in it, and the plug. Everything follows from the seed.</summary>
internal sealed class World : IClock, ISockets
{
    private const long ClockReadUs = 3;
    private const long SntpUs = 20_000_000;
    private const long MidnightUtc = 1795305600;

    private readonly PriorityQueue<Action, (long, long)> _plans = new();
    private long _bootUs;
    private long _order;

    public World(int seed)
    {
        Dice = new Dice(seed);
    }

    public Dice Dice { get; }

    /// <summary>The time of the world, which goes on while the appliance has no power.</summary>
    public long Us { get; private set; }

    /// <summary>The network that the appliance sees since its last start.</summary>
    public FakeSockets Net { get; private set; } = new();

    /// <summary>Looks at the clock until the power goes away in the middle of whatever is being done.</summary>
    public int LooksToCut { get; set; } = int.MaxValue;

    /// <summary>When the power goes away while the loop waits.</summary>
    public long CutUs { get; set; } = long.MaxValue;

    /// <summary>Called where the loop waits: everybody takes what was sent to him.</summary>
    public Action Pump { get; set; } = () => { };

    long IClock.NowUs
    {
        get
        {
            if (LooksToCut-- <= 0)
            {
                throw new PowerCutException();
            }

            Us += ClockReadUs;
            return Us - _bootUs;
        }
    }

    /// <summary>As on a board: not set before the time server has answered.</summary>
    long IClock.UtcSeconds => Us - _bootUs < SntpUs ? -1 : MidnightUtc + Us / 1_000_000;

    /// <summary>The power is back: another network, a clock that starts at zero.</summary>
    public void PowerOn()
    {
        _bootUs = Us;
        Net = new FakeSockets();
        LooksToCut = int.MaxValue;
        CutUs = long.MaxValue;
    }

    /// <summary>Something that will happen, whether the appliance has power or not.</summary>
    public void After(long us, Action what)
    {
        _plans.Enqueue(what, (Us + us, _order++));
    }

    public void AfterMs(int least, int most, Action what)
    {
        After((least + Dice.Next(most - least)) * 1000L, what);
    }

    /// <summary>Time passes without the appliance.</summary>
    public void Pass(long us)
    {
        long end = Us + us;
        while (_plans.TryPeek(out _, out (long At, long) next) && next.At <= end)
        {
            Us = Math.Max(Us, next.At);
            _plans.Dequeue()();
        }

        Us = Math.Max(Us, end);
    }

    public IListener Listen(int port)
    {
        return Net.Listen(port);
    }

    /// <summary>The loop waits: until its deadline, or until something happens.</summary>
    public void WaitAny(long deadlineUs)
    {
        Pump();
        long untilUs = deadlineUs > long.MaxValue - _bootUs ? long.MaxValue : deadlineUs + _bootUs;
        if (_plans.TryPeek(out _, out (long At, long) next) && next.At <= untilUs)
        {
            untilUs = next.At;
        }

        if (untilUs >= CutUs)
        {
            Us = Math.Max(Us, CutUs);
            throw new PowerCutException();
        }

        Us = Math.Max(Us, untilUs);
        while (_plans.TryPeek(out _, out next) && next.At <= Us)
        {
            _plans.Dequeue()();
        }
    }

    public void Wake()
    {
    }
}
