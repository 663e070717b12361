using System;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Device;

/// <summary>
/// One thread that makes HTTP calls with nanoFramework's client. No exception leaves the thread: each becomes a result.
/// The client's own time starts with the wait for the answer; connecting to an address that is silent takes as long as
/// lwIP tries. The loop counts the whole time itself and does not wait for this thread.
/// </summary>
public sealed class BoardCaller : ICaller
{
    private readonly ISockets _sockets;
    private readonly IClock _clock;
    private readonly AutoResetEvent _started = new AutoResetEvent(false);
    private HttpCall _call;

    /// <summary>Starts the thread.</summary>
    /// <param name="sockets">Woken when a call is over.</param>
    /// <param name="clock">Tells a time-out from other failures.</param>
    public BoardCaller(ISockets sockets, IClock clock)
    {
        _sockets = sockets;
        _clock = clock;
        new Thread(Run).Start();
    }

    /// <summary>Several of them, each with a thread.</summary>
    public static ICaller[] Some(int count, ISockets sockets, IClock clock)
    {
        ICaller[] callers = new ICaller[count];
        for (int i = 0; i < count; i++)
            callers[i] = new BoardCaller(sockets, clock);
        return callers;
    }

    /// <inheritdoc />
    public void Start(HttpCall call)
    {
        _call = call;
        _started.Set();
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
        long startUs = _clock.NowUs;
        try
        {
            return Send(call);
        }
        catch (HttpRequestException e)
        {
            if (_clock.NowUs - startUs >= call.TimeoutMs * 1000L)
                return HttpCall.TimedOut;
            WebException cause = e.InnerException as WebException;
            return cause != null && cause.Status == WebExceptionStatus.ConnectFailure ? HttpCall.Refused : HttpCall.Broken;
        }
        catch (Exception)
        {
            return HttpCall.Broken; // not a URL, or a socket's fault in another dress
        }
    }

    private static int Send(HttpCall call)
    {
        string url = Encoding.UTF8.GetString(call.Text, 0, call.UrlLength);
        // A TLS handshake would freeze every thread for seconds (design section 6), so none is made for a scene.
        if (!url.StartsWith("http://"))
            return HttpCall.Refused;
        // A client takes one time-out for life, so each call has its own; it is a small object.
        using (HttpClient client = new HttpClient())
        using (HttpRequestMessage request = new HttpRequestMessage(MethodOf(call.Method), url))
        {
            client.Timeout = TimeSpan.FromMilliseconds(call.TimeoutMs);
            // Kept connections are no use here: the client marks one as free before its answer is read, so that the
            // second caller may take it, and does not notice when the target has closed it (System.Net.Http 1.5.210).
            request.Headers.ConnectionClose = true;
            if (call.BodyLength > 0)
                request.Content = new ByteArrayContent(call.Text, call.UrlLength + call.HeadersLength, call.BodyLength);
            AddHeaders(request, call);
            // Disposing the answer closes the connection; its body is never read into the heap.
            using (HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseHeadersRead))
                return (int)response.StatusCode;
        }
    }

    private static void AddHeaders(HttpRequestMessage request, HttpCall call)
    {
        string text = Encoding.UTF8.GetString(call.Text, call.UrlLength, call.HeadersLength);
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            int colon = lines[i].IndexOf(':');
            if (colon > 0)
                Add(request, lines[i].Substring(0, colon).Trim(), lines[i].Substring(colon + 1).Trim());
        }
    }

    private static void Add(HttpRequestMessage request, string name, string value)
    {
        try
        {
            if (name.ToLower() != "content-type")
                request.Headers.Add(name, value);
            else if (request.Content != null)
                request.Content.Headers.Add(name, value);
        }
        catch (ArgumentException)
        {
            // The client sets some headers itself and lets nobody else: Host, Connection, Content-Length, Accept,
            // User-Agent, Referer, Range and a few more. The call goes out without the owner's.
        }
    }

    private static HttpMethod MethodOf(byte method)
    {
        return method switch
        {
            HttpCall.Post => HttpMethod.Post,
            HttpCall.Put => HttpMethod.Put,
            HttpCall.Patch => HttpMethod.Patch,
            HttpCall.Delete => HttpMethod.Delete,
            HttpCall.Head => HttpMethod.Head,
            _ => HttpMethod.Get,
        };
    }
}
