using System;
using NukiEdge.Connect.Answers;
using NukiEdge.Connect.Cloud;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Past;

/// <summary>
/// Reads GET /smartlock/{id}/log (facts B2, B4) and keeps the newest actions of one lock in a span of time, oldest first. On the
/// cloud's thread, in constant memory; the list may come in any order.
/// </summary>
public sealed class LogListReader : IAnswerReader
{
    /// <summary>Most entries that the Web API gives at once (facts B2).</summary>
    public const int MostAsked = 50;

    private readonly AnswerJson _json;
    private readonly LogEntry _entry = new LogEntry();
    private readonly byte[] _kept;
    private long _smartlockId;
    private long _fromUtc;
    private long _untilUtc;

    /// <summary>A reader.</summary>
    /// <param name="json">Shared with the other readers on this thread.</param>
    /// <param name="entries">Entries to keep.</param>
    public LogListReader(AnswerJson json, int entries)
    {
        _json = json;
        _kept = new byte[entries * LogEntry.Bytes];
    }

    /// <summary>What is wrong with the last answer: <see cref="AnswerFault"/>. Unless it is Ok, nothing was kept.</summary>
    public byte Fault { get; private set; }

    /// <summary>Entries kept.</summary>
    public int Count { get; private set; }

    /// <summary>True when there were, or may have been, more.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Loop, before the request: which lock, and which span; the end does not belong to it. Seconds since 1970 UTC.</summary>
    public void Want(long smartlockId, long fromUtc, long untilUtc)
    {
        _smartlockId = smartlockId;
        _fromUtc = fromUtc;
        _untilUtc = untilUtc;
    }

    /// <summary>Loop, after the request: an entry, 0 the oldest.</summary>
    public void Fetch(int index, LogEntry into)
    {
        into.Fetch(_kept, index * LogEntry.Bytes, _smartlockId);
    }

    /// <inheritdoc/>
    public byte Read(IByteSource body)
    {
        Count = 0;
        HasMore = false;
        _json.Open(body);
        if (_json.OpenList())
        {
            while (_json.NextRecord() && _entry.Read(_json))
            {
                Consider();
            }
        }

        Fault = _json.Fault;
        Count = Fault == AnswerFault.Ok ? Count : 0;
        HasMore |= _json.Record >= MostAsked;
        _json.Close();
        return AnswerFault.ToSync(Fault);
    }

    private void Consider()
    {
        if (_entry.SmartlockId == _smartlockId && _entry.IsAction && _entry.UtcSeconds >= _fromUtc && _entry.UtcSeconds < _untilUtc)
        {
            Insert();
        }
    }

    private void Insert()
    {
        int place = Count;
        while (place > 0 && Image.U32(_kept, (place - 1) * LogEntry.Bytes) >= _entry.UtcSeconds)
        {
            place--;
        }

        if (Count * LogEntry.Bytes == _kept.Length)
        {
            HasMore = true;
            if (place == 0)
            {
                return; // older than all that are kept
            }

            place--;
            Array.Copy(_kept, LogEntry.Bytes, _kept, 0, place * LogEntry.Bytes);
        }
        else
        {
            int at = place * LogEntry.Bytes;
            Array.Copy(_kept, at, _kept, at + LogEntry.Bytes, (Count - place) * LogEntry.Bytes);
            Count++;
        }

        _entry.Keep(_kept, place * LogEntry.Bytes);
    }
}
