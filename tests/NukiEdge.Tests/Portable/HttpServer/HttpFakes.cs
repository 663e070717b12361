using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Serving;

/// <summary>Whoever names a role in X-NukiEdge-Proof has it; "fake" claims to be a session and cannot prove it; for "nowhere" there is no such path.</summary>
public sealed class FakeAccess : IAccess
{
    private static readonly string[] Names = { "nobody", "reader", "controller", "session", "machine" };

    public int Hashed;
    public int Proofs;

    public int WaitSeconds => 7;

    public int Claim(HttpRequest request)
    {
        string name = Raw.Text(request.Buffer, request.ProofAt, request.ProofLength);
        if (name == "wait")
        {
            return Role.MustWait;
        }

        for (int role = 1; role < Names.Length; role++)
        {
            if (name == Names[role])
            {
                return role;
            }
        }

        return name == "fake" ? Role.Session : name == "nowhere" ? Role.NotThere : Role.Nobody;
    }

    public void Hash(byte[] buffer, int offset, int count)
    {
        Hashed += count;
    }

    public int Prove(HttpRequest request)
    {
        Proofs++;
        bool isFake = Raw.Text(request.Buffer, request.ProofAt, request.ProofLength) == "fake";
        return isFake ? Role.Nobody : Claim(request);
    }
}

/// <summary>Two files: /, which is stored plainly, and /app.js, with gzip (or so it says) and for ever.</summary>
public sealed class FakePages : IPageSource
{
    public const int AppBytes = 5000;

    public bool IsBroken;
    private int _largest;

    public int Largest => _largest;

    public int Find(byte[] path, int offset, int length)
    {
        string name = Raw.Text(path, offset, length);
        return name == "/" ? 0 : name == "/app.js" ? 1 : -1;
    }

    public int Length(int file)
    {
        return file == 0 ? 6 : AppBytes;
    }

    public byte[] ContentType(int file)
    {
        return Raw.Of(file == 0 ? "text/html" : "text/javascript");
    }

    public byte[] Tag(int file)
    {
        return Raw.Of(file == 0 ? "v1" : "v2");
    }

    public bool IsGzip(int file)
    {
        return file == 1;
    }

    public bool IsForever(int file)
    {
        return file == 1;
    }

    public int Read(int file, int at, byte[] buffer, int offset, int count)
    {
        if (count < 1 || at + count > Length(file))
        {
            throw new Exception("reads beyond the end");
        }

        _largest = count > _largest ? count : _largest;
        for (int i = 0; i < count; i++)
        {
            buffer[offset + i] = file == 0 ? (byte)"page.\n"[at + i] : ByteAt(at + i);
        }

        return IsBroken && at > 2000 ? -1 : count;
    }

    public static byte ByteAt(int at)
    {
        return (byte)('a' + at % 23);
    }
}

/// <summary>Says what it was asked, and takes a streamed body.</summary>
public sealed class FakeHandler : IHttpHandler, IBodySink
{
    public readonly FakeSource Source = new FakeSource();
    public int Handled;
    public int SinkBytes = -1;
    public int Abandoned;
    public int RefuseAfter = int.MaxValue;
    public int ReplyBytes;

    public void Handle(HttpRequest request, HttpReply reply)
    {
        Handled++;
        if (request.Route == 5)
        {
            if (reply.Stream(HttpStatus.Ok, Raw.Of("text/csv"), Source))
            {
                Source.Start();
            }

            return;
        }

        string body = request.IsStreamed ? "" : Raw.Text(request.BodyBuffer, request.BodyAt, request.BodyLength);
        byte[] text = Raw.Of("{\"route\":" + request.Route.ToString() + ",\"id\":\"" + Raw.Text(request.Buffer, request.IdAt, request.IdLength)
            + "\",\"bytes\":" + request.BodyLength.ToString() + ",\"who\":" + request.Who.ToString() + "}"
            + (body.Length < 200 ? body : "") + Raw.Repeat("x", ReplyBytes));
        reply.WriteJson(HttpStatus.Ok).Add(text);
    }

    public int Begin(HttpRequest request)
    {
        SinkBytes = 0;
        return 0;
    }

    public int Take(byte[] buffer, int offset, int count)
    {
        SinkBytes += count;
        return SinkBytes > RefuseAfter ? HttpStatus.Unprocessable : 0;
    }

    public void Abandon()
    {
        Abandoned++;
    }
}

/// <summary>A list of 3,000 bytes in uneven pieces.</summary>
public sealed class FakeSource : IByteSource
{
    public const int Bytes = 3000;

    public int Rewound;
    private int _at = -1;

    public void Start()
    {
        _at = 0;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int left = Bytes - _at;
        int most = 700 < count ? 700 : count;
        int got = left < most ? left : most;
        for (int i = 0; i < got; i++)
        {
            buffer[offset + i] = (byte)('0' + (_at + i) % 10);
        }

        _at += got;
        return got;
    }

    public void Rewind()
    {
        Rewound++;
        _at = 0;
    }
}
