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
        HouseCredential credential = new HouseCredential(house);
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
                if (!(f.Field == "credentials" ? ReadList(f, credential, person) : f.SkipValue()))
                {
                    return false;
                }
            }
        }

        return f.Error == null;
    }

    /// <summary>Records that nobody was given.</summary>
    public static bool ReadNobodys(HouseFields f, House house)
    {
        return ReadList(f, new HouseCredential(house), -1);
    }

    private static bool ReadList(HouseFields f, HouseCredential credential, int person)
    {
        if (!f.BeginArray())
        {
            return false;
        }

        while (f.NextItem())
        {
            if (!credential.Read(f, person))
            {
                return false;
            }
        }

        return f.Error == null;
    }
}
