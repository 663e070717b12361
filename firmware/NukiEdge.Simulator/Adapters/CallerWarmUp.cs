using System;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using NukiEdge.Core;
using NukiEdge.Core.Scenes;
using NukiEdge.Net.Http;

namespace NukiEdge.Simulator.Adapters;

/// <summary>
/// Makes one call to a listener of its own, so that .NET has compiled the way of a call before the first event needs
/// it: measured 48 ms for the first call of a process and 2 ms for the first to a new target.
/// </summary>
public static class CallerWarmUp
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

    /// <summary>Returns when the call is over, after <paramref name="timeoutMs"/> at most.</summary>
    /// <param name="client">The client of the callers.</param>
    /// <param name="timeoutMs">Milliseconds.</param>
    public static void Run(HttpMessageInvoker client, int timeoutMs = 2000)
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        new Thread(() => AnswerOne(listener)) { IsBackground = true, Name = "caller warm-up" }.Start();
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        TargetLogins noLogins = new(new TargetTable(0), new Limits());
        using PcCaller caller = new(new NoSockets(), client, noLogins, new PcClock());
        HttpCall call = new(256) { Method = HttpCall.Post, TimeoutMs = timeoutMs };
        call.UrlLength = Encoding.ASCII.GetBytes($"http://127.0.0.1:{port}/", call.Text);
        call.HeadersLength = Encoding.ASCII.GetBytes("X-A: b\r\n", call.Text.AsSpan(call.UrlLength));
        call.BodyLength = Encoding.ASCII.GetBytes("{}", call.Text.AsSpan(call.UrlLength + call.HeadersLength));
        call.MarkBusy();
        caller.Start(call);
        SpinWait.SpinUntil(() => call.IsFinished, timeoutMs + 100);
    }

    private static void AnswerOne(Socket listener)
    {
        try
        {
            using Socket socket = listener.Accept();
            socket.Receive(new byte[512]);
            socket.Send(Answer);
        }
        catch (SocketException)
        {
            // The call did not come: there is nothing to warm up with.
        }
    }

    /// <summary>Nobody waits for the end of this call.</summary>
    private sealed class NoSockets : Core.Ports.ISockets
    {
        public Core.Ports.IListener Listen(int port) => null!; // nobody listens through it

        public void WaitAny(long deadlineUs)
        {
        }

        public void Wake()
        {
        }
    }
}
