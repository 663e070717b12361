using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Threading;
using NukiEdge.Connect.Cloud;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>
/// One thread that asks Nuki Web with .NET's own client: HTTP/1.1, a fresh connection each time, no redirects, proxy, cookies or
/// compression. No exception leaves the thread: each becomes a <see cref="SyncFault"/>.
/// </summary>
public sealed class PcCloud : ICloud, IDisposable
{
    // Real heads have about 1 KB. Ours.
    private const int MaxHeadKb = 16;

    private readonly ISockets _sockets;
    private readonly Uri _origin;
    private readonly CloudRoots? _roots;
    private readonly CloudPatience _patience;
    private readonly SemaphoreSlim _started = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private CloudRequest? _request;

    /// <summary>Starts the thread.</summary>
    /// <param name="sockets">Woken when a request is over.</param>
    /// <param name="origin">From <see cref="CloudOrigin"/>.</param>
    /// <param name="roots">Who may vouch for it; null where the owner's set cannot be read: then nobody is asked.</param>
    /// <param name="patience">How long the parts of a request may take.</param>
    public PcCloud(ISockets sockets, Uri origin, CloudRoots? roots, CloudPatience patience)
    {
        _sockets = sockets;
        _origin = origin;
        _roots = roots;
        _patience = patience;
        _thread = new Thread(Run) { IsBackground = true, Name = "cloud" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Start(CloudRequest request)
    {
        Volatile.Write(ref _request, request);
        _started.Release();
    }

    /// <summary>Ends a request that is under way, and the thread.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _request, null);
        _stop.Cancel();
        _started.Release();
    }

    private void Run()
    {
        while (true)
        {
            _started.Wait();
            CloudRequest? request = Volatile.Read(ref _request);
            if (request is null || _stop.IsCancellationRequested)
            {
                return;
            }

            request.Finish(Make(request));
            _sockets.Wake();
        }
    }

    /// <summary>Makes the request within its time.</summary>
    /// <returns>A <see cref="SyncFault"/>.</returns>
    private byte Make(CloudRequest request)
    {
        if (_roots is null)
        {
            return SyncFault.NoRoots;
        }

        if (request.Authorization() is not string authorization)
        {
            return SyncFault.Unauthorized;
        }

        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        deadline.CancelAfter(request.TimeoutMs);
        CloudConnection connection = new(_origin, _roots, _patience);
        try
        {
            return Ask(request, authorization, connection, deadline.Token);
        }
        catch (Exception e)
        {
            return connection.FaultOf(e);
        }
        finally
        {
            request.CertificateEndsUtc = connection.CertificateEndsUtc;
            request.RootEndsUtc = connection.RootEndsUtc;
        }
    }

    private byte Ask(CloudRequest request, string authorization, CloudConnection connection, CancellationToken deadline)
    {
        using HttpMessageInvoker client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = MaxHeadKb,
            ResponseDrainTimeout = TimeSpan.Zero,
            ActivityHeadersPropagator = null,
            ConnectCallback = connection.ConnectAsync,
        });
        using HttpRequestMessage question = new(HttpMethod.Get, new Uri(_origin, request.Path));
        question.Version = HttpVersion.Version11;
        question.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        question.Headers.ConnectionClose = true;
        question.Headers.TryAddWithoutValidation("Accept", "application/json");
        question.Headers.TryAddWithoutValidation("User-Agent", "NukiEdge");
        question.Headers.TryAddWithoutValidation("Authorization", authorization);
        using HttpResponseMessage answer = client.SendAsync(question, deadline).GetAwaiter().GetResult();
        byte fault = request.TakeHead((int)answer.StatusCode, Header(answer.Content.Headers.NonValidated, "Content-Type"),
            Header(answer.Content.Headers.NonValidated, "Content-Encoding"), Header(answer.Headers.NonValidated, "Retry-After"),
            answer.Content.Headers.ContentLength ?? -1);
        if (fault != SyncFault.None)
        {
            return fault;
        }

        using CloudBody body = new(answer.Content.ReadAsStream(deadline), CloudRequest.MaxBodyBytes, _patience.SilenceMs, deadline);
        return request.Take(body);
    }

    private static string? Header(IReadOnlyDictionary<string, System.Net.Http.Headers.HeaderStringValues> headers, string name)
    {
        return headers.TryGetValue(name, out System.Net.Http.Headers.HeaderStringValues values) ? values.ToString() : null;
    }
}
