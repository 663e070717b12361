using System.Net;
using System.Text.RegularExpressions;
using NukiEdge.Simulator.VirtualDoor;

namespace NukiEdge.Tests.Simulator;

[TestClass]
public class RunVerbTest
{
    private const string FreshHouse = """
        { "house": 1,
          "relays": [{ "name": "Strike" }],
          "scenes": [{ "name": "Open", "steps": [{ "relay": "Strike", "do": "pulse", "ms": 50 }] }],
          "rules": [{ "name": "Anyone", "who": "unknown", "scene": "Open" }],
          "logins": [{ "user": "hall", "password": "hall-secret", "role": "lock" }] }
        """;

    [TestMethod]
    public void The_events_of_a_fresh_login_are_held_and_the_owner_is_told_how_to_confirm()
    {
        using var file = new TempFile(FreshHouse);
        using var simulator = new SimulatorProcess("run", "--mqtt", "127.0.0.1:0", "--config", file.Path, "--log");
        using VirtualLock door = LockAt(simulator);

        Assert.IsTrue(door.Start());
        Assert.IsTrue(door.PressCode(5));

        simulator.WaitFor("held: you have not confirmed this lock's login");
        Assert.Contains("start again with --confirm hall", simulator.Text);
        Assert.AreEqual(0, simulator.Stop());
        Assert.DoesNotContain("relay Strike: ON", simulator.Text);
    }

    [TestMethod]
    public void A_login_that_the_owner_confirmed_counts_from_its_first_event()
    {
        using var file = new TempFile(FreshHouse);
        using var simulator = new SimulatorProcess("run", "--mqtt", "127.0.0.1:0", "--config", file.Path, "--confirm", "hall");
        using VirtualLock door = LockAt(simulator);

        Assert.IsTrue(door.Start());
        Assert.IsTrue(door.PressCode(5));

        simulator.WaitFor("relay Strike: ON");
        simulator.WaitFor("relay Strike: off");
        Assert.AreEqual(0, simulator.Stop());
    }

    [TestMethod]
    public void A_login_to_confirm_that_does_not_exist_is_refused_with_the_nearest()
    {
        using var file = new TempFile(FreshHouse);

        (int code, string text) = SimulatorProcess.Run("run", "--mqtt", "127.0.0.1:0", "--config", file.Path, "--confirm", "hal");

        Assert.AreEqual(2, code, text);
        Assert.Contains("did you mean hall?", text);
    }

    private static VirtualLock LockAt(SimulatorProcess simulator)
    {
        string text = simulator.WaitFor("Ctrl+C ends.");
        int port = int.Parse(Regex.Match(text, @"Broker: 127\.0\.0\.1:(\d+)").Groups[1].Value);
        return new VirtualLock("Hall", 0xAB12, "hall", "hall-secret", new IPEndPoint(IPAddress.Loopback, port)) { MotorMs = 10 };
    }
}
