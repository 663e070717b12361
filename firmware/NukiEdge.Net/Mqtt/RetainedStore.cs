using System;
using ByteRange = NukiEdge.Core.Bytes.Image;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// The retained messages, one byte image of fixed size. States go before everything else: other messages may fill
/// a third of it, and make room when a state needs it.
/// </summary>
/// <remarks>
/// Item: topic length (2), payload length (2), flags (1: QoS, and whether it is a state), topic, payload. Items lie without
/// gaps, oldest first. Each reader has a cursor; the store moves the cursors when items move.
/// </remarks>
public sealed class RetainedStore
{
    private const int HeaderBytes = 5;
    private const int StateFlag = 0x80;
    private const int OthersShare = 3;

    private readonly byte[] _image;
    private readonly int[] _cursors;
    private int _otherBytes;

    /// <summary>An empty store of <paramref name="bytes"/>, with a cursor for each of so many readers.</summary>
    public RetainedStore(int bytes, int readers)
    {
        _image = new byte[bytes];
        _cursors = new int[readers];
    }

    /// <summary>The image: what the offsets below point into. Valid until the next change.</summary>
    public byte[] Image => _image;

    /// <summary>Messages stored.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes in use.</summary>
    public int UsedBytes { get; private set; }

    /// <summary>Stores a message in the place of the one with the same topic. QoS is kept with it (section 3.3.1.3).</summary>
    /// <returns>
    /// false when there is no room: then the older message is gone as well, because no state is better than a stale one.
    /// </returns>
    public bool Put(byte[] buffer, int topicOffset, int topicLength, int payloadOffset, int payloadLength, int qos, bool isState)
    {
        int size = HeaderBytes + topicLength + payloadLength;
        int flags = qos | (isState ? StateFlag : 0);
        int at = Find(buffer, topicOffset, topicLength);
        if (at >= 0)
        {
            if (SizeAt(at) == size && IsStateAt(at) == isState)
            {
                Array.Copy(buffer, payloadOffset, _image, PayloadOffset(at), payloadLength);
                _image[at + 4] = (byte)flags;
                return true;
            }
            RemoveAt(at);
        }
        if (!MakeRoom(size, isState))
        {
            return false;
        }

        at = UsedBytes;
        FixedHeader.WriteNumber(_image, at, topicLength);
        FixedHeader.WriteNumber(_image, at + 2, payloadLength);
        _image[at + 4] = (byte)flags;
        Array.Copy(buffer, topicOffset, _image, at + HeaderBytes, topicLength);
        Array.Copy(buffer, payloadOffset, _image, at + HeaderBytes + topicLength, payloadLength);
        UsedBytes += size;
        Count++;
        if (!isState)
        {
            _otherBytes += size;
        }

        return true;
    }

    /// <summary>Removes the message with this topic, if there is one.</summary>
    public void Remove(byte[] buffer, int topicOffset, int topicLength)
    {
        int at = Find(buffer, topicOffset, topicLength);
        if (at >= 0)
        {
            RemoveAt(at);
        }
    }

    /// <summary>Sets a reader's cursor before the first message.</summary>
    public void Rewind(int reader)
    {
        _cursors[reader] = 0;
    }

    /// <summary>The message at a reader's cursor, as an offset into <see cref="Image"/>; -1 behind the last.</summary>
    public int At(int reader)
    {
        int at = _cursors[reader];
        return at < UsedBytes ? at : -1;
    }

    /// <summary>Moves a reader's cursor, which must stand at a message, to the next.</summary>
    public void Advance(int reader)
    {
        _cursors[reader] += SizeAt(_cursors[reader]);
    }

    /// <summary>Where the topic of the message at <paramref name="at"/> stands.</summary>
    public int TopicOffset(int at)
    {
        return at + HeaderBytes;
    }

    /// <summary>Length of the topic of the message at <paramref name="at"/>.</summary>
    public int TopicLength(int at)
    {
        return FixedHeader.ReadNumber(_image, at);
    }

    /// <summary>Where the payload of the message at <paramref name="at"/> stands.</summary>
    public int PayloadOffset(int at)
    {
        return at + HeaderBytes + TopicLength(at);
    }

    /// <summary>Length of the payload of the message at <paramref name="at"/>.</summary>
    public int PayloadLength(int at)
    {
        return FixedHeader.ReadNumber(_image, at + 2);
    }

    /// <summary>QoS of the message at <paramref name="at"/>.</summary>
    public int QosOf(int at)
    {
        return _image[at + 4] & 3;
    }

    private bool MakeRoom(int size, bool isState)
    {
        if (!isState)
        {
            return UsedBytes + size <= _image.Length && _otherBytes + size <= _image.Length / OthersShare;
        }
        // nothing is thrown out for a state that would not fit even then
        if (UsedBytes - _otherBytes + size > _image.Length)
        {
            return false;
        }

        int at = 0;
        while (UsedBytes + size > _image.Length)
        {
            if (IsStateAt(at))
            {
                at += SizeAt(at);
            }
            else
            {
                RemoveAt(at);
            }
        }
        return true;
    }

    private void RemoveAt(int at)
    {
        int size = SizeAt(at);
        if (!IsStateAt(at))
        {
            _otherBytes -= size;
        }

        Array.Copy(_image, at + size, _image, at, UsedBytes - at - size);
        UsedBytes -= size;
        Count--;
        for (int i = 0; i < _cursors.Length; i++)
        {
            if (_cursors[i] > at)
            {
                _cursors[i] -= size;
            }
        }
    }

    private int Find(byte[] buffer, int offset, int length)
    {
        int at = 0;
        while (at < UsedBytes)
        {
            if (TopicLength(at) == length && ByteRange.Same(_image, at + HeaderBytes, buffer, offset, length))
            {
                return at;
            }

            at += SizeAt(at);
        }
        return -1;
    }

    private int SizeAt(int at)
    {
        return HeaderBytes + TopicLength(at) + PayloadLength(at);
    }

    private bool IsStateAt(int at)
    {
        return (_image[at + 4] & StateFlag) != 0;
    }
}
