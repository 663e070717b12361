using NukiEdge.Core.Log;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Tests.Mqtt;

[TestClass]
public class BrokerLineTest
{
    [TestMethod]
    public void Pauses_double_up_to_30_seconds_and_each_is_shortened_by_chance_down_to_its_half()
    {
        BackOff backOff = new BackOff(1000, 30000, 4711);
        int[] fullMs = { 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000 };
        long spread = 0;
        for (int i = 0; i < fullMs.Length; i++)
        {
            long pauseUs = backOff.NextUs();
            Assert.IsTrue(pauseUs >= fullMs[i] * 500L && pauseUs <= fullMs[i] * 1000L, "pause " + FakeGate.Number(i));
            spread |= pauseUs - fullMs[i] * 500L;
        }

        Assert.IsTrue(spread != 0, "no chance in it");
        backOff.Reset();
        Assert.IsTrue(backOff.NextUs() <= 1000000, "from the front");
    }

    [TestMethod]
    public void Two_seeds_make_two_sequences_and_one_seed_makes_one()
    {
        BackOff a = new BackOff(1000, 30000, 1), b = new BackOff(1000, 30000, 2), c = new BackOff(1000, 30000, 1);
        long first = a.NextUs();
        Assert.IsTrue(first != b.NextUs());
        Assert.AreEqual(first, c.NextUs());
    }

    [TestMethod]
    public void A_connection_that_stood_long_starts_again_with_the_first_pause_and_a_short_one_does_not()
    {
        FakeClock clock = new FakeClock();
        BrokerLine line = new BrokerLine(new BrokerSettings { Seed = 5 }, new EventLog(32), clock);
        for (int i = 0; i < 8; i++)
        {
            line.Opened(clock.NowUs, 0);
            clock.PassSeconds(9);
            line.Ended(clock.NowUs, NoteCode.BrokerLost, 0);
        }

        Assert.IsTrue(line.NextTryUs - clock.NowUs >= 15000000, "as if two clients had the same id, and kicked each other out");
        line.Opened(clock.NowUs, 0);
        clock.PassSeconds(10);
        line.Ended(clock.NowUs, NoteCode.BrokerLost, 0);
        Assert.IsTrue(line.NextTryUs - clock.NowUs <= 1000000);
    }
}
