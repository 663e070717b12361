using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// All clients' subscriptions in one byte image: per filter three bytes (place; flags, QoS, length), then the filter. One
/// pool instead of a part for each client: a home automation system subscribes to every state of every lock by itself.
/// A new filter waits until the next pass of <see cref="RetainedDelivery"/>, which serves all that wait together:
/// so a retained message comes once, at the highest QoS, also where the new filters overlap.
/// </summary>
public sealed class Subscriptions
{
    private const int HeaderBytes = 3;
    private const int MaxFilterBytes = 0x0FFF;
    private const int QosShift = 12;
    private const int Waiting = 0x4000;
    private const int Serving = 0x8000;

    private readonly byte[] _image;
    private readonly int[] _best;
    private int _used;

    /// <summary>No subscriptions, room for <paramref name="bytes"/>, for a number of places.</summary>
    public Subscriptions(int bytes, int places)
    {
        _image = new byte[bytes];
        _best = new int[places];
    }

    /// <summary>How many filters there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a filter or gives it another QoS; its retained messages are due again [MQTT-3.8.4-3].</summary>
    /// <param name="reserve">Room that must stay free for others.</param>
    /// <returns>false when there is no room.</returns>
    public bool Add(int place, byte[] buffer, int offset, int length, int qos, int reserve)
    {
        int at = Find(place, buffer, offset, length);
        int keep = 0;
        if (at >= 0)
        {
            keep = FixedHeader.ReadNumber(_image, at + 1) & Serving;
        }
        else
        {
            if (length > MaxFilterBytes || _used + HeaderBytes + length > _image.Length - reserve)
            {
                return false;
            }

            at = _used;
            _image[at] = (byte)place;
            Array.Copy(buffer, offset, _image, at + HeaderBytes, length);
            _used += HeaderBytes + length;
            Count++;
        }

        FixedHeader.WriteNumber(_image, at + 1, length | qos << QosShift | Waiting | keep);
        return true;
    }

    /// <summary>Removes the filter with exactly these bytes [MQTT-3.10.4-1], if there is one.</summary>
    public void Remove(int place, byte[] buffer, int offset, int length)
    {
        int at = Find(place, buffer, offset, length);
        if (at >= 0)
        {
            Cut(at);
        }
    }

    /// <summary>Removes all of one place.</summary>
    public void Clear(int place)
    {
        int at = 0;
        while (at < _used)
        {
            if (_image[at] == place)
            {
                Cut(at);
            }
            else
            {
                at = Next(at);
            }
        }
    }

    /// <summary>
    /// Finds for every place the highest QoS of its filters that match a topic [MQTT-3.3.5-1]; <see cref="QosOf"/> tells.
    /// One walk for all: the board has no time to walk for each.
    /// </summary>
    public void Match(byte[] topic, int offset, int length)
    {
        for (int i = 0; i < _best.Length; i++)
        {
            _best[i] = -1;
        }

        for (int at = 0; at < _used; at = Next(at))
        {
            int header = FixedHeader.ReadNumber(_image, at + 1);
            int qos = header >> QosShift & 3;
            if (qos > _best[_image[at]]
                && TopicFilter.Matches(_image, at + HeaderBytes, header & MaxFilterBytes, topic, offset, length))
            {
                _best[_image[at]] = qos;
            }
        }
    }

    /// <summary>What <see cref="Match"/> found for a place: a QoS, or -1.</summary>
    public int QosOf(int place)
    {
        return _best[place];
    }

    /// <summary>The highest QoS of one place's filters of this pass that match a topic, or -1.</summary>
    public int PassQosFor(int place, byte[] topic, int offset, int length)
    {
        int highest = -1;
        for (int at = 0; at < _used; at = Next(at))
        {
            int header = FixedHeader.ReadNumber(_image, at + 1);
            int qos = header >> QosShift & 3;
            if (_image[at] == place && (header & Serving) != 0 && qos > highest
                && TopicFilter.Matches(_image, at + HeaderBytes, header & MaxFilterBytes, topic, offset, length))
            {
                highest = qos;
            }
        }

        return highest;
    }

    /// <summary>Takes what waits at one place into a pass over the retained messages. False when nothing waits.</summary>
    public bool BeginPass(int place)
    {
        bool any = false;
        for (int at = 0; at < _used; at = Next(at))
        {
            int header = FixedHeader.ReadNumber(_image, at + 1);
            if (_image[at] == place && (header & Waiting) != 0)
            {
                FixedHeader.WriteNumber(_image, at + 1, header ^ Waiting | Serving);
                any = true;
            }
        }

        return any;
    }

    /// <summary>One place's pass is over. True when filters came meanwhile that wait for another one.</summary>
    public bool EndPass(int place)
    {
        bool more = false;
        for (int at = 0; at < _used; at = Next(at))
        {
            if (_image[at] == place)
            {
                int header = FixedHeader.ReadNumber(_image, at + 1);
                more |= (header & Waiting) != 0;
                FixedHeader.WriteNumber(_image, at + 1, header & ~Serving);
            }
        }

        return more;
    }

    private int Next(int at)
    {
        return at + HeaderBytes + (FixedHeader.ReadNumber(_image, at + 1) & MaxFilterBytes);
    }

    private void Cut(int at)
    {
        int next = Next(at);
        Array.Copy(_image, next, _image, at, _used - next);
        _used -= next - at;
        Count--;
    }

    private int Find(int place, byte[] buffer, int offset, int length)
    {
        for (int at = 0; at < _used; at = Next(at))
        {
            int filterLength = FixedHeader.ReadNumber(_image, at + 1) & MaxFilterBytes;
            if (_image[at] == place && filterLength == length && Image.Same(_image, at + HeaderBytes, buffer, offset, length))
            {
                return at;
            }
        }

        return -1;
    }
}
