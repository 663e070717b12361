using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Houses;

/// <summary>
/// Reads a house file (firmware/docs/house-file.md) into an empty house, or refuses it as a whole. The file is read three
/// times from the front, so that its parts may stand in any order and need no room in memory: first what has a name
/// (locks, relays, persons), then what refers to that (credentials, scenes, logins), then the rules.
/// </summary>
public static class HouseReader
{
    internal const int Passes = 3;

    /// <summary>Fills <paramref name="house"/>, which must be new. After an error it is to be thrown away.</summary>
    /// <returns>null, or why the file was refused.</returns>
    public static HouseError Read(IByteSource source, House house)
    {
        return Read(source, house, new HouseReading());
    }

    /// <summary>The same for a file that is read in another way.</summary>
    public static HouseError Read(IByteSource source, House house, HouseReading how)
    {
        HouseFields f = new HouseFields(new JsonReader(source, house.Limits.CallBytes), how);
        house.NextRoster.Begin();
        for (int pass = 0; pass < Passes; pass++)
        {
            f.Restart();
            ReadPass(f, house, pass);
            if (f.Error != null)
            {
                return f.Error;
            }
        }

        house.Roster = house.NextRoster.Finish(house.Roster);
        return null;
    }

    /// <summary>Goes once through one of the texts that are a house together.</summary>
    internal static void ReadPass(HouseFields f, House house, int pass)
    {
        bool versionSeen = false;
        if (!f.BeginObject())
        {
            return;
        }

        while (f.NextField())
        {
            versionSeen |= f.Field == "house";
            if (!ReadPart(f, house, pass))
            {
                return;
            }
        }

        if (f.Error == null && f.AtEnd() && !versionSeen)
        {
            f.Fail(HouseFault.Missing, "\"house\": 1");
        }
    }

    private static bool ReadPart(HouseFields f, House house, int pass)
    {
        switch (f.Field)
        {
            case "house":
                return f.Number(0, 999999) && (f.Value == 1 || f.Fail(HouseFault.WrongVersion));
            case "$schema":
                return f.SkipValue();
            case "sealing":
                return pass == 0 ? HouseSecret.ReadSealing(f, house) : f.SkipValue();
            case "credentials":
                return pass == 1 ? HousePersons.ReadNobodys(f, house) : f.SkipValue();
            case "timeZone":
                return pass == 0 ? HouseWhen.ReadZone(f, house) : f.SkipValue();
            case "locks":
                return pass == 0 ? HouseLocks.ReadLocks(f, house) : f.SkipValue();
            case "relays":
                return pass == 0 ? HouseLocks.ReadRelays(f, house) : f.SkipValue();
            case "persons":
                return pass == 0 ? HousePersons.ReadNames(f, house)
                    : pass == 1 ? HousePersons.ReadCredentials(f, house)
                    : f.SkipValue();
            case "scenes":
                return pass == 1 ? new HouseScenes(house).Read(f) : f.SkipValue();
            case "logins":
                return pass == 1 ? HouseLogins.Read(f, house) : f.SkipValue();
            case "targets":
                return pass == 1 ? HouseTargets.Read(f, house) : f.SkipValue();
            case "nukiWeb":
                return pass == 1 ? new HouseNukiWeb(house).Read(f) : f.SkipValue();
            case "broker":
                return pass == 1 ? HouseBroker.Read(f, house) : f.SkipValue();
            case "publicTargets":
                bool ok = f.Flag();
                house.Targets.MayBePublic = f.Value == 1;
                return ok;
            case "rules":
                return pass == 2 ? HouseRules.Read(f, house) : f.SkipValue();
            case "edition":
                return IsOfStore(f) && f.Number(0, uint.MaxValue) && KeepEdition(f);
            case "syncedUtc":
                return IsOfStore(f) && (pass == 1 ? HouseLocks.ReadSynced(f, house) : f.SkipValue());
            default:
                return f.UnknownField("house, timeZone, locks, relays, persons, scenes, logins, targets, publicTargets, broker, nukiWeb, "
                    + "rules, credentials, sealing");
        }
    }

    private static bool IsOfStore(HouseFields f)
    {
        return f.How.ByPosition || f.UnknownField(f.Field + " only in a store");
    }

    private static bool KeepEdition(HouseFields f)
    {
        f.How.Edition = (uint)f.Value;
        return true;
    }
}
