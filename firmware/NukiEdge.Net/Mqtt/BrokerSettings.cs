namespace NukiEdge.Net.Mqtt;

/// <summary>How an external broker is reached, and how patient the appliance is with it.</summary>
public sealed class BrokerSettings
{
    /// <summary>Where it is and with which login.</summary>
    public BrokerUrl Url = new BrokerUrl();

    /// <summary>Client id in ASCII. The same at each start, so that a broker lets the new connection replace a dead one.</summary>
    public byte[] ClientId = new byte[0];

    /// <summary>
    /// Seconds of the CONNECT packet. A PINGREQ goes out at half of that time, so that the broker's own limit, 1.5 times
    /// this (MQTT 3.1.1 section 3.1.2.10), is never near.
    /// </summary>
    public int KeepAliveSeconds = 30;

    /// <summary>Milliseconds from the first try to reach it until CONNACK, and then for each SUBACK and PINGRESP.</summary>
    public int AnswerMs = 5000;

    /// <summary>First pause after a connection was lost or came to nothing, milliseconds; each further one is twice that.</summary>
    public int FirstPauseMs = 1000;

    /// <summary>Longest pause, milliseconds.</summary>
    public int LongestPauseMs = 30000;

    /// <summary>A connection that stood so long begins again with the first pause. Milliseconds.</summary>
    public int StableMs = 10000;

    /// <summary>Seed for the chance in pauses.</summary>
    public uint Seed = 1;
}
