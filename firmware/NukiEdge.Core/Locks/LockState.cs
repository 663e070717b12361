using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Core.Locks;

/// <summary>What a lock says of itself: every topic of facts A3 but the announcement, each with the time it came.</summary>
public sealed class LockState
{
    /// <summary>Value of a topic that has not come yet.</summary>
    public const int NotKnown = -1;

    // The retained states, and the answer to the last command.
    private const int Kinds = LockTopic.StateKinds + 1;
    private const int TextBytes = 32;
    private const uint NotReceived = uint.MaxValue;

    private static readonly byte[] True = Ascii.Of("true");
    private static readonly byte[] False = Ascii.Of("false");

    private readonly short[] _values = new short[Kinds];
    private readonly uint[] _receivedS = new uint[Kinds];
    private readonly byte[] _texts = new byte[4 * (TextBytes + 1)];

    /// <summary>Nothing known yet.</summary>
    public LockState()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = NotKnown;
            _receivedS[i] = NotReceived;
        }
    }

    /// <summary>Payloads that were not of their topic's form; the value before stayed.</summary>
    public int BadPayloads;

    /// <summary>Grows with everything new that the lock says.</summary>
    public int Updates { get; private set; }

    /// <summary>Lock state (<see cref="LockStateCode"/>), or -1.</summary>
    public int State => _values[LockTopic.State];

    /// <summary>Door sensor (<see cref="DoorSensorCode"/>), or -1.</summary>
    public int DoorSensorState => _values[LockTopic.DoorSensorState];

    /// <summary>1 while the lock says that it is connected to the broker, 0 after its last will, -1 when unknown.</summary>
    public int Connected => _values[LockTopic.Connected];

    /// <summary>A number topic's value; true and false are 1 and 0; -1 while unknown. Kinds of <see cref="LockTopic"/>.</summary>
    public int Value(int kind)
    {
        return _values[kind];
    }

    /// <summary>When the topic came last, in clock microseconds cut to whole seconds, or -1.</summary>
    public long ReceivedUs(int kind)
    {
        return _receivedS[kind] == NotReceived ? NotKnown : _receivedS[kind] * 1000000L;
    }

    /// <summary>A text topic (name, firmware, ringactionTimestamp, timestamp), empty while unknown. Not for the event path.</summary>
    public string Text(int kind)
    {
        int at = TextAt(kind);
        return System.Text.Encoding.UTF8.GetString(_texts, at + 1, _texts[at]);
    }

    /// <summary>Takes a message below the lock's prefix. Kinds that are not states are left alone.</summary>
    public void Update(int kind, byte[] buffer, int offset, int length, long nowUs)
    {
        if (kind >= Kinds)
        {
            return;
        }

        if (IsText(kind))
        {
            length = Utf8.LengthWithin(buffer, offset, length, TextBytes);
            int at = TextAt(kind);
            _texts[at] = (byte)length;
            Array.Copy(buffer, offset, _texts, at + 1, length);
            Stamp(kind, nowUs);
            return;
        }

        int value = IsFlag(kind) ? Flag(buffer, offset, length) : Number(buffer, offset, length);
        if (value < 0)
        {
            BadPayloads++;
            return;
        }

        _values[kind] = (short)value;
        Stamp(kind, nowUs);
    }

    private void Stamp(int kind, long nowUs)
    {
        _receivedS[kind] = (uint)(nowUs / 1000000);
        Updates++;
    }

    private static bool IsText(int kind)
    {
        return kind == LockTopic.Name || kind == LockTopic.Firmware || kind == LockTopic.RingActionTimestamp
            || kind == LockTopic.Timestamp;
    }

    private static bool IsFlag(int kind)
    {
        return kind == LockTopic.BatteryCritical || kind == LockTopic.BatteryCharging || kind == LockTopic.KeypadBatteryCritical
            || kind == LockTopic.DoorSensorBatteryCritical || kind == LockTopic.RingActionState
            || kind == LockTopic.ServerConnected || kind == LockTopic.Connected;
    }

    private static int TextAt(int kind)
    {
        int slot = kind == LockTopic.Name ? 0 : kind == LockTopic.Firmware ? 1 : kind == LockTopic.Timestamp ? 2 : 3;
        return slot * (TextBytes + 1);
    }

    private static int Flag(byte[] buffer, int offset, int length)
    {
        return Image.Is(buffer, offset, length, True) ? 1 : Image.Is(buffer, offset, length, False) ? 0 : NotKnown;
    }

    private static int Number(byte[] buffer, int offset, int length)
    {
        // All documented values are 0 to 255.
        if (length < 1 || length > 3)
        {
            return NotKnown;
        }

        int value = 0;
        for (int i = 0; i < length; i++)
        {
            int digit = buffer[offset + i] - '0';
            if (digit < 0 || digit > 9)
            {
                return NotKnown;
            }

            value = value * 10 + digit;
        }

        return value <= 255 ? value : NotKnown;
    }
}
