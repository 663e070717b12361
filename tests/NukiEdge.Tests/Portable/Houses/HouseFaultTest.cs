using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Houses;

/// <summary>One mistake at a time in the sample house: it is refused as a whole, with fault, field and line.</summary>
[TestClass]
public class HouseFaultTest
{
    [TestMethod]
    public void What_is_not_JSON_is_refused_with_its_kind()
    {
        Wrong(HouseFault.NotJson, "locks[0].name", "`Front`,`id`", "Front,`id`");
        Wrong(HouseFault.NotJson, "logins", "`secret1`", "`secret1`,");
        Wrong(HouseFault.BadText, "persons[0].name", "`Anna`", "`An\u0001na`");
        Wrong(HouseFault.BadText, "persons[0].name", "`Anna`", "`An\\u0001na`");
        Wrong(HouseFault.BadText, "persons[0].name", "`Anna`", "`...`");
        Wrong(HouseFault.TooDeep, "$schema", "`house`", "`$schema`:" + Raw.Repeat("[", 16) + Raw.Repeat("]", 16) + ",`house`");
        Wrong(HouseFault.TextTooLong, "persons[0].name", "`Anna`", "`" + Raw.Repeat("x", 65) + "`");
        Wrong(HouseFault.TextTooLong, "persons[0].name", "`Anna`", "`" + Raw.Repeat("x", 9000) + "`");
        Wrong(HouseFault.EndsEarly, "logins", ":[`Front`]}]}", ":[", 17);
    }

    [TestMethod]
    public void Fields_are_known_once_and_of_the_right_type()
    {
        Wrong(HouseFault.UnknownField, "door", "`house`:1,", "`house`:1,`door`:1,");
        Wrong(HouseFault.UnknownField, "locks[1].nam", "{`name`:`Gate`", "{`nam`:`Gate`");
        Wrong(HouseFault.UnknownField, "rules[0].scenes", "`scene`:`Welcome`", "`scenes`:`Welcome`");
        Wrong(HouseFault.UnknownField, "persons[0].credentials[0].auth", "`code`:12345", "`code`:12345,`auth`:1");
        Wrong(HouseFault.UnknownField, "rules[0].who.persons", "{`person`:", "{`persons`:");
        Wrong(HouseFault.FieldTwice, "locks[0].name", "`name`:`Front`", "`name`:`Front`,`name`:`Front`");
        Wrong(HouseFault.FieldTwice, "house", "`house`:1,", "`house`:1,`house`:1,");
        Wrong(HouseFault.WrongType, "house", "`house`:1", "`house`:`1`");
        Wrong(HouseFault.WrongType, "locks", "`locks`:[", "`locks`:1,`x`:[");
        Wrong(HouseFault.WrongType, "locks[0]", "[{`name`:`Front`", "[7,{`name`:`Front`");
        Wrong(HouseFault.WrongType, "rules[1].goOn", "`goOn`:true", "`goOn`:1");
        Wrong(HouseFault.WrongType, "locks[0].id", "`3807B7EC`", "3807");
        Wrong(HouseFault.WrongType, "rules[1].actions", "[`unlock`,`lock`]", "`unlock`");
    }

    [TestMethod]
    public void What_must_be_there_is_asked_for()
    {
        Wrong(HouseFault.Missing, "", "`house`:1,", "`$schema`:1,", 17);
        Wrong(HouseFault.Missing, "locks[0]", "`name`:`Front`,", "");
        Wrong(HouseFault.Missing, "locks[1]", ",`id`:`1a`", "");
        Wrong(HouseFault.Missing, "relays[2]", "{`name`:`Gate motor`}", "{}");
        Wrong(HouseFault.Missing, "persons[0].name", "`Anna`", "``");
        Wrong(HouseFault.Missing, "persons[0].credentials[0]", ",`code`:12345", "");
        Wrong(HouseFault.Missing, "persons[1].credentials[1]", "`lock`:`Gate`,", "");
        Wrong(HouseFault.Missing, "scenes[0]", "`name`:`Welcome`,", "");
        Wrong(HouseFault.Missing, "scenes[0].steps[0]", ",`do`:`on`", "");
        Wrong(HouseFault.Missing, "scenes[0].steps[1]", ",`ms`:500", "");
        Wrong(HouseFault.Missing, "rules[0]", "`who`:{`person`:`Anna`},", "");
        Wrong(HouseFault.Missing, "rules[0]", ",`scene`:`Welcome`", "");
        Wrong(HouseFault.Missing, "rules[0]", "`name`:`Anna comes`,", "");
        Wrong(HouseFault.Missing, "rules[0].who", "{`person`:`Anna`}", "{}");
        Wrong(HouseFault.Missing, "rules[1].sources", "[`app`,`keypad code`]", "[]");
        Wrong(HouseFault.Missing, "logins[0]", "`user`:`front`,", "");
        Wrong(HouseFault.Missing, "logins[0]", "`password`:`secret1`,", "");
        Wrong(HouseFault.Missing, "logins[1]", "`secret2`,`role`:`lock`", "`secret2`");
    }

    [TestMethod]
    public void Numbers_have_their_range()
    {
        Wrong(HouseFault.WrongVersion, "house", "`house`:1", "`house`:2");
        Wrong(HouseFault.OutOfRange, "relays[0].longestOnMs", "60000", "0");
        Wrong(HouseFault.OutOfRange, "relays[0].longestOnMs", "60000", "86400001");
        Wrong(HouseFault.OutOfRange, "relays[0].longestOnMs", "60000", "-1");
        Wrong(HouseFault.OutOfRange, "relays[0].longestOnMs", "60000", "1.5");
        Wrong(HouseFault.OutOfRange, "relays[0].longestOnMs", "60000", "1e3");
        Wrong(HouseFault.OutOfRange, "relays[0].longestOnMs", "60000", "18446744073709551617");
        Wrong(HouseFault.OutOfRange, "persons[0].credentials[0].code", "`code`:12345", "`code`:0");
        Wrong(HouseFault.OutOfRange, "persons[1].credentials[0].auth", "54322", "4294967296");
        Wrong(HouseFault.OutOfRange, "locks[0].keypads[0]", "[54321]", "[0]");
        Wrong(HouseFault.OutOfRange, "scenes[0].steps[1]", "`ms`:500", "`ms`:2001");
        Wrong(HouseFault.OutOfRange, "scenes[1].steps[0].timeoutMs", "`timeoutMs`:1000", "`timeoutMs`:99");
        Wrong(HouseFault.OutOfRange, "scenes[1].steps[0].timeoutMs", "`timeoutMs`:1000", "`timeoutMs`:30001");
        Wrong(HouseFault.OutOfRange, "scenes[2].steps[0].qos", "`qos`:1", "`qos`:3");
        Wrong(HouseFault.OutOfRange, "scenes[2].steps[1].waitMs", "`waitMs`:300", "`waitMs`:3600001");
        Wrong(HouseFault.OutOfRange, "rules[2].coolDownS", "`coolDownS`:5", "`coolDownS`:86401");
    }

    [TestMethod]
    public void Names_are_unique_and_those_referred_to_exist()
    {
        Wrong(HouseFault.NameTaken, "locks[1].name", "`Gate`,`id`", "`Front`,`id`");
        Wrong(HouseFault.NameTaken, "persons[1].name", "`name`:`Ben`", "`name`:`Anna`");
        Wrong(HouseFault.NameTaken, "logins[1].user", "`fresh`", "`front`");
        Wrong(HouseFault.NoSuchName, "persons[0].credentials[0].lock", "`lock`:`Front`,`code`", "`lock`:`front`,`code`");
        Wrong(HouseFault.NoSuchName, "rules[0].who.person", "{`person`:`Anna`}", "{`person`:`Annas`}");
        Wrong(HouseFault.NoSuchName, "rules[0].scene", "`scene`:`Welcome`", "`scene`:`Welcom`");
        Wrong(HouseFault.NoSuchName, "rules[0].lock", "`lock`:`Front`,`scene`", "`lock`:`Side`,`scene`");
        Wrong(HouseFault.NoSuchName, "scenes[0].steps[0].relay", "`relay`:`Light`,`do`:`on`", "`relay`:`Lamp`,`do`:`on`");
        Wrong(HouseFault.NoSuchName, "logins[3].locks[0]", "`locks`:[`Front`]", "`locks`:[`Side`]");
        Wrong(HouseFault.UnknownWord, "rules[1].actions[1]", "`lock`],", "`locked`],");
        Wrong(HouseFault.UnknownWord, "rules[1].sources[0]", "[`app`,", "[`auto-lock`,");
        Wrong(HouseFault.UnknownWord, "rules[2].who", "`who`:`unknown`", "`who`:`keypad`");
        Wrong(HouseFault.UnknownWord, "logins[2].role", "`reader`}", "`admin`}");
        Wrong(HouseFault.UnknownWord, "scenes[0].steps[0].do", "`do`:`on`", "`do`:`ON`");
        Wrong(HouseFault.UnknownWord, "scenes[1].steps[0].http", "`POST`", "`TRACE`");
        Wrong(HouseFault.BadLockId, "locks[0].id", "`3807B7EC`", "`3807B7ECA`");
        Wrong(HouseFault.BadLockId, "locks[0].id", "`3807B7EC`", "`0`");
        Wrong(HouseFault.BadLockId, "locks[0].id", "`3807B7EC`", "`3807B7EG`");
        Wrong(HouseFault.BadLockId, "locks[1].id", "`1a`", "`3807b7ec`");
        Wrong(HouseFault.CredentialTaken, "persons[0].credentials[1]", "`fingerprint`:8193", "`code`:12345");
        Wrong(HouseFault.BadRelayName, "relays[0].name", "`Light`", "`a/b`");
        Wrong(HouseFault.BadRelayName, "relays[0].name", "`Light`", "`a+`");
        Wrong(HouseFault.BadRelayName, "relays[0].name", "`Light`", "`#`");
        Wrong(HouseFault.LockHasLogin, "logins[1].lock", "`secret2`,`role`:`lock`", "`secret2`,`role`:`lock`,`lock`:`Front`");
        Wrong(HouseFault.UnknownField, "logins[2]", "`role`:`reader`", "`role`:`reader`,`lock`:`Gate`");
        Wrong(HouseFault.UnknownField, "logins[2]", "`role`:`reader`", "`role`:`reader`,`locks`:[`Gate`]");
    }

    [TestMethod]
    public void Steps_are_of_one_kind_and_can_be_carried_out()
    {
        Wrong(HouseFault.OneStepOnly, "scenes[0].steps[0].http", "`relay`:`Light`,`do`:`on`", "`relay`:`Light`,`do`:`on`,`http`:`GET`");
        Wrong(HouseFault.OneStepOnly, "scenes[0].steps[0]", "{`relay`:`Light`,`do`:`on`}", "{}");
        Wrong(HouseFault.UrlNotHttp, "scenes[1].steps[0]", "http://", "https://", 8);
        Wrong(HouseFault.UrlNeedsAddress, "scenes[1].steps[0]", "10.0.0.9", "printer", 8);
        Wrong(HouseFault.UrlBadCharacter, "scenes[1].steps[0]", "/in?", "/in x?", 8);
        Wrong(HouseFault.UnknownPlaceholder, "scenes[1].steps[0].url", "{person}", "{who}");
        Wrong(HouseFault.BadHeader, "scenes[1].steps[0].headers.Host", "`X-By`", "`Host`");
        Wrong(HouseFault.BadHeader, "scenes[1].steps[0].headers.X By", "`X-By`", "`X By`");
        Wrong(HouseFault.BadHeader, "scenes[1].steps[0].headers.X-By", "`{source}`", "`\u00e4`");
        Wrong(HouseFault.BadText, "scenes[1].steps[0].headers.X-By", "`{source}`", "`a\\r\\nHost: b`");
        Wrong(HouseFault.NoBodyHere, "scenes[1].steps[0]", "`POST`", "`GET`", 8);
        Wrong(HouseFault.BadTopic, "scenes[2].steps[0]", "home/{lock}", "nuki/{lock}");
        Wrong(HouseFault.BadTopic, "scenes[2].steps[0]", "home/{lock}", "home/#");
        Wrong(HouseFault.BadTopic, "scenes[2].steps[0]", "home/{lock}", "{person}/3807B7EC/lockAction");
        Wrong(HouseFault.BadTopic, "scenes[2].steps[0]", "home/{lock}", "n{person}/x");
        Wrong(HouseFault.TopicTooLong, "scenes[2].steps[0]", "home/{lock}", Raw.Repeat("{lock}", 20));
    }

    [TestMethod]
    public void A_field_that_belongs_to_another_kind_of_step_is_refused()
    {
        // "on" for 500 ms would stay on for the relay's whole limit
        WrongIs("scenes[0].steps[0]", "`relay`:`Light`,`do`:`on`", "`relay`:`Light`,`do`:`on`,`ms`:500");
        WrongIs("scenes[0].steps[0]", "`relay`:`Light`,`do`:`on`", "`relay`:`Light`,`do`:`on`,`url`:`http://10.2.3.4/`");
        WrongIs("scenes[2].steps[1]", "`waitMs`:300", "`waitMs`:300,`payload`:`x`");
        WrongIs("scenes[2].steps[0]", "`qos`:1", "`qos`:1,`timeoutMs`:1000");
    }

    [TestMethod]
    public void A_scene_without_steps_is_asked_for_them()
    {
        Wrong(HouseFault.Missing, "scenes[3]", "`do`:`toggle`}]}", "`do`:`toggle`}]},{`name`:`Nothing`}");
    }

    [TestMethod]
    public void A_topic_that_is_too_long_is_told_with_the_topics_limit()
    {
        HouseError error = Error("home/{lock}", Raw.Repeat("{lock}", 20));
        Assert.AreEqual((long)Limits.SmallBoard().TopicBytes, error.Most);
    }

    [TestMethod]
    public void The_same_header_in_two_spellings_is_refused()
    {
        WrongIs("scenes[1].steps[0].headers.x-by", "`X-By`:`{source}`", "`X-By`:`{source}`,`x-by`:`b`");
    }

    [TestMethod]
    public void A_refusal_names_line_field_and_limit_in_one_sentence()
    {
        Assert.AreEqual("line 3, relays[0].longestOnMs: must be 1 to 86400000", Error("60000", "0").Text());
        Assert.AreEqual("line 2, locks[1].nam: no such field here; there are: name, id, keypads",
            Error("{`name`:`Gate`", "{`nam`:`Gate`").Text());
    }

    private static void Wrong(int fault, string path, string part, string by)
    {
        string file = SampleHouse.Text();
        int at = file.IndexOf(SampleHouse.Json(part));
        int line = 1;
        for (int i = 0; i < at; i++)
        {
            line += file[i] == '\n' ? 1 : 0;
        }

        Wrong(fault, path, part, by, line);
    }

    private static void Wrong(int fault, string path, string part, string by, int line)
    {
        HouseError error = Error(part, by);
        Assert.IsNotNull(error, "taken: " + by);
        Assert.AreEqual(fault.ToString() + " " + path + " line " + line.ToString(),
            error.Fault.ToString() + " " + error.Path + " line " + error.Line.ToString(), "for " + by + ": " + error.Text());
    }

    private static void WrongIs(string path, string part, string by)
    {
        HouseError error = Error(part, by);
        Assert.IsNotNull(error, "taken: " + by);
        Assert.IsTrue(error.Path.StartsWith(path), error.Text());
    }

    private static HouseError Error(string part, string by)
    {
        string file = Raw.Swap(SampleHouse.Text(), SampleHouse.Json(part), SampleHouse.Json(by));
        return HouseReader.Read(new MemorySource(file), new House(Limits.SmallBoard()));
    }
}
