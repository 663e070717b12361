using System.Text;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Houses;

/// <summary>As many of everything as the limits say are taken, and one more is refused.</summary>
[TestClass]
public class HouseLimitsTest
{
    [TestMethod]
    public void The_small_board_takes_exactly_what_its_limits_say()
    {
        AtTheEdge(Limits.SmallBoard());
    }

    [TestMethod]
    public void The_large_board_takes_exactly_what_its_limits_say()
    {
        AtTheEdge(Limits.LargeBoard());
    }

    [TestMethod]
    public void Keypads_steps_and_the_bytes_of_scenes_and_names_end_at_their_limits()
    {
        Limits limits = Limits.SmallBoard();
        Assert.AreEqual("", Fault("`locks`:[{`name`:`L`,`id`:`1`,`keypads`:[1,2,3,4]}]"));
        Assert.AreEqual(HouseFault.TooMany.ToString() + " locks[0].keypads[4] 4",
            Fault("`locks`:[{`name`:`L`,`id`:`1`,`keypads`:[1,2,3,4,5]}]"));
        string wait = ",{`waitMs`:1}";
        int steps = limits.SceneSteps;
        Assert.AreEqual("", Fault("`scenes`:[{`name`:`S`,`steps`:[{`waitMs`:1}" + Raw.Repeat(wait, steps - 1) + "]}]"));
        Assert.AreEqual(HouseFault.TooMany.ToString() + " scenes[0].steps[" + steps.ToString() + "] " + steps.ToString(),
            Fault("`scenes`:[{`name`:`S`,`steps`:[{`waitMs`:1}" + Raw.Repeat(wait, steps) + "]}]"));
        string call = "{`http`:`POST`,`url`:`http://10.2.3.4/`,`body`:`" + Raw.Repeat("x", 400) + "`}";
        Assert.AreEqual(HouseFault.ScenesTooLong.ToString() + " scenes[0].steps[8] " + limits.SceneBytes.ToString(),
            Fault("`scenes`:[{`name`:`S`,`steps`:[" + call + Raw.Repeat("," + call, 8) + "]}]"));
        string persons = "";
        int fit = limits.Persons * limits.NameBytes / 32;
        for (int i = 10; i < 10 + fit + 1; i++)
        {
            persons += (i > 10 ? "," : "") + "{`name`:`" + Raw.Repeat("x", 30) + i.ToString() + "`}";
        }

        Assert.AreEqual(HouseFault.NamesTooLong.ToString() + " persons[" + fit.ToString() + "].name " + (limits.Persons * limits.NameBytes).ToString(),
            Fault("`persons`:[" + persons + "]"));
    }

    private static string Fault(string parts)
    {
        HouseError error = HouseReader.Read(new MemorySource(SampleHouse.Json("{`house`:1," + parts + "}")), new House(Limits.SmallBoard()));
        return error == null ? "" : error.Fault.ToString() + " " + error.Path + " " + error.Most.ToString();
    }

    private static void AtTheEdge(Limits limits)
    {
        Assert.AreEqual("", Fault(limits, 0, 0, 0, 0, 0, 0, 0));
        Assert.AreEqual(HouseFault.TooMany.ToString() + " locks[" + limits.Locks.ToString() + "].name " + limits.Locks.ToString(),
            Fault(limits, 1, 0, 0, 0, 0, 0, 0));
        Assert.AreEqual(HouseFault.TooMany.ToString() + " relays[" + limits.Relays.ToString() + "].name " + limits.Relays.ToString(),
            Fault(limits, 0, 1, 0, 0, 0, 0, 0));
        Assert.AreEqual(HouseFault.TooMany.ToString() + " persons[" + limits.Persons.ToString() + "].name " + limits.Persons.ToString(),
            Fault(limits, 0, 0, 1, 0, 0, 0, 0));
        Assert.AreEqual(HouseFault.TooMany.ToString() + " persons[0].credentials[" + limits.Credentials.ToString() + "] "
            + limits.Credentials.ToString(), Fault(limits, 0, 0, 0, 1, 0, 0, 0));
        Assert.AreEqual(HouseFault.TooMany.ToString() + " scenes[" + limits.Scenes.ToString() + "].name " + limits.Scenes.ToString(),
            Fault(limits, 0, 0, 0, 0, 1, 0, 0));
        Assert.AreEqual(HouseFault.TooMany.ToString() + " rules[" + limits.Rules.ToString() + "].name " + limits.Rules.ToString(),
            Fault(limits, 0, 0, 0, 0, 0, 1, 0));
        Assert.AreEqual(HouseFault.TooMany.ToString() + " logins[" + limits.Logins.ToString() + "] " + limits.Logins.ToString(),
            Fault(limits, 0, 0, 0, 0, 0, 0, 1));
    }

    /// <summary>A house that is full, and has so many more of something; what is wrong with it.</summary>
    private static string Fault(Limits limits, int locks, int relays, int persons, int credentials, int scenes, int rules, int logins)
    {
        StringBuilder file = new StringBuilder();
        file.Append("{`house`:1,`locks`:[");
        for (int i = 0; i < limits.Locks + locks; i++)
        {
            file.Append(Comma(i) + "{`name`:`L" + i.ToString() + "`,`id`:`" + (i + 1).ToString() + "`}");
        }

        file.Append("],`relays`:[");
        for (int i = 0; i < limits.Relays + relays; i++)
        {
            file.Append(Comma(i) + "{`name`:`R" + i.ToString() + "`}");
        }

        file.Append("],`persons`:[{`name`:`P0`,`credentials`:[");
        for (int i = 0; i < limits.Credentials + credentials; i++)
        {
            file.Append(Comma(i) + "{`lock`:`L0`,`code`:" + (i + 1).ToString() + "}");
        }

        file.Append("]}");
        for (int i = 1; i < limits.Persons + persons; i++)
        {
            file.Append(",{`name`:`P" + i.ToString() + "`}");
        }

        file.Append("],`scenes`:[");
        for (int i = 0; i < limits.Scenes + scenes; i++)
        {
            file.Append(Comma(i) + "{`name`:`S" + i.ToString() + "`,`steps`:[{`relay`:`R0`,`do`:`off`}]}");
        }

        file.Append("],`rules`:[");
        for (int i = 0; i < limits.Rules + rules; i++)
        {
            file.Append(Comma(i) + "{`name`:`R" + i.ToString() + "`,`who`:`known`,`scene`:`S0`}");
        }

        file.Append("],`logins`:[");
        for (int i = 0; i < limits.Logins + logins; i++)
        {
            file.Append(Comma(i) + "{`user`:`U" + i.ToString() + "`,`password`:`p`,`role`:`reader`}");
        }

        file.Append("]}");
        HouseError error = HouseReader.Read(new MemorySource(SampleHouse.Json(file.ToString())), new House(limits));
        return error == null ? "" : error.Fault.ToString() + " " + error.Path + " " + error.Most.ToString();
    }

    private static string Comma(int index)
    {
        return index > 0 ? "," : "";
    }
}
