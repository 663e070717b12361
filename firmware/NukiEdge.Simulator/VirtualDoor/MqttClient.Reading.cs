using System;
using System.Text;
using System.Threading;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Simulator.VirtualDoor;

/// <summary>The reading thread: what comes in, and the answers that MQTT asks for.</summary>
public sealed partial class MqttClient
{
    private void Read(PacketStream stream)
    {
        int pingMs = _options.KeepAliveSeconds * 1000;
        while (true)
        {
            int waitMs = pingMs == 0 ? 60_000 : (int)Math.Max(0, stream.SentMs + pingMs - Environment.TickCount64);
            if (!stream.Wait(waitMs))
            {
                if (pingMs > 0)
                {
                    stream.Send(ClientPackets.Bare(PacketType.Pingreq));
                }

                continue;
            }

            if (!stream.Fill())
            {
                break;
            }

            while (stream.Next())
            {
                Handle(stream);
            }
        }

        bool wasLost;
        lock (_gate)
        {
            wasLost = _isConnected;
            _isConnected = false;
            _connack = _connack < 0 ? 255 : _connack;
            Monitor.PulseAll(_gate);
        }

        stream.Close();
        if (wasLost)
        {
            Lost?.Invoke();
        }
    }

    private void Handle(PacketStream stream)
    {
        byte[] input = stream.Input;
        int type = stream.FirstByte;
        if (PacketType.IsPublish(type))
        {
            Take(stream);
            return;
        }

        lock (_gate)
        {
            switch (type)
            {
                case PacketType.Connack when stream.BodyLength == 2:
                    _connack = input[stream.Body + 1];
                    _isConnected = _connack == 0;
                    break;
                case PacketType.Suback when stream.BodyLength == 3:
                    // 0x80 is a refusal, section 3.9.3
                    _answers[FixedHeader.ReadNumber(input, stream.Body)] = input[stream.Body + 2] == 0x80 ? 0 : type;
                    break;
                case PacketType.Puback or PacketType.Pubrec or PacketType.Pubcomp when stream.BodyLength == 2:
                    _answers[FixedHeader.ReadNumber(input, stream.Body)] = type;
                    break;
                case PacketType.Pubrel when stream.BodyLength == 2:
                    int id = FixedHeader.ReadNumber(input, stream.Body);
                    _unreleased.Remove(id);
                    stream.Send(ClientPackets.Acknowledge(PacketType.Pubcomp, id));
                    break;
                case PacketType.Pingresp:
                    _pongs++;
                    break;
                default:
                    break; // nothing that this client asked for
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>A PUBLISH from the broker, section 3.3.</summary>
    private void Take(PacketStream stream)
    {
        byte[] input = stream.Input;
        int end = stream.Body + stream.BodyLength;
        int qos = PacketType.QosOf(stream.FirstByte);
        int topicLength = FixedHeader.ReadNumber(input, stream.Body);
        int payload = stream.Body + 2 + topicLength + (qos > 0 ? 2 : 0);
        int id = qos > 0 ? FixedHeader.ReadNumber(input, payload - 2) : 0;
        bool isNew = qos < 2 || _unreleased.Add(id);
        if (isNew)
        {
            Received?.Invoke(new MqttMessage(Encoding.UTF8.GetString(input, stream.Body + 2, topicLength),
                input.AsSpan(payload, end - payload).ToArray(), qos, (stream.FirstByte & PacketType.RetainFlag) != 0));
        }

        if (qos > 0)
        {
            stream.Send(ClientPackets.Acknowledge(qos == 1 ? PacketType.Puback : PacketType.Pubrec, id));
        }
    }
}
