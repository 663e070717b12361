using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;

namespace NukiEdge.Web.Houses;

/// <summary>Reads what a house file says about the Nuki Web API.</summary>
internal sealed class HouseNukiWeb
{
    private const string Fields = "token, everyMin, joinByName, fillGaps, webhookSecret, names";

    private readonly House _house;
    private readonly NukiWebSettings _web;

    public HouseNukiWeb(House house)
    {
        _house = house;
        _web = house.NukiWeb;
    }

    public bool Read(HouseFields f)
    {
        if (!f.BeginObject())
        {
            return false;
        }

        while (f.NextField())
        {
            if (!ReadField(f))
            {
                return false;
            }
        }

        return f.Error == null;
    }

    private bool ReadField(HouseFields f)
    {
        switch (f.Field)
        {
            case "token":
                HouseSecret token = new HouseSecret(NukiWebSettings.MaxSecretBytes, false);
                if (!Secret(f, token, HouseSeal.OwnerOfToken()))
                {
                    return false;
                }

                _web.SetToken(token.Bytes, token.Length);
                return true;
            case "webhookSecret":
                HouseSecret webhook = new HouseSecret(NukiWebSettings.MaxSecretBytes, false);
                if (!Secret(f, webhook, HouseSeal.OwnerOfWebhook()))
                {
                    return false;
                }

                _web.SetWebhookSecret(webhook.Bytes, webhook.Length);
                return true;
            case "everyMin":
                bool ok = f.Number(NukiWebSettings.MinEveryMin, NukiWebSettings.MaxEveryMin);
                _web.EveryMin = ok ? (int)f.Value : _web.EveryMin;
                return ok;
            case "joinByName":
                ok = f.Flag();
                _web.JoinsByName = f.Value == 1;
                return ok;
            case "fillGaps":
                ok = f.Flag();
                _web.FillsGaps = f.Value == 1;
                return ok;
            case "names":
                return f.Each(ReadPattern, _house);
            default:
                return f.UnknownField(Fields);
        }
    }

    /// <summary>A text that goes into an HTTP header or is the key of a MAC: printable ASCII.</summary>
    private static bool Secret(HouseFields f, HouseSecret secret, byte[] owner)
    {
        if (!secret.Read(f) || !secret.Open(f, owner))
        {
            return false;
        }

        for (int i = 0; i < secret.Length; i++)
        {
            if (secret.Bytes[i] <= ' ' || secret.Bytes[i] > '~')
            {
                return f.Fail(HouseFault.BadSecret);
            }
        }

        return true;
    }

    /// <summary>{ "like": "Guest *", "person": "Guests" }</summary>
    private static bool ReadPattern(HouseFields f, House house)
    {
        NameTable patterns = house.NukiWeb.Patterns;
        int before = patterns.Count;
        int person = -1;
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
                case "like":
                    ok = f.NewName(patterns) && (IsPattern(f.TextBytes, f.TextLength) || f.Fail(HouseFault.BadPattern));
                    break;
                case "person":
                    ok = f.Reference(house.Persons, "person");
                    person = (int)f.Value;
                    break;
                default:
                    ok = f.UnknownField("like, person");
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

        if (patterns.Count == before || person < 0)
        {
            return f.Fail(HouseFault.Missing, person < 0 ? "person" : "like");
        }

        if (f.How.Drops())
        {
            patterns.Shorten(before);
            return true;
        }

        house.NukiWeb.SetPatternPerson(person);
        return true;
    }

    /// <summary>A star at the end, at the start or both, and something beside it: a bare star would take everybody in.</summary>
    private static bool IsPattern(byte[] text, int length)
    {
        int letters = 0;
        for (int i = 0; i < length; i++)
        {
            bool isStar = text[i] == '*';
            if (isStar && i > 0 && i < length - 1)
            {
                return false;
            }

            letters += isStar || text[i] == ' ' ? 0 : 1;
        }

        return letters > 0;
    }
}
