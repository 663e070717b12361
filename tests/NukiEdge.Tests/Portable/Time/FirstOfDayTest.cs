using NukiEdge.Core.Time;

namespace NukiEdge.Tests.Time;

[TestClass]
public class FirstOfDayTest
{
    [TestMethod]
    public void The_first_run_of_each_local_day_is_the_first()
    {
        FirstOfDay days = new FirstOfDay(2);
        LocalTime evening = Zones.Wall(Zones.Vienna, Zones.At(2026, 6, 1, 21, 59, 59));
        LocalTime midnight = Zones.Wall(Zones.Vienna, Zones.At(2026, 6, 1, 22));
        Assert.AreEqual(DayAnswer.First, days.Check(1, evening));
        Assert.AreEqual(DayAnswer.First, days.Check(1, evening), "asking changes nothing");
        days.MarkRan(1, evening);
        Assert.AreEqual(DayAnswer.Again, days.Check(1, evening));
        Assert.AreEqual(DayAnswer.First, days.Check(0, evening), "each rule has its own day");
        Assert.AreEqual(DayAnswer.First, days.Check(1, midnight));
        days.MarkRan(1, midnight);
        Assert.AreEqual(DayAnswer.Again, days.Check(1, midnight));
    }

    [TestMethod]
    public void Without_a_clock_it_does_not_answer_and_notes_nothing()
    {
        FirstOfDay days = new FirstOfDay(1);
        LocalTime wall = new LocalTime();
        Assert.AreEqual(DayAnswer.ClockNotSet, days.Check(0, wall));
        days.MarkRan(0, wall);
        Assert.AreEqual(FirstOfDay.Never, days.LastDay(0));
        wall.Read(Zones.Of(Zones.Utc), Zones.At(2026, 6, 1));
        Assert.AreEqual(DayAnswer.First, days.Check(0, wall));
    }

    [TestMethod]
    public void A_clock_put_back_over_midnight_begins_no_second_day()
    {
        // Newfoundland changed at 00:01 until 2011: its wall clock went from November 1, 00:01, to October 31, 23:01.
        string zone = "NST3:30NDT,M3.2.0/0:01,M11.1.0/0:01";
        FirstOfDay days = new FirstOfDay(1);
        long change = Zones.At(2026, 11, 1, 2, 31);
        LocalTime before = Zones.Wall(zone, change - 1);
        LocalTime after = Zones.Wall(zone, change);
        Assert.AreEqual("2026-11-01 00:00 weekday 6", Zones.Text(before));
        Assert.AreEqual("2026-10-31 23:01 weekday 5", Zones.Text(after));
        days.MarkRan(0, before);
        Assert.AreEqual(DayAnswer.Again, days.Check(0, after));
        Assert.AreEqual(DayAnswer.Again, days.Check(0, Zones.Wall(zone, change + 86400 - 3600)));
        Assert.AreEqual(DayAnswer.First, days.Check(0, Zones.Wall(zone, change + 86400 + 3600)));
    }

    [TestMethod]
    public void A_clock_that_was_years_ahead_does_not_silence_a_rule_for_years()
    {
        FirstOfDay days = new FirstOfDay(1);
        days.MarkRan(0, Zones.Wall(Zones.Utc, Zones.At(2090, 6, 1)));
        Assert.AreEqual(DayAnswer.First, days.Check(0, Zones.Wall(Zones.Utc, Zones.At(2026, 6, 1))));
    }

    [TestMethod]
    public void Days_can_be_kept_over_a_restart_and_forgotten()
    {
        FirstOfDay days = new FirstOfDay(1);
        LocalTime wall = Zones.Wall(Zones.Utc, Zones.At(2026, 6, 1));
        days.MarkRan(0, wall);
        FirstOfDay next = new FirstOfDay(1);
        next.Restore(0, days.LastDay(0));
        Assert.AreEqual(DayAnswer.Again, next.Check(0, wall));
        next.ForgetAll();
        Assert.AreEqual(DayAnswer.First, next.Check(0, wall));
    }
}
