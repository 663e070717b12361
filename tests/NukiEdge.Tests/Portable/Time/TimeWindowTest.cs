using NukiEdge.Core.Time;

namespace NukiEdge.Tests.Time;

[TestClass]
public class TimeWindowTest
{
    // 2026-06-01 is a Monday.
    private const int Monday = 1, Friday = 16, Saturday = 32, Sunday = 64;

    [TestMethod]
    public void From_is_inside_and_until_is_outside()
    {
        byte[] window = Window(TimeWindow.EveryDay, 480, 1020, 0, 0);
        AssertAnswer(WindowAnswer.Outside, window, 2026, 6, 1, 7, 59);
        AssertAnswer(WindowAnswer.Inside, window, 2026, 6, 1, 8, 0);
        AssertAnswer(WindowAnswer.Inside, window, 2026, 6, 1, 16, 59);
        AssertAnswer(WindowAnswer.Outside, window, 2026, 6, 1, 17, 0);
    }

    [TestMethod]
    public void A_window_is_open_on_its_weekdays_only()
    {
        for (int weekday = 0; weekday < 7; weekday++)
        {
            byte[] window = Window(1 << weekday, 480, 1020, 0, 0);
            for (int day = 0; day < 7; day++)
            {
                AssertAnswer(day == weekday ? WindowAnswer.Inside : WindowAnswer.Outside, window, 2026, 6, 1 + day, 12, 0);
            }
        }
    }

    [TestMethod]
    public void Over_midnight_it_belongs_to_the_day_on_which_it_began()
    {
        byte[] friday = Window(Friday, 1320, 360, 0, 0);
        AssertAnswer(WindowAnswer.Outside, friday, 2026, 6, 5, 5, 59);
        AssertAnswer(WindowAnswer.Outside, friday, 2026, 6, 5, 21, 59);
        AssertAnswer(WindowAnswer.Inside, friday, 2026, 6, 5, 22, 0);
        AssertAnswer(WindowAnswer.Inside, friday, 2026, 6, 6, 0, 0);
        AssertAnswer(WindowAnswer.Inside, friday, 2026, 6, 6, 5, 59);
        AssertAnswer(WindowAnswer.Outside, friday, 2026, 6, 6, 6, 0);
        AssertAnswer(WindowAnswer.Outside, friday, 2026, 6, 6, 22, 0);
        byte[] sunday = Window(Sunday, 1439, 1, 0, 0);
        AssertAnswer(WindowAnswer.Inside, sunday, 2026, 6, 8, 0, 0);
        AssertAnswer(WindowAnswer.Outside, sunday, 2026, 6, 8, 0, 1);
        AssertAnswer(WindowAnswer.Outside, sunday, 2026, 6, 7, 0, 0);
    }

    [TestMethod]
    public void Until_midnight_can_be_written_in_two_ways()
    {
        for (int until = 0; until <= TimeWindow.MinutesOfDay; until += TimeWindow.MinutesOfDay)
        {
            byte[] window = Window(Monday, 1380, until, 0, 0);
            AssertAnswer(WindowAnswer.Inside, window, 2026, 6, 1, 23, 59);
            AssertAnswer(WindowAnswer.Outside, window, 2026, 6, 2, 0, 0);
            AssertAnswer(WindowAnswer.Outside, window, 2026, 6, 1, 0, 0);
        }
    }

    [TestMethod]
    public void From_equal_to_until_is_the_whole_day_from_midnight_to_midnight()
    {
        for (int minute = 0; minute < TimeWindow.MinutesOfDay; minute += 719)
        {
            byte[] window = Window(Saturday, minute, minute, 0, 0);
            AssertAnswer(WindowAnswer.Outside, window, 2026, 6, 5, 23, 59);
            AssertAnswer(WindowAnswer.Inside, window, 2026, 6, 6, 0, 0);
            AssertAnswer(WindowAnswer.Inside, window, 2026, 6, 6, 23, 59);
            AssertAnswer(WindowAnswer.Outside, window, 2026, 6, 7, 0, 0);
        }
    }

    [TestMethod]
    public void The_first_and_the_last_day_are_inside()
    {
        int first = CivilDay.Number(2026, 6, 2);
        int last = CivilDay.Number(2026, 6, 3);
        byte[] window = Window(TimeWindow.EveryDay, 480, 1020, first, last);
        AssertAnswer(WindowAnswer.Outside, window, 2026, 6, 1, 12, 0);
        AssertAnswer(WindowAnswer.Inside, window, 2026, 6, 2, 8, 0);
        AssertAnswer(WindowAnswer.Inside, window, 2026, 6, 3, 16, 59);
        AssertAnswer(WindowAnswer.Outside, window, 2026, 6, 4, 12, 0);
        AssertAnswer(WindowAnswer.Inside, Window(TimeWindow.EveryDay, 0, 0, first, 0), 2099, 1, 1, 0, 0);
        AssertAnswer(WindowAnswer.Outside, Window(TimeWindow.EveryDay, 0, 0, first, 0), 2026, 6, 1, 23, 59);
        AssertAnswer(WindowAnswer.Inside, Window(TimeWindow.EveryDay, 0, 0, 0, last), 2000, 1, 1, 0, 0);
        AssertAnswer(WindowAnswer.Outside, Window(TimeWindow.EveryDay, 0, 0, 0, last), 2026, 6, 4, 0, 0);
    }

    [TestMethod]
    public void The_last_night_ends_in_the_morning_after_the_last_day()
    {
        int day = CivilDay.Number(2026, 6, 2);
        byte[] window = Window(TimeWindow.EveryDay, 1320, 360, day, day);
        AssertAnswer(WindowAnswer.Outside, window, 2026, 6, 2, 5, 59);
        AssertAnswer(WindowAnswer.Inside, window, 2026, 6, 2, 22, 0);
        AssertAnswer(WindowAnswer.Inside, window, 2026, 6, 3, 5, 59);
        AssertAnswer(WindowAnswer.Outside, window, 2026, 6, 3, 22, 0);
    }

    [TestMethod]
    public void Without_a_clock_a_window_does_not_answer_and_no_window_needs_no_clock()
    {
        LocalTime notSet = new LocalTime();
        byte[] window = Window(TimeWindow.EveryDay, 0, 0, 0, 0);
        Assert.AreEqual(WindowAnswer.ClockNotSet, TimeWindow.Check(window, 2, notSet));
        TimeWindow.PutNone(window, 2);
        Assert.AreEqual(WindowAnswer.Inside, TimeWindow.Check(window, 2, notSet));
        AssertAnswer(WindowAnswer.Inside, window, 2026, 6, 1, 0, 0);
    }

    [TestMethod]
    public void A_window_inside_the_skipped_hour_stays_closed_that_day()
    {
        byte[] window = Window(TimeWindow.EveryDay, 130, 175, 0, 0);
        Assert.AreEqual(45, OpenMinutes(window, Zones.Vienna, Zones.At(2026, 3, 27, 23), 1440), "the day before");
        Assert.AreEqual(0, OpenMinutes(window, Zones.Vienna, Zones.At(2026, 3, 28, 23), 1380), "the day");
        Assert.AreEqual(45, OpenMinutes(window, Zones.Vienna, Zones.At(2026, 3, 29, 22), 1440), "the day after");
        byte[] around = Window(Sunday, 60, 180, 0, 0);
        Assert.AreEqual(60, OpenMinutes(around, Zones.Vienna, Zones.At(2026, 3, 28, 23), 1380), "an hour shorter");
    }

    [TestMethod]
    public void A_window_inside_the_repeated_hour_opens_in_both_passes()
    {
        byte[] window = Window(TimeWindow.EveryDay, 130, 175, 0, 0);
        Assert.AreEqual(90, OpenMinutes(window, Zones.Vienna, Zones.At(2026, 10, 24, 22), 1500));
        Assert.AreEqual(45, OpenMinutes(window, Zones.Vienna, Zones.At(2026, 10, 25, 0), 60), "first pass");
        Assert.AreEqual(45, OpenMinutes(window, Zones.Vienna, Zones.At(2026, 10, 25, 1), 60), "second pass");
        byte[] around = Window(Sunday, 60, 180, 0, 0);
        Assert.AreEqual(180, OpenMinutes(around, Zones.Vienna, Zones.At(2026, 10, 24, 22), 1500), "an hour longer");
        byte[] wholeDay = Window(Sunday, 0, 0, 0, 0);
        Assert.AreEqual(1500, OpenMinutes(wholeDay, Zones.Vienna, Zones.At(2026, 10, 24, 22), 1500), "25 hours");
        byte[] halfAnHour = Window(Sunday, 90, 120, 0, 0);
        Assert.AreEqual(60, OpenMinutes(halfAnHour, Zones.LordHowe, Zones.At(2026, 4, 4, 13), 1470), "half an hour twice");
    }

    [TestMethod]
    public void Values_that_no_window_can_hold_are_refused()
    {
        Assert.IsTrue(TimeWindow.IsValid(TimeWindow.EveryDay, 1439, 1440, 65535, 65535));
        Assert.IsTrue(TimeWindow.IsValid(1, 0, 0, 0, 0));
        Assert.IsTrue(TimeWindow.IsValid(1, 0, 0, 20000, 0));
        Assert.IsFalse(TimeWindow.IsValid(0, 0, 0, 0, 0));
        Assert.IsFalse(TimeWindow.IsValid(128, 0, 0, 0, 0));
        Assert.IsFalse(TimeWindow.IsValid(-1, 0, 0, 0, 0));
        Assert.IsFalse(TimeWindow.IsValid(1, 1440, 0, 0, 0));
        Assert.IsFalse(TimeWindow.IsValid(1, -1, 0, 0, 0));
        Assert.IsFalse(TimeWindow.IsValid(1, 0, 1441, 0, 0));
        Assert.IsFalse(TimeWindow.IsValid(1, 0, -1, 0, 0));
        Assert.IsFalse(TimeWindow.IsValid(1, 0, 0, 65536, 0));
        Assert.IsFalse(TimeWindow.IsValid(1, 0, 0, -1, 0));
        Assert.IsFalse(TimeWindow.IsValid(1, 0, 0, 0, 65536));
        Assert.IsFalse(TimeWindow.IsValid(1, 0, 0, 0, -1));
        Assert.IsFalse(TimeWindow.IsValid(1, 0, 0, 20001, 20000));
    }

    /// <summary>A window in the middle of a record that is full of ones elsewhere.</summary>
    private static byte[] Window(int weekdays, int from, int until, int first, int last)
    {
        byte[] record = new byte[TimeWindow.Bytes + 4];
        for (int i = 0; i < record.Length; i++)
        {
            record[i] = 0xFF;
        }

        TimeWindow.Put(record, 2, weekdays, from, until, first, last);
        Assert.AreEqual(0xFF, record[1] & record[TimeWindow.Bytes + 2] & 0xFF);
        return record;
    }

    private static void AssertAnswer(int answer, byte[] window, int year, int month, int day, int hour, int minute)
    {
        LocalTime wall = Zones.Wall(Zones.Utc, Zones.At(year, month, day, hour, minute));
        Assert.AreEqual(answer, TimeWindow.Check(window, 2, wall), Zones.Text(wall));
    }

    private static int OpenMinutes(byte[] window, string zoneText, long fromUtc, int minutes)
    {
        PosixZone zone = Zones.Of(zoneText);
        LocalTime wall = new LocalTime();
        int open = 0;
        for (int i = 0; i < minutes; i++)
        {
            wall.Read(zone, fromUtc + i * 60);
            open += TimeWindow.Check(window, 2, wall) == WindowAnswer.Inside ? 1 : 0;
        }

        return open;
    }
}
