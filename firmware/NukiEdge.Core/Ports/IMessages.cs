namespace NukiEdge.Core.Ports;

/// <summary>The message link: built-in broker, M2Mqtt or the PC's client. What a scene publishes goes out here.</summary>
public interface IMessageLink
{
    /// <summary>Publishes to everybody who subscribed. Never blocks, keeps no reference to the arrays.</summary>
    /// <param name="qos">0 to 2.</param>
    /// <returns>false when the link is down or the message is larger than the link's packet limit.</returns>
    bool Publish(byte[] topic, int topicOffset, int topicLength, byte[] payload, int payloadOffset, int payloadLength,
        int qos, bool retain);
}

/// <summary>Takes what arrives over a message link. Called on the loop's thread only.</summary>
public interface IMessageSink
{
    /// <summary>One message. The object and its buffer belong to the caller and change after the call.</summary>
    void OnMessage(Message message);
}

/// <summary>
/// A message where it lies in the link's receive buffer. One object per link, filled again for each message.
/// </summary>
public sealed class Message
{
    /// <summary>The receive buffer.</summary>
    public byte[] Buffer;

    /// <summary>Where the topic stands in <see cref="Buffer"/>.</summary>
    public int TopicOffset;

    /// <summary>Length of the topic in bytes.</summary>
    public int TopicLength;

    /// <summary>Where the payload stands in <see cref="Buffer"/>.</summary>
    public int PayloadOffset;

    /// <summary>Length of the payload in bytes.</summary>
    public int PayloadLength;

    /// <summary>RETAIN flag as received (MQTT 3.1.1 section 3.3.1.3).</summary>
    public bool Retain;

    /// <summary>DUP flag as received (MQTT 3.1.1 section 3.3.1.1).</summary>
    public bool Dup;

    /// <summary>A QoS 2 packet id that still waits for its PUBREL on this connection: the same message again.</summary>
    public bool Repeated;

    /// <summary>The login's index in the gate, or -1 where the link has no logins (external broker).</summary>
    public int Login;

    /// <summary>Number of the connection it came over; another number means that a reconnect lies between.</summary>
    public int Connection;

    /// <summary>
    /// It came over the link's first connection since the program started. What carries DUP then was first sent to the run before.
    /// Only of a link without logins (external broker); the built-in broker's gate knows it of each lock.
    /// </summary>
    public bool IsFirstConnection;

    /// <summary>When the bytes were there, <see cref="IClock.NowUs"/>.</summary>
    public long ReceivedUs;
}
