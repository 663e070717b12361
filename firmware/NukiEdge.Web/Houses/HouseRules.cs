using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Core.Rules;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Web.Houses;

/// <summary>Reads the rules of a house file, in order.</summary>
internal static class HouseRules
{
    private const string Fields = "name, on, who, lock, actions, sources, when, coolDownS, scene, goOn";

    internal static readonly byte[][] WhoWords = Ascii.Table("known", "code", "fingerprint", "auth", "unknown", "nobody");

    public static bool Read(HouseFields f, House house)
    {
        return f.Each(ReadRule, house);
    }

    private static bool ReadRule(HouseFields f, House house)
    {
        int names = house.Rules.Count;
        int whom = -1;
        int happening = Happening.Arrival;
        string ofArrivals = null;
        int personOrKind = 0;
        int lockIndex = -1;
        int actionBits = LockAction.ArrivalBits;
        int sourceBits = ActionSource.AllBits;
        uint coolDownS = 0;
        int scene = -1;
        bool goOn = false;
        HouseWhen when = null;
        f.How.IsLoose = false;
        if (!f.BeginObject())
        {
            return false;
        }

        while (f.NextField())
        {
            bool ok;
            switch (f.Field)
            {
                case "name":
                    ok = f.NewName(house.Rules.Names);
                    break;
                case "on":
                    ok = f.Word(Happening.Words, Happening.Words.Length);
                    happening = (int)f.Value;
                    break;
                case "who":
                    ofArrivals = f.Field;
                    ok = ReadWho(f, house, out whom, out personOrKind);
                    break;
                case "lock":
                    ok = f.Reference(house.Locks.Names, "lock");
                    lockIndex = (int)f.Value;
                    break;
                case "actions":
                    ofArrivals = f.Field;
                    ok = ReadWords(f, Template.ActionWords, 8, out actionBits);
                    break;
                case "sources":
                    ofArrivals = f.Field;
                    ok = ReadWords(f, Template.SourceWords, ActionSource.AutoLock, out sourceBits);
                    break;
                case "when":
                    when = new HouseWhen();
                    ok = when.Read(f);
                    break;
                case "coolDownS":
                    ok = f.Number(0, RuleTable.MaxCoolDownS);
                    coolDownS = (uint)f.Value;
                    break;
                case "scene":
                    ok = f.Reference(house.Scenes.Names, "scene");
                    scene = (int)f.Value;
                    break;
                case "goOn":
                    ok = f.Flag();
                    goOn = f.Value == 1;
                    break;
                default:
                    ok = f.UnknownField(Fields);
                    break;
            }

            if (!ok)
            {
                return false;
            }
        }

        if (f.Error != null)
        {
            return false;
        }

        if (happening != Happening.Arrival)
        {
            whom = RuleWho.NotAsked;
            ofArrivals = when != null && when.IsAfterOpening ? "when.phase" : ofArrivals;
            if (ofArrivals != null)
            {
                return f.FailAt(ofArrivals, HouseFault.OfArrivals);
            }
        }

        if (house.Rules.Count == names || whom < 0 || scene < 0)
        {
            return f.Fail(HouseFault.Missing, whom < 0 ? "who" : scene < 0 ? "scene" : "name");
        }

        if (f.How.Drops())
        {
            house.Rules.Names.Shorten(names);
            return true;
        }

        house.Rules.Define(whom, personOrKind, lockIndex, actionBits, sourceBits, coolDownS, scene, goOn);
        if (happening != Happening.Arrival)
        {
            house.Rules.SetHappening(happening);
        }

        if (when != null)
        {
            when.AddTo(house.Rules);
        }

        return true;
    }

    /// <summary>{"person": "Anna"}, or one of the words.</summary>
    private static bool ReadWho(HouseFields f, House house, out int whom, out int personOrKind)
    {
        whom = -1;
        personOrKind = 0;
        if (f.IsObjectNext())
        {
            f.BeginObject();
            while (f.NextField())
            {
                if (f.Field != "person")
                {
                    return f.UnknownField("person");
                }

                if (!f.Reference(house.Persons, "person"))
                {
                    return false;
                }

                whom = RuleWho.Person;
                personOrKind = (int)f.Value;
            }

            return f.Error == null && (whom >= 0 || f.Fail(HouseFault.Missing, "person"));
        }

        if (!f.Word(WhoWords, WhoWords.Length))
        {
            return false;
        }

        int word = (int)f.Value;
        whom = word == 0 ? RuleWho.AnyKnown : word == 4 ? RuleWho.Unknown : word == 5 ? RuleWho.Nobody : RuleWho.Kind;
        personOrKind = word == 1 ? CredentialKind.Code : word == 2 ? CredentialKind.Fingerprint : CredentialKind.Auth;
        return true;
    }

    public static bool ReadWords(HouseFields f, byte[][] words, int count, out int bits)
    {
        bits = 0;
        if (!f.BeginArray())
        {
            return false;
        }

        while (f.NextItem())
        {
            if (!f.Word(words, count))
            {
                return false;
            }

            bits |= 1 << (int)f.Value;
        }

        return f.Error == null && (bits != 0 || f.Fail(HouseFault.Missing, "at least one"));
    }
}
