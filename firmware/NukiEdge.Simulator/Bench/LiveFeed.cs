using System;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace NukiEdge.Simulator.Bench;

/// <summary>
/// Pictures for everybody who looks: one thread takes them, all clients get the same bytes, and while nobody looks the
/// loop is not asked. A picture is whole, so a client that comes back or missed some needs only the newest.
/// </summary>
internal sealed class LiveFeed : IDisposable
{
    /// <summary>Event streams at once; who comes later has to poll.</summary>
    public const int MaxStreams = 8;

    // A quiet house is looked at ten times a second; after a press more often, because its effects come one by one.
    private const int QuietMs = 100, LivelyMs = 25, LivelyForMs = 500, LeastGapMs = 10;
    private const int PollerStaysMs = 2000, BeatMs = 5000, SlowMs = 2000, FirstPictureMs = 2000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly byte[] Beat = Encoding.ASCII.GetBytes("event: beat\ndata: {}\n\n");

    private readonly LoopView _view;
    private readonly AutoResetEvent _poke = new(false);
    private readonly CancellationTokenSource _end = new();
    private readonly Thread _thread;
    private readonly string _epoch = Guid.NewGuid().ToString("N")[..8];
    private readonly object _gate = new();
    private Picture _picture = new(0, []);
    private TaskCompletionSource _taken = NewSignal();
    private TaskCompletionSource _changed = NewSignal();
    private long _takenAt;
    private long _polledAt = -PollerStaysMs;
    private int _streams;

    /// <summary>Starts the thread, which sleeps until somebody looks.</summary>
    public LiveFeed(LoopView view)
    {
        _view = view;
        _thread = new Thread(Run) { IsBackground = true, Name = "bench" };
        _thread.Start();
    }

    /// <summary>Event streams that are open.</summary>
    public int Streams => Volatile.Read(ref _streams);

    /// <summary>Something happened: look now. Any thread, the loop's too: it costs nothing while nobody looks.</summary>
    public void Poke()
    {
        if (Volatile.Read(ref _streams) > 0)
        {
            _poke.Set();
        }
    }

    /// <summary>Answers a poll with a picture that is at most a tick old.</summary>
    public async Task AnswerPollAsync(HttpContext context)
    {
        Interlocked.Exchange(ref _polledAt, Environment.TickCount64);
        await FreshAsync(context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(Volatile.Read(ref _picture).Json, context.RequestAborted);
    }

    /// <summary>Answers with an event stream that ends when the client goes, is too slow, or the bench ends.</summary>
    public async Task AnswerStreamAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref _streams) > MaxStreams)
        {
            Interlocked.Decrement(ref _streams);
            context.Response.Headers.RetryAfter = "5";
            await Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable,
                "only " + MaxStreams + " event streams; poll /api/state");
            return;
        }

        try
        {
            context.Response.ContentType = "text/event-stream";
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _end.Token);
            await FreshAsync(end.Token);
            await StreamAsync(context, end.Token);
        }
        catch (OperationCanceledException)
        {
            // Gone, too slow, or the end of the program: nobody is left to answer.
            context.Abort();
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _poke.Set();
        _thread.Join(1000);
    }

    private async Task StreamAsync(HttpContext context, CancellationToken end)
    {
        string seen = context.Request.Headers["Last-Event-ID"].ToString();
        while (!end.IsCancellationRequested)
        {
            Picture picture;
            Task changed;
            lock (_gate)
            {
                picture = _picture;
                changed = _changed.Task;
            }

            string id = _epoch + "-" + picture.Revision;
            if (id != seen)
            {
                seen = id;
                await SendAsync(context, Encoding.ASCII.GetBytes("id: " + id + "\nevent: state\ndata: "), picture.Json, end);
                continue;
            }

            if (await Task.WhenAny(changed, Task.Delay(BeatMs, end)) != changed)
            {
                end.ThrowIfCancellationRequested();
                await SendAsync(context, Beat, null, end);
            }
        }
    }

    /// <summary>A client that does not read for two seconds is dropped; what it missed it gets when it comes back.</summary>
    private static async Task SendAsync(HttpContext context, byte[] head, byte[]? json, CancellationToken end)
    {
        using var slow = CancellationTokenSource.CreateLinkedTokenSource(end);
        slow.CancelAfter(SlowMs);
        await context.Response.Body.WriteAsync(head, slow.Token);
        if (json is not null)
        {
            await context.Response.Body.WriteAsync(json, slow.Token);
            await context.Response.Body.WriteAsync("\n\n"u8.ToArray(), slow.Token);
        }

        await context.Response.Body.FlushAsync(slow.Token);
    }

    private async Task FreshAsync(CancellationToken end)
    {
        Task taken;
        lock (_gate)
        {
            if (_picture.Revision > 0 && Stopwatch.GetElapsedTime(_takenAt).TotalMilliseconds < QuietMs)
            {
                return;
            }

            taken = _taken.Task;
        }

        _poke.Set();
        await Task.WhenAny(taken, Task.Delay(FirstPictureMs, end));
        end.ThrowIfCancellationRequested();
    }

    private void Run()
    {
        long livelyUntil = 0;
        while (!_end.IsCancellationRequested)
        {
            if (!SomebodyLooks())
            {
                _poke.WaitOne();
                continue;
            }

            Take();
            if (_poke.WaitOne(Environment.TickCount64 < livelyUntil ? LivelyMs : QuietMs))
            {
                livelyUntil = Environment.TickCount64 + LivelyForMs;
                int sinceMs = (int)Stopwatch.GetElapsedTime(_takenAt).TotalMilliseconds;
                _end.Token.WaitHandle.WaitOne(Math.Max(0, LeastGapMs - sinceMs));
            }
        }
    }

    private bool SomebodyLooks()
    {
        return Volatile.Read(ref _streams) > 0 || Environment.TickCount64 - Interlocked.Read(ref _polledAt) < PollerStaysMs;
    }

    private void Take()
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(_view.Take(), Json);
        TaskCompletionSource? changed = null;
        TaskCompletionSource taken;
        lock (_gate)
        {
            if (!json.AsSpan().SequenceEqual(_picture.Json))
            {
                _picture = new Picture(_picture.Revision + 1, json);
                changed = _changed;
                _changed = NewSignal();
            }

            _takenAt = Stopwatch.GetTimestamp();
            taken = _taken;
            _taken = NewSignal();
        }

        taken.SetResult();
        changed?.SetResult();
    }

    private static TaskCompletionSource NewSignal()
    {
        return new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Picture(long Revision, byte[] Json);
}
