using System;
using System.Text;
using System.Threading;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Device;

/// <summary>
/// One connection of nanoFramework.M2Mqtt, from its first call to its last; a new one for each try, because a client that
/// was connected before may hang (nanoframework/Home 1692). Its callbacks only copy and report.
/// </summary>
internal sealed class BoardSession
{
    private const string Offline = "offline";
    private const int RoomWaitMs = 10, RoomWaits = 10;

    private readonly BoardBroker _owner;
    private readonly int _number;
    private MqttClient _client;

    /// <summary>Does nothing yet.</summary>
    /// <param name="number">The try that it is for.</param>
    public BoardSession(BoardBroker owner, int number)
    {
        _owner = owner;
        _number = number;
    }

    /// <summary>The try that it is for.</summary>
    public int Number => _number;

    /// <summary>Connects and subscribes. Blocks for as long as the library likes; a failure is reported.</summary>
    public void Open(BrokerSettings settings, string[] filters, string statusTopic)
    {
        try
        {
            // The host is an address: looking up a name would freeze every thread (design section 6).
            _client = new MqttClient(settings.Url.Host, settings.Url.Port, false, null, null, MqttSslProtocols.None);
            _client.MqttMsgPublishReceived += OnMessage;
            _client.MqttMsgSubscribed += OnSubscribed;
            _client.ConnectionClosed += OnClosed;
            MqttReasonCode code = _client.Connect(Text(settings.ClientId), Text(settings.Url.User), Text(settings.Url.Password),
                true, MqttQoSLevel.AtLeastOnce, true, statusTopic, Offline, true, (ushort)(settings.KeepAliveSeconds / 2));
            if (code != MqttReasonCode.Success)
            {
                _owner.Report(_number, NoteCode.BrokerRefused, (uint)code);
                return;
            }

            MqttQoSLevel[] levels = new MqttQoSLevel[filters.Length];
            levels[0] = MqttQoSLevel.AtLeastOnce;
            _client.Subscribe(filters, levels);
        }
        catch (Exception)
        {
            _owner.Report(_number, NoteCode.BrokerUnreachable, 0);
        }
    }

    /// <summary>Reports a connection that the library gave up without saying so.</summary>
    public void Look()
    {
        if (_client != null && !_client.IsConnected)
        {
            _owner.Report(_number, NoteCode.BrokerLost, 0);
        }
    }

    /// <summary>Hands a message of our own to the library, which keeps it.</summary>
    public void Publish(Message message, int flags)
    {
        byte[] payload = new byte[message.PayloadLength];
        Array.Copy(message.Buffer, message.PayloadOffset, payload, 0, payload.Length);
        string topic = Encoding.UTF8.GetString(message.Buffer, message.TopicOffset, message.TopicLength);
        try
        {
            _client.Publish(topic, payload, null, null, (MqttQoSLevel)PacketType.QosOf(flags), message.Retain);
        }
        catch (Exception)
        {
            Look(); // its queue is full, or the connection is over
        }
    }

    /// <summary>Ends it. Blocks for a second or two.</summary>
    public void Close()
    {
        try
        {
            if (_client != null)
            {
                _client.MqttMsgPublishReceived -= OnMessage;
                _client.MqttMsgSubscribed -= OnSubscribed;
                _client.ConnectionClosed -= OnClosed;
                _client.Dispose();
            }
        }
        catch (Exception)
        {
            // It is given up either way.
        }
    }

    /// <summary>On the library's thread. States come in a burst after subscribing: it waits a moment for room, then gives up.</summary>
    private void OnMessage(object sender, MqttMsgPublishEventArgs e)
    {
        long nowUs = _owner.NowUs;
        int flags = (e.Retain ? PacketType.RetainFlag : 0) | (e.DupFlag ? PacketType.DupFlag : 0);
        for (int i = 0; !_owner.Take(e.Topic, e.Message, flags, _number, nowUs); i++)
        {
            if (i == RoomWaits)
            {
                _owner.CountLost();
                return;
            }

            Thread.Sleep(RoomWaitMs);
        }
    }

    private void OnSubscribed(object sender, MqttMsgSubscribedEventArgs e)
    {
        if (e.GrantedQoSLevels.Length == 0 || e.GrantedQoSLevels[0] == MqttQoSLevel.GrantedFailure)
        {
            _owner.Report(_number, NoteCode.BrokerDenied, 0);
        }
        else
        {
            _owner.ReportReached(_number);
        }
    }

    private void OnClosed(object sender, EventArgs e)
    {
        _owner.Report(_number, NoteCode.BrokerLost, 0);
    }

    private static string Text(byte[] bytes)
    {
        return bytes == null ? null : Encoding.UTF8.GetString(bytes, 0, bytes.Length);
    }
}
