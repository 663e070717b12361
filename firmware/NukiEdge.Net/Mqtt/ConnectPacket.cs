using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>Reads a CONNECT packet (MQTT 3.1.1 section 3.1). One object, filled again for each packet.</summary>
public sealed class ConnectPacket
{
    /// <summary>Well formed and of our level.</summary>
    public const int Good = 0;

    /// <summary>Not what MQTT 3.1.1 allows: close without an answer [MQTT-3.1.4-1].</summary>
    public const int Malformed = 1;

    /// <summary>Another protocol level than 4: CONNACK 1 [MQTT-3.1.2-2].</summary>
    public const int OtherLevel = 2;

    /// <summary>Client id empty without clean session [MQTT-3.1.3-8], or too long for us [MQTT-3.1.3-9]: CONNACK 2.</summary>
    public const int BadClientId = 3;

    /// <summary>Longest client id that is kept. MQTT asks for 23 (section 3.1.3.1); Home Assistant's are longer.</summary>
    public const int MaxClientIdBytes = 64;

    // connect flags, section 3.1.2.3
    private const int Reserved = 0x01;
    private const int CleanSession = 0x02;
    private const int WillFlag = 0x04;
    private const int WillQosAndRetain = 0x38;
    private const int WillRetainFlag = 0x20;
    private const int PasswordFlag = 0x40;
    private const int UserFlag = 0x80;

    private readonly ConnectRequest _request = new ConnectRequest();
    private byte[] _buffer;
    private int _at;
    private int _end;

    /// <summary>The fields that the gate looks at.</summary>
    public ConnectRequest Request => _request;

    /// <summary>Seconds, 0 for none (section 3.1.2.10).</summary>
    public int KeepAliveSeconds { get; private set; }

    /// <summary>Is there a will? Its topic stands in <see cref="Request"/>.</summary>
    public bool HasWill { get; private set; }

    /// <summary>Where the will's payload stands.</summary>
    public int WillPayloadOffset { get; private set; }

    /// <summary>Length of the will's payload.</summary>
    public int WillPayloadLength { get; private set; }

    /// <summary>QoS of the will.</summary>
    public int WillQos { get; private set; }

    /// <summary>Is the will to be retained?</summary>
    public bool WillRetain { get; private set; }

    /// <summary>Reads a packet's body.</summary>
    /// <returns><see cref="Good"/>, <see cref="Malformed"/>, <see cref="OtherLevel"/> or <see cref="BadClientId"/>.</returns>
    public int Read(byte[] buffer, int offset, int length)
    {
        _buffer = buffer;
        _at = offset;
        _end = offset + length;
        _request.Buffer = buffer;
        int name = Field();
        if (name != 4 || buffer[_at] != 'M' || buffer[_at + 1] != 'Q' || buffer[_at + 2] != 'T' || buffer[_at + 3] != 'T')
        {
            return Malformed;
        }
        _at += name;
        if (_at == _end)
        {
            return Malformed;
        }
        // the level goes first: what follows may look different in another one
        if (buffer[_at++] != 4)
        {
            return OtherLevel;
        }

        if (_end - _at < 3)
        {
            return Malformed;
        }

        int flags = buffer[_at];
        if (!AgreeWithEachOther(flags))
        {
            return Malformed;
        }

        KeepAliveSeconds = FixedHeader.ReadNumber(buffer, _at + 1);
        _at += 3;

        int idLength = TextField();
        if (idLength < 0)
        {
            return Malformed;
        }

        _request.ClientIdOffset = _at;
        _request.ClientIdLength = idLength;
        _at += idLength;
        if (!ReadWill(flags) || !ReadLogin(flags) || _at != _end)
        {
            return Malformed;
        }

        bool badId = idLength > MaxClientIdBytes || (idLength == 0 && (flags & CleanSession) == 0);
        return badId ? BadClientId : Good;
    }

    private static bool AgreeWithEachOther(int flags)
    {
        if ((flags & Reserved) != 0)
        {
            return false; // [MQTT-3.1.2-3]
        }

        if ((flags & WillFlag) == 0 && (flags & WillQosAndRetain) != 0)
        {
            return false; // [MQTT-3.1.2-11, -13, -15]
        }

        if ((flags >> 3 & 3) == 3)
        {
            return false; // [MQTT-3.1.2-14]
        }

        return (flags & UserFlag) != 0 || (flags & PasswordFlag) == 0; // [MQTT-3.1.2-22]
    }

    private bool ReadWill(int flags)
    {
        HasWill = (flags & WillFlag) != 0;
        WillQos = flags >> 3 & 3;
        WillRetain = (flags & WillRetainFlag) != 0;
        _request.WillTopicLength = 0;
        WillPayloadLength = 0;
        if (!HasWill)
        {
            return true;
        }

        int topicLength = TextField();
        if (topicLength < 0 || !TopicFilter.IsTopic(_buffer, _at, topicLength))
        {
            return false;
        }

        _request.WillTopicOffset = _at;
        _request.WillTopicLength = topicLength;
        _at += topicLength;
        int payloadLength = Field();
        if (payloadLength < 0)
        {
            return false;
        }

        WillPayloadOffset = _at;
        WillPayloadLength = payloadLength;
        _at += payloadLength;
        return true;
    }

    private bool ReadLogin(int flags)
    {
        _request.UserLength = 0;
        _request.PasswordLength = 0;
        if ((flags & UserFlag) != 0)
        {
            int length = TextField();
            if (length < 0)
            {
                return false;
            }

            _request.UserOffset = _at;
            _request.UserLength = length;
            _at += length;
        }
        if ((flags & PasswordFlag) != 0)
        {
            int length = Field();
            if (length < 0)
            {
                return false;
            }

            _request.PasswordOffset = _at;
            _request.PasswordLength = length;
            _at += length;
        }
        return true;
    }

    /// <summary>Steps over the length in front of a field and returns it; -1 where the packet ends too early.</summary>
    private int Field()
    {
        if (_end - _at < 2)
        {
            return -1;
        }

        int length = FixedHeader.ReadNumber(_buffer, _at);
        if (length > _end - _at - 2)
        {
            return -1;
        }

        _at += 2;
        return length;
    }

    private int TextField()
    {
        int length = Field();
        return length >= 0 && Utf8Text.IsValid(_buffer, _at, length) ? length : -1;
    }
}
