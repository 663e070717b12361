using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Scenes;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Houses;

/// <summary>Logins at targets, and which addresses a house file may name.</summary>
[TestClass]
public class HouseTargetsTest
{
    private const string Login = "`user`:`admin`,`password`:`pass:w\u00f6rd`";
    private const string Call = "`scenes`:[{`name`:`S`,`steps`:[{`http`:`GET`,`url`:`http://1.2.3.4/`}]}]";

    [TestMethod]
    public void Targets_are_read_with_what_is_usual_where_nothing_is_said()
    {
        House house = new House(Limits.SmallBoard());
        Assert.AreEqual("", Fault(house, "`targets`:[{`address`:`192.168.1.30`," + Login + "},"
            + "{`basic`:true,`password`:`p`,`user`:`u`,`port`:8080,`address`:`192.168.1.30`}]"));
        TargetTable targets = house.Targets;
        Assert.AreEqual(2, targets.Count);
        Assert.AreEqual(0, targets.IndexOf(0xC0A8011E, 80));
        Assert.AreEqual(1, targets.IndexOf(0xC0A8011E, 8080));
        Assert.AreEqual(-1, targets.IndexOf(0xC0A8011E, 81));
        Assert.AreEqual(-1, targets.IndexOf(0xC0A8011F, 80));
        Assert.AreEqual("admin", TextAt(targets, TargetTable.UserAt));
        Assert.AreEqual("pass:w\u00f6rd", TextAt(targets, TargetTable.PasswordAt));
        Assert.AreEqual(0, (int)targets.Records[TargetTable.BasicAt], "only Digest");
        Assert.AreEqual(1, (int)targets.Records[TargetTable.RecordBytes + TargetTable.BasicAt]);
        Assert.AreEqual("u", TextAt(targets, TargetTable.RecordBytes + TargetTable.UserAt));
    }

    [TestMethod]
    public void A_target_that_cannot_be_used_is_refused()
    {
        Wrong(HouseFault.Missing, "targets[0]", "{" + Login + "}");
        Wrong(HouseFault.Missing, "targets[0]", "{`address`:`10.0.0.1`,`user`:`u`}");
        Wrong(HouseFault.Missing, "targets[0]", "{`address`:`10.0.0.1`,`password`:`p`}");
        Wrong(HouseFault.Missing, "targets[0].user", "{`address`:`10.0.0.1`,`user`:``,`password`:`p`}");
        Wrong(HouseFault.BadUser, "targets[0].user", "{`address`:`10.0.0.1`,`user`:`a:b`,`password`:`p`}");
        Wrong(HouseFault.BadText, "targets[0].password", "{`address`:`10.0.0.1`,`user`:`a`,`password`:`p\\r\\n`}");
        Wrong(HouseFault.TextTooLong, "targets[0].user", "{`user`:`" + Raw.Repeat("x", 33) + "`}");
        Wrong(HouseFault.TextTooLong, "targets[0].password", "{`password`:`" + Raw.Repeat("x", 33) + "`}");
        Wrong(HouseFault.UrlNeedsAddress, "targets[0].address", "{`address`:`camera`}");
        Wrong(HouseFault.UrlNeedsAddress, "targets[0].address", "{`address`:`10.0.0.1:80`}");
        Wrong(HouseFault.UrlNeedsAddress, "targets[0].address", "{`address`:`0.0.0.0`}");
        Wrong(HouseFault.OutOfRange, "targets[0].port", "{`port`:65536}");
        Wrong(HouseFault.WrongType, "targets[0].basic", "{`basic`:1}");
        Wrong(HouseFault.UnknownField, "targets[0].realm", "{`realm`:`r`}");
        Wrong(HouseFault.TargetTaken, "targets[1]",
            "{`address`:`10.0.0.1`," + Login + "},{`address`:`10.0.0.1`,`port`:80," + Login + "}");
    }

    [TestMethod]
    public void As_many_targets_as_the_limit_says_are_taken_with_the_longest_logins()
    {
        Limits limits = Limits.SmallBoard();
        string longest = "`user`:`" + Raw.Repeat("u", 32) + "`,`password`:`" + Raw.Repeat("p", 32) + "`}";
        string targets = "";
        for (int i = 0; i < limits.Targets; i++)
        {
            targets += (i > 0 ? "," : "") + "{`address`:`10.0.0." + (i + 1).ToString() + "`," + longest;
        }

        House house = new House(limits);
        Assert.AreEqual("", Fault(house, "`targets`:[" + targets + "]"));
        Assert.AreEqual(limits.Targets - 1, house.Targets.IndexOf(0x0A000000u + (uint)limits.Targets, 80));
        Assert.AreEqual(HouseFault.TooMany.ToString() + " targets[" + limits.Targets.ToString() + "]",
            Fault(new House(limits), "`targets`:[" + targets + ",{`address`:`10.0.1.1`," + longest + "]"));
    }

    [TestMethod]
    public void Public_addresses_need_the_owners_word_wherever_it_stands()
    {
        string target = "`targets`:[{`address`:`8.8.8.8`," + Login + "}]";
        Assert.AreEqual(HouseFault.UrlPublic.ToString() + " targets[0].address", Fault(target));
        Assert.AreEqual(HouseFault.UrlPublic.ToString() + " scenes[0].steps[0]", Fault(Call));
        Assert.AreEqual(HouseFault.UrlPublic.ToString() + " scenes[0].steps[0]", Fault(Call + ",`publicTargets`:false"));
        Assert.AreEqual("", Fault("`publicTargets`:true," + target + "," + Call));
        Assert.AreEqual("", Fault(Call + "," + target + ",`publicTargets`:true"), "also behind what it allows");
        Assert.AreEqual(HouseFault.WrongType.ToString() + " publicTargets", Fault("`publicTargets`:1"));
    }

    [TestMethod]
    public void A_refusal_never_holds_the_password()
    {
        HouseError error = Error(new House(Limits.SmallBoard()), "`targets`:[{`address`:`8.8.8.8`,`user`:`u`,`password`:`hush`}]");
        Assert.AreEqual("line 1, targets[0].address: not an address of a private network (10/8, 172.16/12, 192.168/16, "
            + "169.254/16, 127/8); \"publicTargets\": true allows others", error.Text());
        error = Error(new House(Limits.SmallBoard()), "`targets`:[{`user`:`hu:sh`,`password`:`hush`}]");
        Assert.IsTrue(error.Text().IndexOf("sh") < 0, error.Text());
    }

    private static string TextAt(TargetTable targets, int at)
    {
        return Raw.Text(targets.Records, at + 1, targets.Records[at]);
    }

    private static void Wrong(int fault, string path, string targets)
    {
        Assert.AreEqual(fault.ToString() + " " + path, Fault("`targets`:[" + targets + "]"), targets);
    }

    private static string Fault(string parts)
    {
        return Fault(new House(Limits.SmallBoard()), parts);
    }

    private static string Fault(House house, string parts)
    {
        HouseError error = Error(house, parts);
        return error == null ? "" : error.Fault.ToString() + " " + error.Path;
    }

    private static HouseError Error(House house, string parts)
    {
        return HouseReader.Read(new MemorySource(SampleHouse.Json("{`house`:1," + parts + "}")), house);
    }
}
