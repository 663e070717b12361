using System.Net;
using System.Net.Sockets;

namespace NukiEdge.Tests.Simulator;

[TestClass]
public class CommandLineTest
{
    [TestMethod]
    public void A_misspelled_option_is_refused_with_the_nearest()
    {
        (int code, string text) = SimulatorProcess.Run("--confg", "house.json");

        Assert.AreEqual(2, code, text);
        Assert.Contains("There is no option --confg; did you mean --config?", text);
    }

    [TestMethod]
    public void A_misspelled_verb_is_refused_with_the_nearest()
    {
        (int code, string text) = SimulatorProcess.Run("dmeo");

        Assert.AreEqual(2, code, text);
        Assert.Contains("There is no verb dmeo; did you mean demo?", text);
    }

    [TestMethod]
    public void An_option_of_another_verb_is_refused()
    {
        (int code, string text) = SimulatorProcess.Run("demo", "--log");

        Assert.AreEqual(2, code, text);
        Assert.Contains("There is no option --log.", text);
    }

    [TestMethod]
    public void A_value_that_cannot_be_is_refused_with_what_can()
    {
        (int code, string text) = SimulatorProcess.Run("run", "--mqtt", "192.168.1.20", "--config", "house.json");

        Assert.AreEqual(2, code, text);
        Assert.Contains("--mqtt must be an IPv4 address and a port, as in 192.168.1.20:1883", text);

        (code, text) = SimulatorProcess.Run("event", "Front door", "1,0,1,1,1", "--qos", "two");

        Assert.AreEqual(2, code, text);
        Assert.Contains("--qos must be 0, 1 or 2", text);
    }

    [TestMethod]
    public void Help_names_every_verb()
    {
        (int code, string text) = SimulatorProcess.Run("--help");

        Assert.AreEqual(0, code, text);
        Assert.Contains("run ", text);
        Assert.Contains("event <LOCK> <PAYLOAD>", text);
        Assert.Contains("demo ", text);
    }

    [TestMethod]
    public void A_wrong_house_is_refused_as_a_whole_with_file_line_field_and_limit()
    {
        using var file = new TempFile("""
            { "house": 1,
              "relays": [
                { "name": "Light", "longestOnMs": 86400001 }] }
            """);

        (int code, string text) = SimulatorProcess.Run("run", "--mqtt", "127.0.0.1:0", "--config", file.Path);

        Assert.AreEqual(2, code, text);
        Assert.Contains(file.Name + ": line 3, relays[0].longestOnMs: must be 1 to 86400000", text);
    }

    [TestMethod]
    public void A_house_that_is_not_there_is_refused()
    {
        (int code, string text) = SimulatorProcess.Run("--config", "/no/such/house.json");

        Assert.AreEqual(2, code, text);
        Assert.Contains("/no/such/house.json: cannot be read", text);
    }

    [TestMethod]
    public void A_taken_port_moves_the_broker_to_the_next_and_says_so()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var simulator = new SimulatorProcess("--port", port.ToString());

        simulator.WaitFor($"({port} is taken, this is the next free port)");
        simulator.WaitFor("login gate connected");
        int code = simulator.Stop();

        Assert.AreEqual(0, code, simulator.Text);
        Assert.Contains("bench page  http://127.0.0.1:", simulator.Text);
    }

    [TestMethod]
    public void The_passwords_of_the_owners_own_house_are_never_printed()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString();
        using var file = new TempFile(EndToEnd.TestAppliance.HouseWith());
        using var simulator = new SimulatorProcess("--port", port, "--config", file.Path);

        simulator.WaitFor("mosquitto_sub");
        simulator.WaitFor("login front connected");
        int code = simulator.Stop();

        Assert.AreEqual(0, code, simulator.Text);
        Assert.DoesNotContain("-secret", simulator.Text);
    }
}
