using System;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Web.Houses;

/// <summary>Reads what a house file says about the owner's own broker.</summary>
internal static class HouseBroker
{
    public static bool Read(HouseFields f, House house)
    {
        HttpUrl url = new HttpUrl();
        HouseSecret secret = new HouseSecret(BrokerChoice.MaxPasswordBytes, false);
        byte[] user = new byte[0];
        int port = BrokerChoice.UsualPort;
        bool trusts = false;
        if (!f.BeginObject())
        {
            return false;
        }

        while (f.NextField())
        {
            string field = f.Field;
            bool ok = field == "host" ? IsHost(f, url)
                : field == "user" ? f.NameText(BrokerChoice.MaxUserBytes)
                : field == "password" ? secret.Read(f)
                : field == "trusts" ? f.Flag()
                : field == "port" ? f.Number(1, ushort.MaxValue)
                : f.UnknownField("host, port, user, password, trusts");
            if (!ok)
            {
                return false;
            }

            port = field == "port" ? (int)f.Value : port;
            trusts = field == "trusts" ? f.Value == 1 : trusts;
            user = field == "user" ? Copy(f.TextBytes, f.TextLength) : user;
        }

        if (f.Error != null || url.Address == 0 || (user.Length == 0 && !secret.IsMissing))
        {
            return f.Error == null && f.Fail(HouseFault.Missing, url.Address == 0 ? "host" : "user");
        }

        if (!secret.Open(f, HouseSeal.OwnerOfBroker(url.Address, port, user)))
        {
            return false;
        }

        house.Broker.Use(url.Address, port, user, Copy(secret.Bytes, secret.Length), trusts);
        return true;
    }

    /// <summary>An IPv4 address in a private network: login and announcements cross in clear text.</summary>
    internal static bool IsHost(HouseFields f, HttpUrl url)
    {
        return f.Text(1, f.TextBytes.Length) && IsAddress(f, url);
    }

    /// <summary>The same for a text that was read.</summary>
    internal static bool IsAddress(HouseFields f, HttpUrl url)
    {
        int fault = url.CheckAddress(f.TextBytes, f.TextLength);
        return fault == HouseFault.None || f.Fail(fault == HouseFault.UrlPublic ? HouseFault.HostPublic : HouseFault.HostNeedsAddress);
    }

    internal static byte[] Copy(byte[] from, int length)
    {
        byte[] copy = new byte[length];
        Array.Copy(from, copy, length);
        return copy;
    }
}
