using System;
using System.Collections.Generic;
using System.Net;
using System.Text;
using System.Threading;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Simulator.VirtualDoor;

/// <summary>
/// A small MQTT 3.1.1 client with real acknowledgements, for one connection. Thread safe; one thread reads. Every wait is
/// bounded by <see cref="MqttOptions.AnswerMs"/>, and what may be expected to fail is an answer, not an exception.
/// </summary>
public sealed partial class MqttClient : IDisposable
{
    private const int MaxPacketBytes = 64 * 1024;

    private readonly MqttOptions _options;
    private readonly object _gate = new();
    private readonly Dictionary<int, int> _answers = []; // packet id to the first byte of its latest acknowledgement
    private readonly HashSet<int> _unreleased = []; // QoS 2 messages taken, PUBREL still to come
    private readonly PublishPacket _packet = new(MaxPacketBytes);
    private PacketStream? _stream;
    private int _connack = -1;
    private int _lastId;
    private int _pongs;
    private volatile bool _isConnected;

    /// <summary>A client that is not connected yet. For another connection make another client.</summary>
    public MqttClient(MqttOptions options)
    {
        _options = options;
    }

    /// <summary>Called on the reading thread for each message. It must not publish at QoS 1 or 2: nobody would read the answer.</summary>
    public Action<MqttMessage>? Received { get; set; }

    /// <summary>Called on the reading thread when the connection ended and we did not end it.</summary>
    public Action? Lost { get; set; }

    /// <summary>True from CONNACK 0 until the connection ends.</summary>
    public bool IsConnected => _isConnected;

    /// <summary>Connects and waits for CONNACK.</summary>
    public ConnectOutcome Connect(IPEndPoint broker)
    {
        if (_stream is not null)
        {
            throw new InvalidOperationException("a client connects once");
        }

        PacketStream? stream = PacketStream.Open(broker, _options.AnswerMs);
        if (stream is null)
        {
            return ConnectOutcome.NoBroker;
        }

        _stream = stream;
        stream.Send(ClientPackets.Connect(_options));
        new Thread(() => Read(stream)) { IsBackground = true, Name = "mqtt " + _options.ClientId }.Start();
        lock (_gate)
        {
            WaitFor(() => _connack >= 0);
            if (_connack is < 0 or > 5)
            {
                stream.Close();
                return ConnectOutcome.NoAnswer;
            }

            return (ConnectOutcome)_connack;
        }
    }

    /// <summary>Publishes a text and waits for what its QoS asks.</summary>
    public PublishOutcome Publish(string topic, string payload, int qos = 0, bool retain = false)
    {
        return Publish(new Publication(topic, payload, qos) { Retain = retain }, out _);
    }

    /// <summary>Publishes and waits for PUBACK (QoS 1), PUBREC and PUBCOMP (QoS 2).</summary>
    /// <param name="publication">What, and how.</param>
    /// <param name="packetId">The packet id it went out with, 0 at QoS 0.</param>
    public PublishOutcome Publish(Publication publication, out int packetId)
    {
        packetId = 0;
        PacketStream? stream = _stream;
        if (!_isConnected || stream is null)
        {
            return PublishOutcome.NotConnected;
        }

        int qos = publication.Qos;
        lock (_gate)
        {
            packetId = qos == 0 ? 0 : publication.PacketId != 0 ? publication.PacketId : NextId();
            _answers.Remove(packetId);
            byte[] topic = Encoding.UTF8.GetBytes(publication.Topic);
            byte[] payload = publication.Payload;
            if (!_packet.Set(topic, 0, topic.Length, payload, 0, payload.Length, qos))
            {
                return PublishOutcome.TooLarge;
            }

            _packet.Stamp(qos, publication.Retain, packetId);
            _packet.Buffer[_packet.Start] |= (byte)(publication.Dup ? PacketType.DupFlag : 0);
            if (!stream.Send(_packet.Buffer, _packet.Start, _packet.Count))
            {
                return PublishOutcome.NotConnected;
            }

            return qos == 0 || Acknowledged(stream, packetId, qos, publication.WithholdPubrel) ? PublishOutcome.Done
                : PublishOutcome.NoAnswer;
        }
    }

    /// <summary>Subscribes to one filter.</summary>
    /// <returns>true when the broker granted it.</returns>
    public bool Subscribe(string filter, int qos)
    {
        PacketStream? stream = _stream;
        lock (_gate)
        {
            int id = NextId();
            _answers.Remove(id);
            return _isConnected && stream is not null && stream.Send(ClientPackets.Subscribe(id, filter, qos))
                && WaitFor(() => _answers.ContainsKey(id)) && _answers[id] == PacketType.Suback;
        }
    }

    /// <summary>PINGREQ, and waits for PINGRESP: everything that was sent before has then been read by the broker.</summary>
    public bool Ping()
    {
        PacketStream? stream = _stream;
        lock (_gate)
        {
            int before = _pongs;
            return _isConnected && stream is not null && stream.Send(ClientPackets.Bare(PacketType.Pingreq))
                && WaitFor(() => _pongs != before);
        }
    }

    /// <summary>Says DISCONNECT and closes: the will is not sent.</summary>
    public void Disconnect()
    {
        if (_isConnected)
        {
            _stream?.Send(ClientPackets.Bare(PacketType.Disconnect));
        }

        PullPlug();
    }

    /// <summary>Closes the socket without DISCONNECT: the broker sends the will.</summary>
    public void PullPlug()
    {
        lock (_gate)
        {
            _isConnected = false;
            Monitor.PulseAll(_gate);
        }

        _stream?.Close();
    }

    /// <summary>As <see cref="Disconnect"/>.</summary>
    public void Dispose()
    {
        Disconnect();
    }

    private int NextId()
    {
        _lastId = (_lastId % 65535) + 1; // 0 is not an id, section 2.3.1
        return _lastId;
    }

    /// <summary>The handshake behind a PUBLISH, sections 3.4 to 3.7. The gate is held, and given up while waiting.</summary>
    private bool Acknowledged(PacketStream stream, int id, int qos, bool withholdPubrel)
    {
        if (!WaitFor(() => _answers.ContainsKey(id)))
        {
            return false;
        }

        if (qos == 1)
        {
            return _answers[id] == PacketType.Puback;
        }

        if (_answers[id] != PacketType.Pubrec || withholdPubrel)
        {
            return _answers[id] == PacketType.Pubrec;
        }

        return stream.Send(ClientPackets.Acknowledge(PacketType.Pubrel, id)) && WaitFor(() => _answers[id] == PacketType.Pubcomp);
    }

    /// <summary>Waits, the gate held, until something is so, the time is over or the connection has ended.</summary>
    private bool WaitFor(Func<bool> isSo)
    {
        long deadline = Environment.TickCount64 + _options.AnswerMs;
        while (!isSo())
        {
            long left = deadline - Environment.TickCount64;
            bool isOver = !_isConnected && _connack >= 0;
            if (left <= 0 || isOver)
            {
                return false;
            }

            Monitor.Wait(_gate, (int)left);
        }

        return true;
    }
}
