using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading;
using NukiEdge.Connect.Cloud;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Device;

/// <summary>
/// One thread that asks Nuki Web with nanoFramework's HttpWebRequest. From the look-up of the name to the end of the TLS
/// handshake the whole board stands still, without end if the server falls silent there: the loop begins a request only when
/// nothing is due. Redirects are not followed (System.Net.Http 1.5.210 has no code for it), connections are not kept.
/// </summary>
public sealed class BoardCloud : ICloud
{
    private const string Host = "api.nuki.io"; // facts.md B1
    private const int SilenceMs = 10000;

    // In KB; the default of 4 is tight for servers that send long policies. The head's lines are strings on the heap.
    private const int MaxHeadKb = 8;

    private readonly ISockets _sockets;
    private readonly IClock _clock;
    private readonly AutoResetEvent _started = new AutoResetEvent(false);
    private CloudRequest _request;

    /// <summary>Starts the thread.</summary>
    /// <param name="sockets">Woken when a request is over.</param>
    /// <param name="clock">Tells a time-out from other failures.</param>
    public BoardCloud(ISockets sockets, IClock clock)
    {
        _sockets = sockets;
        _clock = clock;
        new Thread(Run).Start();
    }

    /// <inheritdoc />
    public void Start(CloudRequest request)
    {
        _request = request;
        _started.Set();
    }

    private void Run()
    {
        while (true)
        {
            _started.WaitOne();
            CloudRequest request = _request;
            request.Finish(Make(request));
            _sockets.Wake();
        }
    }

    private byte Make(CloudRequest request)
    {
        long endUs = _clock.NowUs + request.TimeoutMs * 1000L;
        string authorization = request.Authorization();
        if (authorization == null)
        {
            return SyncFault.Unauthorized;
        }

        try
        {
            BoardRoots roots = BoardRoots.Load();
            if (roots == null)
            {
                return SyncFault.NoRoots;
            }

            request.RootEndsUtc = roots.EndsUtc;
            return HasAddress() ? Ask(request, authorization, roots, endUs) : SyncFault.Dns;
        }
        catch (Exception e)
        {
            return _clock.NowUs >= endUs ? SyncFault.TimedOut : FaultOf(e);
        }
    }

    /// <summary>Looks the name up by itself first: the client does not say whether that or the connection failed. lwIP keeps the answer.</summary>
    private static bool HasAddress()
    {
        try
        {
            return Dns.GetHostEntry(Host).AddressList.Length > 0;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private byte Ask(CloudRequest request, string authorization, BoardRoots roots, long endUs)
    {
        using (HttpWebRequest question = (HttpWebRequest)WebRequest.Create("https://" + Host + request.Path))
        {
            question.HttpsAuthentCert = roots.Certificate;
            // Without this line nothing at all is verified: the client's own default is 0, which the firmware takes for "do not
            // verify" (System.Net.Http 1.5.210; nf-interpreter a3e8139, ssl_generic_init_internal.cpp). VerifyPeer does not either.
            question.SslVerification = SslVerification.CertificateRequired;
            question.SslProtocols = SslProtocols.Tls12;
            question.Method = "GET";
            question.Accept = "application/json";
            question.UserAgent = "NukiEdge";
            question.Headers.Add("Authorization", authorization);
            question.KeepAlive = false;
            question.MaximumResponseHeadersLength = MaxHeadKb;
            question.Timeout = request.TimeoutMs; // counts from the sent request on
            question.ReadWriteTimeout = SilenceMs;
            using (HttpWebResponse answer = (HttpWebResponse)question.GetResponse())
            {
                return answer == null ? SyncFault.BrokeOff : Take(request, answer, endUs);
            }
        }
    }

    private byte Take(CloudRequest request, HttpWebResponse answer, long endUs)
    {
        int status = (int)answer.StatusCode;
        if (status < 100)
        {
            return SyncFault.NotHttp;
        }

        byte fault = request.TakeHead(status, answer.ContentType, answer.Headers["Content-Encoding"], answer.Headers["Retry-After"],
            answer.ContentLength);
        return fault != SyncFault.None ? fault
            : request.Take(new BoardBody(answer.GetResponseStream(), answer.ContentLength, CloudRequest.MaxBodyBytes, _clock, endUs, SilenceMs));
    }

    /// <summary>
    /// The client wraps everything in exceptions of its own. What is no HTTP or socket fault comes from the handshake; of its
    /// reasons the board's firmware tells none that this could read.
    /// </summary>
    private static byte FaultOf(Exception e)
    {
        byte fault = SyncFault.TlsFailed;
        for (; e != null; e = e.InnerException)
        {
            WebException web = e as WebException;
            SocketException socket = e as SocketException;
            if (web != null && web.Status == WebExceptionStatus.ConnectFailure)
            {
                return SyncFault.NoConnection;
            }

            if (web != null && web.Status == WebExceptionStatus.ServerProtocolViolation)
            {
                return SyncFault.NotHttp;
            }

            if (socket != null && socket.ErrorCode == (int)SocketError.ConnectionAborted)
            {
                fault = SyncFault.BrokeOff; // the client's own word for a head that ends early
            }
        }

        return fault;
    }
}
