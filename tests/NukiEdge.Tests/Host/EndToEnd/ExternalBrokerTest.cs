using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Tests.EndToEnd;

/// <summary>The appliance at an owner's own broker: a real Mosquitto.</summary>
[TestClass]
public class ExternalBrokerTest
{
    private const int Restarts = 50;
    private const int FirstCode = 20001;

    [TestMethod]
    public void Restarted_50_times_and_once_replaced_by_a_silent_server_it_is_always_back_and_each_event_runs_once()
    {
        using var mosquitto = new Mosquitto();
        mosquitto.Start();
        using var house = new TestAppliance(HouseWithCodes(Restarts + 2), broker: Hasty(mosquitto.Url));
        house.Await(() => IsConnected(house), "the first connection");
        Announce(mosquitto, FirstCode);
        house.Await(() => house.RelayWrites == 1, "the first event");
        long longestMs = 0;
        for (int i = 1; i <= Restarts; i++)
        {
            mosquitto.Stop(kindly: i % 2 == 0);
            house.Await(() => !IsConnected(house), "noticing the end");
            mosquitto.Start();
            var back = Stopwatch.StartNew();
            house.Await(() => IsConnected(house), "return " + i);
            longestMs = Math.Max(longestMs, back.ElapsedMilliseconds);

            // A lock that was cut off in the middle says the last event again: it ran already.
            Announce(mosquitto, FirstCode + i - 1);
            Announce(mosquitto, FirstCode + i);
            house.Await(() => house.RelayWrites >= i + 1, "event " + i);
        }

        mosquitto.Stop(kindly: false);
        int silentCalls = BeSilentFor(3, mosquitto.Port, house);
        mosquitto.Start();
        house.Await(() => IsConnected(house), "return after the silent server");
        Announce(mosquitto, FirstCode + Restarts + 1);
        house.Await(() => house.RelayWrites >= Restarts + 2, "the last event");
        house.Await(() => house.Appliance.Ask(() => house.Appliance.Edge.Announcements) == Restarts + 2, "all announcements");

        Assert.AreEqual(Restarts + 2, house.RelayWrites, "no event ran twice");
        Assert.IsTrue(house.Appliance.Ask(() => house.Appliance.External.Line.Connections) >= Restarts + 2);
        Console.WriteLine($"{Restarts} restarts of Mosquitto and a silent server ({silentCalls} tries at it): always back, "
            + $"longest return {longestMs} ms; {house.RelayWrites} events ran, each once, {Restarts} repeated ones did not");
    }

    [TestMethod]
    public void The_brokers_retained_announcement_runs_nothing_and_its_retained_states_are_known_after_the_start()
    {
        using var mosquitto = new Mosquitto();
        mosquitto.Start();
        Publish(mosquitto, TestAppliance.EventTopic, Payload(FirstCode), "-r -q 1");
        Publish(mosquitto, "nuki/3807B7EC/state", "1", "-r");
        Publish(mosquitto, "nuki/3807B7EC/doorsensorState", "2", "-r");
        using var house = new TestAppliance(HouseWithCodes(2), broker: Hasty(mosquitto.Url));
        house.Await(() => house.Appliance.Ask(() => house.House.Locks.At(0).State.DoorSensorState) == 2, "the door sensor");
        Announce(mosquitto, FirstCode + 1);
        house.Await(() => house.RelayWrites == 1, "the real event");

        Assert.AreEqual(1, house.Appliance.Ask(() => house.House.Locks.At(0).State.State));
        Assert.IsTrue(house.Log().Any(l => l.Contains("ignored: a retained copy", StringComparison.Ordinal)), "said in the log");
    }

    [TestMethod]
    public void It_says_online_and_each_relay_retained_and_offline_when_it_ends()
    {
        using var mosquitto = new Mosquitto();
        mosquitto.Start();
        using var reader = new Reader(mosquitto, "nukiedge/#");
        using (var house = new TestAppliance(HouseWithCodes(1, ", { \"mqtt\": \"home/{person}\", \"payload\": \"{lock}\", \"qos\": 1 }"),
            broker: Hasty(mosquitto.Url)))
        {
            house.Await(() => reader.Has("nukiedge/relay/Light/state off"), "the relay's state");
            using var home = new Reader(mosquitto, "home/#");
            home.Wait("ready", () => Publish(mosquitto, "home/ready", "x", ""), house);
            Announce(mosquitto, FirstCode);
            house.Await(() => reader.Has("nukiedge/relay/Light/state on"), "the relay's change");
            house.Await(() => home.Has("home/Anna Front door"), "the scene's message");
            house.Await(() => reader.Has("\"verdict\":\"ran\""), "the event");
            using var late = new Reader(mosquitto, "nukiedge/#");
            house.Await(() => late.Has("nukiedge/relay/Light/state on") && late.Has("nukiedge/status online"), "retained states");
        }

        AwaitOffline(reader);
    }

    [TestMethod]
    public void When_its_process_is_killed_the_broker_says_offline_for_it()
    {
        using var mosquitto = new Mosquitto();
        mosquitto.Start();
        using var reader = new Reader(mosquitto, "nukiedge/status");
        using var file = new Simulator.TempFile(HouseWithCodes(1));
        using var simulator = new Simulator.SimulatorProcess("run", "--broker", mosquitto.Url, "--config", file.Path);
        simulator.WaitFor("external broker: connected");
        var clock = Stopwatch.StartNew();
        while (!reader.Has("nukiedge/status online"))
        {
            Assert.IsTrue(clock.ElapsedMilliseconds < 10000, "never online");
            Thread.Yield();
        }

        simulator.Kill();
        AwaitOffline(reader);
    }

    [TestMethod]
    public void A_wrong_password_is_said_never_shown_and_not_taken_for_connected()
    {
        using var mosquitto = new Mosquitto();
        mosquitto.Start();
        BrokerSettings wrong = Hasty(mosquitto.Url.Replace("p%40ss", "secret1", StringComparison.Ordinal));
        using var house = new TestAppliance(HouseWithCodes(1), broker: wrong);
        house.Await(() => house.Log().Any(l => l.Contains("it refused the login, code 5", StringComparison.Ordinal)), "the refusal");
        Assert.IsFalse(IsConnected(house));
        Assert.IsFalse(string.Join("\n", house.Log()).Contains("secret1", StringComparison.Ordinal), "the password is in the log");
    }

    [TestMethod]
    public void A_port_where_nobody_listens_is_said_and_found_as_soon_as_somebody_does()
    {
        using var mosquitto = new Mosquitto();
        using var house = new TestAppliance(HouseWithCodes(1), broker: Hasty(mosquitto.Url));
        house.Await(() => house.Log().Any(l => l.Contains("cannot be reached", StringComparison.Ordinal)), "the closed port");
        house.Await(() => house.Appliance.Ask(() => house.Appliance.External.Line.Tries) > 5, "more tries");
        Assert.IsFalse(IsConnected(house));
        Assert.HasCount(1, house.Log().Where(l => l.Contains("cannot be reached", StringComparison.Ordinal)).ToList());
        mosquitto.Start();
        house.Await(() => IsConnected(house), "the broker that starts later than the appliance");
    }

    [TestMethod]
    public void A_broker_by_name_is_looked_up_and_one_without_an_address_is_said()
    {
        using var mosquitto = new Mosquitto();
        mosquitto.Start();
        string named = mosquitto.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        using (var house = new TestAppliance(HouseWithCodes(1), broker: Hasty(named)))
        {
            house.Await(() => IsConnected(house), "the connection by name");
        }

        using (var house = new TestAppliance(HouseWithCodes(1), broker: Hasty("mqtt://no-such-broker.invalid")))
        {
            house.Await(() => house.Log().Any(l => l.Contains("no such name, or no address", StringComparison.Ordinal)), "the bad name");
            Assert.IsFalse(IsConnected(house));
        }
    }

    private static void AwaitOffline(Reader reader)
    {
        var clock = Stopwatch.StartNew();
        while (!reader.Has("nukiedge/status offline"))
        {
            Assert.IsTrue(clock.ElapsedMilliseconds < 10000, "never offline:\n" + reader);
            Thread.Yield();
        }
    }

    /// <summary>Anna behind so many codes: a payload of its own for each event, so that none is taken for a copy of another.</summary>
    private static string HouseWithCodes(int codes, string moreSteps = "")
    {
        string credentials = string.Join(", ", Enumerable.Range(FirstCode, codes)
            .Select(code => "{ \"lock\": \"Front door\", \"code\": " + code + " }"));
        return TestAppliance.HouseWith(moreSteps).Replace("{ \"lock\": \"Front door\", \"code\": 12345 }", credentials, StringComparison.Ordinal);
    }

    /// <summary>Pauses of a twentieth of a second instead of half a minute, and half a second's patience.</summary>
    private static BrokerSettings Hasty(string url)
    {
        var settings = new BrokerSettings
        {
            ClientId = Encoding.ASCII.GetBytes("nukiedge-test"), AnswerMs = 500, FirstPauseMs = 20, LongestPauseMs = 50, Seed = 20261122,
        };
        string wrong = settings.Url.Read(url);
        Assert.IsNull(wrong, wrong);
        return settings;
    }

    private static bool IsConnected(TestAppliance house)
    {
        return house.Appliance.Ask(() => house.Appliance.External.Line.IsConnected);
    }

    /// <summary>A server that takes every call and never says a word, until it was left so many times.</summary>
    private static int BeSilentFor(int calls, int port, TestAppliance house)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        var accepted = new List<Socket>();
        house.Await(() =>
        {
            if (listener.Pending())
            {
                accepted.Add(listener.AcceptSocket());
            }

            return accepted.Count > calls;
        }, "leaving a silent server");
        Assert.IsFalse(IsConnected(house), "a silent server is no connection");
        Assert.IsTrue(house.Log().Any(l => l.Contains("it does not answer (packet 20", StringComparison.Ordinal)), "said in the log");
        accepted.ForEach(s => s.Dispose());
        return accepted.Count;
    }

    private static string Payload(int code)
    {
        return $"3,0,54321,{code},1";
    }

    private static void Announce(Mosquitto mosquitto, int code)
    {
        Publish(mosquitto, TestAppliance.EventTopic, Payload(code), "-q 2");
    }

    private static void Publish(Mosquitto mosquitto, string topic, string payload, string options)
    {
        using Process p = Process.Start("mosquitto_pub", [.. Login(mosquitto), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            "-t", topic, "-m", payload]);
        Assert.IsTrue(p.WaitForExit(10000), "mosquitto_pub hangs");
        Assert.AreEqual(0, p.ExitCode);
    }

    private static string[] Login(Mosquitto mosquitto)
    {
        return ["-h", "127.0.0.1", "-p", mosquitto.Port.ToString(), "-u", Mosquitto.User, "-P", Mosquitto.Password];
    }

    /// <summary>A mosquitto_sub and what it printed.</summary>
    private sealed class Reader : IDisposable
    {
        private readonly Process _process;
        private readonly StringBuilder _seen = new();

        public Reader(Mosquitto mosquitto, string filter)
        {
            _process = Process.Start(new ProcessStartInfo("mosquitto_sub", [.. Login(mosquitto), "-t", filter, "-v", "-q", "1"])
            {
                RedirectStandardOutput = true,
            });
            _process.OutputDataReceived += (_, e) => { lock (_seen) { _seen.AppendLine(e.Data); } };
            _process.BeginOutputReadLine();
        }

        public bool Has(string text)
        {
            lock (_seen)
            {
                return _seen.ToString().Contains(text, StringComparison.Ordinal);
            }
        }

        /// <summary>Waits until it hears what is said again and again.</summary>
        public void Wait(string text, Action say, TestAppliance house)
        {
            house.Await(() =>
            {
                say();
                return Has(text);
            }, "the reader");
        }

        public override string ToString()
        {
            lock (_seen)
            {
                return _seen.ToString();
            }
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
