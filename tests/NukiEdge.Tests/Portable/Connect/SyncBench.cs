using NukiEdge.Connect.Sync;
using NukiEdge.Core.Log;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>The sync on a loop with a sample house, a cloud in the test's hand, and a clock that the test moves.</summary>
public sealed class SyncBench
{
    public const string Token = "0123456789abcdef";
    public const long Second = 1000, Minute = 60 * Second, Hour = 60 * Minute, Day = 24 * Hour; // ms

    public readonly EdgeBench Edge = new EdgeBench();
    public readonly FakeCloud Cloud = new FakeCloud();
    public readonly FakeReader Reader = new FakeReader();
    public readonly FakeTake Take = new FakeTake();
    public readonly FakeTake Locks = new FakeTake();
    public readonly SyncTimes Times;
    public readonly RosterSync Sync;

    public SyncBench()
        : this(new SyncTimes(), true)
    {
    }

    public SyncBench(SyncTimes times, bool hasToken)
    {
        Times = times;
        if (hasToken)
        {
            SetToken(Token);
        }

        Sync = new RosterSync(Edge.House.NukiWeb, Edge.Clock, Edge.Edge, Cloud, times,
            new SyncQuestion(SyncQuestion.AuthsPath, Reader, Take), new SyncQuestion(SyncQuestion.LocksPath, new FakeReader(), Locks), 4711);
        Edge.Edge.Add(Sync);
        Edge.Edge.RosterSync = Sync;
    }

    public SyncStatus Status => Sync.Status;

    public void SetToken(string token)
    {
        byte[] bytes = Raw.Of(token);
        Edge.House.NukiWeb.SetToken(bytes, bytes.Length);
    }

    /// <summary>Lets time pass, wall clock and all, then a turn.</summary>
    public void Pass(long ms)
    {
        if (Edge.Clock.UtcSeconds >= 0)
        {
            Edge.Clock.UtcSeconds += ms / 1000;
        }

        Edge.PassMs(ms);
    }

    /// <summary>Lets time pass in steps of a second until a request is out.</summary>
    /// <returns>Seconds that it took, or -1 when none went out in this time.</returns>
    public int SecondsToRequest(long withinMs)
    {
        int seconds = 0;
        for (; !Cloud.IsBusy && seconds * Second < withinMs; seconds++)
        {
            Pass(Second);
        }

        return Cloud.IsBusy ? seconds : -1;
    }

    /// <summary>The first sync, good.</summary>
    public void FirstSync()
    {
        SecondsToRequest(Hour);
        Cloud.Answer();
        Pass(0);
        Edge.TakeLog();
    }

    /// <summary>A sync that the owner asks for ends with this fault.</summary>
    public void Fail(byte fault)
    {
        Sync.Ask(NukiEdge.Core.Ports.SyncWhy.Owner);
        SecondsToRequest(Hour);
        Cloud.Finish(fault);
        Pass(0);
    }
}
