using NukiEdge.Connect;
using NukiEdge.Connect.Sync;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>The sample house with everything about Nuki Web on its loop, a cloud in the test's hand and a clock that the test moves.</summary>
public sealed class LinkBench
{
    public const string AuthsPath = "/smartlock/auth", LogPath = "/smartlock/" + AnswerBench.Front + "/log?fromDate=";

    public readonly EdgeBench Edge = new EdgeBench();
    public readonly FakeCloud Cloud = new FakeCloud();
    public readonly NukiWebLink Link;

    public LinkBench()
    {
        Edge.House.NukiWeb.SetToken(Raw.Of("token"), 5);
        Link = new NukiWebLink(Edge.House, Edge.Edge, Edge.Clock, Cloud, new SyncTimes(), new HmacSha256(), 4711);
    }

    /// <summary>The run before, which logged this announcement as its last word.</summary>
    public void RanBefore(long lastUtc)
    {
        LogSegments kept = new LogSegments(new Segments(), new Crc32());
        kept.Open();
        LogRecord record = new LogRecord { Kind = EventLog.Announcement, Lock = 0, Action = 1, UtcSeconds = (uint)lastUtc, Person = -1, Rule = -1, Scene = -1 };
        kept.Add(record);
        kept.Flush();
        Link.Recall(kept);
    }

    /// <summary>The front door's lock says that it is there, or its will that it is not.</summary>
    public void Connected(string value)
    {
        Edge.Send("nuki/3807B7EC/connected", value, EdgeBench.Front, 1);
        Pass(0);
    }

    /// <summary>Time passes by both clocks, then a turn.</summary>
    public void Pass(int seconds)
    {
        Edge.Clock.UtcSeconds += seconds;
        Edge.PassMs(seconds * 1000L);
    }

    /// <summary>Second by second until a request is out.</summary>
    /// <returns>Its path, or "" when none went out in this time.</returns>
    public string NextPath(int withinSeconds)
    {
        for (int i = 0; i < withinSeconds && !Cloud.IsBusy; i++)
        {
            Pass(1);
        }

        return Cloud.IsBusy ? Cloud.Path : "";
    }

    /// <summary>Nuki Web answers; turns until all of it is taken.</summary>
    public void Answer(string json)
    {
        byte fault = Cloud.Request.Take(new FakeBody(SampleHouse.Json(json), SyncFault.None));
        Cloud.Finish(fault);
        Turns();
    }

    /// <summary>Some turns in which no time passes.</summary>
    public void Turns()
    {
        for (int i = 0; i < 60; i++)
        {
            Pass(0);
        }
    }

    /// <summary>The owner asks; Nuki Web has Anna's code.</summary>
    public void Sync()
    {
        Link.Sync.Ask(SyncWhy.Owner);
        Assert.AreEqual(AuthsPath, NextPath(120));
        Answer("[" + AnswerBench.Code("12345", "") + "]");
        Assert.IsTrue(Link.Sync.WasGood);
    }

    /// <summary>Two segments in memory, enough for a few records.</summary>
    private sealed class Segments : ISegments
    {
        private readonly byte[][] _bytes = { new byte[512], new byte[512] };
        private readonly int[] _sizes = { -1, -1 };

        public int Count => 2;

        public int Size(int segment)
        {
            return _sizes[segment];
        }

        public int Read(int segment, int offset, byte[] buffer, int at, int count)
        {
            int part = count < _sizes[segment] - offset ? count : _sizes[segment] - offset;
            System.Array.Copy(_bytes[segment], offset, buffer, at, part < 0 ? 0 : part);
            return part;
        }

        public bool Start(int segment)
        {
            _sizes[segment] = 0;
            return true;
        }

        public bool Append(int segment, byte[] buffer, int at, int count)
        {
            System.Array.Copy(buffer, at, _bytes[segment], _sizes[segment], count);
            _sizes[segment] += count;
            return true;
        }
    }
}
