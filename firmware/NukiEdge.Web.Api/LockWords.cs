using NukiEdge.Core.Locks;

namespace NukiEdge.Web.Api;

/// <summary>Words for what a lock says of itself (facts A5): of these, programs may make decisions, so they do not change.</summary>
internal static class LockWords
{
    /// <summary>The lock's state; null while it is not known.</summary>
    public static string State(int code)
    {
        switch (code)
        {
            case LockState.NotKnown:
                return null;
            case LockStateCode.Uncalibrated:
                return "not calibrated";
            case LockStateCode.Locked:
                return "locked";
            case LockStateCode.Unlocking:
                return "unlocking";
            case LockStateCode.Unlocked:
                return "unlocked";
            case LockStateCode.Locking:
                return "locking";
            case LockStateCode.Unlatched:
                return "unlatched";
            case LockStateCode.UnlockedLockNGo:
                return "unlocked, locks again";
            case LockStateCode.Unlatching:
                return "unlatching";
            case LockStateCode.Calibration:
                return "calibrating";
            case LockStateCode.BootRun:
                return "starting";
            case LockStateCode.MotorBlocked:
                return "motor blocked";
            default:
                return "undefined";
        }
    }

    /// <summary>The door sensor; null while nothing is known of it.</summary>
    public static string Door(int code)
    {
        switch (code)
        {
            case LockState.NotKnown:
                return null;
            case DoorSensorCode.NotPaired:
                return "no sensor";
            case DoorSensorCode.Deactivated:
                return "sensor off";
            case DoorSensorCode.Closed:
                return "closed";
            case DoorSensorCode.Open:
                return "open";
            case DoorSensorCode.Calibrating:
                return "calibrating";
            case DoorSensorCode.Uncalibrated:
                return "not calibrated";
            case DoorSensorCode.Tampered:
                return "tampered with";
            default:
                return "unknown";
        }
    }
}
