namespace NukiEdge.Core.Locks;

/// <summary>Actions of a lock (Nuki MQTT API 1.5 page 11; facts A4 field 1).</summary>
public static class LockAction
{
    public const uint Unlock = 1, Lock = 2, Unlatch = 3, LockNGo = 4, LockNGoUnlatch = 5, FullLock = 6;

    /// <summary>A fob or a button was pressed that has no action assigned.</summary>
    public const uint FobWithoutAction = 80, ButtonWithoutAction = 90;

    /// <summary>Bit of the action in a rule's mask, 0 for an action that is not in the document.</summary>
    public static int Bit(uint action)
    {
        if (action >= Unlock && action <= FullLock)
        {
            return 1 << (int)(action - Unlock);
        }

        return action == FobWithoutAction ? 0x40 : action == ButtonWithoutAction ? 0x80 : 0;
    }

    /// <summary>Bits of unlock and unlatch: what counts as an arrival (design section 4, rule 7).</summary>
    public const int ArrivalBits = 0x01 | 0x04;

    /// <summary>Bits of lock'n'go, with and without unlatching: an arrival where the rule says so.</summary>
    public const int ArrivalIfChosenBits = 0x08 | 0x10;
}

/// <summary>Triggers of an action (Nuki MQTT API 1.5; facts A4 field 2).</summary>
public static class LockTrigger
{
    /// <summary>App, bridge or keypad over Bluetooth.</summary>
    public const uint System = 0;
    public const uint Manual = 1, Button = 2;

    /// <summary>Time control; the document's fob example carries it too.</summary>
    public const uint Automatic = 3;
    public const uint AutoLock = 6, HomeKit = 171, Mqtt = 172;
}

/// <summary>Context of an event with a codeId (facts A4 field 5).</summary>
public static class KeypadContext
{
    public const uint BackKey = 0, Code = 1, Fingerprint = 2;
}

/// <summary>Lock states (Nuki MQTT API 1.5; Bridge API 1.13.3 section 4.3; 252: BLE API; facts A5).</summary>
public static class LockStateCode
{
    public const int Uncalibrated = 0, Locked = 1, Unlocking = 2, Unlocked = 3, Locking = 4, Unlatched = 5, UnlockedLockNGo = 6,
        Unlatching = 7, Calibration = 252, BootRun = 253, MotorBlocked = 254, Undefined = 255;
}

/// <summary>Opener states (same sources). The Opener has no MQTT of its own; the Bridge reports them.</summary>
public static class OpenerStateCode
{
    public const int Untrained = 0, Online = 1, RingToOpenActive = 3, Open = 5, Opening = 7, BootRun = 253, Undefined = 255;
}

/// <summary>Door sensor states (Nuki MQTT API 1.5, Bridge API 1.13.3, Web API 3.9; facts A5).</summary>
public static class DoorSensorCode
{
    /// <summary>Web API only.</summary>
    public const int NotPaired = 0;
    public const int Deactivated = 1, Closed = 2, Open = 3, Unknown = 4, Calibrating = 5, Uncalibrated = 16;

    /// <summary>"Tampered" over MQTT, "removed" in the Web and Bridge API.</summary>
    public const int Tampered = 240;
    public const int Undefined = 255;
}

/// <summary>Device types in the topic deviceType (Nuki MQTT API 1.5; 5: seen on 5th generation; facts A3).</summary>
public static class DeviceTypeCode
{
    public const int SmartLock = 0, Opener = 2, SmartDoor = 3, SmartLock3And4 = 4, SmartLock5 = 5;
}

/// <summary>Modes in the topic mode (Nuki MQTT API 1.5; facts A3).</summary>
public static class LockMode
{
    public const int Door = 2, Continuous = 3;
}

/// <summary>Answers in the topic commandResponse: 0, or the error byte of the BLE API (facts A7).</summary>
public static class CommandResponse
{
    public const int Ok = 0;
    public const int NotPairing = 16, BadAuthenticator = 17, BadPairingParameter = 18, MaxUsers = 19;
    public const int NotAuthorized = 32, BadPin = 33, BadNonce = 34, BadParameter = 35, InvalidAuthId = 36, Disabled = 37,
        RemoteNotAllowed = 38, TimeNotAllowed = 39, TooManyPinAttempts = 40, TooManyEntries = 41, CodeAlreadyExists = 42,
        CodeInvalid = 43, CodeInvalidTimeout1 = 44, CodeInvalidTimeout2 = 45, CodeInvalidTimeout3 = 46;
    public const int AutoUnlockTooRecent = 64, PositionUnknown = 65, MotorBlocked = 66, ClutchFailure = 67, MotorTimeout = 68,
        Busy = 69, Canceled = 70, NotCalibrated = 71, PositionLimit = 72, LowVoltage = 73, PowerFailure = 74, ClutchPower = 75,
        VoltageTooLow = 76, FirmwareUpdateNeeded = 77;
    public const int BadCrc = 253, BadLength = 254, Unknown = 255;
}

/// <summary>Types of an auth record in the Web API (swagger 3.9 and 4.4.1, SmartlockAuth.type; facts B3).</summary>
public static class WebAuthType
{
    public const int App = 0, Bridge = 1, Fob = 2, Keypad = 3, KeypadCode = 13, ZKey = 14, Virtual = 15;

    /// <summary>Not from the Web API: learned, or typed in by the owner.</summary>
    public const int NotKnown = 255;
}
