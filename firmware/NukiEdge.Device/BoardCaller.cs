using System;
using System.IO;
using System.Net;
using System.Text;
using System.Threading;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Scenes;
using NukiEdge.Net.Http;

namespace NukiEdge.Device;

/// <summary>
/// One thread that makes HTTP calls with nanoFramework's HttpWebRequest (its HttpClient lets nobody read an answer's
/// headers, which a login needs). No exception leaves the thread: each becomes a result.
/// The request's own time starts with the wait for the answer; connecting to an address that is silent takes as long as
/// lwIP tries. The loop counts the whole time itself and does not wait for this thread.
/// </summary>
public sealed class BoardCaller : ICaller, IHttpExchange
{
    private const int RandomBytes = 16;

    private readonly ISockets _sockets;
    private readonly IClock _clock;
    private readonly LoginCalls _calls;
    private readonly Random _generator = new Random(); // without a seed: esp_random (nf-interpreter, targets/ESP32/_nanoCLR/targetRandom.cpp)
    private readonly byte[] _random = new byte[RandomBytes];
    private readonly AutoResetEvent _started = new AutoResetEvent(false);
    private HttpCall _call;
    private long _endUs;

    /// <summary>Starts the thread.</summary>
    /// <param name="sockets">Woken when a call is over.</param>
    /// <param name="clock">Tells a time-out from other failures, and counts back-offs.</param>
    /// <param name="logins">Logins at targets; callers share them.</param>
    public BoardCaller(ISockets sockets, IClock clock, TargetLogins logins)
    {
        _sockets = sockets;
        _clock = clock;
        _calls = new LoginCalls(logins, clock, this);
        new Thread(Run).Start();
    }

    /// <summary>Several of them, each with a thread.</summary>
    public static ICaller[] Some(int count, ISockets sockets, IClock clock, TargetLogins logins)
    {
        ICaller[] callers = new ICaller[count];
        for (int i = 0; i < count; i++)
        {
            callers[i] = new BoardCaller(sockets, clock, logins);
        }

        return callers;
    }

    /// <inheritdoc />
    public void Start(HttpCall call)
    {
        _call = call;
        _started.Set();
    }

    /// <inheritdoc />
    public string TargetOf(HttpCall call)
    {
        return new Uri(UrlOf(call)).PathAndQuery;
    }

    /// <inheritdoc />
    public int Send(HttpCall call, ByteWriter authorization, LoginTry answer)
    {
        string url = UrlOf(call);
        // A TLS handshake would freeze every thread for seconds (design section 6), so none is made for a scene.
        if (!url.StartsWith("http://"))
        {
            return HttpCall.Refused;
        }

        int leftMs = (int)((_endUs - _clock.NowUs) / 1000);
        if (leftMs <= 0)
        {
            return HttpCall.TimedOut;
        }

        using (HttpWebRequest request = (HttpWebRequest)WebRequest.Create(url))
        {
            request.Method = MethodOf(call.Method);
            request.Timeout = leftMs;
            request.ReadWriteTimeout = leftMs;
            // Kept connections are no use here: the client marks one as free before its answer is read, so that the
            // second caller may take it, and does not notice when the target has closed it (System.Net.Http 1.5.210).
            // So none is ever stale, and nothing is sent twice.
            request.KeepAlive = false;
            request.AllowWriteStreamBuffering = false;
            AddHeaders(request, call, answer != null);
            if (authorization != null)
            {
                request.Headers.Add("Authorization", TextOf(authorization));
            }

            SendBody(request, call);
            // Disposing the answer closes the connection; its body is never read into the heap.
            using (HttpWebResponse response = (HttpWebResponse)request.GetResponse())
            {
                return response == null ? HttpCall.Broken : Take(response, answer);
            }
        }
    }

    private static int Take(HttpWebResponse response, LoginTry answer)
    {
        int status = (int)response.StatusCode;
        if (answer != null && status >= 100)
        {
            // Several lines of one name come as one, with commas between.
            answer.Challenges.Add(response.Headers["WWW-Authenticate"]);
            answer.SetRetryAfter(response.Headers["Retry-After"]);
        }

        return status < 100 ? HttpCall.BadAnswer : status;
    }

    private static void SendBody(HttpWebRequest request, HttpCall call)
    {
        if (call.BodyLength > 0)
        {
            request.ContentLength = call.BodyLength;
            // Not disposed: that would close the connection before the answer (System.Net.Http 1.5.210, _InputNetworkStreamWrapper).
            Stream body = request.GetRequestStream();
            body.Write(call.Text, call.UrlLength + call.HeadersLength, call.BodyLength);
        }
        else if (call.Method == HttpCall.Post || call.Method == HttpCall.Put || call.Method == HttpCall.Patch)
        {
            request.ContentLength = 0; // a method that is meant to carry a body says so where there is none
        }
    }

    private void Run()
    {
        while (true)
        {
            _started.WaitOne();
            HttpCall call = _call;
            call.Finish(Make(call));
            _sockets.Wake();
        }
    }

    private int Make(HttpCall call)
    {
        _endUs = _clock.NowUs + call.TimeoutMs * 1000L; // of all its requests together
        try
        {
            if (_calls.HasLogin(call))
            {
                _generator.NextBytes(_random);
            }

            return _calls.Make(call, _random);
        }
        catch (Exception e)
        {
            return _clock.NowUs >= _endUs ? HttpCall.TimedOut : IsConnectFailure(e) ? HttpCall.Refused
                : HttpCall.Broken; // not a URL, or a socket's fault in another dress
        }
    }

    private static bool IsConnectFailure(Exception e)
    {
        WebException fault = null;
        for (; e != null && fault == null; e = e.InnerException)
        {
            WebException web = e as WebException;
            fault = web != null && web.Status == WebExceptionStatus.ConnectFailure ? web : null;
        }

        return fault != null;
    }

    private static void AddHeaders(HttpWebRequest request, HttpCall call, bool hasLogin)
    {
        string text = Encoding.UTF8.GetString(call.Text, call.UrlLength, call.HeadersLength);
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            int colon = lines[i].IndexOf(':');
            if (colon > 0)
            {
                Add(request, lines[i].Substring(0, colon).Trim(), lines[i].Substring(colon + 1).Trim(), hasLogin);
            }
        }
    }

    private static void Add(HttpWebRequest request, string name, string value, bool hasLogin)
    {
        switch (name.ToLower())
        {
            case "content-type":
                request.ContentType = value;
                break;
            case "accept":
                request.Accept = value;
                break;
            case "user-agent":
                request.UserAgent = value;
                break;
            case "referer":
                request.Referer = value;
                break;
            default:
                AddAny(request, name, value, hasLogin);
                break;
        }
    }

    private static void AddAny(HttpWebRequest request, string name, string value, bool hasLogin)
    {
        if (hasLogin && name.ToLower() == "authorization")
        {
            return;
        }

        try
        {
            request.Headers.Add(name, value);
        }
        catch (ArgumentException)
        {
            // The client lets nobody set Host, Connection, Content-Length, Range and a few more. The call goes out without.
        }
    }

    private static string UrlOf(HttpCall call)
    {
        return Encoding.UTF8.GetString(call.Text, 0, call.UrlLength);
    }

    /// <summary>Bytes as characters of Latin-1: the client sends a header's characters as bytes again.</summary>
    private static string TextOf(ByteWriter bytes)
    {
        char[] text = new char[bytes.Length];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)bytes.Buffer[i];
        }

        return new string(text);
    }

    private static string MethodOf(byte method)
    {
        byte[] word = HttpMethodName.Of(method);
        return Encoding.UTF8.GetString(word, 0, word.Length);
    }
}
