using System.Text;

namespace NukiEdge.Simulator.VirtualDoor;

/// <summary>A message that came in.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its payload.</param>
/// <param name="Qos">0 to 2.</param>
/// <param name="Retain">From the broker's retained store.</param>
public sealed record MqttMessage(string Topic, byte[] Payload, int Qos, bool Retain)
{
    /// <summary>The payload as text.</summary>
    public string Text => Encoding.UTF8.GetString(Payload);
}

/// <summary>A message to publish, and how to misbehave while doing so.</summary>
/// <param name="Topic">Topic without wildcards.</param>
/// <param name="Payload">Payload.</param>
/// <param name="Qos">0 to 2.</param>
public sealed record Publication(string Topic, byte[] Payload, int Qos)
{
    /// <summary>A message with a text.</summary>
    public Publication(string topic, string text, int qos)
        : this(topic, Encoding.UTF8.GetBytes(text), qos)
    {
    }

    /// <summary>RETAIN flag.</summary>
    public bool Retain { get; init; }

    /// <summary>DUP flag: the client says that it sent this before.</summary>
    public bool Dup { get; init; }

    /// <summary>Packet id to use, as when a packet is sent again; 0 takes the next one.</summary>
    public int PacketId { get; init; }

    /// <summary>QoS 2 only: stop after PUBREC, as a lock does whose radio sleeps. PUBREL is never sent.</summary>
    public bool WithholdPubrel { get; init; }
}
