using NukiEdge.Core.Time;

namespace NukiEdge.Tests.Time;

[TestClass]
public class PosixZoneTest
{
    [TestMethod]
    public void Vienna_changes_at_one_UTC_on_the_last_Sundays_of_March_and_October()
    {
        AssertChange(Zones.Vienna, Zones.At(2026, 3, 29, 1), 3600, 7200);
        AssertChange(Zones.Vienna, Zones.At(2026, 10, 25, 1), 7200, 3600);
        AssertChange(Zones.Vienna, Zones.At(2000, 3, 26, 1), 3600, 7200);
        AssertChange(Zones.Vienna, Zones.At(2099, 10, 25, 1), 7200, 3600);
    }

    [TestMethod]
    public void New_York_changes_at_two_on_its_wall_clock()
    {
        AssertChange(Zones.NewYork, Zones.At(2026, 3, 8, 7), -18000, -14400);
        AssertChange(Zones.NewYork, Zones.At(2026, 11, 1, 6), -14400, -18000);
    }

    [TestMethod]
    public void A_southern_summer_spans_two_years()
    {
        AssertChange(Zones.Sydney, Zones.At(2026, 4, 4, 16), 39600, 36000);
        AssertChange(Zones.Sydney, Zones.At(2026, 10, 3, 16), 36000, 39600);
        Assert.AreEqual(39600, Zones.Offset(Zones.Of(Zones.Sydney), Zones.At(2026, 1, 1)));
        Assert.AreEqual(39600, Zones.Offset(Zones.Of(Zones.Sydney), Zones.At(2025, 12, 31, 23, 59, 59)));
        Assert.AreEqual(36000, Zones.Offset(Zones.Of(Zones.Sydney), Zones.At(2026, 7, 1)));
    }

    [TestMethod]
    public void Lord_Howe_has_half_an_hour()
    {
        AssertChange(Zones.LordHowe, Zones.At(2026, 4, 4, 15), 39600, 37800);
        AssertChange(Zones.LordHowe, Zones.At(2026, 10, 3, 15, 30), 37800, 39600);
    }

    [TestMethod]
    public void Summer_time_may_be_behind_as_in_Ireland()
    {
        AssertChange("IST-1GMT0,M10.5.0,M3.5.0/1", Zones.At(2026, 3, 29, 1), 0, 3600);
        AssertChange("IST-1GMT0,M10.5.0,M3.5.0/1", Zones.At(2026, 10, 25, 1), 3600, 0);
    }

    [TestMethod]
    public void J_never_counts_the_leap_day_and_n_does()
    {
        string julian = "AAA0BBB,J59/0,J60/0";
        AssertChange(julian, Zones.At(2027, 2, 28), 0, 3600);
        AssertChange(julian, Zones.At(2027, 2, 28, 23), 3600, 0);
        AssertChange(julian, Zones.At(2028, 2, 28), 0, 3600);
        AssertChange(julian, Zones.At(2028, 2, 29, 23), 3600, 0);
        string counted = "AAA0BBB,59/0,60/0";
        AssertChange(counted, Zones.At(2027, 3, 1), 0, 3600);
        AssertChange(counted, Zones.At(2027, 3, 1, 23), 3600, 0);
        AssertChange(counted, Zones.At(2028, 2, 29), 0, 3600);
        AssertChange(counted, Zones.At(2028, 2, 29, 23), 3600, 0);
    }

    [TestMethod]
    public void The_fifth_weekday_is_the_last()
    {
        AssertChange("AAA0BBB,M2.5.0/0,M6.5.1/0", Zones.At(2026, 2, 22), 0, 3600);
        AssertChange("AAA0BBB,M2.5.0/0,M6.5.1/0", Zones.At(2026, 6, 28, 23), 3600, 0);
        AssertChange("AAA0BBB,M2.5.2/0,M12.5.4/0", Zones.At(2028, 2, 29), 0, 3600);
        AssertChange("AAA0BBB,M2.5.2/0,M12.5.4/0", Zones.At(2026, 12, 30, 23), 3600, 0);
        AssertChange("AAA0BBB,M5.1.5/0,M5.4.5/0", Zones.At(2026, 5, 1), 0, 3600);
        AssertChange("AAA0BBB,M5.1.5/0,M5.4.5/0", Zones.At(2026, 5, 21, 23), 3600, 0);
    }

    [TestMethod]
    public void The_time_of_a_rule_is_two_o_clock_unless_it_is_there_with_up_to_a_week_either_way()
    {
        AssertChange("AAA0BBB,J100,J200", Zones.At(2026, 4, 10, 2), 0, 3600);
        AssertChange("AAA0BBB,J100/2:03:04,J200", Zones.At(2026, 4, 10, 2, 3, 4), 0, 3600);
        AssertChange("AAA0BBB,J100/167,J200", Zones.At(2026, 4, 16, 23), 0, 3600);
        AssertChange("AAA0BBB,J100/-167,J200", Zones.At(2026, 4, 3, 1), 0, 3600);
        AssertChange("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", Zones.At(2026, 3, 29, 1), -7200, -3600);
        AssertChange("AAA0BBB,J3/-100,J200", Zones.At(2025, 12, 29, 20), 0, 3600);
        AssertChange("AAA0BBB,J100,J364/100", Zones.At(2026, 1, 3, 3), 3600, 0);
    }

    [TestMethod]
    public void Five_real_zones_change_outside_the_day_of_their_rule()
    {
        string nuuk = "<-02>2<-01>,M3.5.0/-1,M10.5.0/0";
        AssertChange(nuuk, Zones.At(2089, 3, 27, 1), -7200, -3600);
        AssertChange(nuuk, Zones.At(2026, 10, 25, 1), -3600, -7200);
        string santiago = "<-04>4<-03>,M9.1.6/24,M4.1.6/24";
        AssertChange(santiago, Zones.At(2026, 9, 6, 4), -14400, -10800);
        AssertChange(santiago, Zones.At(2026, 4, 5, 3), -10800, -14400);
        string gaza = "EET-2EEST,M3.4.4/50,M10.4.4/50";
        AssertChange(gaza, Zones.At(2026, 3, 28), 7200, 10800);
        AssertChange(gaza, Zones.At(2026, 10, 23, 23), 10800, 7200);
        AssertChange("EET-2EEST,M4.5.5/0,M10.5.4/24", Zones.At(2026, 10, 29, 21), 10800, 7200);
        AssertChange("IST-2IDT,M3.4.4/26,M10.5.0", Zones.At(2026, 3, 27), 7200, 10800);
    }

    [TestMethod]
    public void Summer_time_may_last_all_year()
    {
        // The three ways of RFC 8536 section 3.3.1 and tzfile(5): the end falls together with, or behind, the next begin.
        AssertAlways("EST5EDT,0/0,J365/25", -14400);
        AssertAlways("XXX3EDT4,0/0,J365/23", -14400);
        AssertAlways("AAA0BBB,0/0,J365/100", 3600);
    }

    [TestMethod]
    public void The_answer_does_not_depend_on_what_was_asked_before()
    {
        PosixZone zone = Zones.Of(Zones.Vienna);
        long summer = Zones.At(2026, 7, 1);
        long winter = Zones.At(2026, 1, 1);
        for (int i = 0; i < 3; i++)
        {
            Assert.AreEqual(7200, Zones.Offset(zone, summer));
            Assert.AreEqual(3600, Zones.Offset(zone, winter));
            Assert.AreEqual(3600, Zones.Offset(zone, Zones.At(2000, 1, 1)));
            Assert.AreEqual(7200, Zones.Offset(zone, Zones.At(2099, 7, 1)));
            Assert.AreEqual(3600, Zones.Offset(zone, 0));
        }
    }

    private static void AssertAlways(string text, int offsetS)
    {
        PosixZone zone = Zones.Of(text);
        for (long utc = Zones.At(2026, 12, 25); utc < Zones.At(2029, 1, 8); utc += 1800)
        {
            int offset = Zones.Offset(zone, utc);
            if (offset != offsetS)
            {
                Assert.AreEqual(offsetS, offset, text);
            }
        }
    }

    /// <summary>The offset changes exactly here, asked forwards, backwards and without a past.</summary>
    private static void AssertChange(string text, long atUtc, int before, int after)
    {
        PosixZone zone = Zones.Of(text);
        Assert.AreEqual(before, Zones.Offset(zone, atUtc - 1), text);
        Assert.AreEqual(after, Zones.Offset(zone, atUtc), text);
        Assert.AreEqual(before, Zones.Offset(zone, atUtc - 1), text);
        Assert.AreEqual(after, Zones.Offset(Zones.Of(text), atUtc), text);
        Assert.AreEqual(before, Zones.Offset(zone, atUtc - 3600), text);
        Assert.AreEqual(after, Zones.Offset(zone, atUtc + 3600), text);
    }
}
