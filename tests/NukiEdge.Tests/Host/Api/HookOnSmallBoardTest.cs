using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using NukiEdge.Core;

namespace NukiEdge.Tests.Api;

/// <summary>Webhooks of up to 2 KB with the small board's buffers, and strangers who want these for themselves.</summary>
[TestClass]
public class HookOnSmallBoardTest
{
    private const string Secret = "PLANTED-webhook-secret", SignatureHeader = "X-Nuki-Signature-SHA256";

    [TestMethod]
    public void A_webhook_of_two_kilobytes_is_taken_and_one_of_more_is_not()
    {
        using PageRig rig = Rig();
        foreach (int length in new[] { 200, 400, 512, 1300, 2048 })
        {
            string body = Body(length);
            Assert.AreEqual(204, rig.Client.With(SignatureHeader, Sign(body), "POST", "/hooks/nuki", body).Status, length + " bytes");
            Assert.AreEqual(401, rig.Client.With(SignatureHeader, Sign(body + " "), "POST", "/hooks/nuki", body).Status, length + " bytes, not signed so");
        }

        Assert.AreEqual(413, rig.Client.With(SignatureHeader, Sign(Body(2049)), "POST", "/hooks/nuki", Body(2049)).Status);
    }

    [TestMethod]
    public void Where_webhooks_are_off_no_stranger_gets_room_for_a_body()
    {
        using PageRig rig = new PageRig(Limits.SmallBoard(), withCloud: true).LoggedIn();
        using Socket stranger = Stranger(rig.Port);
        Assert.StartsWith("HTTP/1.1 404", Said(stranger), "before a byte of the body");
    }

    [TestMethod]
    public void Strangers_who_hold_bodies_back_delay_neither_the_page_nor_a_webhook_for_long_and_are_dropped()
    {
        using PageRig rig = Rig();
        using var attack = new Attack(rig.Port, 3);
        Assert.IsTrue(SpinWait.SpinUntil(() => attack.Dialled >= 3, 10000));
        long longestMs = 0;
        for (int i = 0; i < 20; i++)
        {
            var clock = Stopwatch.StartNew();
            Assert.AreEqual(200, i % 2 == 0 ? rig.Client.Ask("GET", "/api/status").Status : rig.Client.Bare("GET", "/").Status);
            longestMs = Math.Max(longestMs, clock.ElapsedMilliseconds);
        }

        string body = Body(2000);
        var hook = Stopwatch.StartNew();
        Assert.AreEqual(204, rig.Client.With(SignatureHeader, Sign(body), "POST", "/hooks/nuki", body).Status, "Nuki's own gets through");
        Console.WriteLine($"{attack.Dialled} connections of strangers; the owner waited {longestMs} ms at most, a webhook {hook.ElapsedMilliseconds} ms");
        Assert.IsLessThan(900, longestMs);
        Assert.IsLessThan(5000, hook.ElapsedMilliseconds);
    }

    private static PageRig Rig()
    {
        PageRig rig = new PageRig(Limits.SmallBoard(), withCloud: true).LoggedIn();
        Assert.AreEqual(204, rig.Client.Ask("PUT", "/api/settings", new { webhookSecret = rig.Client.SealNext("webhook", Encoding.ASCII.GetBytes(Secret)) }).Status);
        return rig;
    }

    /// <summary>A head as if of Nuki Web from another address, and one byte of its body.</summary>
    private static Socket Stranger(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 10000, NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            socket.Send(Encoding.ASCII.GetBytes("POST /hooks/nuki HTTP/1.1\r\nHost: relay.example\r\nContent-Type: application/json\r\nContent-Length: 2000\r\n"
                + SignatureHeader + ": " + new string('0', 64) + "\r\n\r\n{"));
        }
        catch (SocketException)
        {
            // it was dropped at once: the next one comes
        }

        return socket;
    }

    private static bool IsGone(Socket socket)
    {
        try
        {
            return !socket.Connected || (socket.Poll(0, SelectMode.SelectRead) && socket.Receive(new byte[1000]) == 0);
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static string Said(Socket socket)
    {
        byte[] buffer = new byte[1000];
        return Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer));
    }

    /// <summary>A webhook of a lock that is not here, so long.</summary>
    private static string Body(int length)
    {
        const string Start = "{\"feature\":\"DEVICE_AUTHS\",\"deleted\":false,\"smartlockAuth\":{\"id\":\"65219648fe57075d71a6cb01\",\"smartlockId\":11000009999,\"authId\":1,\"type\":13,\"name\":\"";
        return Start + "n\"" + new string(' ', length - Start.Length - 4) + "}}";
    }

    private static string Sign(string body)
    {
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)));
    }

    /// <summary>Six strangers who hold bodies back, each one again when it was dropped.</summary>
    private sealed class Attack : IDisposable
    {
        private readonly Socket[] _sockets;
        private readonly int _port;
        private readonly ManualResetEventSlim _stop = new();
        private readonly Thread _thread;
        private int _dialled;

        public Attack(int port, int count)
        {
            _port = port;
            _sockets = new Socket[count];
            _thread = new Thread(Run) { IsBackground = true };
            _thread.Start();
        }

        public int Dialled => Volatile.Read(ref _dialled);

        public void Dispose()
        {
            _stop.Set();
            _thread.Join();
            _stop.Dispose();
            Array.ForEach(_sockets, s => s?.Dispose());
        }

        private void Run()
        {
            do
            {
                for (int i = 0; i < _sockets.Length; i++)
                {
                    if (_sockets[i] is null || IsGone(_sockets[i]))
                    {
                        _sockets[i]?.Dispose();
                        _sockets[i] = Stranger(_port);
                        _dialled++;
                    }
                }
            }
            while (!_stop.Wait(10));
        }
    }
}
