namespace NukiEdge.Tests.Support;

/// <summary>A house file that uses every kind of field once. In the texts of tests a ` stands for a quote.</summary>
public static class SampleHouse
{
    public const string Locks = "[{`name`:`Front`,`id`:`3807B7EC`,`keypads`:[54321]},{`name`:`Gate`,`id`:`1a`}]";

    public const string Relays = "[{`name`:`Light`,`longestOnMs`:60000},{`name`:`Bell`,`longestOnMs`:2000},{`name`:`Gate motor`}]";

    public const string Persons = "[{`name`:`Anna`,`credentials`:[{`lock`:`Front`,`code`:12345},{`lock`:`Front`,`fingerprint`:8193}]},\n"
        + "{`name`:`Ben`,`credentials`:[{`lock`:`Front`,`auth`:54322,`webType`:`app`},{`lock`:`Gate`,`code`:12345}]}]";

    public const string Scenes = "[{`name`:`Welcome`,`steps`:[{`relay`:`Light`,`do`:`on`},{`relay`:`Bell`,`do`:`pulse`,`ms`:500}]},\n"
        + "{`name`:`Call`,`steps`:[{`http`:`POST`,`url`:`http://10.0.0.9:8080/in?who={person}`,`headers`:{`X-By`:`{source}`},\n"
        + "`body`:`{\\`who\\`:\\`{person}\\`}`,`timeoutMs`:1000},{`relay`:`Bell`,`do`:`on`}]},\n"
        + "{`name`:`Tell`,`steps`:[{`mqtt`:`home/{lock}`,`payload`:`{person} did {action}`,`qos`:1,`retain`:true},{`waitMs`:300},\n"
        + "{`relay`:`Light`,`do`:`toggle`}]}]";

    public const string Rules = "[{`name`:`Anna comes`,`who`:{`person`:`Anna`},`lock`:`Front`,`scene`:`Welcome`},\n"
        + "{`name`:`Known`,`who`:`known`,`actions`:[`unlock`,`lock`],`sources`:[`app`,`keypad code`],`scene`:`Call`,`goOn`:true},\n"
        + "{`name`:`Stranger`,`who`:`unknown`,`coolDownS`:5,`scene`:`Tell`},{`name`:`Button`,`who`:`nobody`,`scene`:`Welcome`}]";

    public const string Logins = "[{`user`:`front`,`password`:`secret1`,`role`:`lock`,`lock`:`Front`},\n"
        + "{`user`:`fresh`,`password`:`secret2`,`role`:`lock`},{`user`:`reader`,`password`:`secret3`,`role`:`reader`},\n"
        + "{`user`:`control`,`password`:`secret4`,`role`:`controller`,`locks`:[`Front`]}]";

    /// <summary>The whole file.</summary>
    public static string Text()
    {
        return With(Locks, Relays, Persons, Scenes, Rules, Logins);
    }

    /// <summary>The file with these parts; a part and a field begin a line each.</summary>
    public static string With(string locks, string relays, string persons, string scenes, string rules, string logins)
    {
        return Json("{`house`:1,\n`locks`:" + locks + ",\n`relays`:" + relays + ",\n`persons`:" + persons + ",\n`scenes`:" + scenes
            + ",\n`rules`:" + rules + ",\n`logins`:" + logins + "}\n");
    }

    /// <summary>The file with other scenes and rules.</summary>
    public static string WithScenes(string scenes, string rules)
    {
        return With(Locks, Relays, Persons, scenes, rules, Logins);
    }

    /// <summary>Exchanges ` for a quote.</summary>
    public static string Json(string text)
    {
        char[] all = text.ToCharArray();
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = all[i] == '`' ? '"' : all[i];
        }

        return new string(all);
    }
}
