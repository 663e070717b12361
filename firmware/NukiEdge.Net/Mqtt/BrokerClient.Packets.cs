using NukiEdge.Core.Log;

namespace NukiEdge.Net.Mqtt;

/// <summary>What the broker sends (MQTT 3.1.1 chapter 3).</summary>
public sealed partial class BrokerClient
{
    private const int RefusedSubscription = 0x80; // section 3.9.3

    /// <summary>Handles what has come, so many packets at most. Returns how many more it would have handled.</summary>
    private int Handle(int left, long nowUs)
    {
        while (left > 0 && State > Dialing)
        {
            int found = _inbox.Next();
            if (found == ClientInbox.None)
            {
                break;
            }

            left--;
            bool isGood = found == ClientInbox.Packet ? Take(nowUs) : found == ClientInbox.PassedOver && PassOver();
            if (!isGood)
            {
                End(nowUs, NoteCode.BrokerProtocol, (uint)_inbox.FirstByte);
            }
        }

        return left;
    }

    private bool PassOver()
    {
        TooLarge++;
        if (_inbox.PassedId != 0)
        {
            _out.Answer(PacketType.Puback, _inbox.PassedId); // or the broker would soon send nothing more
        }

        return State > Greeting;
    }

    /// <summary>False for what MQTT forbids a server to send, or to send now.</summary>
    private bool Take(long nowUs)
    {
        int firstByte = _inbox.FirstByte;
        if (State == Greeting)
        {
            return firstByte == PacketType.Connack && TakeConnack(nowUs);
        }

        if (PacketType.IsPublish(firstByte))
        {
            return TakePublish(firstByte);
        }

        if (firstByte == PacketType.Suback)
        {
            return State == Subscribing && TakeSuback(nowUs);
        }

        if (firstByte == PacketType.Pingresp)
        {
            _awaitsPing = false;
            return _inbox.Length == 0;
        }

        return _inbox.Length == 2 && _out.TakeAnswer(firstByte, FixedHeader.ReadNumber(_inbox.Buffer, _inbox.Body));
    }

    private bool TakeConnack(long nowUs)
    {
        if (_inbox.Length != 2)
        {
            return false;
        }

        int code = _inbox.Buffer[_inbox.Body + 1];
        if (code != 0)
        {
            End(nowUs, NoteCode.BrokerRefused, (uint)code);
            return true;
        }

        State = Subscribing;
        _dueUs = nowUs + _settings.AnswerMs * 1000L;
        _out.Answer(_subscribe, _subscribe.Length);
        return true;
    }

    private bool TakeSuback(long nowUs)
    {
        int codes = _inbox.Body + 2;
        if (_inbox.Length != 2 + _filters.Length
            || FixedHeader.ReadNumber(_inbox.Buffer, _inbox.Body) != ClientPackets.SubscribeId)
        {
            return false;
        }

        int refused = 0;
        for (int i = 0; i < _filters.Length; i++)
        {
            refused += _inbox.Buffer[codes + i] >= RefusedSubscription ? 1 : 0;
        }

        if (_inbox.Buffer[codes] >= RefusedSubscription)
        {
            End(nowUs, NoteCode.BrokerDenied, 0);
            return true;
        }

        State = Connected;
        _awaitsPing = false;
        _pingUs = nowUs + PingGapUs;
        Line.Opened(nowUs, _socket.PeerAddress);
        if (refused > 0)
        {
            Line.Note(NoteCode.BrokerDenied, (uint)refused);
        }

        return true;
    }

    private bool TakePublish(int firstByte)
    {
        int qos = PacketType.QosOf(firstByte);
        int id = qos > 1 ? PublishReader.Malformed // nothing was subscribed to with more than QoS 1
            : PublishReader.Read(_message, _inbox.Buffer, firstByte, _inbox.Body, _inbox.Length);
        if (id == PublishReader.Malformed)
        {
            return false;
        }

        _message.Connection = Line.Tries;
        _message.IsFirstConnection = Line.IsFirst;
        _message.ReceivedUs = _inbox.ReadUs;
        _sink.OnMessage(_message);
        if (qos == 1)
        {
            _out.Answer(PacketType.Puback, id);
        }

        return true;
    }
}
