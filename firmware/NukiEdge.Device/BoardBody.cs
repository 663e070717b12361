using System;
using System.IO;
using NukiEdge.Connect.Cloud;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Device;

/// <summary>
/// An answer's body as it comes from the network. Its length is counted here: the client's stream ends in the same way whether
/// all of it came or the connection broke (System.Net.Http 1.5.210, _InputNetworkStreamWrapper). Without a length only the
/// JSON can tell that it is not whole, and does: a list that is cut never closes.
/// </summary>
internal sealed class BoardBody : IBody
{
    private readonly Stream _stream;
    private readonly IClock _clock;
    private readonly long _endUs;
    private readonly int _silenceMs;
    private readonly bool _hasLength;
    private long _left;
    private long _room;

    public BoardBody(Stream stream, long length, int maxBytes, IClock clock, long endUs, int silenceMs)
    {
        _stream = stream;
        _clock = clock;
        _endUs = endUs;
        _silenceMs = silenceMs;
        _hasLength = length >= 0;
        _left = length;
        _room = maxBytes;
    }

    /// <inheritdoc />
    public byte Fault { get; private set; }

    /// <inheritdoc />
    public int Read(byte[] buffer, int offset, int count)
    {
        if (Fault != SyncFault.None || (_hasLength && _left == 0))
        {
            return 0;
        }

        if (_clock.NowUs >= _endUs)
        {
            return End(SyncFault.TimedOut);
        }

        long startUs = _clock.NowUs;
        int got;
        try
        {
            got = _stream.Read(buffer, offset, _hasLength && _left < count ? (int)_left : count);
        }
        catch (Exception)
        {
            return End(_clock.NowUs - startUs >= _silenceMs * 1000L ? SyncFault.Stalled : SyncFault.BrokeOff);
        }

        if (got <= 0)
        {
            return _hasLength ? End(SyncFault.BrokeOff) : 0;
        }

        _left -= got;
        _room -= got;
        return _room < 0 ? End(SyncFault.TooLarge) : got;
    }

    /// <summary>A body is read once.</summary>
    public void Rewind()
    {
    }

    private int End(byte fault)
    {
        Fault = fault;
        return 0;
    }
}
