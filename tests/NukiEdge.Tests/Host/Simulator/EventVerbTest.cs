using NukiEdge.Tests.EndToEnd;

namespace NukiEdge.Tests.Simulator;

[TestClass]
public class EventVerbTest
{
    private const string AnnasCode = "1,0,54321,12345,1";

    [TestMethod]
    public void An_event_comes_over_the_locks_own_login_and_runs_the_scene()
    {
        string house = TestAppliance.HouseWith();
        using var file = new TempFile(house);
        using var rig = new TestAppliance(house);

        (int code, string text) = SimulatorProcess.Run("event", "front door", AnnasCode, "--mqtt", "127.0.0.1:" + rig.Port,
            "--config", file.Path);

        Assert.AreEqual(0, code, text);
        Assert.Contains("Anna, unlock by keypad code: ran: Welcome (rule Anna)", text);
        Assert.AreEqual(1, rig.RelayWrites);
    }

    [TestMethod]
    public void A_retained_event_runs_nothing_and_the_verb_says_so()
    {
        string house = TestAppliance.HouseWith();
        using var file = new TempFile(house);
        using var rig = new TestAppliance(house);

        (int code, string text) = SimulatorProcess.Run("event", "3807b7ec", AnnasCode, "--mqtt", "127.0.0.1:" + rig.Port,
            "--config", file.Path, "--retain");

        Assert.AreEqual(0, code, text);
        Assert.Contains("Anna, unlock by keypad code: ignored", text);
        Assert.AreEqual(0, rig.RelayWrites);
    }

    [TestMethod]
    public void An_event_that_nobody_takes_is_a_failure()
    {
        (int code, string text) = SimulatorProcess.Run("event", "Front door", AnnasCode, "--mqtt", "127.0.0.1:1");

        Assert.AreEqual(1, code, text);
        Assert.Contains("Not published: nobody listens at 127.0.0.1:1", text);
    }

    [TestMethod]
    public void A_lock_that_is_not_in_the_house_is_refused_with_the_nearest()
    {
        (int code, string text) = SimulatorProcess.Run("event", "Front dor", AnnasCode);

        Assert.AreEqual(2, code, text);
        Assert.Contains("There is no lock Front dor in sample house; did you mean Front door?", text);
    }
}
