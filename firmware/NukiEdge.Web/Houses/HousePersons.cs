using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;

namespace NukiEdge.Web.Houses;

/// <summary>Reads the persons of a house file: their names in one pass, their credentials in the next.</summary>
internal static class HousePersons
{
    private const string Fields = "name, credentials";

    /// <summary>Words for the Web API's types; the index into <see cref="WebTypes"/>.</summary>
    internal static readonly byte[][] WebTypeWords = Ascii.Table("app", "bridge", "fob", "keypad");
    internal static readonly int[] WebTypes = { WebAuthType.App, WebAuthType.Bridge, WebAuthType.Fob, WebAuthType.Keypad };

    public static bool ReadNames(HouseFields f, House house)
    {
        if (!f.BeginArray())
        {
            return false;
        }

        while (f.NextItem())
        {
            int names = house.Persons.Count;
            if (!f.BeginObject())
            {
                return false;
            }

            while (f.NextField())
            {
                bool ok = f.Field == "name" ? f.NewName(house.Persons)
                    : f.Field == "credentials" ? f.SkipValue()
                    : f.UnknownField(Fields);
                if (!ok)
                {
                    return false;
                }
            }

            if (f.Error == null && house.Persons.Count == names)
            {
                return f.Fail(HouseFault.Missing, "name");
            }
        }

        return f.Error == null;
    }

    public static bool ReadCredentials(HouseFields f, House house)
    {
        if (!f.BeginArray())
        {
            return false;
        }

        for (int person = 0; f.NextItem(); person++)
        {
            if (!f.BeginObject())
            {
                return false;
            }

            while (f.NextField())
            {
                if (!(f.Field == "credentials" ? ReadList(f, house, person) : f.SkipValue()))
                {
                    return false;
                }
            }
        }

        return f.Error == null;
    }

    private static bool ReadList(HouseFields f, House house, int person)
    {
        if (!f.BeginArray())
        {
            return false;
        }

        while (f.NextItem())
        {
            if (!ReadCredential(f, house, person))
            {
                return false;
            }
        }

        return f.Error == null;
    }

    private static bool ReadCredential(HouseFields f, House house, int person)
    {
        int lockIndex = -1;
        int kind = CredentialKind.None;
        uint number = 0;
        int webType = WebAuthType.NotKnown;
        if (!f.BeginObject())
        {
            return false;
        }

        while (f.NextField())
        {
            bool ok;
            switch (f.Field)
            {
                case "lock":
                    ok = f.Reference(house.Locks.Names, "lock");
                    lockIndex = (int)f.Value;
                    break;
                case "code":
                case "fingerprint":
                case "auth":
                    ok = kind == CredentialKind.None ? ReadNumber(f, out kind, out number) : f.UnknownField("one of code, fingerprint, auth");
                    break;
                case "webType":
                    ok = f.Word(WebTypeWords, WebTypeWords.Length);
                    webType = ok ? WebTypes[f.Value] : 0;
                    break;
                default:
                    ok = f.UnknownField("lock, code, fingerprint, auth, webType");
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

        if (lockIndex < 0 || kind == CredentialKind.None)
        {
            return f.Fail(HouseFault.Missing, lockIndex < 0 ? "lock" : "one of code, fingerprint, auth");
        }

        webType = kind == CredentialKind.Code ? WebAuthType.KeypadCode : webType;
        switch (house.NextRoster.Add(lockIndex, kind, number, webType, person))
        {
            case RosterBuilder.Ok:
                return true;
            case RosterBuilder.Full:
                return f.Fail(HouseFault.TooMany, 0, house.Limits.Credentials);
            default:
                return f.Fail(HouseFault.CredentialTaken);
        }
    }

    private static bool ReadNumber(HouseFields f, out int kind, out uint number)
    {
        kind = f.Field == "code" ? CredentialKind.Code : f.Field == "fingerprint" ? CredentialKind.Fingerprint : CredentialKind.Auth;
        bool ok = f.Number(1, uint.MaxValue);
        number = (uint)f.Value;
        return ok;
    }
}
