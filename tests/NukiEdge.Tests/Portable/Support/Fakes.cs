using System;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Tests.Support;

/// <summary>A clock that only a test moves.</summary>
public sealed class TestClock : IClock
{
    public long NowUs { get; set; } = 7000000;

    public long UtcSeconds { get; set; } = 1795307946; // 2026-11-22T00:39:06Z

    public void PassMs(long ms)
    {
        NowUs += ms * 1000;
    }
}

/// <summary>Relay outputs, stricter than real ones: an output that is not wired fails the test.</summary>
public sealed class FakeRelays : IRelays
{
    public readonly bool[] On;

    /// <summary>Every write, as in "0+ 2- ".</summary>
    public string Trace = "";

    public FakeRelays(int count)
    {
        Count = count;
        On = new bool[count];
        for (int i = 0; i < count; i++)
        {
            On[i] = true; // as a careless board would start
        }
    }

    public int Count { get; }

    public void Write(int relay, bool on)
    {
        if (relay < 0 || relay >= Count)
        {
            throw new Exception("relay " + relay.ToString() + " is not wired");
        }

        On[relay] = on;
        Trace += relay.ToString() + (on ? "+ " : "- ");
    }

    /// <summary>What was written since the last time.</summary>
    public string TakeTrace()
    {
        string trace = Trace;
        Trace = "";
        return trace;
    }
}

/// <summary>A caller that holds its call until the test answers it.</summary>
public sealed class FakeCaller : ICaller
{
    public HttpCall Call;
    public int Started;

    /// <summary>URL of the last call.</summary>
    public string Url = "";

    /// <summary>Header lines of the last call.</summary>
    public string Headers = "";

    /// <summary>Body of the last call.</summary>
    public string Body = "";

    public bool IsBusy => Call != null;

    public void Start(HttpCall call)
    {
        if (Call != null)
        {
            throw new Exception("a caller makes one call at a time");
        }

        Started++;
        Call = call;
        Url = Raw.Text(call.Text, 0, call.UrlLength);
        Headers = Raw.Text(call.Text, call.UrlLength, call.HeadersLength);
        Body = Raw.Text(call.Text, call.UrlLength + call.HeadersLength, call.BodyLength);
    }

    public void Answer(int result)
    {
        HttpCall call = Call;
        Call = null;
        call.Finish(result);
    }
}

/// <summary>A message link that writes down what was published.</summary>
public sealed class FakeLink : IMessageLink
{
    public bool IsDown;
    public int Published;

    /// <summary>The last message.</summary>
    public string Topic = "", Payload = "";

    /// <summary>Quality of the last message.</summary>
    public int Qos;

    public bool Retain;

    /// <summary>All messages, as in "topic=payload; ".</summary>
    public string Trace = "";

    /// <summary>Topics of the messages that were sent as retained ones, each with a space behind it.</summary>
    public string RetainedTopics = "";

    public bool Publish(byte[] topic, int topicOffset, int topicLength, byte[] payload, int payloadOffset, int payloadLength,
        int qos, bool retain)
    {
        if (IsDown)
        {
            return false;
        }

        Published++;
        Topic = Raw.Text(topic, topicOffset, topicLength);
        Payload = Raw.Text(payload, payloadOffset, payloadLength);
        Qos = qos;
        Retain = retain;
        Trace += Topic + "=" + Payload + "; ";
        RetainedTopics += retain ? Topic + " " : "";
        return true;
    }

    public string TakeTrace()
    {
        string trace = Trace;
        Trace = "";
        return trace;
    }
}

/// <summary>The loop's only wait: notes until when it would have waited.</summary>
public sealed class FakeWait : ISockets
{
    public long DeadlineUs;
    public int Waits;

    public IListener Listen(int port)
    {
        throw new Exception("nobody listens here");
    }

    public void WaitAny(long deadlineUs)
    {
        DeadlineUs = deadlineUs;
        Waits++;
    }

    public void Wake()
    {
    }
}

/// <summary>Bytes in memory, given out in pieces of a chosen size.</summary>
public sealed class MemorySource : IByteSource
{
    private readonly byte[] _bytes;
    private readonly int _length;
    private readonly int _piece;
    private int _at;

    public MemorySource(byte[] bytes, int length, int piece)
    {
        _bytes = bytes;
        _length = length;
        _piece = piece;
    }

    public MemorySource(string text)
        : this(Raw.Of(text), Raw.Of(text).Length, int.MaxValue)
    {
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int left = _length - _at;
        count = count < left ? count : left;
        count = count < _piece ? count : _piece;
        Array.Copy(_bytes, _at, buffer, offset, count);
        _at += count;
        return count;
    }

    public void Rewind()
    {
        _at = 0;
    }
}
