using NukiEdge.Connect.Sync;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>
/// The board's day in virtual time, each request a freeze of three seconds, the longest that was seen on such boards
/// (targets.md 1.4): at most 0.05 % of the day (P-14), and never when it could hurt.
/// </summary>
[TestClass]
public class SyncBudgetTest
{
    private const long FreezeMs = 3000;
    private const long BudgetMs = 43200; // 0.05 % of 86,400,000

    [TestMethod]
    public void A_usual_day_of_a_front_door_stays_within_the_freeze_budget()
    {
        for (int seed = 1; seed <= 4; seed++)
        {
            Day day = new Day(seed);
            day.Run(60); // a visit about every 24 minutes
            Assert.IsTrue(day.FrozenMs <= BudgetMs, "seed " + seed.ToString() + ": frozen " + day.FrozenMs.ToString() + " ms");
            Assert.IsTrue(day.FrozenMs >= 10 * FreezeMs, "seed " + seed.ToString() + ": hardly any sync: " + day.FrozenMs.ToString() + " ms");
        }
    }

    [TestMethod]
    public void A_busy_door_gets_its_syncs_in_its_pauses()
    {
        for (int seed = 1; seed <= 2; seed++)
        {
            Day day = new Day(seed);
            day.Run(1500); // about one a minute
            Assert.IsTrue(day.FrozenMs >= 8 * FreezeMs && day.FrozenMs <= BudgetMs, "seed " + seed.ToString() + ": " + day.FrozenMs.ToString() + " ms");
        }
    }

    private sealed class Day
    {
        public long FrozenMs;

        private readonly SyncBench _bench = new SyncBench();
        private readonly Dice _dice;
        private readonly int _seed;
        private long _lastEventMs = -1000000;

        public Day(int seed)
        {
            _seed = seed;
            _dice = new Dice(seed);
            _bench.Take.Result = TakeResult.Unchanged;
        }

        /// <summary>A day with that many visits, second by second.</summary>
        public void Run(int visits)
        {
            for (long second = 0; second < 86400; second++)
            {
                if (_dice.Next(86400) < visits)
                {
                    _bench.Edge.Announce("3,0,54321,12345,1"); // Anna: a relay for a minute, a pulse
                    _lastEventMs = second * 1000;
                }

                _bench.Pass(1000);
                if (_bench.Cloud.IsBusy)
                {
                    Freeze((second + 1) * 1000);
                    second += FreezeMs / 1000;
                }
            }
        }

        private void Freeze(long nowMs)
        {
            string where = "seed " + _seed.ToString() + ", second " + (nowMs / 1000).ToString();
            Assert.IsTrue(nowMs - _lastEventMs >= 10000, where + ": within 10 s after an event");
            long nowUs = _bench.Edge.Clock.NowUs;
            Assert.IsTrue(_bench.Edge.Edge.Relays.NextOffUs - nowUs > 60000000, where + ": a relay goes off within 60 s");
            Assert.IsTrue(_bench.Edge.Edge.Scenes.NextStepUs - nowUs > 60000000, where + ": a step is due within 60 s");
            FrozenMs += FreezeMs;
            _bench.Edge.Clock.PassMs(FreezeMs);
            _bench.Edge.Clock.UtcSeconds += FreezeMs / 1000;
            _bench.Cloud.Answer();
            _bench.Pass(0);
        }
    }
}
