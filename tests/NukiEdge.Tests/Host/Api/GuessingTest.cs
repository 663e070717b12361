using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading;
using NukiEdge.Core;
using NukiEdge.Tests.EndToEnd;

namespace NukiEdge.Tests.Api;

/// <summary>Ten thousand passwords tried at the page as fast as the network allows, while a lock announces.</summary>
[TestClass]
public sealed class GuessingTest
{
    private const int Guesses = 10000;
    private const int QuietMs = 700;

    /// <summary>On a busy PC that is one more turn of the scheduler, and none of ours.</summary>
    private const double SlackMs = 0.5;

    private const string Payload = "1,0,54321,1000,1";

    [TestMethod]
    public void Ten_thousand_guesses_are_hardly_compared_and_delay_no_event()
    {
        using PageRig rig = new PageRig(Limits.SmallBoard()).LoggedIn();
        using var door = new RawClient(rig.Appliance.Ask(() => rig.Appliance.Broker.Port));
        door.Send(RawClient.Connect("Nuki_3807B7EC", "front", PageRig.PlantedLogin, "nuki/3807B7EC/connected", "false"));
        Assert.AreEqual(0, door.ReadConnack());
        Measure(door, () => false); // warm
        double quiet = double.MaxValue;
        double attacked = double.MaxValue;
        int compared = 0, guesses = 0;
        var clock = Stopwatch.StartNew();
        const int Rounds = 4, MostRounds = 16;
        // A busy machine gets more rounds to have a quiet one; a loop that guesses block never has.
        for (int round = 0; round < Rounds || (round < MostRounds && attacked > 2 * quiet + SlackMs); round++)
        {
            quiet = Math.Min(quiet, Measure(door, () => false));
            var thief = new Thief(rig.Port);
            var attack = new Thread(() => thief.Guess(Guesses / Rounds));
            attack.Start();
            attacked = Math.Min(attacked, Measure(door, () => attack.IsAlive));
            attack.Join();
            Assert.AreEqual("", thief.Trouble);
            compared += thief.Compared;
            guesses += Guesses / Rounds;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{guesses} guesses in {clock.Elapsed.TotalSeconds:F1} s: {compared} compared, the others told to wait; "
            + $"events' p99 {quiet:F3} ms without, {attacked:F3} ms meanwhile"));
        Assert.IsLessThan(30, compared, "of those that were compared");
        Assert.IsGreaterThan(0, compared);
        Assert.IsTrue(attacked <= 2 * quiet + SlackMs, $"p99 {quiet} ms without and {attacked} ms with them");
        Assert.AreEqual(200, rig.Client.Ask("GET", "/api/status").Status, "the owner's session goes on");
    }

    /// <summary>Tries so many passwords, and counts how many of them were compared.</summary>
    private sealed class Thief
    {
        private readonly int _port;
        private Socket _socket;

        public Thief(int port)
        {
            _port = port;
        }

        public int Compared { get; private set; }

        /// <summary>What went wrong with the attack itself; empty when nothing.</summary>
        public string Trouble { get; private set; } = "";

        public void Guess(int count)
        {
            for (int i = 0; i < count && Trouble.Length == 0; i++)
            {
                (int status, string body) = Post("first", "n,,n=owner,r=thief" + i.ToString("D19", CultureInfo.InvariantCulture));
                if (status == 200)
                {
                    string nonces = JsonDocument.Parse(body).RootElement.GetProperty("message").GetString().Split(',')[0][2..];
                    (status, _) = Post("final", "c=biws,r=" + nonces + ",p=" + Convert.ToBase64String(new byte[32]));
                }

                Compared += status == 401 ? 1 : 0;
                Trouble = status is 401 or 429 or 409 ? "" : "status " + status;
            }

            _socket?.Dispose();
        }

        private (int Status, string Body) Post(string half, string message)
        {
            string body = "{\"message\":\"" + message + "\"}";
            byte[] request = Encoding.ASCII.GetBytes($"POST /api/login/{half} HTTP/1.1\r\nHost: 127.0.0.1:{_port}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            if (_socket is null)
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 10000 };
                _socket.Connect(IPAddress.Loopback, _port);
            }

            _socket.Send(request);
            byte[] buffer = new byte[4096];
            string text = "";
            int head = -1;
            for (int count = 0; head < 0 || count < head + 4 + Length(text);)
            {
                int more = _socket.Receive(buffer, count, buffer.Length - count, SocketFlags.None);
                if (more == 0)
                {
                    return (0, "");
                }

                count += more;
                text = Encoding.ASCII.GetString(buffer, 0, count);
                head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            }

            if (text.Contains("Connection: close", StringComparison.Ordinal))
            {
                _socket.Dispose();
                _socket = null;
            }

            return (int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text[(head + 4)..]);
        }
    }

    private static int Length(string text)
    {
        int at = text.IndexOf("Content-Length: ", StringComparison.Ordinal) + 16;
        return int.Parse(text.AsSpan(at, text.IndexOf('\r', at) - at), CultureInfo.InvariantCulture);
    }

    /// <summary>The 99th percentile of an event's round trip, milliseconds.</summary>
    private static double Measure(RawClient door, Func<bool> goesOn)
    {
        var times = new List<double>(100_000);
        var clock = Stopwatch.StartNew();
        while (clock.ElapsedMilliseconds < QuietMs || goesOn())
        {
            long start = Stopwatch.GetTimestamp();
            door.PublishAndWait(TestAppliance.EventTopic, Payload, times.Count % 60000 + 1);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count * 99 / 100];
    }
}
