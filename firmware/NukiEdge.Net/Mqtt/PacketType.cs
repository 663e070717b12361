namespace NukiEdge.Net.Mqtt;

/// <summary>
/// First bytes of the control packets: the type in the upper four bits (MQTT 3.1.1 section 2.2.1), the only flags
/// that are allowed in the lower four (section 2.2.2; PUBLISH has its own).
/// </summary>
public static class PacketType
{
    /// <summary>CONNECT.</summary>
    public const int Connect = 0x10;

    /// <summary>CONNACK.</summary>
    public const int Connack = 0x20;

    /// <summary>PUBLISH with all flags zero.</summary>
    public const int Publish = 0x30;

    /// <summary>PUBACK.</summary>
    public const int Puback = 0x40;

    /// <summary>PUBREC.</summary>
    public const int Pubrec = 0x50;

    /// <summary>PUBREL with its fixed flags 0010.</summary>
    public const int Pubrel = 0x62;

    /// <summary>PUBCOMP.</summary>
    public const int Pubcomp = 0x70;

    /// <summary>SUBSCRIBE with its fixed flags 0010.</summary>
    public const int Subscribe = 0x82;

    /// <summary>SUBACK.</summary>
    public const int Suback = 0x90;

    /// <summary>UNSUBSCRIBE with its fixed flags 0010.</summary>
    public const int Unsubscribe = 0xA2;

    /// <summary>UNSUBACK.</summary>
    public const int Unsuback = 0xB0;

    /// <summary>PINGREQ.</summary>
    public const int Pingreq = 0xC0;

    /// <summary>PINGRESP.</summary>
    public const int Pingresp = 0xD0;

    /// <summary>DISCONNECT.</summary>
    public const int Disconnect = 0xE0;

    /// <summary>PUBLISH: the DUP flag (section 3.3.1.1).</summary>
    public const int DupFlag = 0x08;

    /// <summary>PUBLISH: the RETAIN flag (section 3.3.1.3).</summary>
    public const int RetainFlag = 0x01;

    /// <summary>True for the first byte of a PUBLISH, whatever its flags.</summary>
    public static bool IsPublish(int firstByte)
    {
        return (firstByte & 0xF0) == Publish;
    }

    /// <summary>QoS of a PUBLISH (section 3.3.1.2); 3 is forbidden.</summary>
    public static int QosOf(int firstByte)
    {
        return (firstByte >> 1) & 3;
    }

    /// <summary>
    /// May a client send a packet that begins so? False for what only a server sends, for reserved types and flags,
    /// for QoS 3 [MQTT-3.3.1-4] and for DUP at QoS 0 [MQTT-3.3.1-2].
    /// </summary>
    public static bool IsFromClient(int firstByte)
    {
        if (IsPublish(firstByte))
        {
            int qos = QosOf(firstByte);
            return qos < 3 && (qos > 0 || (firstByte & DupFlag) == 0);
        }
        return firstByte == Connect || firstByte == Puback || firstByte == Pubrec || firstByte == Pubrel ||
            firstByte == Pubcomp || firstByte == Subscribe || firstByte == Unsubscribe || firstByte == Pingreq ||
            firstByte == Disconnect;
    }
}
