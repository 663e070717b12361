namespace NukiEdge.Core.Ports;

/// <summary>
/// Who may do what at the built-in broker. The broker knows MQTT, the gate knows doors. All texts come as bytes
/// in the broker's receive buffer.
/// </summary>
public interface IMqttGate
{
    /// <summary>Checks a CONNECT. A refusal is logged by the gate.</summary>
    /// <param name="request">What the client said, and who is connected now under the same login.</param>
    /// <returns>The login's index (0 and up), or minus a CONNACK return code (-1 to -5, MQTT 3.1.1 section 3.2.2.3).</returns>
    int Connect(ConnectRequest request);

    /// <summary>True for a login that a lock uses: such a connection always finds a free place.</summary>
    bool IsLock(int login);

    /// <summary>The connection is over: by DISCONNECT, by deadline or by loss.</summary>
    void Disconnected(int login, int connection);

    /// <summary>May this login publish here? A refusal is logged by the gate; the message is acknowledged and dropped.</summary>
    bool MayPublish(Message message);

    /// <summary>May this login subscribe to this filter? A refusal answers 0x80 (MQTT 3.1.1 section 3.9.3).</summary>
    bool MaySubscribe(int login, byte[] buffer, int offset, int length);

    /// <summary>May a retained message be stored? False for announcements and commands: they are of the moment.</summary>
    /// <param name="isState">true where the message is a lock's state, which goes before everything else in the store.</param>
    bool MayRetain(Message message, out bool isState);

    /// <summary>A fact for the log that only the broker sees, by its code in <see cref="Log.NoteCode"/>.</summary>
    void Note(byte code, int login, uint detail);
}

/// <summary>A CONNECT packet where it lies in the receive buffer. Lengths are 0 where a field is absent.</summary>
public sealed class ConnectRequest
{
    /// <summary>The receive buffer.</summary>
    public byte[] Buffer;

    /// <summary>Number of this connection.</summary>
    public int Connection;

    /// <summary>The peer's IPv4 address as in <see cref="IConnection.PeerAddress"/>.</summary>
    public uint PeerAddress;

    /// <summary>Where the client id stands, and its length.</summary>
    public int ClientIdOffset, ClientIdLength;

    /// <summary>Where the user name stands, and its length.</summary>
    public int UserOffset, UserLength;

    /// <summary>Where the password stands, and its length.</summary>
    public int PasswordOffset, PasswordLength;

    /// <summary>Where the will's topic stands, and its length.</summary>
    public int WillTopicOffset, WillTopicLength;

    /// <summary>Login index of a live connection with the same client id, or -1.</summary>
    public int SameClientIdLogin;
}

/// <summary>Retained topics that are rendered when somebody subscribes and are stored nowhere.</summary>
public interface IOwnTopics
{
    /// <summary>How many there are now.</summary>
    int Count { get; }

    /// <summary>Writes topic <paramref name="index"/> to the start of <paramref name="buffer"/>; returns its length, 0 for none.</summary>
    int RenderTopic(int index, byte[] buffer);

    /// <summary>Writes the payload of topic <paramref name="index"/> to the start of <paramref name="buffer"/>; returns its length.</summary>
    int RenderPayload(int index, byte[] buffer);
}
