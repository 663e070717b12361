using NukiEdge.Core.Time;

namespace NukiEdge.Tests.Time;

[TestClass]
public class LocalTimeTest
{
    [TestMethod]
    public void A_wall_clock_shows_date_weekday_and_minute()
    {
        Assert.AreEqual("1970-01-01 00:00 weekday 3", Zones.Text(Zones.Wall(Zones.Utc, 0)));
        Assert.AreEqual("1969-12-31 19:00 weekday 2", Zones.Text(Zones.Wall(Zones.NewYork, 0)));
        Assert.AreEqual("2001-09-09 01:46 weekday 6", Zones.Text(Zones.Wall(Zones.Utc, 1000000000)));
        Assert.AreEqual("2000-02-29 23:59 weekday 1", Zones.Text(Zones.Wall(Zones.Utc, 951868799)));
        Assert.AreEqual("2000-03-01 00:00 weekday 2", Zones.Text(Zones.Wall(Zones.Utc, 951868800)));
        Assert.AreEqual("2099-12-31 23:59 weekday 3", Zones.Text(Zones.Wall(Zones.Utc, 4102444799)));
        Assert.AreEqual("2100-01-01 00:59 weekday 4", Zones.Text(Zones.Wall(Zones.Vienna, 4102444799)));
        Assert.AreEqual("9999-12-31 23:59 weekday 4", Zones.Text(Zones.Wall(Zones.Utc, 253402300799)));
    }

    [TestMethod]
    public void A_wall_clock_skips_an_hour_and_repeats_an_hour()
    {
        Assert.AreEqual("2026-03-29 01:59 weekday 6", Zones.Text(Zones.Wall(Zones.Vienna, Zones.At(2026, 3, 29, 0, 59, 59))));
        Assert.AreEqual("2026-03-29 03:00 weekday 6", Zones.Text(Zones.Wall(Zones.Vienna, Zones.At(2026, 3, 29, 1))));
        Assert.AreEqual("2026-10-25 02:59 weekday 6", Zones.Text(Zones.Wall(Zones.Vienna, Zones.At(2026, 10, 25, 0, 59, 59))));
        Assert.AreEqual("2026-10-25 02:00 weekday 6", Zones.Text(Zones.Wall(Zones.Vienna, Zones.At(2026, 10, 25, 1))));
        Assert.AreEqual("2026-04-05 01:30 weekday 6", Zones.Text(Zones.Wall(Zones.LordHowe, Zones.At(2026, 4, 4, 15))));
    }

    [TestMethod]
    public void Days_are_counted_from_1970()
    {
        LocalTime wall = Zones.Wall(Zones.Utc, Zones.At(2026, 1, 1));
        Assert.AreEqual(20454, wall.DayNumber);
        Assert.AreEqual(20454, CivilDay.Number(2026, 1, 1));
        Assert.AreEqual(20453, Zones.Wall(Zones.NewYork, Zones.At(2026, 1, 1)).DayNumber);
        Assert.AreEqual(-1, Zones.Wall(Zones.NewYork, 0).DayNumber);
        Assert.AreEqual(65535, CivilDay.Number(2149, 6, 6));
    }

    [TestMethod]
    public void Every_day_of_two_centuries_follows_the_one_before()
    {
        int number = CivilDay.Number(1969, 1, 1);
        int weekday = 2;
        for (int year = 1969; year <= 2169; year++)
        {
            for (int month = 1; month <= 12; month++)
            {
                for (int day = 1; CivilDay.Exists(year, month, day); day++)
                {
                    if (number != CivilDay.Number(year, month, day)
                        || weekday != CivilDay.Weekday(number)
                        || year != CivilDay.Year(number))
                    {
                        Assert.AreEqual(number, CivilDay.Number(year, month, day));
                        Assert.AreEqual(weekday, CivilDay.Weekday(number));
                        Assert.AreEqual(year, CivilDay.Year(number));
                    }

                    number++;
                    weekday = (weekday + 1) % 7;
                }
            }
        }

        Assert.AreEqual(CivilDay.Number(2170, 1, 1), number);
    }

    [TestMethod]
    public void Dates_that_do_not_exist_are_known()
    {
        Assert.IsTrue(CivilDay.Exists(2028, 2, 29));
        Assert.IsFalse(CivilDay.Exists(2026, 2, 29));
        Assert.IsFalse(CivilDay.Exists(2100, 2, 29));
        Assert.IsTrue(CivilDay.Exists(2000, 2, 29));
        Assert.IsTrue(CivilDay.Exists(2026, 12, 31));
        Assert.IsFalse(CivilDay.Exists(2026, 12, 32));
        Assert.IsFalse(CivilDay.Exists(2026, 4, 31));
        Assert.IsFalse(CivilDay.Exists(2026, 13, 1));
        Assert.IsFalse(CivilDay.Exists(2026, 0, 1));
        Assert.IsFalse(CivilDay.Exists(2026, 1, 0));
        Assert.IsFalse(CivilDay.Exists(2026, 1, int.MaxValue));
    }

    [TestMethod]
    public void A_clock_that_is_not_set_or_not_to_be_believed_says_so()
    {
        LocalTime wall = Zones.Wall(Zones.Vienna, -1);
        Assert.IsFalse(wall.IsSet);
        wall.Read(Zones.Of(Zones.Vienna), 0);
        Assert.IsTrue(wall.IsSet);
        wall.Read(Zones.Of(Zones.Vienna), 253402300800);
        Assert.IsFalse(wall.IsSet);
        wall.Read(Zones.Of(Zones.Vienna), long.MaxValue);
        Assert.IsFalse(wall.IsSet);
        wall.Read(Zones.Of(Zones.Vienna), long.MinValue);
        Assert.IsFalse(wall.IsSet);
    }
}
