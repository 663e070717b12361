namespace NukiEdge.Core;

/// <summary>
/// Every size in one place (design section 8). Handed in once, preallocated from, and tested at the edge.
/// Bytes unless the name says otherwise.
/// </summary>
public sealed class Limits
{
    public int Locks = 4;

    /// <summary>Room for names, on average: a name may have 64 bytes, all of one kind together have this times their number.</summary>
    public int NameBytes = 16;
    public int Persons = 64;
    public int Credentials = 160;

    /// <summary>The owner's patterns of names, as in "Guest *".</summary>
    public int NamePatterns = 4;
    public int Rules = 24;
    public int Scenes = 16;
    public int SceneBytes = 4096;

    /// <summary>Steps of one scene: half of the log, so that it still says why when the last one is through.</summary>
    public int SceneSteps = 16;
    public int Relays = 8;
    public int Logins = 8;

    /// <summary>Targets of HTTP steps that ask for a login.</summary>
    public int Targets = 8;

    /// <summary>Scenes that may be under way (waiting between stretches) at once.</summary>
    public int SceneRuns = 8;

    /// <summary>HTTP calls under way at once: the number of caller threads.</summary>
    public int Calls = 2;

    /// <summary>HTTP calls that may wait for a free caller ("queued events" of design section 8).</summary>
    public int QueuedCalls = 16;

    /// <summary>Largest rendered HTTP request (URL, headers and body together), and largest rendered MQTT message.</summary>
    public int CallBytes = 512;

    /// <summary>Longest topic that a scene publishes to, rendered.</summary>
    public int TopicBytes = 96;

    public int MqttClients = 6;
    public int MqttPacketBytes = 1024;
    public int RetainedBytes = 3072;

    /// <summary>Receive buffer of one client. A larger packet, up to the limit, goes through one buffer that all share.</summary>
    public int MqttInputBytes = 320;

    /// <summary>What may wait for a slow MQTT client beside the socket's own buffer before it is dropped.</summary>
    public int MqttSendBytes = 160;

    /// <summary>Room for all clients' subscriptions: filter plus three bytes each.</summary>
    public int MqttSubscriptionBytes = 1280;

    /// <summary>QoS 2 messages of one client that may wait for PUBREL, and QoS 1 and 2 messages to it that may wait for an answer.</summary>
    public int MqttInFlight = 20;

    public int HttpConnections = 4;

    /// <summary>How many of them may be event streams.</summary>
    public int HttpStreams = 2;

    /// <summary>Buffer of one connection: what is kept of a head, and a body that fits behind it.</summary>
    public int HttpInputBytes = 512;

    /// <summary>Longest request target: path and query.</summary>
    public int HttpTargetBytes = 128;

    /// <summary>Largest body; also the buffer that all replies are written in, one after the other.</summary>
    public int HttpBodyBytes = 2048;

    /// <summary>Ring of the events that the live view is told.</summary>
    public int HttpEventBytes = 256;

    public int LogEntries = 32;

    /// <summary>Entries of Nuki Web's log that fill one outage of one lock: half of the log, so that it still says what came after.</summary>
    public int PastEntries = 16;

    /// <summary>Records of the log that flash keeps at least.</summary>
    public int LogFlashEntries = 512;

    /// <summary>Owner's sessions at the page; one more ends the one that was quiet longest.</summary>
    public int Sessions = 4;

    /// <summary>Keys for other programs.</summary>
    public int AccessKeys = 4;

    /// <summary>The board without PSRAM, 100 KB managed heap.</summary>
    public static Limits SmallBoard()
    {
        return new Limits();
    }

    /// <summary>A board with PSRAM, and the PC.</summary>
    public static Limits LargeBoard()
    {
        return new Limits
        {
            Locks = 8,
            NameBytes = 32,
            Persons = 256,
            Credentials = 2048,
            NamePatterns = 32,
            Rules = 128,
            Scenes = 64,
            SceneBytes = 32 * 1024,
            SceneSteps = 32,
            Relays = 16,
            Logins = 24,
            Targets = 32,
            SceneRuns = 64,
            Calls = 4,
            QueuedCalls = 64,
            CallBytes = 4096,
            TopicBytes = 512,
            MqttClients = 16,
            MqttPacketBytes = 4096,
            RetainedBytes = 64 * 1024,
            MqttInputBytes = 4096 + 5,
            MqttSendBytes = 16 * 1024,
            MqttSubscriptionBytes = 16 * 1024,
            MqttInFlight = 64,
            HttpConnections = 8,
            HttpStreams = 4,
            HttpInputBytes = 1024,
            HttpTargetBytes = 512,
            HttpBodyBytes = 4096,
            HttpEventBytes = 4096,
            LogEntries = 128,
            PastEntries = 48,
            LogFlashEntries = 4096,
            Sessions = 8,
            AccessKeys = 16,
        };
    }
}
