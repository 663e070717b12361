using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Web.Houses;

/// <summary>Reads the logins at targets of HTTP steps of a house file, each straight into its record.</summary>
internal static class HouseTargets
{
    internal const int HttpPort = 80;

    public static bool Read(HouseFields f, House house)
    {
        return f.Each(ReadTarget, house);
    }

    private static bool ReadTarget(HouseFields f, House house)
    {
        TargetTable targets = house.Targets;
        if (targets.Count == house.Limits.Targets)
        {
            return f.Fail(HouseFault.TooMany, 0, house.Limits.Targets);
        }

        byte[] records = targets.Records;
        int at = targets.Count * TargetTable.RecordBytes;
        HouseSecret secret = new HouseSecret(TargetTable.MaxBytes, true);
        HttpUrl url = new HttpUrl { MayBePublic = targets.MayBePublic };
        int port = HttpPort;
        if (!f.BeginObject())
        {
            return false;
        }

        while (f.NextField())
        {
            string field = f.Field;
            bool ok = field == "address" ? IsAddress(f, url)
                : field == "user" ? KeepUser(f, records, at + TargetTable.UserAt)
                : field == "password" ? secret.Read(f)
                : field == "basic" ? f.Flag()
                : field == "port" ? f.Number(1, ushort.MaxValue)
                : f.UnknownField("address, port, user, password, basic");
            if (!ok)
            {
                return false;
            }

            if (field == "port")
            {
                port = (int)f.Value;
            }
            else if (field == "basic")
            {
                records[at + TargetTable.BasicAt] = (byte)f.Value;
            }
        }

        if (f.Error != null)
        {
            return false;
        }

        if (url.Address == 0 || records[at + TargetTable.UserAt] == 0 || (secret.IsMissing && !f.How.MayLackSecrets))
        {
            return f.Fail(HouseFault.Missing, "address, user or password");
        }

        if (targets.IndexOf(url.Address, port) >= 0)
        {
            return f.Fail(HouseFault.TargetTaken);
        }

        Image.PutU32(records, at, url.Address);
        Image.PutU16(records, at + TargetTable.PortAt, port);
        if (!secret.Open(f, HouseSeal.OwnerOfTarget(records, at)))
        {
            return false;
        }

        records[at + TargetTable.PasswordAt] = (byte)secret.Length;
        System.Array.Copy(secret.Bytes, 0, records, at + TargetTable.PasswordAt + 1, secret.Length);
        targets.Count++;
        return true;
    }

    /// <summary>An address that stands alone; it becomes the URL's.</summary>
    internal static bool IsAddress(HouseFields f, HttpUrl url)
    {
        if (!f.Text(1, f.TextBytes.Length))
        {
            return false;
        }

        int fault = url.CheckAddress(f.TextBytes, f.TextLength);
        return fault == HouseFault.None || f.Fail(fault);
    }

    /// <summary>A user name for HTTP holds no colon (RFC 7617 section 2).</summary>
    internal static bool IsUser(HouseFields f)
    {
        bool ok = f.NameText(TargetTable.MaxBytes);
        for (int i = 0; ok && i < f.TextLength; i++)
        {
            ok = f.TextBytes[i] != ':';
        }

        return ok || f.Fail(HouseFault.BadUser);
    }

    private static bool KeepUser(HouseFields f, byte[] into, int at)
    {
        bool ok = IsUser(f);
        if (ok)
        {
            into[at] = (byte)f.TextLength;
            System.Array.Copy(f.TextBytes, 0, into, at + 1, f.TextLength);
        }

        return ok;
    }
}
