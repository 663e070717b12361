using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// One client's subscriptions as a byte image: per filter two bytes (flags, QoS, length), then the filter.
/// A new filter waits until the next pass of <see cref="RetainedDelivery"/>, which serves all that wait together:
/// so a retained message comes once, at the highest QoS, also where the new filters overlap.
/// </summary>
public sealed class Subscriptions
{
    private const int HeaderBytes = 2;
    private const int MaxFilterBytes = 0x0FFF;
    private const int QosShift = 12;
    private const int Waiting = 0x4000;
    private const int Serving = 0x8000;

    private readonly byte[] _image;
    private int _used;

    /// <summary>No subscriptions, room for <paramref name="bytes"/>.</summary>
    public Subscriptions(int bytes)
    {
        _image = new byte[bytes];
    }

    /// <summary>How many filters there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a filter or gives it another QoS; its retained messages are due again [MQTT-3.8.4-3].</summary>
    /// <returns>false when there is no room.</returns>
    public bool Add(byte[] buffer, int offset, int length, int qos)
    {
        int at = Find(buffer, offset, length);
        int keep = 0;
        if (at >= 0)
        {
            keep = FixedHeader.ReadNumber(_image, at) & Serving;
        }
        else
        {
            if (length > MaxFilterBytes || _used + HeaderBytes + length > _image.Length) return false;
            at = _used;
            Array.Copy(buffer, offset, _image, at + HeaderBytes, length);
            _used += HeaderBytes + length;
            Count++;
        }
        FixedHeader.WriteNumber(_image, at, length | qos << QosShift | Waiting | keep);
        return true;
    }

    /// <summary>Removes the filter with exactly these bytes [MQTT-3.10.4-1], if there is one.</summary>
    public void Remove(byte[] buffer, int offset, int length)
    {
        int at = Find(buffer, offset, length);
        if (at < 0) return;
        int next = at + HeaderBytes + length;
        Array.Copy(_image, next, _image, at, _used - next);
        _used -= HeaderBytes + length;
        Count--;
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        _used = 0;
        Count = 0;
    }

    /// <summary>The highest QoS of the filters that match a topic [MQTT-3.3.5-1], or -1.</summary>
    public int QosFor(byte[] topic, int offset, int length)
    {
        return Highest(0, topic, offset, length);
    }

    /// <summary>The highest QoS of the filters of this pass that match a topic, or -1.</summary>
    public int PassQosFor(byte[] topic, int offset, int length)
    {
        return Highest(Serving, topic, offset, length);
    }

    /// <summary>Takes what waits into a pass over the retained messages. False when nothing waits.</summary>
    public bool BeginPass()
    {
        bool any = false;
        int at = 0;
        while (at < _used)
        {
            int header = FixedHeader.ReadNumber(_image, at);
            if ((header & Waiting) != 0)
            {
                FixedHeader.WriteNumber(_image, at, header ^ Waiting | Serving);
                any = true;
            }
            at += HeaderBytes + (header & MaxFilterBytes);
        }
        return any;
    }

    /// <summary>The pass is over. True when filters came meanwhile that wait for another one.</summary>
    public bool EndPass()
    {
        bool more = false;
        int at = 0;
        while (at < _used)
        {
            int header = FixedHeader.ReadNumber(_image, at);
            more |= (header & Waiting) != 0;
            FixedHeader.WriteNumber(_image, at, header & ~Serving);
            at += HeaderBytes + (header & MaxFilterBytes);
        }
        return more;
    }

    private int Highest(int flag, byte[] topic, int offset, int length)
    {
        int highest = -1;
        int at = 0;
        while (at < _used)
        {
            int header = FixedHeader.ReadNumber(_image, at);
            int filterLength = header & MaxFilterBytes;
            int qos = header >> QosShift & 3;
            if (qos > highest && (header & flag) == flag &&
                TopicFilter.Matches(_image, at + HeaderBytes, filterLength, topic, offset, length))
            {
                highest = qos;
            }
            at += HeaderBytes + filterLength;
        }
        return highest;
    }

    private int Find(byte[] buffer, int offset, int length)
    {
        int at = 0;
        while (at < _used)
        {
            int filterLength = FixedHeader.ReadNumber(_image, at) & MaxFilterBytes;
            if (filterLength == length && Image.Same(_image, at + HeaderBytes, buffer, offset, length)) return at;
            at += HeaderBytes + filterLength;
        }
        return -1;
    }
}
