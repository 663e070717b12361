using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Http;

/// <summary>
/// A reply as its handler writes it: a status, and either a text that fits the buffer or a source that is sent in pieces. The
/// buffer held the body: read that first.
/// </summary>
public sealed class HttpReply
{
    /// <summary>Kept free in front of the text for the head.</summary>
    internal const int HeadRoom = 512;

    private static readonly byte[] Json = Ascii.Of("application/json");
    private static readonly byte[] Problem = Ascii.Of("application/problem+json");

    private readonly WorkBuffer _work;
    private readonly HttpConnection[] _places;

    internal HttpReply(WorkBuffer work, HttpConnection[] places)
    {
        _work = work;
        _places = places;
    }

    /// <summary>Where the text goes. What does not fit makes the reply a 500.</summary>
    public ByteWriter Text { get; } = new ByteWriter();

    /// <summary>The status; 204 until it is set.</summary>
    public int Status { get; private set; }

    /// <summary>Content-Type.</summary>
    public byte[] Type { get; private set; }

    /// <summary>One more header line without its end, such as "Content-Disposition: attachment", or null. Nothing from outside.</summary>
    public byte[] Extra { get; set; }

    /// <summary>Sent in pieces, or null.</summary>
    public IByteSource Source { get; private set; }

    /// <summary>Bytes of text so far.</summary>
    public int Length => Text.Length - HeadRoom;

    /// <summary>Begins a JSON text.</summary>
    public ByteWriter WriteJson(int status)
    {
        return Write(status, Json);
    }

    /// <summary>Begins the text of a refusal (RFC 9457).</summary>
    public ByteWriter WriteProblem(int status)
    {
        return Write(status, Problem);
    }

    /// <summary>Begins a text of some type. What was written before is gone.</summary>
    public ByteWriter Write(int status, byte[] type)
    {
        Begin();
        Status = status;
        Type = type;
        return Text;
    }

    /// <summary>A reply without content.</summary>
    public void Done(int status)
    {
        Write(status, null);
    }

    /// <summary>
    /// A reply of any length. The source is read piece by piece, up to 1 KB each, over many turns of the loop, and rewound at the
    /// end or when the client went away.
    /// </summary>
    /// <returns>false while it is read for another reply: then it must not be touched, and the answer is a 503.</returns>
    public bool Stream(int status, byte[] type, IByteSource source)
    {
        for (int i = 0; i < _places.Length; i++)
        {
            if (_places[i].Source == source)
            {
                WriteProblem(HttpStatus.Unavailable);
                return false;
            }
        }

        Write(status, type);
        Source = source;
        return true;
    }

    internal void Begin()
    {
        Text.Reset(_work.Bytes);
        Text.Length = HeadRoom;
        Status = HttpStatus.NoContent;
        Type = null;
        Extra = null;
        Source = null;
    }
}
