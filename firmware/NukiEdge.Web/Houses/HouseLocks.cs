using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Web.Houses;

/// <summary>Reads the locks and the relays of a house file.</summary>
internal static class HouseLocks
{
    internal const uint UsualLongestOnMs = 3600000;

    public static bool ReadLocks(HouseFields f, House house)
    {
        return f.Each(ReadLock, house);
    }

    public static bool ReadRelays(HouseFields f, House house)
    {
        return f.Each(ReadRelay, house);
    }

    private static bool ReadLock(HouseFields f, House house)
    {
        uint id = 0;
        uint[] keypads = new uint[NukiLock.MaxKeypads];
        int keypadCount = 0;
        int names = house.Locks.Names.Count;
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
                    ok = f.NewName(house.Locks.Names);
                    break;
                case "id":
                    ok = ReadId(f, house, out id);
                    break;
                case "keypads":
                    ok = ReadKeypads(f, keypads, ref keypadCount);
                    break;
                default:
                    ok = f.UnknownField("name, id, keypads");
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

        if (house.Locks.Count == names || id == 0)
        {
            return f.Fail(HouseFault.Missing, id == 0 ? "id" : "name");
        }

        NukiLock door = house.Locks.At(names);
        door.Id = id;
        for (int i = 0; i < keypadCount; i++)
        {
            door.LearnKeypad(keypads[i]);
        }

        return true;
    }

    private static bool ReadId(HouseFields f, House house, out uint id)
    {
        id = 0;
        if (!f.Text(1, 16))
        {
            return false;
        }

        for (int i = 0; i < f.TextLength; i++)
        {
            int digit = Ascii.HexValue(f.TextBytes[i]);
            if (digit < 0 || i >= 8)
            {
                return f.Fail(HouseFault.BadLockId);
            }

            id = (id << 4) | (uint)digit;
        }

        return (id != 0 && house.Locks.IndexOf(id) < 0) || f.Fail(HouseFault.BadLockId);
    }

    private static bool ReadKeypads(HouseFields f, uint[] keypads, ref int count)
    {
        if (!f.BeginArray())
        {
            return false;
        }

        while (f.NextItem())
        {
            if (count == keypads.Length)
            {
                return f.Fail(HouseFault.TooMany, 0, keypads.Length);
            }

            if (!f.Number(1, uint.MaxValue))
            {
                return false;
            }

            keypads[count++] = (uint)f.Value;
        }

        return f.Error == null;
    }

    /// <summary>When Nuki Web last said who is behind each lock's numbers, seconds since 1970, 0 for never: beside the roster in its store.</summary>
    public static bool ReadSynced(HouseFields f, House house)
    {
        if (!f.BeginArray())
        {
            return false;
        }

        for (int i = 0; f.NextItem(); i++)
        {
            if (!f.Number(0, uint.MaxValue))
            {
                return false;
            }

            if (i < house.Locks.Count)
            {
                house.Locks.At(i).SyncedUtcSeconds = f.Value > 0 ? f.Value : -1;
            }
        }

        return f.Error == null;
    }

    private static bool ReadRelay(HouseFields f, House house)
    {
        int relay = house.RelayNames.Count;
        uint longestOnMs = UsualLongestOnMs;
        byte pin = House.OwnPin;
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
                    ok = f.NewName(house.RelayNames) && CanBeTopic(f);
                    break;
                case "longestOnMs":
                    ok = f.Number(1, RelayBank.MaxLongestOnMs);
                    longestOnMs = (uint)f.Value;
                    break;
                case "pin":
                    ok = f.Number(0, House.MostPin);
                    pin = (byte)f.Value;
                    break;
                default:
                    ok = f.UnknownField("name, longestOnMs, pin");
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

        if (house.RelayNames.Count == relay)
        {
            return f.Fail(HouseFault.Missing, "name");
        }

        house.LongestOnMs[relay] = longestOnMs;
        house.RelayPins[relay] = pin;
        return f.How.ByPosition || HousePins.MayHang(f, house, relay);
    }

    /// <summary>A relay's name is a level of its topic; two names must not become one there.</summary>
    private static bool CanBeTopic(HouseFields f)
    {
        for (int i = 0; i < f.TextLength; i++)
        {
            byte b = f.TextBytes[i];
            if (b == '/' || b == '+' || b == '#')
            {
                return f.Fail(HouseFault.BadRelayName);
            }
        }

        return true;
    }
}
