using NukiEdge.Core.Locks;

namespace NukiEdge.Tests.Locks;

/// <summary>The tables of facts A4, A5, A7 and B3, written once more from the page.</summary>
[TestClass]
public class LockCodesTest
{
    [TestMethod]
    public void Lock_states_are_those_of_the_page()
    {
        int[] have = { LockStateCode.Uncalibrated, LockStateCode.Locked, LockStateCode.Unlocking, LockStateCode.Unlocked,
            LockStateCode.Locking, LockStateCode.Unlatched, LockStateCode.UnlockedLockNGo, LockStateCode.Unlatching,
            LockStateCode.Calibration, LockStateCode.BootRun, LockStateCode.MotorBlocked, LockStateCode.Undefined };
        Same(have, "0 1 2 3 4 5 6 7 252 253 254 255");
        int[] opener = { OpenerStateCode.Untrained, OpenerStateCode.Online, OpenerStateCode.RingToOpenActive, OpenerStateCode.Open,
            OpenerStateCode.Opening, OpenerStateCode.BootRun, OpenerStateCode.Undefined };
        Same(opener, "0 1 3 5 7 253 255");
    }

    [TestMethod]
    public void Door_sensor_states_device_types_and_modes_are_those_of_the_page()
    {
        int[] door = { DoorSensorCode.NotPaired, DoorSensorCode.Deactivated, DoorSensorCode.Closed, DoorSensorCode.Open,
            DoorSensorCode.Unknown, DoorSensorCode.Calibrating, DoorSensorCode.Uncalibrated, DoorSensorCode.Tampered,
            DoorSensorCode.Undefined };
        Same(door, "0 1 2 3 4 5 16 240 255");
        int[] device = { DeviceTypeCode.SmartLock, DeviceTypeCode.Opener, DeviceTypeCode.SmartDoor, DeviceTypeCode.SmartLock3And4,
            DeviceTypeCode.SmartLock5, LockMode.Door, LockMode.Continuous };
        Same(device, "0 2 3 4 5 2 3");
    }

    [TestMethod]
    public void Command_errors_are_those_of_the_page()
    {
        int[] have = { CommandResponse.Ok, CommandResponse.NotPairing, CommandResponse.BadAuthenticator,
            CommandResponse.BadPairingParameter, CommandResponse.MaxUsers, CommandResponse.NotAuthorized, CommandResponse.BadPin,
            CommandResponse.BadNonce, CommandResponse.BadParameter, CommandResponse.InvalidAuthId, CommandResponse.Disabled,
            CommandResponse.RemoteNotAllowed, CommandResponse.TimeNotAllowed, CommandResponse.TooManyPinAttempts,
            CommandResponse.TooManyEntries, CommandResponse.CodeAlreadyExists, CommandResponse.CodeInvalid,
            CommandResponse.CodeInvalidTimeout1, CommandResponse.CodeInvalidTimeout2, CommandResponse.CodeInvalidTimeout3,
            CommandResponse.AutoUnlockTooRecent, CommandResponse.PositionUnknown, CommandResponse.MotorBlocked,
            CommandResponse.ClutchFailure, CommandResponse.MotorTimeout, CommandResponse.Busy, CommandResponse.Canceled,
            CommandResponse.NotCalibrated, CommandResponse.PositionLimit, CommandResponse.LowVoltage, CommandResponse.PowerFailure,
            CommandResponse.ClutchPower, CommandResponse.VoltageTooLow, CommandResponse.FirmwareUpdateNeeded, CommandResponse.BadCrc,
            CommandResponse.BadLength, CommandResponse.Unknown };
        Same(have, "0 16 17 18 19 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 64 65 66 67 68 69 70 71 72 73 74 75 76 77 253 254 255");
    }

    [TestMethod]
    public void Auth_types_and_triggers_are_those_of_the_page()
    {
        int[] types = { WebAuthType.App, WebAuthType.Bridge, WebAuthType.Fob, WebAuthType.Keypad, WebAuthType.KeypadCode,
            WebAuthType.ZKey, WebAuthType.Virtual };
        Same(types, "0 1 2 3 13 14 15");
        int[] triggers = { (int)LockTrigger.System, (int)LockTrigger.Manual, (int)LockTrigger.Button, (int)LockTrigger.Automatic,
            (int)LockTrigger.AutoLock, (int)LockTrigger.HomeKit, (int)LockTrigger.Mqtt };
        Same(triggers, "0 1 2 3 6 171 172");
    }

    [TestMethod]
    public void Every_documented_action_has_a_bit_of_its_own_and_no_other_has_one()
    {
        uint[] actions = { LockAction.Unlock, LockAction.Lock, LockAction.Unlatch, LockAction.LockNGo, LockAction.LockNGoUnlatch,
            LockAction.FullLock, LockAction.FobWithoutAction, LockAction.ButtonWithoutAction };
        uint[] numbers = { 1, 2, 3, 4, 5, 6, 80, 90 };
        int all = 0;
        for (int i = 0; i < actions.Length; i++)
        {
            Assert.AreEqual(numbers[i], actions[i]);
            int bit = LockAction.Bit(actions[i]);
            Assert.AreEqual(1 << i, bit);
            all |= bit;
        }

        Assert.AreEqual(0xFF, all);
        uint[] others = { 0, 7, 8, 79, 81, 89, 91, 129, 257, 336, 4294967295 };
        for (int i = 0; i < others.Length; i++)
        {
            Assert.AreEqual(0, LockAction.Bit(others[i]));
        }

        int[] masks = { LockAction.ArrivalBits, LockAction.ArrivalIfChosenBits };
        Assert.AreEqual(LockAction.Bit(1) | LockAction.Bit(3), masks[0]);
        Assert.AreEqual(LockAction.Bit(4) | LockAction.Bit(5), masks[1]);
    }

    private static void Same(int[] have, string page)
    {
        string all = "";
        for (int i = 0; i < have.Length; i++)
        {
            all += (i > 0 ? " " : "") + have[i].ToString();
        }

        Assert.AreEqual(page, all);
    }
}
