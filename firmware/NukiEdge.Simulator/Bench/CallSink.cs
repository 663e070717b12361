using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NukiEdge.Simulator.Bench;

/// <summary>
/// The smart home that the sample house's scenes call: a real HTTP server on loopback that answers 200 and remembers
/// who called. Thread-safe.
/// </summary>
public sealed class CallSink : IDisposable
{
    /// <summary>Where the sample house's scenes call.</summary>
    public const int SamplePort = 8124;

    /// <summary>Calls that are remembered; older ones are forgotten.</summary>
    public const int Remembered = 50;

    private const double LongAgoMs = 10000;
    private const string Answer = "ok\n";

    // Every client sends these by itself; what a scene's author added is the rest.
    private static readonly HashSet<string> Ordinary = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Content-Type", "Connection", "Transfer-Encoding", "Accept", "Accept-Encoding", "User-Agent",
        "traceparent", "Request-Id",
    };

    private readonly WebApplication _app;
    private readonly object _gate = new();
    private readonly Queue<SinkCall> _calls = new();
    private long _received;
    private long _eventAt;

    private CallSink(WebApplication app)
    {
        _app = app;
        app.Run(RecordAsync);
    }

    /// <summary>Called on any thread after each call.</summary>
    public event Action? Changed;

    /// <summary>The port it listens on, on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>The last calls, oldest first: a copy.</summary>
    public IReadOnlyList<SinkCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return _calls.ToArray();
            }
        }
    }

    /// <summary>Calls ever received.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Starts listening.</summary>
    /// <param name="port">0 for any free one.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static CallSink Start(int port)
    {
        return TryStart(port) ?? throw new IOException("port " + port + " on 127.0.0.1 is taken");
    }

    /// <summary>Starts listening.</summary>
    /// <returns>null when the port is taken.</returns>
    public static CallSink? TryStart(int port)
    {
        var sink = new CallSink(LoopbackHost.Create(port));
        if (!LoopbackHost.TryStart(sink._app))
        {
            return null;
        }

        sink.Port = LoopbackHost.PortOf(sink._app);
        return sink;
    }

    /// <summary>An event is about to be announced: the calls that follow are timed from here.</summary>
    public void MarkEvent()
    {
        Interlocked.Exchange(ref _eventAt, Stopwatch.GetTimestamp());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        LoopbackHost.End(_app);
    }

    private async Task RecordAsync(HttpContext context)
    {
        long arrivedAt = Stopwatch.GetTimestamp();
        HttpRequest request = context.Request;
        byte[] body = await BodyReader.ReadAsync(request, LoopbackHost.MaxBodyBytes, context.RequestAborted);
        int length = Math.Min(body.Length, LoopbackHost.MaxBodyBytes);
        string path = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? request.Path.Value ?? "/";
        Add(request.Method, path, HeadersOf(request), Encoding.UTF8.GetString(body, 0, length), arrivedAt);
        context.Response.ContentType = "text/plain";
        context.Response.ContentLength = Answer.Length;
        await context.Response.WriteAsync(Answer, context.RequestAborted);
        Changed?.Invoke();
    }

    private void Add(string method, string path, string headers, string body, long arrivedAt)
    {
        long eventAt = Interlocked.Read(ref _eventAt);
        double ms = Stopwatch.GetElapsedTime(eventAt, arrivedAt).TotalMilliseconds;
        double? since = eventAt == 0 || ms < 0 || ms > LongAgoMs ? null : Math.Round(ms, 1);
        lock (_gate)
        {
            long number = Interlocked.Increment(ref _received);
            _calls.Enqueue(new SinkCall(number, DateTimeOffset.UtcNow, method, path, headers, body, since));
            if (_calls.Count > Remembered)
            {
                _calls.Dequeue();
            }
        }
    }

    /// <summary>A scene may send a password in a header; it is named here and never shown.</summary>
    private static string HeadersOf(HttpRequest request)
    {
        var text = new StringBuilder(request.ContentType);
        foreach (string name in request.Headers.Keys)
        {
            if (Ordinary.Contains(name))
            {
                continue;
            }

            text.Append(text.Length == 0 ? "" : ", ").Append(name).Append(": (not shown)");
        }

        return text.ToString();
    }
}
