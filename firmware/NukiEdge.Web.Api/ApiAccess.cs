using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Houses;
using NukiEdge.Net.Http;
using NukiEdge.Web.Access;

namespace NukiEdge.Web.Api;

/// <summary>Who asks? Reads the proofs of access.md for the server, and keeps the proven request for its handler.</summary>
public sealed class ApiAccess : IAccess
{
    private static readonly byte[][] Words = Ascii.Table("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    private readonly PageAccess _box;
    private readonly IHmac _hmac;
    private const int LongestBox = 400; // a secret of 255 bytes

    private readonly IClock _clock;
    private SignedRequest _streamed;

    /// <summary>Reads proofs for one box.</summary>
    public ApiAccess(PageAccess box, IHmac hmac, IClock clock)
    {
        _box = box;
        _hmac = hmac;
        _clock = clock;
    }

    /// <summary>The request whose handler runs, or null where nobody proved anything.</summary>
    public SignedRequest Signed { get; private set; }

    /// <inheritdoc/>
    public int WaitSeconds => _box.WaitSeconds > 0 ? _box.WaitSeconds : 1;

    /// <summary>Says whether webhooks are taken, or null.</summary>
    public ApiParts Parts { get; set; }

    /// <inheritdoc/>
    public int Claim(HttpRequest request)
    {
        if (request.Handler == ApiRoutes.Hook)
        {
            return ClaimOfHook(request);
        }

        SignedRequest claimed = Begin(request, request.ContentLength);
        return claimed == null ? Role.Nobody : claimed.KeyIndex < 0 ? Role.Session : _box.Keys.Role(claimed.KeyIndex);
    }

    /// <summary>A streamed body begins: what comes is hashed for this request.</summary>
    public void BeginBody(HttpRequest request)
    {
        _streamed = Begin(request, request.ContentLength);
    }

    /// <inheritdoc/>
    public void Hash(byte[] buffer, int offset, int count)
    {
        if (_streamed != null)
        {
            _streamed.Add(_hmac, buffer, offset, count);
        }
    }

    /// <inheritdoc/>
    public int Prove(HttpRequest request)
    {
        if (request.Handler == ApiRoutes.Hook)
        {
            Signed = null;
            return ClaimOfHook(request); // the signature is proven by what receives it
        }

        SignedRequest signed = request.IsStreamed ? _streamed : Begin(request, request.BodyLength);
        Signed = null;
        if (signed == null)
        {
            return Role.Nobody;
        }

        if (request.IsStreamed)
        {
            _streamed = null;
        }
        else if (request.BodyLength > 0)
        {
            signed.Add(_hmac, request.BodyBuffer, request.BodyAt, request.BodyLength);
        }

        byte role = _box.Check.End(signed, _clock.NowUs);
        Signed = role == AccessRole.None ? null : signed;
        return role; // the numbers of AccessRole are those of Role
    }

    /// <summary>Only after a login of a moment ago; else the request is refused.</summary>
    internal bool MayChange(ApiReply into, HttpReply reply)
    {
        byte verdict = _box.MayChange(Signed, _clock.NowUs);
        if (verdict != AccessVerdict.Ok)
        {
            AccessApi.Refuse(into, reply, verdict);
        }

        return verdict == AccessVerdict.Ok;
    }

    /// <summary>Opens a field that was sealed for this request (access.md section 4).</summary>
    /// <param name="mayBeEmpty">An empty text stands for no secret: it gives an empty array.</param>
    /// <returns>null where it is refused.</returns>
    internal byte[] Secret(HouseFields f, byte[] purpose, bool mayBeEmpty)
    {
        if (!f.Text(mayBeEmpty ? 0 : 1, LongestBox))
        {
            return null;
        }

        byte[] secret = f.TextLength == 0 ? new byte[0] : _box.Open(Signed, purpose, f.TextBytes, 0, f.TextLength);
        if (secret == null)
        {
            f.Fail(HouseFault.SealBroken);
        }

        return secret;
    }

    /// <summary>Where webhooks are off there is no such path. A signature is a claim only: it gets room for a body, until that is proven.</summary>
    private int ClaimOfHook(HttpRequest request)
    {
        bool isOff = Parts == null || !Parts.TakesWebhooks;
        return isOff ? Role.NotThere : request.ProofKind == HttpRequest.NukiSignature ? Role.Machine : Role.Nobody;
    }

    /// <summary>The request that its proof belongs to, or null.</summary>
    private SignedRequest Begin(HttpRequest request, int bodyLength)
    {
        int kind = request.ProofKind;
        if (kind == HttpRequest.NukiSignature)
        {
            return null;
        }

        byte where = kind == HttpRequest.Proof ? SignedRequest.Session
            : kind == HttpRequest.Authorization ? SignedRequest.Authorization
            : SignedRequest.Ticket;
        bool hasBody = request.Method == HttpVerb.Post || request.Method == HttpVerb.Put || request.Method == HttpVerb.Patch;
        int length = bodyLength < 0 && !hasBody ? 0 : bodyLength;
        return _box.Check.Begin(where, request.Buffer, request.ProofAt, request.ProofLength, Words[request.Method], request.Buffer, 0,
            request.TargetLength, length, request.Peer, _clock.NowUs);
    }
}
