using NukiEdge.Core.Loop;

namespace NukiEdge.Tests.Loop;

[TestClass]
public class LoginThrottleTest
{
    private const long S = 1000000;

    [TestMethod]
    public void Four_failures_are_free_and_the_fifth_costs_a_second()
    {
        LoginThrottle throttle = new LoginThrottle();
        for (int i = 0; i < 4; i++)
        {
            throttle.Failed(1, 0);
            Assert.IsFalse(throttle.MustWait(1, 0), i.ToString());
        }

        throttle.Failed(1, 0);
        Assert.IsTrue(throttle.MustWait(1, 0));
        Assert.IsTrue(throttle.MustWait(1, S - 1));
        Assert.IsFalse(throttle.MustWait(1, S));
    }

    [TestMethod]
    public void The_wait_doubles_up_to_a_minute_however_often()
    {
        LoginThrottle throttle = new LoginThrottle();
        long[] waits = { 1, 2, 4, 8, 16, 32, 60, 60, 60, 60 };
        for (int i = 0; i < 4; i++)
        {
            throttle.Failed(1, 0);
        }

        for (int i = 0; i < waits.Length; i++)
        {
            throttle.Failed(1, 0);
            Assert.IsTrue(throttle.MustWait(1, waits[i] * S - 1), i.ToString());
            Assert.IsFalse(throttle.MustWait(1, waits[i] * S), i.ToString());
        }

        for (int i = 0; i < 1000; i++)
        {
            throttle.Failed(1, 0);
        }

        Assert.IsTrue(throttle.MustWait(1, 59 * S));
        Assert.IsFalse(throttle.MustWait(1, 60 * S));
    }

    [TestMethod]
    public void Nobody_else_waits_and_ten_quiet_minutes_forget()
    {
        LoginThrottle throttle = new LoginThrottle();
        for (int i = 0; i < 20; i++)
        {
            throttle.Failed(1, 0);
        }

        Assert.IsFalse(throttle.MustWait(2, 0));
        throttle.Failed(1, 600 * S);
        Assert.IsFalse(throttle.MustWait(1, 600 * S), "begins anew");
    }

    [TestMethod]
    public void Of_nine_addresses_the_longest_quiet_is_forgotten()
    {
        LoginThrottle throttle = new LoginThrottle();
        for (uint address = 1; address <= 9; address++)
        {
            for (int i = 0; i < 5; i++)
            {
                throttle.Failed(address, address);
            }
        }

        Assert.IsFalse(throttle.MustWait(1, 10));
        for (uint address = 2; address <= 9; address++)
        {
            Assert.IsTrue(throttle.MustWait(address, 10), address.ToString());
        }
    }
}
