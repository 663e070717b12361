using System;
using System.Collections.Generic;
using NukiEdge.Core.Locks;

namespace NukiEdge.Simulator.VirtualDoor;

/// <summary>What the bolt does after an action: a list of states and when each is reached (facts A4, A5). Owns no thread.</summary>
internal sealed class LockMotor
{
    // How long the latch is held and how long lock'n'go waits, in motor times: enough to see, short enough to wait for.
    private const int LatchHeld = 2, LockNGoWaits = 4;

    private readonly Queue<(long AtMs, int State)> _moves = new();

    /// <summary>Time from one end of the bolt's way to the other, milliseconds.</summary>
    public int MotorMs { get; set; } = 700;

    /// <summary>When the next state is due, <see cref="Environment.TickCount64"/>; <see cref="long.MaxValue"/> for none.</summary>
    public long NextMs => _moves.Count > 0 ? _moves.Peek().AtMs : long.MaxValue;

    /// <summary>Starts the moves of an action; those under way are dropped. Actions without a move (80, 90) change nothing.</summary>
    public void Begin(uint action, long nowMs)
    {
        (int AfterMotorTimes, int State)[] moves = action switch
        {
            LockAction.Unlock => [(0, LockStateCode.Unlocking), (1, LockStateCode.Unlocked)],
            LockAction.Unlatch =>
                [(0, LockStateCode.Unlatching), (1, LockStateCode.Unlatched), (1 + LatchHeld, LockStateCode.Unlocked)],
            LockAction.Lock or LockAction.FullLock => [(0, LockStateCode.Locking), (1, LockStateCode.Locked)],
            LockAction.LockNGo or LockAction.LockNGoUnlatch =>
                [(0, LockStateCode.Unlocking), (1, LockStateCode.UnlockedLockNGo),
                 (1 + LockNGoWaits, LockStateCode.Locking), (2 + LockNGoWaits, LockStateCode.Locked)],
            _ => [],
        };
        if (moves.Length == 0)
        {
            return;
        }

        _moves.Clear();
        foreach ((int after, int state) in moves)
        {
            _moves.Enqueue((nowMs + (long)after * MotorMs, state));
        }
    }

    /// <summary>Stops where it is.</summary>
    public void Stop()
    {
        _moves.Clear();
    }

    /// <summary>Takes the next state that is due; -1 for none.</summary>
    public int Take(long nowMs)
    {
        return NextMs <= nowMs ? _moves.Dequeue().State : -1;
    }
}
