using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Scenes;
using NukiEdge.Net.Http;

namespace NukiEdge.Simulator.Adapters;

/// <summary>
/// One thread that makes HTTP calls with .NET's own client, synchronously, so that a call takes no detour over the
/// thread pool. Connections are kept for the next call. No exception leaves the thread: each becomes a result.
/// </summary>
public sealed class PcCaller : ICaller, IHttpExchange, IDisposable
{
    // An answer is of no interest beyond its status; up to here it is read, so that its connection can be used again.
    private const int MostAnswerBytes = 64 * 1024;

    private readonly ISockets _sockets;
    private readonly HttpMessageInvoker _client;
    private readonly LoginCalls _calls;
    private readonly byte[] _random = new byte[16];
    private readonly SemaphoreSlim _started = new(0);
    private readonly byte[] _answer = new byte[4096];
    private HttpCall? _call;
    private CancellationTokenSource _deadline = new();

    /// <summary>Starts the thread.</summary>
    /// <param name="sockets">Woken when a call is over.</param>
    /// <param name="client">From <see cref="NewClient"/>; callers share one, and with it its open connections.</param>
    /// <param name="logins">Logins at targets; callers share them, and with them their nonces.</param>
    /// <param name="clock">The loop's clock, which back-offs are counted on.</param>
    public PcCaller(ISockets sockets, HttpMessageInvoker client, TargetLogins logins, IClock clock)
    {
        _sockets = sockets;
        _client = client;
        _calls = new LoginCalls(logins, clock, this);
        new Thread(Run) { IsBackground = true, Name = "caller" }.Start();
    }

    /// <summary>
    /// A client for all callers: HTTP/1.1, no redirects, proxy or cookies. It checks a kept connection before it uses
    /// it. If the target closes it just then, before any byte of an answer, the client repeats the request once on a fresh
    /// one, but not one whose body it had begun to send: a POST with a body is not sent twice, its result is "the
    /// connection broke".
    /// </summary>
    public static HttpMessageInvoker NewClient()
    {
        return new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ResponseDrainTimeout = TimeSpan.Zero, // an answer that ReadAnswer gave up on is not read on behind its back
            ActivityHeadersPropagator = null, // no traceparent header: the target gets what the owner wrote
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1, // the bytes of the rendered text, unchanged
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1, // a realm goes back as it came
        });
    }

    /// <inheritdoc />
    public void Start(HttpCall call)
    {
        _call = call;
        _started.Release();
    }

    /// <summary>Ends the thread once its call is over.</summary>
    public void Dispose()
    {
        _call = null;
        _started.Release();
    }

    private void Run()
    {
        while (true)
        {
            _started.Wait();
            HttpCall? call = _call;
            if (call == null)
            {
                return;
            }

            call.Finish(Make(call));
            _sockets.Wake();
        }
    }

    /// <summary>Makes the call within its time.</summary>
    /// <returns>HTTP status, or one of the results below zero.</returns>
    private int Make(HttpCall call)
    {
        if (!_deadline.TryReset())
        {
            _deadline.Dispose();
            _deadline = new CancellationTokenSource();
        }
        _deadline.CancelAfter(call.TimeoutMs);
        try
        {
            if (_calls.HasLogin(call))
            {
                RandomNumberGenerator.Fill(_random);
            }

            return _calls.Make(call, _random);
        }
        catch (OperationCanceledException)
        {
            return HttpCall.TimedOut;
        }
        catch (HttpRequestException e)
        {
            return ResultOf(e.HttpRequestError);
        }
        catch (Exception)
        {
            return HttpCall.Broken; // not a URL, not http or https, or a socket's fault in another dress
        }
    }

    /// <inheritdoc />
    string IHttpExchange.TargetOf(HttpCall call)
    {
        return CallRequest.UriOf(call).PathAndQuery;
    }

    /// <inheritdoc />
    int IHttpExchange.Send(HttpCall call, ByteWriter? authorization, LoginTry? answer)
    {
        using HttpRequestMessage request = CallRequest.From(call, hasLogin: answer is not null);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", Encoding.Latin1.GetString(authorization.Buffer, 0, authorization.Length));
        }

        using HttpResponseMessage response = _client.Send(request, _deadline.Token);
        if (answer is not null)
        {
            TakeHeaders(response, answer);
        }

        ReadAnswer(response);
        return (int)response.StatusCode;
    }

    private static void TakeHeaders(HttpResponseMessage response, LoginTry answer)
    {
        if (response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out HeaderStringValues challenges))
        {
            foreach (string challenge in challenges)
            {
                answer.Challenges.Add(challenge);
            }
        }

        if (response.Headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues seconds))
        {
            answer.SetRetryAfter(seconds.ToString());
        }
    }

    private static int ResultOf(HttpRequestError error)
    {
        return error switch
        {
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError => HttpCall.Refused,
            HttpRequestError.SecureConnectionError => HttpCall.Refused,
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => HttpCall.BadAnswer,
            _ => HttpCall.Broken,
        };
    }

    /// <summary>
    /// Reads the answer's body and drops it. The status is known: what goes wrong here only costs the connection.
    /// </summary>
    private void ReadAnswer(HttpResponseMessage response)
    {
        try
        {
            using Stream body = response.Content.ReadAsStream(_deadline.Token);
            // The deadline's token ends a read through the response: disposing it is what unblocks the stream.
            using CancellationTokenRegistration end =
                _deadline.Token.UnsafeRegister(static state => ((HttpResponseMessage)state!).Dispose(), response);
            int total = 0;
            while (total < MostAnswerBytes)
            {
                int got = body.Read(_answer, 0, _answer.Length);
                if (got == 0)
                {
                    return;
                }

                total += got;
            }
        }
        catch (Exception)
        {
            // See above.
        }
    }
}
