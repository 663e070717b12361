using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NukiEdge.Simulator.Bench;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>A request that reached the double, without its token.</summary>
/// <param name="Target">Path and query.</param>
/// <param name="HadToken">It had an Authorization header, right or wrong.</param>
/// <param name="Status">What it was answered with, 0 while it is not or where nothing was.</param>
public sealed record NukiRequest(DateTimeOffset At, string Method, string Target, bool HadToken, int Status);

/// <summary>
/// A double of api.nuki.io on 127.0.0.1: real sockets and TLS below a root of its own, or plain HTTP. Its faults are
/// switched while it runs. See docs/nuki-web.md.
/// </summary>
public sealed class NukiWebServer : IDisposable
{
    private const int RequestsKept = 50;

    private readonly object _gate = new();
    private readonly List<NukiRequest> _requests = [];
    private readonly CancellationTokenSource _end = new();
    private readonly WebApplication _app;
    private readonly NukiWebApi _api;
    private readonly AnswerSender _sender;
    private long _received;

    private NukiWebServer(NukiAccount account, string token, TimeProvider clock, WebApplication app, NukiRoot? root)
    {
        Account = account;
        Root = root;
        Token = new NukiToken(token);
        RateLimit = new RateLimit(clock);
        _api = new NukiWebApi(account);
        _sender = new AnswerSender(Faults, account, Token.Revoke);
        _app = app;
    }

    /// <summary>What it serves.</summary>
    public NukiAccount Account { get; }

    /// <summary>The switch for faults.</summary>
    public NukiFaults Faults { get; } = new();

    /// <summary>The token that is right, and what it may do.</summary>
    public NukiToken Token { get; }

    /// <summary>Off unless it is set.</summary>
    public RateLimit RateLimit { get; }

    /// <summary>The root to trust, or null with plain HTTP.</summary>
    public NukiRoot? Root { get; }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>Base address. With TLS its name is localhost; the certificate is good for 127.0.0.1 as well.</summary>
    public Uri Address => new((Root is null ? "http" : "https") + "://localhost:" + Port);

    /// <summary>Requests ever received.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>The last requests, oldest first: a copy.</summary>
    public IReadOnlyList<NukiRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return _requests.ToArray();
            }
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="token">The API token that is right.</param>
    /// <param name="clock">For the rate limit: the account's clock.</param>
    /// <param name="root">Signs its certificate; null for plain HTTP.</param>
    /// <param name="port">0 for any free one.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static NukiWebServer Start(NukiAccount account, string token, TimeProvider clock, NukiRoot? root, int port = 0)
    {
        return TryStart(account, token, clock, root, port) ?? throw new IOException("port " + port + " on 127.0.0.1 is taken");
    }

    /// <summary>Starts it.</summary>
    /// <returns>null when the port is taken.</returns>
    public static NukiWebServer? TryStart(NukiAccount account, string token, TimeProvider clock, NukiRoot? root, int port)
    {
        WebApplication app = LoopbackHost.Create(port, root?.Issue(NukiLeaf.Good()));
        var server = new NukiWebServer(account, token, clock, app, root);
        app.UseRouting();
        server.Map(app);
        if (!LoopbackHost.TryStart(app))
        {
            return null;
        }

        server.Port = LoopbackHost.PortOf(app);
        return server;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        LoopbackHost.End(_app);
        _end.Dispose();
    }

    private void Map(IEndpointRouteBuilder app)
    {
        Map(app, "GET", "/smartlock", NukiScopes.ReadOnly, (c, _) => _api.Smartlocks(c.Request.Query));
        Map(app, "GET", "/smartlock/{id:long}", NukiScopes.ReadOnly, (c, _) => _api.Smartlock(Id(c)));
        Map(app, "GET", "/smartlock/auth", NukiScopes.Auth, (c, _) => _api.Auths(null, c.Request.Query));
        Map(app, "GET", "/smartlock/{id:long}/auth", NukiScopes.Auth, (c, _) => _api.Auths(Id(c), c.Request.Query));
        Map(app, "GET", "/smartlock/{id:long}/auth/{authId}", NukiScopes.Auth, (c, _) => _api.Auth(Id(c), AuthId(c)));
        Map(app, "GET", "/smartlock/log", NukiScopes.Log, (c, _) => _api.Log(null, c.Request.Query));
        Map(app, "GET", "/smartlock/{id:long}/log", NukiScopes.Log, (c, _) => _api.Log(Id(c), c.Request.Query));
        Map(app, "PUT", "/smartlock/{id:long}/auth", NukiScopes.Auth, (c, body) => _api.Create(Id(c), body));
        Map(app, "POST", "/smartlock/{id:long}/auth/{authId}", NukiScopes.Auth, (c, body) => _api.Change(Id(c), AuthId(c), body));
        Map(app, "DELETE", "/smartlock/{id:long}/auth/{authId}", NukiScopes.Auth, (c, _) => _api.Delete(Id(c), AuthId(c)));
        Map(app, "DELETE", "/smartlock/auth", NukiScopes.Auth, (_, body) => _api.DeleteMany(body));
        Map(app, "POST", "/smartlock/{id:long}/sync", NukiScopes.Smartlock, (c, _) => _api.Sync(Id(c)));
        app.MapFallback("{*path}", context => ServeAsync(context, NukiScopes.None, (_, _) => NukiAnswer.Refusal(404, "Not found")));
    }

    private void Map(IEndpointRouteBuilder app, string method, string path, NukiScopes needed,
        Func<HttpContext, byte[], NukiAnswer> answer)
    {
        app.MapMethods(path, [method], context => ServeAsync(context, needed, answer));
    }

    private async Task ServeAsync(HttpContext context, NukiScopes needed, Func<HttpContext, byte[], NukiAnswer> handle)
    {
        HttpRequest request = context.Request;
        var seen = new NukiRequest(Account.Now, request.Method, request.Path + request.QueryString.Value,
            request.Headers.Authorization.Count > 0, 0);
        Add(seen);
        NukiFault fault = Faults.Take();
        byte[] body = await BodyReader.ReadAsync(request, LoopbackHost.MaxBodyBytes, context.RequestAborted);
        NukiAnswer answer = _sender.InsteadOf(fault) ?? Refuse(request, needed) ?? handle(context, body);
        context.Response.OnStarting(() =>
        {
            Finish(seen, context.Response.StatusCode);
            return Task.CompletedTask;
        });
        try
        {
            await _sender.SendAsync(context, answer, fault, _end.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort(); // the client went, which is what half of the faults are for
        }
    }

    private NukiAnswer? Refuse(HttpRequest request, NukiScopes needed)
    {
        int status = Token.Check(request, needed);
        if (status != 0)
        {
            return NukiAnswer.Refusal(status, status == StatusCodes.Status401Unauthorized ? NukiWebApi.NotAuthorized : "Scope is missing");
        }

        int wait = RateLimit.Take();
        return wait == 0 ? null : NukiAnswer.Refusal(StatusCodes.Status429TooManyRequests, "Too many requests", wait);
    }

    private void Add(NukiRequest request)
    {
        Interlocked.Increment(ref _received);
        lock (_gate)
        {
            _requests.Add(request);
            if (_requests.Count > RequestsKept)
            {
                _requests.RemoveAt(0);
            }
        }
    }

    private void Finish(NukiRequest request, int status)
    {
        lock (_gate)
        {
            int index = _requests.FindIndex(one => ReferenceEquals(one, request));
            if (index >= 0)
            {
                _requests[index] = request with { Status = status };
            }
        }
    }

    private static long Id(HttpContext context)
    {
        return long.Parse((string)context.Request.RouteValues["id"]!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string AuthId(HttpContext context)
    {
        return (string)context.Request.RouteValues["authId"]!;
    }
}
