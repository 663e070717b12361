using NukiEdge.Core.Locks;

namespace NukiEdge.Connect.Answers;

/// <summary>The Web API's id of a device: type * 2^32 + MQTT id (facts A2). Always whole numbers of 64 bits.</summary>
public static class SmartlockId
{
    /// <summary>Largest: the type has one byte.</summary>
    public const long Largest = 0xFFFFFFFFFF;

    /// <summary>The id that the device has in MQTT topics.</summary>
    public static uint MqttId(long smartlockId)
    {
        return (uint)smartlockId;
    }

    /// <summary>The device's type: <see cref="DeviceTypeCode"/>.</summary>
    public static int Type(long smartlockId)
    {
        return (int)(smartlockId >> 32);
    }

    /// <summary>
    /// False for an Opener: it has no MQTT (facts A1), so its records can only be taken for those of a lock with the same number
    /// by mistake.
    /// </summary>
    public static bool HasMqtt(long smartlockId)
    {
        return Type(smartlockId) != DeviceTypeCode.Opener;
    }
}
