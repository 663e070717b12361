using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Houses;

[TestClass]
public class HouseReaderTest
{
    [TestMethod]
    public void A_house_is_read_with_all_that_is_in_it()
    {
        House house = Read(SampleHouse.Text());
        Assert.AreEqual("2 3 2 4 3 4 4", Counts(house));
        Assert.AreEqual(0x3807B7ECu, house.Locks.At(0).Id);
        Assert.AreEqual(0x1Au, house.Locks.At(1).Id);
        Assert.IsTrue(house.Locks.At(0).IsKeypad(54321));
        Assert.IsFalse(house.Locks.At(1).IsKeypad(54321));
        Assert.AreEqual(60000u, house.LongestOnMs[0]);
        Assert.AreEqual(3600000u, house.LongestOnMs[2], "an hour where nothing is said");
        Roster roster = house.Roster;
        Assert.AreEqual(0, roster.Person(roster.Find(0, CredentialKind.Code, 12345)));
        Assert.AreEqual(1, roster.Person(roster.Find(1, CredentialKind.Code, 12345)));
        Assert.AreEqual(0, roster.Person(roster.Find(0, CredentialKind.Fingerprint, 8193)));
        Assert.AreEqual(WebAuthType.App, roster.WebType(roster.Find(0, CredentialKind.Auth, 54322)));
        Assert.AreEqual(LoginRole.Controller, house.Logins.Role(3));
        Assert.IsTrue(house.Logins.MayCommand(3, 0));
        Assert.IsFalse(house.Logins.MayCommand(3, 1));
        Assert.AreEqual(0, house.Logins.LockOf(0));
        Assert.AreEqual(-1, house.Logins.LockOf(1));
    }

    [TestMethod]
    public void The_least_house_has_only_its_version()
    {
        Assert.AreEqual("0 0 0 0 0 0 0", Counts(Read("{\"house\":1}")));
        Assert.AreEqual("0 0 0 0 0 0 0", Counts(Read("{\"$schema\":{\"any\":[1]},\"house\":1,\"locks\":[],\"rules\":[]}")));
    }

    [TestMethod]
    public void Parts_and_fields_may_stand_in_any_order()
    {
        string[] parts = { "`rules`:[{`scene`:`Welcome`,`lock`:`Front`,`who`:{`person`:`Anna`},`name`:`Anna comes`}]",
            "`scenes`:[{`steps`:[{`do`:`on`,`relay`:`Light`},{`ms`:500,`do`:`pulse`,`relay`:`Bell`}],`name`:`Welcome`}]",
            "`logins`:[{`lock`:`Front`,`role`:`lock`,`password`:`secret1`,`user`:`front`}]",
            "`persons`:[{`credentials`:[{`code`:12345,`lock`:`Front`}],`name`:`Anna`}]",
            "`relays`:[{`longestOnMs`:60000,`name`:`Light`},{`name`:`Bell`}]", "`locks`:[{`keypads`:[54321],`id`:`3807B7EC`,`name`:`Front`}]",
            "`house`:1" };
        for (int turn = 0; turn < parts.Length; turn++)
        {
            string file = "";
            for (int i = 0; i < parts.Length; i++)
            {
                file += (i > 0 ? "," : "") + parts[(i + turn) % parts.Length];
            }

            EdgeBench bench = new EdgeBench(SampleHouse.Json("{" + file + "}"));
            bench.Announce("3,0,54321,12345,1");
            Assert.AreEqual("0+ 1+ ", bench.Relays.Trace, "from part " + turn.ToString());
        }
    }

    [TestMethod]
    public void A_body_is_escaped_for_what_it_is()
    {
        Assert.AreEqual("Content-Type: application/json\r\n{\"a\":\"O\\\"<&\"}", Call("", "{\\\"a\\\":\\\"{person}\\\"}"));
        Assert.AreEqual("Content-Type: application/xml\r\n<a>O&quot;&lt;&amp;</a>", Call("", "<a>{person}</a>"));
        Assert.AreEqual("Content-Type: text/plain; charset=utf-8\r\na O\"<&", Call("", "a {person}"));
        Assert.AreEqual("Content-Type: application/x-www-form-urlencoded\r\na=O%22%3C%26",
            Call("`headers`:{`Content-Type`:`application/x-www-form-urlencoded`},", "a={person}"));
        Assert.AreEqual("content-type: text/HTML\r\nO&quot;&lt;&amp;", Call("`headers`:{`content-type`:`text/HTML`},", "{person}"));
        Assert.AreEqual("Content-Type: application/json\r\n \n[\"O\\\"<&\"]", Call("", " \\n[\\\"{person}\\\"]"));
    }

    [TestMethod]
    public void A_file_cut_at_any_byte_is_refused()
    {
        byte[] file = Raw.Of(SampleHouse.Text());
        for (int length = 0; length < file.Length - 2; length += 3)
        {
            House house = new House(Limits.SmallBoard());
            HouseError error = HouseReader.Read(new MemorySource(file, length, 64), house);
            Assert.IsNotNull(error, "cut at " + length.ToString());
            Assert.IsTrue(error.Text().Length > 10, "a sentence");
        }
    }

    [TestMethod]
    public void A_file_in_pieces_of_any_size_is_the_same()
    {
        byte[] file = Raw.Of(SampleHouse.Text());
        for (int piece = 1; piece < 200; piece += 37)
        {
            House house = new House(Limits.SmallBoard());
            Assert.IsNull(HouseReader.Read(new MemorySource(file, file.Length, piece), house));
            Assert.AreEqual("2 3 2 4 3 4 4", Counts(house));
        }
    }

    /// <summary>Headers and body of a POST for a person with a hostile name.</summary>
    private static string Call(string headers, string body)
    {
        EdgeBench bench = new EdgeBench(SampleHouse.With(SampleHouse.Locks, "[]",
            "[{`name`:`O\\`<&`,`credentials`:[{`lock`:`Front`,`code`:1}]}]",
            "[{`name`:`S`,`steps`:[{`http`:`POST`,`url`:`http://10.2.3.4/`," + headers + "`body`:`" + body + "`}]}]",
            "[{`name`:`R`,`who`:`known`,`scene`:`S`}]", SampleHouse.Logins));
        bench.Announce("3,0,54321,1,1");
        FakeCaller caller = bench.Callers[0].IsBusy ? bench.Callers[0] : bench.Callers[1];
        return caller.Headers + caller.Body;
    }

    private static House Read(string file)
    {
        House house = new House(Limits.SmallBoard());
        HouseError error = HouseReader.Read(new MemorySource(file), house);
        Assert.IsNull(error, error == null ? "" : error.Text());
        return house;
    }

    private static string Counts(House house)
    {
        return house.Locks.Count.ToString() + " " + house.RelayNames.Count.ToString() + " " + house.Persons.Count.ToString() + " "
            + house.Roster.Count.ToString() + " " + house.Scenes.Names.Count.ToString() + " " + house.Rules.Count.ToString() + " "
            + house.Logins.Count.ToString();
    }
}
