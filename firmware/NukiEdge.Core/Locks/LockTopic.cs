using NukiEdge.Core.Bytes;

namespace NukiEdge.Core.Locks;

/// <summary>Topics below nuki/ID/ (Nuki MQTT API 1.5 section 4; facts A3, A4, A6).</summary>
public sealed class LockTopic
{
    /// <summary>Kinds: index into the names below.</summary>
    public const int DeviceType = 0, Name = 1, Firmware = 2, Mode = 3, State = 4, BatteryCritical = 5, BatteryChargeState = 6,
        BatteryCharging = 7, KeypadBatteryCritical = 8, DoorSensorState = 9, DoorSensorBatteryCritical = 10,
        RingActionTimestamp = 11, RingActionState = 12, ServerConnected = 13, Connected = 14, Timestamp = 15;

    /// <summary>Number of retained states; the kinds from here on are of the moment.</summary>
    public const int StateKinds = 16;

    /// <summary>Messages of the moment: answer and announcement, then what the lock itself subscribes to.</summary>
    public const int CommandResponse = 16, LockActionEvent = 17, LockActionCommand = 18, LockCommand = 19, UnlockCommand = 20;

    /// <summary>Below a lock's prefix, but in no document: a later firmware's. Ignored, never refused.</summary>
    public const int Unknown = 21;

    private static readonly byte[] Prefix = Ascii.Of("nuki/");

    private static readonly byte[][] Names = Ascii.Table(
        "deviceType", "name", "firmware", "mode", "state", "batteryCritical", "batteryChargeState", "batteryCharging",
        "keypadBatteryCritical", "doorsensorState", "doorsensorBatteryCritical", "ringactionTimestamp", "ringactionState",
        "serverConnected", "connected", "timestamp", "commandResponse", "lockActionEvent", "lockAction", "lock", "unlock");

    private static readonly byte[] AnyLock = Ascii.Of("nuki/+/");

    /// <summary>The lock's id. In the topic it is hexadecimal; whether short ids are padded is not known, so it is a number here.</summary>
    public uint LockId;

    /// <summary>One of the kinds above.</summary>
    public int Kind;

    /// <summary>True when it begins like a lock's topic, whatever follows.</summary>
    public static bool HasPrefix(byte[] buffer, int offset, int length)
    {
        return Image.StartsWith(buffer, offset, length, Prefix);
    }

    /// <summary>Reads "nuki/ID/kind", ID with one to eight hexadecimal digits in either case, not 0.</summary>
    /// <returns>false when it is anything else.</returns>
    public bool Parse(byte[] buffer, int offset, int length)
    {
        if (!HasPrefix(buffer, offset, length))
        {
            return false;
        }

        int end = offset + length;
        int at = offset + Prefix.Length;
        int digits = 0;
        uint id = 0;
        for (; at < end && buffer[at] != '/'; at++)
        {
            int digit = Ascii.HexValue(buffer[at]);
            if (digit < 0 || ++digits > 8)
            {
                return false;
            }

            id = (id << 4) | (uint)digit;
        }

        if (id == 0 || at + 1 >= end)
        {
            return false;
        }

        LockId = id;
        Kind = Ascii.IndexIn(Names, buffer, at + 1, end - at - 1);
        if (Kind < 0)
        {
            Kind = Unknown;
        }

        return true;
    }

    /// <summary>
    /// What to subscribe to at an external broker, for all locks: announcements first, then every state that
    /// <see cref="LockState"/> keeps.
    /// </summary>
    public static byte[][] Filters()
    {
        byte[][] filters = new byte[LockActionEvent + 1][];
        for (int i = 0; i < filters.Length; i++)
        {
            byte[] name = Names[i == 0 ? LockActionEvent : i - 1];
            filters[i] = new byte[AnyLock.Length + name.Length];
            System.Array.Copy(AnyLock, filters[i], AnyLock.Length);
            System.Array.Copy(name, 0, filters[i], AnyLock.Length, name.Length);
        }

        return filters;
    }

    /// <summary>Writes "nuki/ID/kind".</summary>
    public static void Write(ByteWriter writer, uint lockId, int kind)
    {
        writer.Add(Prefix);
        writer.AddHex(lockId);
        writer.Add((byte)'/');
        writer.Add(Names[kind]);
    }
}
