using NukiEdge.Connect.Answers;
using NukiEdge.Connect.Past;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Sync;

/// <summary>
/// Since when a lock cannot be heard, because its connection, the way to the owner's broker, or this box itself was away; tells
/// <see cref="Outages"/> when it is heard again. An absence ends when the lock says that it is connected, not before.
/// </summary>
public sealed class Absences
{
    /// <summary>A broker takes a lock for dead 450 s after it last heard it: 1.5 times its keep-alive of 300 s (facts A1).</summary>
    public const int DeadAfterSeconds = 450;

    private const byte Heard = 0, Away = 1, AwayAtStart = 2;
    private const long Second = 1000000;

    private readonly House _house;
    private readonly IClock _clock;
    private readonly Outages _outages;
    private readonly AuthListReader _ids;
    private readonly byte[] _states;
    private readonly long[] _sinceUs;
    private readonly long[] _backUs;
    private long _lastRunUtc = -1;

    /// <summary>All are heard.</summary>
    /// <param name="ids">Knows the locks' ids in the Web API after an answer.</param>
    public Absences(House house, IClock clock, Outages outages, AuthListReader ids)
    {
        _house = house;
        _clock = clock;
        _outages = outages;
        _ids = ids;
        _states = new byte[house.Limits.Locks];
        _sinceUs = new long[house.Limits.Locks];
        _backUs = new long[house.Limits.Locks];
    }

    /// <summary>Tells whether messages can come in at all; null where that is always so.</summary>
    public IHealth Hearing;

    /// <summary>At start: the box itself was away.</summary>
    /// <param name="lastUtc">Its last sign of life, seconds since 1970 UTC; -1 where none is known.</param>
    public void Began(long lastUtc)
    {
        _lastRunUtc = lastUtc;
        for (int i = 0; i < _house.Locks.Count && lastUtc >= 0; i++)
        {
            _states[i] = AwayAtStart;
            _backUs[i] = -1;
        }
    }

    /// <summary>Looks who is there. Only while no list of auths is being read, whose reader has the ids.</summary>
    public void Look(long nowUs)
    {
        bool canHear = Hearing == null || Hearing.IsWell;
        for (int i = 0; i < _house.Locks.Count; i++)
        {
            LockState state = _house.Locks.At(i).State;
            bool isHeard = canHear && state.Connected == 1;
            if (_states[i] == Heard)
            {
                bool isGone = !isHeard && state.Connected >= 0;
                _states[i] = isGone ? Away : Heard;
                _sinceUs[i] = nowUs;
                _backUs[i] = -1;
            }
            else
            {
                _backUs[i] = !isHeard ? -1 : _backUs[i] < 0 ? nowUs : _backUs[i];
                TryEnd(i, nowUs);
            }
        }
    }

    /// <summary>It is heard again: told as soon as the clock is set and the lock's id in the Web API is known.</summary>
    private void TryEnd(int lockIndex, long nowUs)
    {
        long utc = _clock.UtcSeconds;
        long id = _ids.SmartlockIdOf(lockIndex);
        if (_backUs[lockIndex] < 0)
        {
            return;
        }

        bool isShort = _states[lockIndex] == Away && _backUs[lockIndex] - _sinceUs[lockIndex] < Outages.LeastSeconds * Second;
        if (!isShort && (utc < 0 || id <= 0) && _house.NukiWeb.HasToken)
        {
            return;
        }

        if (!isShort)
        {
            long fromUtc = _states[lockIndex] == AwayAtStart ? _lastRunUtc : utc - (nowUs - LastHeardUs(lockIndex)) / Second;
            _outages.Add(lockIndex, id, fromUtc, utc - (nowUs - _backUs[lockIndex]) / Second);
        }

        _states[lockIndex] = Heard;
    }

    /// <summary>Nothing of it may be lost in the time before it was found out; what was seen then is not written down twice.</summary>
    private long LastHeardUs(int lockIndex)
    {
        LockState state = _house.Locks.At(lockIndex).State;
        long lastUs = _sinceUs[lockIndex] - DeadAfterSeconds * Second;
        for (int kind = 0; kind < LockTopic.StateKinds; kind++)
        {
            // The last will is the broker's word, not the lock's.
            long us = kind == LockTopic.Connected ? -1 : state.ReceivedUs(kind);
            lastUs = us > lastUs && us < _sinceUs[lockIndex] ? us : lastUs;
        }

        return lastUs;
    }
}
