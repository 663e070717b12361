using System;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;

namespace NukiEdge.Web.Houses;

/// <summary>Reads the built-in broker's logins of a house file.</summary>
internal static class HouseLogins
{
    internal static readonly byte[][] Roles = Ascii.Table("lock", "reader", "controller");

    public static bool Read(HouseFields f, House house)
    {
        return f.Each(ReadLogin, house);
    }

    private static bool ReadLogin(HouseFields f, House house)
    {
        if (house.Logins.Count == house.Limits.Logins)
        {
            return f.Fail(HouseFault.TooMany, 0, house.Limits.Logins);
        }

        byte[] user = new byte[LoginTable.MaxBytes];
        int userLength = 0;
        int role = -1;
        int lockIndex = -1;
        int commandLocks = 0;
        bool isConfirmed = true;
        HouseSecret secret = new HouseSecret(LoginTable.MaxBytes, false);
        if (!f.BeginObject())
        {
            return false;
        }

        while (f.NextField())
        {
            bool ok;
            switch (f.Field)
            {
                case "user":
                    ok = ReadUser(f, house, user, ref userLength);
                    break;
                case "password":
                    ok = secret.Read(f);
                    break;
                case "role":
                    ok = f.Word(Roles, Roles.Length);
                    role = (int)f.Value;
                    break;
                case "lock":
                    ok = ReadLock(f, house, ref lockIndex);
                    break;
                case "locks":
                    ok = ReadLocks(f, house, ref commandLocks);
                    break;
                case "confirmed":
                    ok = f.Flag();
                    isConfirmed = f.Value == 1;
                    break;
                default:
                    ok = f.UnknownField("user, password, role, lock and confirmed (of a lock), locks (of a controller)");
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

        if (userLength == 0 && role < 0 && secret.IsMissing && f.How.ByPosition)
        {
            house.Logins.Add(user, 0, user, 0, LoginRole.Reader, -1, 0); // the place of a login that was removed
            return true;
        }

        if (userLength == 0 || (secret.IsMissing && !f.How.MayLackSecrets) || role < 0)
        {
            return f.Fail(HouseFault.Missing, userLength == 0 ? "user" : role < 0 ? "role" : "password");
        }

        if (!secret.Open(f, HouseSeal.OwnerOfLogin(user, userLength)))
        {
            return false;
        }

        if ((lockIndex >= 0 && role != LoginRole.Lock) || (commandLocks != 0 && role != LoginRole.Controller))
        {
            return f.UnknownField("lock only with role lock, locks only with role controller");
        }

        house.Logins.Add(user, userLength, secret.Bytes, secret.Length, (byte)role, lockIndex, commandLocks);
        if (!isConfirmed)
        {
            house.Logins.Doubt(house.Logins.Count - 1);
        }

        return true;
    }

    private static bool ReadUser(HouseFields f, House house, byte[] user, ref int length)
    {
        if (!f.NameText(LoginTable.MaxBytes))
        {
            return false;
        }

        if (house.Logins.Users.IndexOf(f.TextBytes, 0, f.TextLength) >= 0)
        {
            return f.Fail(HouseFault.NameTaken);
        }

        if (!house.Logins.Users.HasRoom(f.TextLength))
        {
            return f.Fail(HouseFault.NamesTooLong, 0, house.Logins.Users.CapacityBytes);
        }

        length = Copy(f, user);
        return true;
    }

    private static bool ReadLock(HouseFields f, House house, ref int lockIndex)
    {
        f.How.IsLoose = false;
        if (!f.Reference(house.Locks.Names, "lock"))
        {
            return false;
        }

        if (f.How.Drops())
        {
            return true; // its lock is gone: the login is as if it were new
        }

        lockIndex = (int)f.Value;
        return house.Logins.LoginOf(lockIndex) < 0 || f.Fail(HouseFault.LockHasLogin);
    }

    private static bool ReadLocks(HouseFields f, House house, ref int commandLocks)
    {
        if (!f.BeginArray())
        {
            return false;
        }

        while (f.NextItem())
        {
            f.How.IsLoose = false;
            if (!f.Reference(house.Locks.Names, "lock"))
            {
                return false;
            }

            commandLocks |= f.How.Drops() ? 0 : 1 << (int)f.Value;
        }

        return f.Error == null;
    }

    private static int Copy(HouseFields f, byte[] into)
    {
        Array.Copy(f.TextBytes, 0, into, 0, f.TextLength);
        return f.TextLength;
    }
}
