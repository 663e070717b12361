using NukiEdge.Web.Access;

namespace NukiEdge.Tests.Access;

[TestClass]
public class GuessTest
{
    private const long MinuteUs = 60000000;

    [TestMethod]
    public void Ten_thousand_guesses_take_days_from_one_address_and_more_than_two_from_a_thousand()
    {
        long one = TimeOf(10000, 1);
        long many = TimeOf(10000, 1000);
        System.Console.WriteLine("10,000 guesses: " + (one / MinuteUs / 60).ToString() + " h from one address, "
            + (many / MinuteUs / 60).ToString() + " h from a thousand");
        Assert.IsTrue(one / MinuteUs / 60 > 160, (one / MinuteUs).ToString());
        Assert.IsTrue(many / MinuteUs / 60 > 48, (many / MinuteUs).ToString());
    }

    [TestMethod]
    public void No_minute_sees_more_than_10_guesses_of_one_address_or_30_of_all()
    {
        Assert.IsTrue(MostInAMinute(1) <= 10, MostInAMinute(1).ToString());
        Assert.IsTrue(MostInAMinute(1000) <= 30, MostInAMinute(1000).ToString());
    }

    [TestMethod]
    public void Who_must_wait_is_told_how_long_and_the_right_password_too_soon_is_not_looked_at()
    {
        AccessBench bench = AccessBench.WithPassword("right");
        for (int i = 0; i < 5; i++)
        {
            Assert.AreEqual(AccessVerdict.Refused, bench.LogIn("wrong"), i.ToString());
        }

        Assert.AreEqual(AccessVerdict.TooSoon, bench.LogIn("right"));
        Assert.AreEqual(3, bench.Box.WaitSeconds, "2.5 s in total");
        bench.Clock.PassMs(2499);
        Assert.AreEqual(AccessVerdict.TooSoon, bench.LogIn("right"));
        bench.Clock.PassMs(1);
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn("right"));
        Assert.AreEqual("107 103 108 100 101 102 ", bench.TakeNotes(), "five failures, one note each of failed and slowed");
    }

    [TestMethod]
    public void The_address_of_the_last_login_does_not_wait_for_the_guesses_of_others_and_a_press_ends_all_waits()
    {
        AccessBench bench = AccessBench.WithPassword("right");
        bench.LogIn("right");
        for (uint i = 1; i <= 5; i++)
        {
            bench.LogIn("wrong", i);
        }

        Assert.AreEqual(AccessVerdict.TooSoon, bench.LogIn("right", 77));
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn("right"));
        bench.Box.ButtonPressed(bench.Clock.NowUs);
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn("right", 77));
    }

    [TestMethod]
    public void Ten_quiet_minutes_forgive()
    {
        AccessBench bench = AccessBench.WithPassword("right");
        for (int i = 0; i < 5; i++)
        {
            bench.LogIn("wrong");
        }

        bench.Clock.PassMs(600000);
        for (int i = 0; i < 4; i++)
        {
            Assert.AreEqual(AccessVerdict.Refused, bench.LogIn("wrong"), i.ToString());
        }

        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn("right"));
    }

    /// <summary>Microseconds that so many guesses take when each comes as early as it may.</summary>
    private static long TimeOf(int guesses, int addresses)
    {
        GuessDelay delay = new GuessDelay();
        long nowUs = 700000000;
        for (int i = 0; i < guesses; i++)
        {
            uint peer = (uint)(i % addresses + 1);
            long wait = delay.WaitLeftUs(peer, nowUs);
            nowUs += wait > 0 ? wait : 0;
            delay.Failed(peer, nowUs);
        }

        return nowUs - 700000000;
    }

    private static int MostInAMinute(int addresses)
    {
        GuessDelay delay = new GuessDelay();
        long[] times = new long[200];
        long nowUs = 700000000;
        int most = 0;
        int first = 0;
        for (int i = 0; i < times.Length; i++)
        {
            uint peer = (uint)(i % addresses + 1);
            long wait = delay.WaitLeftUs(peer, nowUs);
            nowUs += wait > 0 ? wait : 0;
            delay.Failed(peer, nowUs);
            times[i] = nowUs;
            while (nowUs - times[first] >= MinuteUs)
            {
                first++;
            }

            most = i - first + 1 > most ? i - first + 1 : most;
        }

        return most;
    }
}
