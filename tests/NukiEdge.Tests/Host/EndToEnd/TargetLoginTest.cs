using System;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Tests.Http;

namespace NukiEdge.Tests.EndToEnd;

/// <summary>A person at the door, and a scene's target that wants a login: the whole way, with servers that are not ours.</summary>
[Microsoft.VisualStudio.TestTools.UnitTesting.TestClass]
public class TargetLoginTest
{
    private const string Payload = "3,0,54321,12345,1";
    private const string Password = "pass:w\u00f6rd";

    private static DigestServer _server;

    private int _events;

    [ClassInitialize]
    public static void StartServer(TestContext context)
    {
        _server = new DigestServer();
    }

    [ClassCleanup]
    public static void StopServer()
    {
        _server.Dispose();
    }

    [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod]
    [DataRow("/md5")]
    [DataRow("/md5-sess")]
    [DataRow("/sha256")]
    [DataRow("/both")]
    public void Several_events_log_in_with_one_nonce(string path)
    {
        using var house = new TestAppliance(HouseWith(Step(path + "?who={person}&a=%20b"), Target(Password)));
        using RawClient door = RawClient.AsLock(house.Port);
        for (int i = 1; i <= 6; i++)
        {
            Announce(house, door);
            Await(house, "HTTP 200", i);
        }

        Assert.AreEqual("1 plain, 6 authorized, 1 nonces", Seen(path));
        AssertNoSecret(house, Password);
    }

    [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod]
    [DataRow("/md5")]
    [DataRow("/sha256")]
    public void Calls_that_are_under_way_together_all_get_through(string path)
    {
        for (int round = 0; round < 20; round++)
        {
            string steps = Step(path + "?a") + Step(path + "?b") + Step(path + "?c") + Step(path + "?d");
            using var house = new TestAppliance(HouseWith(steps, Target(Password)));
            using RawClient door = RawClient.AsLock(house.Port);
            for (int i = 1; i <= 4; i++)
            {
                Announce(house, door);
            }

            house.Await(() => house.Log().Count(l => l.Contains("HTTP", StringComparison.Ordinal)) >= 16, "16 answers");
            Assert.AreEqual(16, house.Log().Count(l => l.Contains("HTTP 200", StringComparison.Ordinal)), string.Join("\n", house.Log()));
        }

        Assert.AreEqual("20 plain, 320 authorized, 20 nonces", Seen(path), "20 houses with 16 calls each");
    }

    [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod]
    public void Basic_is_spoken_only_where_the_house_allows_it()
    {
        using (var house = new TestAppliance(HouseWith(Step("/basic"), Target(Password))))
        using (RawClient door = RawClient.AsLock(house.Port))
        {
            Announce(house, door);
            Await(house, "HTTP 401", 1);
        }

        Assert.AreEqual("1 plain, 0 authorized, 0 nonces", Seen("/basic"));
        using (var house = new TestAppliance(HouseWith(Step("/basic"), Target(Password, ", \"basic\": true"))))
        using (RawClient door = RawClient.AsLock(house.Port))
        {
            Announce(house, door);
            Await(house, "HTTP 200", 1);
            Announce(house, door);
            Await(house, "HTTP 200", 2);
        }

        Assert.AreEqual("1 plain, 2 authorized, 0 nonces", Seen("/basic"));
    }

    [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod]
    public void A_wrong_password_is_a_401_then_skipped_and_delays_no_other_target()
    {
        int others = 0;
        using HttpSink other = HttpSink.Start(_ => Interlocked.Increment(ref others));
        string steps = Step("/sha256") + ", { \"http\": \"GET\", \"url\": \"http://127.0.0.1:" + other.Port + "/other\" }";
        using var house = new TestAppliance(HouseWith(steps, Target("hush-hush")));
        using RawClient door = RawClient.AsLock(house.Port);
        Announce(house, door);
        Await(house, "HTTP 401", 1);
        long start = Stopwatch.GetTimestamp();
        for (int i = 1; i <= 5; i++)
        {
            Announce(house, door);
            Await(house, "skipped, the target refused the login", i);
            Await(house, "HTTP 200", i + 1);
        }

        double ms = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine($"5 events with a skipped and an answered call: {ms:F1} ms");
        Assert.AreEqual(6, Volatile.Read(ref others));
        Assert.IsTrue(ms < 2000, $"the other target waited: {ms} ms");
        Assert.AreEqual("1 plain, 1 authorized, 1 nonces", Seen("/sha256"));
        AssertNoSecret(house, "hush-hush");
    }

    [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod]
    public void Without_a_login_the_401_is_logged_and_the_scenes_own_header_is_sent()
    {
        using var house = new TestAppliance(HouseWith(Step("/md5", ", \"headers\": { \"Authorization\": \"Basic eDp5\" }"), ""));
        using RawClient door = RawClient.AsLock(house.Port);
        Announce(house, door);
        Await(house, "HTTP 401", 1);
        Announce(house, door);
        Await(house, "HTTP 401", 2);
        Assert.AreEqual("0 plain, 2 authorized, 0 nonces", Seen("/md5"));
    }

    [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod]
    public void With_a_login_the_scenes_own_header_is_left_out()
    {
        string step = Step("/md5", ", \"headers\": { \"authorization\": \"Basic eDp5\" }, \"body\": \"{}\"", "POST");
        using var house = new TestAppliance(HouseWith(step, Target(Password)));
        using RawClient door = RawClient.AsLock(house.Port);
        Announce(house, door);
        Await(house, "HTTP 200", 1);
        Assert.AreEqual("1 plain, 1 authorized, 1 nonces", Seen("/md5"));
    }

    private void Announce(TestAppliance house, RawClient door)
    {
        door.PublishAndWait(TestAppliance.EventTopic, Payload, ++_events);
    }

    private static void Await(TestAppliance house, string what, int times)
    {
        house.Await(() => house.Log().Count(l => l.Contains(what, StringComparison.Ordinal)) >= times, times + " times " + what);
    }

    private static void AssertNoSecret(TestAppliance house, string password)
    {
        Assert.IsFalse(house.Log().Any(l => l.Contains(password, StringComparison.Ordinal) || l.Contains("admin", StringComparison.Ordinal)));
    }

    private static string HouseWith(string steps, string targets)
    {
        return TestAppliance.HouseWith(steps).Replace("{ \"house\": 1,", "{ \"house\": 1, " + targets, StringComparison.Ordinal);
    }

    private static string Step(string target, string more = "", string method = "GET")
    {
        return $", {{ \"http\": \"{method}\", \"url\": \"http://127.0.0.1:{_server.Port}{target}\"{more} }}";
    }

    private static string Target(string password, string more = "")
    {
        return $"\"targets\": [{{ \"address\": \"127.0.0.1\", \"port\": {_server.Port}, \"user\": \"admin\", \"password\": \"{password}\"{more} }}],";
    }

    private static string Seen(string path)
    {
        using var client = new HttpClient();
        return client.GetStringAsync(new Uri("http://127.0.0.1:" + _server.Port + "/seen" + path)).GetAwaiter().GetResult();
    }
}
