using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Seals;

namespace NukiEdge.Web.Access;

/// <summary>
/// May this request do that? Begin when the head is there, hand the body to <see cref="SignedRequest.Add"/>, then End. Nothing counts,
/// not even the counter, before the whole request is proven; so what others send can use up nothing.
/// </summary>
public sealed class AccessCheck
{
    private static readonly byte[] KeyScheme = Ascii.Of("NukiEdge ");
    private static readonly byte[] BearerScheme = Ascii.Of("Bearer ");
    private static readonly byte[] Get = Ascii.Of("GET");
    private static readonly byte[] Head = Ascii.Of("HEAD");

    private readonly IHmac _hmac;
    private readonly SessionTable _sessions;
    private readonly AccessKeys _keys;

    /// <summary>Looks into these tables.</summary>
    public AccessCheck(IHmac hmac, SessionTable sessions, AccessKeys keys)
    {
        _hmac = hmac;
        _sessions = sessions;
        _keys = keys;
    }

    /// <summary>Reads the proof of a request.</summary>
    /// <param name="where">Session, Authorization or Ticket of <see cref="SignedRequest"/>.</param>
    /// <param name="proof">Value of the header; nothing for a ticket, which is the end of the target.</param>
    /// <param name="method">As it stands in the request line.</param>
    /// <param name="target">Path and query as they stand in the request line.</param>
    /// <param name="bodyLength">As Content-Length says; signed requests have no chunked bodies.</param>
    /// <returns>null when it cannot be right: no such session or key, or another form.</returns>
    public SignedRequest Begin(byte where, byte[] proof, int proofOffset, int proofLength, byte[] method, byte[] target, int offset,
        int length, int bodyLength, uint peer, long nowUs)
    {
        SignedRequest request = new SignedRequest { Peer = peer };
        request.IsChange = !Image.Is(method, 0, method.Length, Get) && !Image.Is(method, 0, method.Length, Head);
        bool isTicket = where == SignedRequest.Ticket;
        bool isFound;
        if (isTicket)
        {
            int at = ProofText.TicketAt(target, offset, length);
            int proofAt = at + ProofText.TicketWordBytes;
            isFound = at >= 0 && Image.Is(method, 0, method.Length, Get) && bodyLength == 0
                && FindSession(request, target, proofAt, offset + length - proofAt, nowUs);
            length = at - offset;
        }
        else
        {
            isFound = where == SignedRequest.Session ? FindSession(request, proof, proofOffset, proofLength, nowUs)
                : FindKey(request, proof, proofOffset, proofLength);
        }

        if (!isFound || bodyLength < 0)
        {
            return null;
        }

        request.Begin(_hmac, isTicket, method, target, offset, length, bodyLength);
        return request;
    }

    /// <summary>The whole body was added: what the request may do, also in its <see cref="SignedRequest.Role"/>.</summary>
    public byte End(SignedRequest request, long nowUs)
    {
        if (!request.IsProven(_hmac))
        {
            return AccessRole.None;
        }

        if (request.KeyIndex >= 0)
        {
            bool isThere = _keys.IndexOf(request.Id) == request.KeyIndex && _keys.IsSameKey(request);
            bool isNew = isThere && (request.IsBearer || _keys.Take(request.KeyIndex, request.Counter, request.IsChange));
            request.Role = isNew ? _keys.Role(request.KeyIndex) : AccessRole.None;
            return request.Role;
        }

        int place = _sessions.Find(request.Id, nowUs);
        bool isLive = place >= 0 && _sessions.Take(place, request.Counter, request.IsChange, nowUs);
        request.Role = isLive ? AccessRole.Owner : AccessRole.None;
        return request.Role;
    }

    private bool FindSession(SignedRequest request, byte[] proof, int offset, int length, long nowUs)
    {
        int place = ProofText.Read(proof, offset, length, SessionTable.IdBytes, request) ? _sessions.Find(request.Id, nowUs) : -1;
        request.Key = place >= 0 ? _sessions.Key(place) : null;
        return place >= 0;
    }

    private bool FindKey(SignedRequest request, byte[] proof, int offset, int length)
    {
        if (Image.StartsWith(proof, offset, length, BearerScheme))
        {
            return _keys.FindBearer(request, proof, offset + BearerScheme.Length, length - BearerScheme.Length);
        }

        return Image.StartsWith(proof, offset, length, KeyScheme)
            && ProofText.Read(proof, offset + KeyScheme.Length, length - KeyScheme.Length, AccessKeys.IdBytes, request)
            && _keys.Find(request);
    }
}
