using System;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using NukiEdge.Core;
using NukiEdge.Core.Scenes;
using NukiEdge.Net.Http;
using NukiEdge.Simulator.Adapters;

namespace NukiEdge.Tests.Simulator;

/// <summary>A target closes a kept connection just when the next call has been sent on it.</summary>
[TestClass]
public class StaleConnectionTest
{
    [TestMethod]
    public void A_call_without_a_body_is_repeated_once_on_a_fresh_connection()
    {
        using var target = new ForgetfulTarget();
        Assert.AreEqual(200, target.Call(HttpCall.Get, ""));
        Assert.AreEqual(200, target.Call(HttpCall.Get, ""));
        Assert.AreEqual(3, target.Requests, "the second call went out twice");
    }

    [TestMethod]
    public void A_call_with_a_body_is_never_sent_twice()
    {
        using var target = new ForgetfulTarget();
        Assert.AreEqual(200, target.Call(HttpCall.Post, "{}"));
        Assert.AreEqual(HttpCall.Broken, target.Call(HttpCall.Post, "{}"));
        Assert.AreEqual(2, target.Requests);
        Assert.AreEqual(200, target.Call(HttpCall.Post, "{}"), "the next one finds a fresh connection");
    }

    /// <summary>Answers the first request of a connection, and closes it without a word when the second has come.</summary>
    private sealed class ForgetfulTarget : IDisposable
    {
        private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly HttpMessageInvoker _client = PcCaller.NewClient();
        private readonly PcClock _clock = new();
        private readonly PcSockets _sockets;
        private readonly PcCaller _caller;
        private int _requests;

        public ForgetfulTarget()
        {
            _listener.Start();
            new Thread(Serve) { IsBackground = true }.Start();
            _sockets = new PcSockets(_clock, IPAddress.Loopback);
            _caller = new PcCaller(_sockets, _client, new TargetLogins(new TargetTable(0), new Limits()), _clock);
        }

        public int Requests => Volatile.Read(ref _requests);

        public int Call(byte method, string body)
        {
            HttpCall call = new(256) { Method = method, TimeoutMs = 5000 };
            call.UrlLength = Encoding.ASCII.GetBytes("http://127.0.0.1:" + ((IPEndPoint)_listener.LocalEndpoint).Port + "/", call.Text);
            call.BodyLength = Encoding.ASCII.GetBytes(body, call.Text.AsSpan(call.UrlLength));
            call.MarkBusy();
            _caller.Start(call);
            Assert.IsTrue(SpinWait.SpinUntil(() => call.IsFinished, 10000));
            return call.Result;
        }

        public void Dispose()
        {
            _caller.Dispose();
            _client.Dispose();
            _sockets.Dispose();
            _listener.Dispose();
        }

        private void Serve()
        {
            try
            {
                while (true)
                {
                    using Socket socket = _listener.AcceptSocket();
                    ReadRequest(socket);
                    socket.Send(Answer);
                    ReadRequest(socket);
                }
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                // the test is over
            }
        }

        /// <summary>Reads until head and body have come: one that has a body says so in its length.</summary>
        private void ReadRequest(Socket socket)
        {
            byte[] bytes = new byte[4096];
            string request = "";
            while (!request.Contains("\r\n\r\n", StringComparison.Ordinal)
                || (request.Contains("Content-Length: 2", StringComparison.Ordinal) && !request.EndsWith("{}", StringComparison.Ordinal)))
            {
                int count = socket.Receive(bytes);
                if (count == 0)
                {
                    return;
                }

                request += Encoding.ASCII.GetString(bytes, 0, count);
            }

            Interlocked.Increment(ref _requests);
        }
    }
}
