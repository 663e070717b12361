using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>
/// A request as its handler sees it. One object, pointed at one connection after the other; its bytes lie in
/// <see cref="Buffer"/> and <see cref="BodyBuffer"/> and are gone after the call.
/// </summary>
public sealed class HttpRequest
{
    /// <summary>Kinds of proof: none, Authorization, X-NukiEdge-Proof, X-Nuki-Signature-SHA256.</summary>
    public const int NoProof = 0, Authorization = HeaderName.Authorization, Proof = HeaderName.Proof, NukiSignature = HeaderName.NukiSignature;

    private readonly WorkBuffer _work;
    private readonly RouteTable _routes;
    private HttpConnection _c;

    internal HttpRequest(WorkBuffer work, RouteTable routes)
    {
        _work = work;
        _routes = routes;
    }

    /// <summary>Holds the target at its start, and the proof.</summary>
    public byte[] Buffer => _c.Buffer;

    /// <summary><see cref="HttpVerb"/>; HEAD comes as HEAD, and its reply is sent without its content.</summary>
    public int Method => _c.Method;

    /// <summary>Bytes of path and query: what a signature covers.</summary>
    public int TargetLength => _c.TargetLength;

    /// <summary>Bytes of the path.</summary>
    public int PathLength => PathLengthOf(_c);

    /// <summary>The route's index in the table.</summary>
    public int Route => _c.Route;

    /// <summary>Index of the handler, for one object that handles several routes.</summary>
    public int Handler => _routes.Handler(_c.Route);

    /// <summary>Where the {id} of the path begins in <see cref="Buffer"/>; 0 where the route has none.</summary>
    public int IdAt => _routes.IdAt(_c.Route);

    /// <summary>Bytes of the {id}.</summary>
    public int IdLength
    {
        get
        {
            int from = IdAt;
            int at = from;
            while (from > 0 && at < PathLength && _c.Buffer[at] != '/')
            {
                at++;
            }

            return at - from;
        }
    }

    /// <summary>The {id} as a number, 0 to 999,999,999, or -1 when it is none in its plain form.</summary>
    public int IdNumber
    {
        get
        {
            int length = IdLength;
            bool isPlain = length == 1 || (length > 1 && _c.Buffer[IdAt] != '0');
            int value = isPlain ? EventRing.IdOf(_c.Buffer, IdAt, length) : 0;
            return value > 0 || (length == 1 && _c.Buffer[IdAt] == '0') ? value : -1;
        }
    }

    /// <summary>Which header proved who asks: a constant of this class.</summary>
    public int ProofKind => _c.ProofKind;

    /// <summary>Where the proof stands in <see cref="Buffer"/>.</summary>
    public int ProofAt => _c.Proof;

    /// <summary>Bytes of the proof.</summary>
    public int ProofLength => _c.ProofLength;

    /// <summary>Holds the body.</summary>
    public byte[] BodyBuffer => _c.Has(HttpConnection.InWork) ? _work.Bytes : _c.Buffer;

    /// <summary>Where the body begins in <see cref="BodyBuffer"/>.</summary>
    public int BodyAt => _c.BodyAt;

    /// <summary>Bytes of the body; of one that was streamed, how many went by.</summary>
    public int BodyLength => _c.BodyLength;

    /// <summary>Bytes that Content-Length announces; -1 without it, and for a body in chunks.</summary>
    public int ContentLength => _c.Has(HttpConnection.Chunked) ? -1 : _c.Length;

    /// <summary>The body went to the handler's <see cref="IBodySink"/>.</summary>
    public bool IsStreamed => _c.Has(HttpConnection.ToSink);

    /// <summary>Who asks: a <see cref="Role"/>.</summary>
    public int Who => _c.Who;

    /// <summary>The peer's IPv4 address.</summary>
    public uint Peer => _c.Peer;

    /// <summary>
    /// Reads a parameter of the query, without its escapes ("+" is a space), into <paramref name="into"/> from its start.
    /// </summary>
    /// <returns>Its bytes, well-formed UTF-8; -1 when it is not there, malformed, or longer than the buffer.</returns>
    public int Parameter(byte[] name, byte[] into)
    {
        int end = _c.TargetLength;
        int at = _c.Query == 0 ? end : _c.Query;
        while (at < end)
        {
            int next = at;
            while (next < end && _c.Buffer[next] != '&')
            {
                next++;
            }

            if (Image.StartsWith(_c.Buffer, at, next - at, name) && at + name.Length < next && _c.Buffer[at + name.Length] == '=')
            {
                return Unescape(at + name.Length + 1, next, into);
            }

            at = next + 1;
        }

        return -1;
    }

    /// <summary>Points it at a connection.</summary>
    internal HttpRequest Of(HttpConnection c)
    {
        _c = c;
        return this;
    }

    internal static int PathLengthOf(HttpConnection c)
    {
        return c.Query == 0 ? c.TargetLength : c.Query - 1;
    }

    private int Unescape(int at, int end, byte[] into)
    {
        int length = 0;
        for (; at < end; at++)
        {
            if (length == into.Length)
            {
                return -1;
            }

            byte b = _c.Buffer[at];
            if (b == '%')
            {
                b = (byte)(Ascii.HexValue(_c.Buffer[at + 1]) << 4 | Ascii.HexValue(_c.Buffer[at + 2]));
                at += 2;
            }
            else if (b == '+')
            {
                b = (byte)' ';
            }

            into[length++] = b;
        }

        return Utf8.IsWellFormed(into, 0, length) ? length : -1;
    }
}
