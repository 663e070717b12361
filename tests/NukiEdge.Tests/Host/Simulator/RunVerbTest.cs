using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Tests.Api;
using NukiEdge.Tests.Data;

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
    public void With_a_page_an_empty_folder_is_set_up_there_and_kept()
    {
        using TempFolder folder = TempFolder.Made();
        string[] arguments = ["run", "--mqtt", "127.0.0.1:0", "--web", "127.0.0.1:0", "--data", folder.Path];
        using (var first = new SimulatorProcess(arguments))
        {
            string code = Regex.Match(first.WaitFor("for five minutes"), "device code ([0-9A-Z-]{14})").Groups[1].Value;
            using var owner = new PageClient(PortOf(first));
            Assert.AreEqual(200, owner.SetUp(code, PageRig.Password).Status);
            Assert.AreEqual(200, owner.LogIn(PageRig.Password).Status);
            Assert.AreEqual(201, owner.Ask("POST", "/api/persons", new { name = "Anna" }).Status);
            Assert.AreEqual(0, first.Stop());
        }

        using var second = new SimulatorProcess(arguments);
        second.WaitFor("Ctrl+C ends");
        Assert.DoesNotContain("device code", second.Text);
        using var again = new PageClient(PortOf(second));
        Assert.AreEqual(200, again.LogIn(PageRig.Password).Status);
        Assert.Contains("\"Anna\"", again.Ask("GET", "/api/persons").Text);
        Assert.AreEqual(0, second.Stop());
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

    [TestMethod]
    public void At_the_owners_broker_events_of_several_locks_run_and_sensitive_scenes_are_held_and_the_password_is_never_printed()
    {
        using var mosquitto = new EndToEnd.Mosquitto();
        mosquitto.Start();
        using var password = new TempFile(EndToEnd.Mosquitto.Password + "\n");
        using var house = new TempFile(TwoScenes);
        string url = $"mqtt://{EndToEnd.Mosquitto.User}@localhost:{mosquitto.Port}";
        using (var simulator = new SimulatorProcess("run", "--broker", url, "--broker-password-file", password.Path, "--config", house.Path,
            "--log"))
        {
            simulator.WaitFor("external broker: connected to 127.0.0.1");
            Announce(mosquitto, "AB12");
            Announce(mosquitto, "CD34");
            simulator.WaitFor("relay Light: ON");
            simulator.WaitFor("held: the scene is sensitive, and anybody at an external broker can be the lock");
            Assert.AreEqual(0, simulator.Stop());
            Assert.Contains("sensitive scenes are held", simulator.Text);
            Assert.DoesNotContain("relay Gate: ON", simulator.Text);
            Assert.DoesNotContain(EndToEnd.Mosquitto.Password, simulator.Text);
        }

        using (var simulator = new SimulatorProcess("run", "--broker", mosquitto.Url, "--trust-broker", "--config", house.Path))
        {
            simulator.WaitFor("external broker: connected");
            Announce(mosquitto, "CD34");
            simulator.WaitFor("relay Gate: ON");
            Assert.AreEqual(0, simulator.Stop());
            Assert.Contains("you said --trust-broker", simulator.Text);
            Assert.DoesNotContain(EndToEnd.Mosquitto.PercentPassword, simulator.Text);
        }
    }

    [TestMethod]
    public void A_wrong_broker_is_refused_with_field_and_limit_and_without_its_password()
    {
        AssertRefused("--broker: port: a number from 1 to 65535", "--broker", "mqtt://u:secret@h:99999");
        AssertRefused("--broker: password: at most 128 bytes", "--broker", "mqtt://u:secret%@h");
        AssertRefused("--broker-password-file: password: it is given twice", "--broker", "mqtt://u:secret@h", "--broker-password-file", "/dev/null");
        AssertRefused("--broker-password-file: cannot be read", "--broker", "mqtt://u@h", "--broker-password-file", "/no/such/file");
        AssertRefused("Either --mqtt or --broker", "--broker", "mqtt://u:secret@h", "--mqtt", "127.0.0.1:0");
        AssertRefused("Either --mqtt ADDRESS:PORT", "--log");
        AssertRefused("--confirm goes with --mqtt only", "--broker", "mqtt://u:secret@h", "--confirm", "hall");
        AssertRefused("--trust-broker goes with --broker only", "--mqtt", "127.0.0.1:0", "--trust-broker");
        AssertRefused("There is no argument mqtt://...", "mqtt://u:secret@h");
    }

    private const string TwoScenes = """
        { "house": 1,
          "locks": [{ "name": "Hall", "id": "AB12", "keypads": [9] }, { "name": "Yard", "id": "CD34", "keypads": [9] }],
          "relays": [{ "name": "Light" }, { "name": "Gate" }],
          "persons": [{ "name": "Anna", "credentials": [{ "lock": "Hall", "code": 5 }] },
            { "name": "Berta", "credentials": [{ "lock": "Yard", "code": 5 }] }],
          "scenes": [{ "name": "Light", "steps": [{ "relay": "Light", "do": "pulse", "ms": 50 }] },
            { "name": "Gate", "sensitive": true, "steps": [{ "relay": "Gate", "do": "pulse", "ms": 50 }] }],
          "rules": [{ "name": "A", "who": { "person": "Anna" }, "scene": "Light" },
            { "name": "B", "who": { "person": "Berta" }, "scene": "Gate" }] }
        """;

    private static void Announce(EndToEnd.Mosquitto mosquitto, string lockId)
    {
        using Process p = Process.Start("mosquitto_pub", ["-h", "127.0.0.1", "-p", mosquitto.Port.ToString(), "-u", EndToEnd.Mosquitto.User,
            "-P", EndToEnd.Mosquitto.Password, "-q", "2", "-t", $"nuki/{lockId}/lockActionEvent", "-m", "3,0,9,5,1"]);
        p.WaitForExit();
        Assert.AreEqual(0, p.ExitCode);
    }

    private static void AssertRefused(string expected, params string[] arguments)
    {
        using var file = new TempFile(FreshHouse);
        (int code, string text) = SimulatorProcess.Run(["run", "--config", file.Path, .. arguments]);
        Assert.AreEqual(2, code, text);
        Assert.Contains(expected, text);
        Assert.DoesNotContain("secret@", text);
    }

    private static VirtualLock LockAt(SimulatorProcess simulator)
    {
        string text = simulator.WaitFor("Ctrl+C ends.");
        int port = int.Parse(Regex.Match(text, @"Broker: 127\.0\.0\.1:(\d+)").Groups[1].Value);
        return new VirtualLock("Hall", 0xAB12, "hall", "hall-secret", new IPEndPoint(IPAddress.Loopback, port)) { MotorMs = 10 };
    }

    private static int PortOf(SimulatorProcess process)
    {
        return int.Parse(Regex.Match(process.Text, "page +http://127\\.0\\.0\\.1:([0-9]+)/").Groups[1].Value);
    }
}
