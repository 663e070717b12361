using NukiEdge.Core.Life;

namespace NukiEdge.Tests.Life;

/// <summary>The watcher's ticks against a loop that waits, works, and stands still.</summary>
[TestClass]
public class SupervisorTest
{
    private const long LimitUs = 5000000;

    private readonly LoopWatch _watch = new LoopWatch();
    private Supervisor _supervisor;
    private long _nowUs = 1000000;

    [TestMethod]
    public void A_turn_that_does_not_end_is_seen_after_the_limit_and_not_before()
    {
        Start();
        _watch.Part = LoopPart.Log;
        _watch.DueUs = _nowUs;
        Assert.AreEqual(6, TicksUntilSeen(20));
    }

    [TestMethod]
    public void A_wait_however_long_is_no_stall()
    {
        Start();
        _watch.DueUs = long.MaxValue;
        Assert.AreEqual(0, TicksUntilSeen(1000));
        _watch.DueUs = _nowUs + 100 * LimitUs;
        Assert.AreEqual(0, TicksUntilSeen(450));
    }

    [TestMethod]
    public void A_wait_that_does_not_end_at_its_deadline_is_one()
    {
        Start();
        _watch.DueUs = _nowUs + LimitUs;
        int ticks = TicksUntilSeen(30);
        Assert.IsTrue(ticks >= 10 && ticks <= 11, ticks.ToString());
    }

    [TestMethod]
    public void Turns_that_come_and_go_are_none()
    {
        Start();
        for (int i = 0; i < 1000; i++)
        {
            _watch.DueUs = _nowUs - 10;
            Assert.IsFalse(Tick());
        }
    }

    [TestMethod]
    public void Where_everything_stood_still_the_loop_gets_its_full_time_afterwards()
    {
        Start();
        _watch.DueUs = _nowUs;
        Tick();
        Tick();
        Tick();
        _nowUs += 100 * LimitUs; // a TLS handshake, or a PC that slept
        Assert.AreEqual(6, TicksUntilSeen(20));
    }

    private void Start()
    {
        _supervisor = new Supervisor(_watch, LimitUs);
        _watch.DueUs = long.MaxValue;
        Tick();
    }

    private int TicksUntilSeen(int most)
    {
        for (int i = 1; i <= most; i++)
        {
            if (Tick())
            {
                return i;
            }
        }

        return 0;
    }

    private bool Tick()
    {
        _nowUs += _supervisor.TickUs;
        return _supervisor.Tick(_nowUs);
    }
}
