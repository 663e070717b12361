using System;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace NukiEdge.Tests.EndToEnd;

/// <summary>Real clients, Mosquitto's, against the built-in broker.</summary>
[TestClass]
public class MosquittoTest
{
    private const string Payload = "3,0,54321,12345,1";

    [TestMethod]
    public void Mosquitto_as_the_lock_runs_the_scene_and_as_anybody_else_or_retained_runs_nothing_and_the_log_says_why()
    {
        using var sink = new OneLineSink();
        using var house = new TestAppliance(TestAppliance.HouseWith(
            ", { \"http\": \"POST\", \"url\": \"http://127.0.0.1:" + sink.Port + "/in?who={person}\", \"body\": \"{person} by {source}\" }"));

        Publish(house.Port, "front", "front-secret", "-q 2");
        house.Await(() => sink.Requests == 1, "the HTTP call");
        Assert.AreEqual("POST /in?who=Anna HTTP/1.1", sink.LastRequestLine);
        Assert.AreEqual(1, house.RelayWrites);

        Publish(house.Port, "reader", "reader-secret", "-q 2");
        Publish(house.Port, "control", "control-secret", "-q 2");
        Publish(house.Port, "front", "front-secret", "-q 2 -r");
        Assert.AreEqual(1, house.RelayWrites);
        Assert.AreEqual(1, sink.Requests);
        var log = house.Log();
        Assert.IsTrue(log.Any(l => l.StartsWith("FORGED: login reader", StringComparison.Ordinal)));
        Assert.IsTrue(log.Any(l => l.StartsWith("FORGED: login control", StringComparison.Ordinal)));
        Assert.IsTrue(log.Any(l => l.EndsWith("ignored: a retained copy, 0.00 ms", StringComparison.Ordinal)
            || l.Contains("ignored: a retained copy", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_reader_sees_the_locks_states_the_appliances_own_topics_and_each_event()
    {
        using var house = new TestAppliance(TestAppliance.HouseWith());
        using RawClient door = RawClient.AsLock(house.Port);
        door.PublishAndWait("nuki/3807B7EC/state", "1", 1, moreFlags: 1);
        using Process reader = Start("mosquitto_sub", $"-h 127.0.0.1 -p {house.Port} -u reader -P reader-secret -t # -v -q 2");
        var seen = new StringBuilder();
        reader.OutputDataReceived += (_, e) => { lock (seen) { seen.AppendLine(e.Data); } };
        reader.BeginOutputReadLine();
        bool Sees(string line) { lock (seen) { return seen.ToString().Contains(line, StringComparison.Ordinal); } }

        house.Await(() => Sees("nukiedge/relay/Light/state off"), "own retained topics");
        door.PublishAndWait(TestAppliance.EventTopic, Payload, 2);
        house.Await(() => Sees("\"verdict\":\"ran\""), "the event");
        house.Await(() => Sees("nukiedge/relay/Light/state on"), "the relay's change");
        reader.Kill();
        string all = seen.ToString();
        foreach (string line in new[] { "nuki/3807B7EC/state 1", "nukiedge/status online", "nukiedge/version ",
            "nuki/3807B7EC/lockActionEvent " + Payload, "\"person\":\"Anna\"" })
        {
            Assert.IsTrue(all.Contains(line, StringComparison.Ordinal), line + " is missing in\n" + all);
        }
    }

    private static void Publish(int port, string user, string password, string options)
    {
        string will = user == "front"
            ? "-i Nuki_3807B7EC --will-topic nuki/3807B7EC/connected --will-payload false --will-retain" : "";
        using Process p = Start("mosquitto_pub",
            $"-h 127.0.0.1 -p {port} -u {user} -P {password} {will} {options} -t {TestAppliance.EventTopic} -m {Payload}");
        Assert.IsTrue(p.WaitForExit(10000), "mosquitto_pub hangs");
        Assert.AreEqual(0, p.ExitCode, p.StandardError.ReadToEnd());
    }

    private static Process Start(string program, string arguments)
    {
        return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>Accepts HTTP requests, remembers the first line, answers 204.</summary>
    private sealed class OneLineSink : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private int _requests;

        public OneLineSink()
        {
            _listener.Start();
            new Thread(Run) { IsBackground = true }.Start();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Requests => Volatile.Read(ref _requests);

        public string LastRequestLine { get; private set; } = "";

        public void Dispose()
        {
            _listener.Dispose();
        }

        private void Run()
        {
            try
            {
                while (true)
                {
                    using Socket socket = _listener.AcceptSocket();
                    byte[] buffer = new byte[8192];
                    int count = socket.Receive(buffer);
                    LastRequestLine = Encoding.ASCII.GetString(buffer, 0, count).Split("\r\n")[0];
                    Interlocked.Increment(ref _requests);
                    socket.Send(Encoding.ASCII.GetBytes("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"));
                }
            }
            catch (SocketException)
            {
                // disposed
            }
        }
    }
}
