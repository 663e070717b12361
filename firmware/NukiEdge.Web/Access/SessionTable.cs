using System;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Seals;

namespace NukiEdge.Web.Access;

/// <summary>
/// The owner's sessions: in memory only, so that a restart ends them. One ends after 30 minutes without a signed request, and after
/// 12 hours; where all places are taken, a new one ends that which was quiet longest. A row of the image:
/// <code>
/// 0-7 id   8-39 key   40-59 counters   60-67 login, us   68-75 last request, us   76-79 1 = in use
/// </code>
/// </summary>
public sealed class SessionTable
{
    /// <summary>Bytes of an id.</summary>
    public const int IdBytes = 8;

    /// <summary>Microseconds without a request that end a session, of its whole life, and after its login in which it is fresh.</summary>
    public const long IdleUs = 1800000000, LifeUs = 43200000000, FreshUs = 300000000;

    private const int KeyAt = 8, CountersAt = 40, LoginAt = 60, UsedAt = 68, InUseAt = 76, RowBytes = 80;

    private static readonly byte[] IdLabel = Ascii.Of("NukiEdge session id");

    private readonly byte[] _rows;

    /// <summary>Room for what the limits allow.</summary>
    public SessionTable(Limits limits)
    {
        _rows = new byte[limits.Sessions * RowBytes];
    }

    /// <summary>Sessions that live.</summary>
    public int Count(long nowUs)
    {
        int count = 0;
        for (int at = 0; at < _rows.Length; at += RowBytes)
        {
            count += IsLive(at, nowUs) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The id that both sides make of the key: it need not be sent.</summary>
    public static byte[] IdOf(IHmac hmac, byte[] key)
    {
        return ByteRow.Front(hmac.Of(key, IdLabel), IdBytes);
    }

    /// <summary>Begins a session.</summary>
    /// <returns>true when another one had to end for it.</returns>
    public bool Begin(byte[] id, byte[] key, long nowUs)
    {
        int to = 0;
        for (int at = 0; at < _rows.Length; at += RowBytes)
        {
            bool isBetter = IsLive(to, nowUs) && (!IsLive(at, nowUs) || Image.I64(_rows, at + UsedAt) < Image.I64(_rows, to + UsedAt));
            to = isBetter ? at : to;
        }

        bool hasEnded = IsLive(to, nowUs);
        Array.Clear(_rows, to, RowBytes);
        Array.Copy(id, 0, _rows, to, IdBytes);
        Array.Copy(key, 0, _rows, to + KeyAt, key.Length);
        Image.PutI64(_rows, to + LoginAt, nowUs);
        Image.PutI64(_rows, to + UsedAt, nowUs);
        _rows[to + InUseAt] = 1;
        return hasEnded;
    }

    /// <summary>Place of a living session, or -1.</summary>
    public int Find(byte[] id, long nowUs)
    {
        int found = -1;
        for (int at = 0; at < _rows.Length; at += RowBytes)
        {
            if (ByteRow.AreSame(_rows, at, id, 0, IdBytes) && IsLive(at, nowUs))
            {
                found = at;
            }
        }

        return found;
    }

    /// <summary>Its key.</summary>
    internal byte[] Key(int place)
    {
        return ByteRow.Part(_rows, place + KeyAt, 32);
    }

    /// <summary>A request of it was proven. False where its counter is not new.</summary>
    internal bool Take(int place, long counter, bool isChange, long nowUs)
    {
        bool isNew = CounterWindow.Take(_rows, place + CountersAt, counter, isChange);
        if (isNew)
        {
            Image.PutI64(_rows, place + UsedAt, nowUs);
        }

        return isNew;
    }

    /// <summary>True within five minutes after its login.</summary>
    internal bool IsFresh(int place, long nowUs)
    {
        return IsLive(place, nowUs) && nowUs - Image.I64(_rows, place + LoginAt) < FreshUs;
    }

    /// <summary>Ends those whose time is over.</summary>
    /// <returns>true when there was one.</returns>
    internal bool Sweep(long nowUs)
    {
        bool hasEnded = false;
        for (int at = 0; at < _rows.Length; at += RowBytes)
        {
            if (_rows[at + InUseAt] != 0 && !IsLive(at, nowUs))
            {
                End(at);
                hasEnded = true;
            }
        }

        return hasEnded;
    }

    /// <summary>Ends one.</summary>
    internal void End(int place)
    {
        Array.Clear(_rows, place, RowBytes);
    }

    /// <summary>Ends all.</summary>
    public void EndAll()
    {
        Array.Clear(_rows, 0, _rows.Length);
    }

    private bool IsLive(int at, long nowUs)
    {
        return _rows[at + InUseAt] != 0 && nowUs - Image.I64(_rows, at + UsedAt) < IdleUs && nowUs - Image.I64(_rows, at + LoginAt) < LifeUs;
    }
}
