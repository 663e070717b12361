namespace NukiEdge.Tests.Simulator;

[TestClass]
public class DemoTest
{
    [TestMethod]
    public void The_demo_sees_every_expected_effect_and_no_other()
    {
        (int code, string text) = SimulatorProcess.Run("demo");

        Assert.AreEqual(0, code, text);
        Assert.Contains("every expected one and no other.", text);
        Assert.DoesNotContain("WRONG", text);
    }
}
