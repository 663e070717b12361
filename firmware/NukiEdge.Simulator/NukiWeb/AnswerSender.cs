using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>Sends an answer, or what the fault of the moment makes of it.</summary>
internal sealed class AnswerSender
{
    private const string Json = "application/json;charset=UTF-8";
    private const string Html = "text/html; charset=utf-8";
    private const string Portal = "<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>Guest network</h1></body></html>\n";

    private readonly NukiFaults _faults;
    private readonly NukiAccount _account;
    private readonly Action _revoke;

    /// <param name="revoke">Makes the token good for nothing.</param>
    public AnswerSender(NukiFaults faults, NukiAccount account, Action revoke)
    {
        _faults = faults;
        _account = account;
        _revoke = revoke;
    }

    /// <summary>The answer to any request while this fault is on, or null where the request must be answered first.</summary>
    public NukiAnswer? InsteadOf(NukiFault fault)
    {
        switch (fault)
        {
            case NukiFault.Status401:
                return NukiAnswer.Refusal(401, NukiWebApi.NotAuthorized);
            case NukiFault.Status402:
                return NukiAnswer.Refusal(402, "Payment required");
            case NukiFault.Status403:
                return NukiAnswer.Refusal(403, "Forbidden");
            case NukiFault.Status404:
                return NukiAnswer.Refusal(404, "Not found");
            case NukiFault.Status423:
                return NukiAnswer.Refusal(423, "Locked by another operation");
            case NukiFault.Status426:
                return NukiAnswer.Refusal(426, "Account upgrade required");
            case NukiFault.Status429:
            case NukiFault.Status429Date:
                return NukiAnswer.Refusal(429, "Too many requests", _faults.RetryAfterSeconds);
            case NukiFault.Status500:
                return NukiAnswer.Refusal(500, "Internal server error");
            case NukiFault.Status502:
                return NukiAnswer.Refusal(502, "Bad gateway");
            case NukiFault.Status503:
                return NukiAnswer.Refusal(503, "Service unavailable", _faults.RetryAfterSeconds);
            default:
                return null;
        }
    }

    /// <summary>Sends it.</summary>
    /// <param name="end">Ends a stalled answer with the server.</param>
    public async Task SendAsync(HttpContext context, NukiAnswer answer, NukiFault fault, CancellationToken end)
    {
        switch (fault)
        {
            case NukiFault.Html:
                await SendWholeAsync(context, 200, Encoding.UTF8.GetBytes(Portal), Html);
                return;
            case NukiFault.Redirect301:
            case NukiFault.Redirect302:
                context.Response.Headers.Location = new Uri(_faults.RedirectTo, context.Request.Path + context.Request.QueryString.Value).ToString();
                context.Response.StatusCode = fault == NukiFault.Redirect301 ? 301 : 302;
                return;
            case NukiFault.Silent:
                await StallAsync(context, end);
                return;
        }

        if (answer.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = fault == NukiFault.Status429Date
                ? _account.Now.AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture)
                : seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (answer.Status == 200 && HttpMethods.IsGet(context.Request.Method))
        {
            await SendChangedAsync(context, answer, fault, end);
        }
        else
        {
            await SendWholeAsync(context, answer.Status, answer.Body, Json);
        }
    }

    private async Task SendChangedAsync(HttpContext context, NukiAnswer answer, NukiFault fault, CancellationToken end)
    {
        byte[] body = Distortion.Of(answer.Body, fault, MissingLock());
        ReadOnlyMemory<byte> half = body.AsMemory(0, body.Length / 2);
        HttpResponse response = context.Response;
        response.ContentType = fault == NukiFault.WrongContentType ? Html : Json;
        switch (fault)
        {
            case NukiFault.CutToLength:
                response.ContentLength = half.Length;
                await response.Body.WriteAsync(half, context.RequestAborted);
                break;
            case NukiFault.CutAndClosed:
            case NukiFault.CutChunks:
                response.ContentLength = fault == NukiFault.CutAndClosed ? body.Length : null;
                await WriteNowAsync(context, half);
                // Kestrel ends the connection with a FIN, so that the half arrives; Abort resets it.
                throw new IOException("cut, as the fault says");
            case NukiFault.RevokedInside:
                _revoke();
                await WriteNowAsync(context, half);
                await response.Body.WriteAsync(NukiJson.Error(NukiWebApi.NotAuthorized), context.RequestAborted);
                break;
            case NukiFault.StalledAfterHeaders:
            case NukiFault.StalledInside:
                response.ContentLength = body.Length;
                await response.StartAsync(context.RequestAborted);
                await WriteNowAsync(context, fault == NukiFault.StalledInside ? half : default);
                await StallAsync(context, end);
                break;
            case NukiFault.Slow:
                response.ContentLength = body.Length;
                for (int i = 0; i < body.Length; i++)
                {
                    await WriteNowAsync(context, body.AsMemory(i, 1));
                    await Task.Delay(_faults.ByteDelayMs, context.RequestAborted);
                }

                break;
            default:
                if (fault == NukiFault.Gzip)
                {
                    response.Headers.ContentEncoding = "gzip";
                }

                await SendWholeAsync(context, answer.Status, body, response.ContentType);
                break;
        }
    }

    private long MissingLock()
    {
        return _faults.MissingLock != 0 || _account.Locks.Count == 0 ? _faults.MissingLock : _account.Locks[0].Id;
    }

    private static async Task SendWholeAsync(HttpContext context, int status, byte[] body, string type)
    {
        context.Response.StatusCode = status;
        if (body.Length > 0)
        {
            context.Response.ContentType = type;
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static async Task WriteNowAsync(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Says nothing until the client goes or the server ends.</summary>
    private static async Task StallAsync(HttpContext context, CancellationToken end)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, context.RequestAborted);
        try
        {
            await Task.Delay(Timeout.Infinite, either.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }
}
