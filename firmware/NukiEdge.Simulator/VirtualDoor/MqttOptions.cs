namespace NukiEdge.Simulator.VirtualDoor;

/// <summary>What a client says of itself in CONNECT (MQTT 3.1.1 section 3.1), and how long it waits for answers.</summary>
public sealed record MqttOptions
{
    /// <summary>Client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>User; null for none.</summary>
    public string? User { get; init; }

    /// <summary>Password; null for none. Only with a user.</summary>
    public string? Password { get; init; }

    /// <summary>Keep-alive in seconds, 0 for none.</summary>
    public int KeepAliveSeconds { get; init; } = 60;

    /// <summary>Clean session.</summary>
    public bool CleanSession { get; init; } = true;

    /// <summary>Topic of the will; null for no will. It goes out at QoS 0.</summary>
    public string? WillTopic { get; init; }

    /// <summary>Payload of the will.</summary>
    public string WillPayload { get; init; } = "";

    /// <summary>Is the will retained?</summary>
    public bool WillRetain { get; init; }

    /// <summary>How long any answer of the broker is waited for, milliseconds.</summary>
    public int AnswerMs { get; init; } = 3000;
}
