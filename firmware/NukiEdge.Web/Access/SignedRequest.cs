using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Seals;

namespace NukiEdge.Web.Access;

/// <summary>
/// One request and its proof, while its body comes. The MAC is a chain over the head and pieces of 512 bytes of the body, so that a
/// long body need not be kept: M0 = HMAC(key, head), M(n+1) = HMAC(key, Mn and piece n); the first 16 bytes of the last one count.
/// </summary>
public sealed class SignedRequest
{
    /// <summary>Where the proof stands: header X-NukiEdge-Session, header Authorization, or the end of the query.</summary>
    public const byte Session = 1, Authorization = 2, Ticket = 3;

    /// <summary>Bytes of a piece of the body, and of the MAC that is sent.</summary>
    public const int PieceBytes = 512, MacBytes = 16;

    private const int ChainBytes = 32;

    private static readonly byte[] RequestLabel = Ascii.Of("NukiEdge request\n");
    private static readonly byte[] TicketLabel = Ascii.Of("NukiEdge ticket\n");

    private byte[] _chain;
    private byte[] _piece;
    private int _filled;
    private int _left;

    /// <summary>What it may do: <see cref="AccessRole"/>. None until <see cref="AccessCheck.End"/>.</summary>
    public byte Role { get; internal set; }

    /// <summary>Its counter: sealed fields are bound to it. 0 for a Bearer token.</summary>
    public long Counter { get; internal set; }

    /// <summary>Place of the key that proved it, -1 for a session.</summary>
    public int KeyIndex { get; internal set; } = -1;

    /// <summary>Address that it came from, IPv4.</summary>
    public uint Peer { get; internal set; }

    /// <summary>The key that both sides have.</summary>
    internal byte[] Key { get; set; }

    /// <summary>Id of session or key, as bytes.</summary>
    internal byte[] Id { get; set; }

    /// <summary>The MAC that came.</summary>
    internal byte[] Mac { get; set; }

    /// <summary>Everything but GET and HEAD.</summary>
    internal bool IsChange { get; set; }

    /// <summary>The key itself came, and was right.</summary>
    internal bool IsBearer { get; set; }

    /// <summary>Begins the chain.</summary>
    internal void Begin(IHmac hmac, bool isTicket, byte[] method, byte[] target, int offset, int length, int bodyLength)
    {
        byte[] newLine = { (byte)'\n' };
        byte[] head = ByteRow.Join(isTicket ? TicketLabel : RequestLabel, Ascii.Of(Counter.ToString() + "\n"));
        head = ByteRow.Join(ByteRow.Join(head, method), newLine);
        head = ByteRow.Join(ByteRow.Join(head, target, offset, length), newLine);
        head = ByteRow.Join(head, Ascii.Of(bodyLength.ToString()));
        _chain = hmac.Of(Key, head);
        _left = bodyLength;
    }

    /// <summary>Takes a part of the body as it came. More than the head said makes the MAC wrong.</summary>
    public void Add(IHmac hmac, byte[] body, int offset, int count)
    {
        _left -= count;
        if (IsBearer || _left < 0)
        {
            return;
        }

        while (count > 0)
        {
            _piece = _piece ?? Piece(PieceBytes);
            int part = count < PieceBytes - _filled ? count : PieceBytes - _filled;
            Array.Copy(body, offset, _piece, ChainBytes + _filled, part);
            _filled += part;
            offset += part;
            count -= part;
            if (_filled == PieceBytes)
            {
                Link(hmac, _piece);
            }
        }
    }

    /// <summary>True when head and whole body have the MAC that came.</summary>
    internal bool IsProven(IHmac hmac)
    {
        if (_filled > 0)
        {
            Link(hmac, ByteRow.Front(_piece, ChainBytes + _filled));
        }

        return _left == 0 && (IsBearer || ByteRow.AreSame(_chain, 0, Mac, 0, MacBytes));
    }

    private static byte[] Piece(int bytes)
    {
        return new byte[ChainBytes + bytes];
    }

    private void Link(IHmac hmac, byte[] piece)
    {
        Array.Copy(_chain, 0, piece, 0, ChainBytes);
        _chain = hmac.Of(Key, piece);
        _filled = 0;
    }
}
