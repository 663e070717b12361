using System;
using System.Threading;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// Messages on their way from one thread to one other, in slots that are allocated once: so nothing has to be done inside a
/// library's callback, and nobody waits for a lock. One thread puts, one takes.
/// </summary>
public sealed class MessageRing
{
    private readonly byte[] _bytes;
    private readonly int _slotBytes;
    private readonly ushort[] _topicLengths;
    private readonly ushort[] _payloadLengths;
    private readonly byte[] _flags;
    private readonly int[] _connections;
    private readonly long[] _receivedUs;
    private int _put;
    private int _taken;

    /// <summary>So many slots, each for topic and payload together.</summary>
    public MessageRing(int slots, int slotBytes)
    {
        _bytes = new byte[slots * slotBytes];
        _slotBytes = slotBytes;
        _topicLengths = new ushort[slots];
        _payloadLengths = new ushort[slots];
        _flags = new byte[slots];
        _connections = new int[slots];
        _receivedUs = new long[slots];
    }

    /// <summary>No message waits.</summary>
    public bool IsEmpty => _put == _taken;

    /// <summary>The next message has to wait, or is lost.</summary>
    public bool IsFull => (_put - _taken + _flags.Length * 2) % (_flags.Length * 2) == _flags.Length;

    /// <summary>Flags of the message that was taken last, as in a PUBLISH (MQTT 3.1.1 section 3.3.1): DUP, QoS, RETAIN.</summary>
    public int Flags { get; private set; }

    /// <summary>Can a message of that size ever be taken?</summary>
    public bool Fits(int topicLength, int payloadLength)
    {
        return topicLength + payloadLength <= _slotBytes;
    }

    /// <summary>Puts a message whose topic is text. A topic that is not ASCII is none of a lock's, and is left out.</summary>
    /// <returns>false when the ring is full.</returns>
    public bool Put(string topic, byte[] payload, int flags, int connection, long receivedUs)
    {
        if (IsFull)
        {
            return false;
        }

        if (!Fits(topic.Length, payload.Length))
        {
            return true;
        }

        int at = _put % _flags.Length * _slotBytes;
        for (int i = 0; i < topic.Length; i++)
        {
            if (topic[i] > '~')
            {
                return true;
            }

            _bytes[at + i] = (byte)topic[i];
        }

        Finish(topic.Length, payload, 0, payload.Length, flags, connection, receivedUs);
        return true;
    }

    /// <summary>Puts a message.</summary>
    /// <returns>false when the ring is full, or the message larger than a slot.</returns>
    public bool Put(byte[] topic, int topicOffset, int topicLength, byte[] payload, int payloadOffset, int payloadLength, int flags)
    {
        if (IsFull || !Fits(topicLength, payloadLength))
        {
            return false;
        }

        Array.Copy(topic, topicOffset, _bytes, _put % _flags.Length * _slotBytes, topicLength);
        Finish(topicLength, payload, payloadOffset, payloadLength, flags, 0, 0);
        return true;
    }

    /// <summary>Shows the oldest message where it lies. It stays there until <see cref="Release"/>.</summary>
    /// <returns>false when there is none.</returns>
    public bool Take(Message message)
    {
        if (IsEmpty)
        {
            return false;
        }

        int slot = _taken % _flags.Length;
        message.Buffer = _bytes;
        message.TopicOffset = slot * _slotBytes;
        message.TopicLength = _topicLengths[slot];
        message.PayloadOffset = message.TopicOffset + message.TopicLength;
        message.PayloadLength = _payloadLengths[slot];
        Flags = _flags[slot];
        message.Retain = (Flags & PacketType.RetainFlag) != 0;
        message.Dup = (Flags & PacketType.DupFlag) != 0;
        message.Connection = _connections[slot];
        message.ReceivedUs = _receivedUs[slot];
        return true;
    }

    /// <summary>The slot of the message that was taken is free again.</summary>
    public void Release()
    {
        Interlocked.Exchange(ref _taken, Next(_taken));
    }

    private void Finish(int topicLength, byte[] payload, int offset, int length, int flags, int connection, long receivedUs)
    {
        int slot = _put % _flags.Length;
        Array.Copy(payload, offset, _bytes, slot * _slotBytes + topicLength, length);
        _topicLengths[slot] = (ushort)topicLength;
        _payloadLengths[slot] = (ushort)length;
        _flags[slot] = (byte)flags;
        _connections[slot] = connection;
        _receivedUs[slot] = receivedUs;
        // the slot is whole before the other thread may see it
        Interlocked.Exchange(ref _put, Next(_put));
    }

    /// <summary>Counts to twice the number of slots, so that full and empty are not the same, and begins anew.</summary>
    private int Next(int count)
    {
        return count + 1 == _flags.Length * 2 ? 0 : count + 1;
    }
}
