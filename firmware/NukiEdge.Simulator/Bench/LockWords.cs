using NukiEdge.Core.Locks;

namespace NukiEdge.Simulator.Bench;

/// <summary>Words for what a lock says of itself (facts A5).</summary>
internal static class LockWords
{
    /// <summary>The lock's state.</summary>
    public static string State(int code)
    {
        return code switch
        {
            LockState.NotKnown => "not known yet",
            LockStateCode.Uncalibrated => "not calibrated",
            LockStateCode.Locked => "locked",
            LockStateCode.Unlocking => "unlocking",
            LockStateCode.Unlocked => "unlocked",
            LockStateCode.Locking => "locking",
            LockStateCode.Unlatched => "unlatched",
            LockStateCode.UnlockedLockNGo => "unlocked, locks again (lock'n'go)",
            LockStateCode.Unlatching => "unlatching",
            LockStateCode.Calibration => "calibrating",
            LockStateCode.BootRun => "starting",
            LockStateCode.MotorBlocked => "motor blocked",
            LockStateCode.Undefined => "undefined",
            _ => "state " + code,
        };
    }

    /// <summary>The door sensor.</summary>
    public static string Door(int code)
    {
        return code switch
        {
            LockState.NotKnown => "not known yet",
            DoorSensorCode.NotPaired => "no sensor",
            DoorSensorCode.Deactivated => "sensor off",
            DoorSensorCode.Closed => "closed",
            DoorSensorCode.Open => "open",
            DoorSensorCode.Calibrating => "sensor calibrating",
            DoorSensorCode.Uncalibrated => "sensor not calibrated",
            DoorSensorCode.Tampered => "sensor tampered with",
            DoorSensorCode.Unknown or DoorSensorCode.Undefined => "unknown",
            _ => "door state " + code,
        };
    }
}
