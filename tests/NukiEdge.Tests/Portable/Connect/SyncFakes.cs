using System;
using NukiEdge.Connect.Cloud;
using NukiEdge.Connect.Sync;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>A cloud that holds its request until the test answers it.</summary>
public sealed class FakeCloud : ICloud
{
    public CloudRequest Request;
    public int Started;

    /// <summary>What was asked last: path and token, as they were then.</summary>
    public string Path = "", Token = "";

    public bool IsBusy => Request != null;

    public void Start(CloudRequest request)
    {
        if (Request != null)
        {
            throw new Exception("one request at a time");
        }

        Started++;
        Request = request;
        Path = request.Path;
        Token = Raw.Text(request.Token, 0, request.TokenLength);
    }

    /// <summary>The answer was good: its reader has read it.</summary>
    public void Answer()
    {
        Request.Status = 200;
        Finish(SyncFault.None);
    }

    /// <summary>An answer with this status, as an adapter hands it over.</summary>
    public void Answer(int status, string retryAfter)
    {
        Finish(Request.TakeHead(status, "application/json", null, retryAfter, 2));
    }

    public void Finish(byte fault)
    {
        CloudRequest request = Request;
        Request = null;
        request.Finish(fault);
    }
}

/// <summary>A reader that answers what the test says and counts the bytes.</summary>
public sealed class FakeReader : IAnswerReader
{
    public byte Fault;

    /// <summary>Stop after so many bytes; below zero: read to the end.</summary>
    public int StopAfter = -1;

    public int Bytes;

    public byte Read(IByteSource body)
    {
        byte[] buffer = new byte[3];
        int got = 1;
        while (got > 0 && (StopAfter < 0 || Bytes < StopAfter))
        {
            got = body.Read(buffer, 0, buffer.Length);
            Bytes += got;
        }

        return Fault;
    }
}

/// <summary>A take with some slices and a result.</summary>
public sealed class FakeTake : IRosterTake
{
    public int Slices;
    public byte Result = TakeResult.Changed;
    public int Begun;
    public int Stepped;
    public long AskedUs;
    public long AskedUtc;

    public byte Refusal { get; set; } = SyncFault.TooManyAuths;

    public bool WantsLocks { get; set; }

    public int LocksMissing { get; set; }

    public byte Begin(long askedUs, long askedUtc)
    {
        Begun++;
        Stepped = 0;
        AskedUs = askedUs;
        AskedUtc = askedUtc;
        return Slices == 0 ? Result : TakeResult.Working;
    }

    public byte Step()
    {
        Stepped++;
        return Stepped >= Slices ? Result : TakeResult.Working;
    }
}

/// <summary>A body in memory that ends, or breaks off, after its last byte.</summary>
public sealed class FakeBody : IBody
{
    private readonly MemorySource _bytes;
    private readonly byte _fault;

    public FakeBody(string text, byte fault)
    {
        _bytes = new MemorySource(text);
        _fault = fault;
    }

    public byte Fault { get; private set; }

    public int Read(byte[] buffer, int offset, int count)
    {
        int got = _bytes.Read(buffer, offset, count);
        Fault = got == 0 ? _fault : SyncFault.None;
        return got;
    }

    public void Rewind()
    {
    }
}
