namespace NukiEdge.Simulator.VirtualDoor;

/// <summary>What came of <see cref="MqttClient.Connect"/>. Values 1 to 5 are CONNACK's (MQTT 3.1.1 section 3.2.2.3).</summary>
public enum ConnectOutcome
{
    /// <summary>Logged in.</summary>
    Accepted = 0,

    /// <summary>The broker does not speak MQTT 3.1.1.</summary>
    OtherVersion = 1,

    /// <summary>The client id was refused: another login uses it.</summary>
    IdRejected = 2,

    /// <summary>The broker does not want to now; ours says so to an address that guessed too often.</summary>
    Unavailable = 3,

    /// <summary>Wrong user or password.</summary>
    BadLogin = 4,

    /// <summary>The login is right but may not be used like this.</summary>
    NotAuthorized = 5,

    /// <summary>Nobody listens there.</summary>
    NoBroker,

    /// <summary>Somebody listens but did not answer in time, or with something else than CONNACK.</summary>
    NoAnswer,
}

/// <summary>What came of a publish.</summary>
public enum PublishOutcome
{
    /// <summary>Sent (QoS 0), or acknowledged as far as the QoS asks.</summary>
    Done,

    /// <summary>There is no connection.</summary>
    NotConnected,

    /// <summary>The broker did not acknowledge in time, or the connection ended while we waited.</summary>
    NoAnswer,

    /// <summary>More than the client's packet can hold.</summary>
    TooLarge,
}
