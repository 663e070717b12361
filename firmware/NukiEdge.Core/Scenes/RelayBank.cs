using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Scenes;

/// <summary>
/// The relays and their clocks. A relay that goes on has its end set first, and however often it is told to stay on,
/// it never is on longer than its limit without having been off.
/// </summary>
public sealed class RelayBank : IPart
{
    /// <summary>Longest on-time that an owner can set: a day, in ms.</summary>
    public const uint MaxLongestOnMs = 86400000;

    private readonly IRelays _relays;
    private readonly EventLog _log;
    private readonly IClock _clock;
    private readonly bool[] _on;
    private readonly long[] _onSinceUs;
    private readonly long[] _offAtUs;
    private readonly uint[] _longestOnMs;

    /// <summary>Room for <paramref name="capacity"/> relays (<see cref="Limits.Relays"/>).</summary>
    public RelayBank(int capacity, IRelays relays, EventLog log, IClock clock)
    {
        _relays = relays;
        _log = log;
        _clock = clock;
        _on = new bool[capacity];
        _onSinceUs = new long[capacity];
        _offAtUs = new long[capacity];
        _longestOnMs = new uint[capacity];
    }

    /// <summary>Grows with every switching, so that others can see a change.</summary>
    public int Changes { get; private set; }

    /// <summary>True while the relay is on.</summary>
    public bool IsOn(int relay)
    {
        return _on[relay];
    }

    /// <summary>When the relay goes off by itself, clock microseconds; only while it is on.</summary>
    public long OffAtUs(int relay)
    {
        return _offAtUs[relay];
    }

    /// <summary>When the next relay goes off by itself, clock microseconds; <see cref="long.MaxValue"/> while all are off.</summary>
    public long NextOffUs
    {
        get
        {
            long next = long.MaxValue;
            for (int i = 0; i < _on.Length; i++)
            {
                next = _on[i] && _offAtUs[i] < next ? _offAtUs[i] : next;
            }

            return next;
        }
    }

    /// <summary>Sets the longest on-time, 1 to <see cref="MaxLongestOnMs"/>.</summary>
    public void SetLongestOn(int relay, uint ms)
    {
        _longestOnMs[relay] = ms;
    }

    /// <summary>Carries out a relay step.</summary>
    /// <param name="pulseMs">Length of a pulse; the relay's limit cuts it.</param>
    /// <returns><see cref="StepResult.Done"/> or <see cref="StepResult.NoSuchRelay"/>.</returns>
    public int Order(int relay, byte order, uint pulseMs, long nowUs)
    {
        if (relay >= _relays.Count || relay >= _on.Length)
        {
            return StepResult.NoSuchRelay;
        }

        if (order == RelayOrder.Off || (order == RelayOrder.Toggle && _on[relay]))
        {
            Off(relay);
        }
        else
        {
            On(relay, order == RelayOrder.Pulse ? pulseMs : _longestOnMs[relay], nowUs);
        }

        return StepResult.Done;
    }

    /// <summary>Everything off: start, fault, reboot.</summary>
    public void AllOff()
    {
        for (int i = 0; i < _relays.Count && i < _on.Length; i++)
        {
            Off(i);
        }
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        for (int i = 0; i < _on.Length; i++)
        {
            if (!_on[i] || nowUs < _offAtUs[i])
            {
                continue;
            }

            if (_offAtUs[i] == LimitUs(i))
            {
                _log.Add(EventLog.Note, _clock.UtcSeconds);
                _log.SetNote(NoteCode.RelayLimit, -1, -1, (uint)i);
            }

            Off(i);
        }

        return NextOffUs;
    }

    private void On(int relay, uint ms, long nowUs)
    {
        if (!_on[relay])
        {
            _onSinceUs[relay] = nowUs;
        }

        // A pulse during a longer one does not cut it short; nothing reaches beyond the limit.
        long offAtUs = nowUs + ms * 1000L;
        long latest = _on[relay] && _offAtUs[relay] > offAtUs ? _offAtUs[relay] : offAtUs;
        _offAtUs[relay] = latest < LimitUs(relay) ? latest : LimitUs(relay);
        if (!_on[relay])
        {
            _on[relay] = true;
            Changes++;
            _relays.Write(relay, true);
        }
    }

    private void Off(int relay)
    {
        _relays.Write(relay, false);
        if (_on[relay])
        {
            _on[relay] = false;
            Changes++;
        }
    }

    private long LimitUs(int relay)
    {
        return _onSinceUs[relay] + _longestOnMs[relay] * 1000L;
    }
}
