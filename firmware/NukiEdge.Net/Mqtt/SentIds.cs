namespace NukiEdge.Net.Mqtt;

/// <summary>
/// Packet identifiers for QoS 1 and 2 messages to one client (MQTT 3.1.1 section 2.3.1): counted up, so an identifier comes
/// again only after 65,534 others.
/// </summary>
/// <remarks>
/// No table of them: nothing is ever sent twice, because TCP loses nothing on a connection and no session outlives one.
/// A table would only be a limit on which a client that reads well is dropped for the length of a burst.
/// </remarks>
public sealed class SentIds
{
    private const int Highest = 0xFFFF;

    private int _last;

    /// <summary>Messages that the client has not acknowledged.</summary>
    public int Waiting { get; private set; }

    /// <summary>The next identifier, never 0 [MQTT-2.3.1-1]; 0 when all of them wait.</summary>
    public int Next()
    {
        if (Waiting == Highest)
        {
            return 0;
        }

        Waiting++;
        _last = _last == Highest ? 1 : _last + 1;
        return _last;
    }

    /// <summary>The message with the newest identifier was not sent after all.</summary>
    public void TakeBack()
    {
        Waiting--;
        _last--;
    }

    /// <summary>PUBACK or PUBCOMP came for one.</summary>
    public void Acknowledge()
    {
        if (Waiting > 0)
        {
            Waiting--;
        }
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Waiting = 0;
        _last = 0;
    }
}
