using NukiEdge.Core;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>SUBSCRIBE and UNSUBSCRIBE (MQTT 3.1.1 sections 3.8 to 3.11).</summary>
public sealed class SubscriptionHandler
{
    private const int IdBytes = 2;
    private const int Refused = 0x80; // section 3.9.3

    // Room in the pool that is kept for each lock: its three command topics (facts A1) with an id of eight digits.
    private const int LockBytes = 90;

    private readonly IMqttGate _gate;
    private readonly Subscriptions _pool;
    private readonly int _reserveForLocks;
    private readonly byte[] _unsuback = new byte[4];

    /// <summary>Asks the gate for each filter.</summary>
    public SubscriptionHandler(Limits limits, IMqttGate gate, Subscriptions pool)
    {
        _gate = gate;
        _pool = pool;
        _reserveForLocks = limits.Locks * LockBytes;
        _unsuback[0] = PacketType.Unsuback;
        _unsuback[1] = IdBytes;
    }

    /// <summary>Takes in the filters and answers. False when the packet is not what MQTT allows.</summary>
    public bool Subscribe(MqttConnection c, int offset, int length)
    {
        if (!HasIdAndMore(c.Input, offset, length))
        {
            return false;
        }

        int end = offset + length;
        int at = offset + IdBytes;
        // The SUBACK is written over the SUBSCRIBE: a return code is shorter than its filter, so it never overtakes the reading.
        int codes = at;
        while (at < end)
        {
            int filterLength = TextLength(c.Input, at, end);
            int qosAt = at + 2 + filterLength;
            if (filterLength < 0 || qosAt >= end || c.Input[qosAt] > 2)
            {
                return false; // [MQTT-3-8.3-4]
            }

            c.Input[codes++] = (byte)Add(c, at + 2, filterLength, c.Input[qosAt]);
            at = qosAt + 1;
        }
        int start = FixedHeader.WriteBefore(c.Input, offset, PacketType.Suback, codes - offset);
        c.Answer(c.Input, start, codes - start);
        return true;
    }

    /// <summary>Takes out the filters and answers. False when the packet is not what MQTT allows.</summary>
    public bool Unsubscribe(MqttConnection c, int offset, int length)
    {
        if (!HasIdAndMore(c.Input, offset, length))
        {
            return false;
        }

        int end = offset + length;
        int at = offset + IdBytes;
        while (at < end)
        {
            int filterLength = TextLength(c.Input, at, end);
            if (filterLength < 0)
            {
                return false;
            }

            _pool.Remove(c.Place, c.Input, at + 2, filterLength);
            at += 2 + filterLength;
        }
        _unsuback[2] = c.Input[offset];
        _unsuback[3] = c.Input[offset + 1];
        c.Answer(_unsuback, 0, _unsuback.Length);
        return true;
    }

    private int Add(MqttConnection c, int offset, int length, int qos)
    {
        bool granted = TopicFilter.IsFilter(c.Input, offset, length) && _gate.MaySubscribe(c.Login, c.Input, offset, length) &&
            _pool.Add(c.Place, c.Input, offset, length, qos, c.IsLock ? 0 : _reserveForLocks);
        return granted ? qos : Refused;
    }

    /// <summary>A packet identifier, not 0 [MQTT-2.3.1-1], and at least one filter [MQTT-3.8.3-3, -3.10.3-2].</summary>
    private static bool HasIdAndMore(byte[] buffer, int offset, int length)
    {
        return length > IdBytes && FixedHeader.ReadNumber(buffer, offset) != 0;
    }

    /// <summary>Length of the text with its length field at <paramref name="at"/>; -1 when cut off or no text.</summary>
    private static int TextLength(byte[] buffer, int at, int end)
    {
        if (end - at < 2)
        {
            return -1;
        }

        int length = FixedHeader.ReadNumber(buffer, at);
        return length <= end - at - 2 && Utf8Text.IsValid(buffer, at + 2, length) ? length : -1;
    }
}
