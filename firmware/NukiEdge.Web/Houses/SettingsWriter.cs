using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Web.Houses;

/// <summary>Writes locks, relays, logins and targets, an item at a time: what HouseLocks, HouseLogins and HouseTargets read.</summary>
internal static class SettingsWriter
{
    public static void Lock(HouseText t, int index)
    {
        NukiLock door = t.House.Locks.At(index);
        t.Json.Open('{');
        t.Named("name", t.House.Locks.Names, index);
        t.Json.Field("id");
        t.Json.Raw((byte)'"');
        bool begun = false;
        for (int shift = 28; shift >= 0; shift -= 4)
        {
            int digit = (int)(door.Id >> shift) & 15;
            begun |= digit != 0;
            if (begun)
            {
                t.Json.Raw(Ascii.HexDigit(digit));
            }
        }

        t.Json.Raw((byte)'"');
        if (door.KeypadCount > 0)
        {
            t.Json.Field("keypads");
            t.Json.Open('[');
            for (int i = 0; i < door.KeypadCount; i++)
            {
                t.Json.Next();
                t.Json.Number(door.Keypad(i));
            }

            t.Json.Close(']');
        }

        t.Json.Close('}');
    }

    public static void Relay(HouseText t, int index)
    {
        t.Json.Open('{');
        t.Named("name", t.House.RelayNames, index);
        if (t.House.LongestOnMs[index] != HouseLocks.UsualLongestOnMs)
        {
            t.Number("longestOnMs", t.House.LongestOnMs[index]);
        }

        if (t.House.RelayPins[index] != House.OwnPin)
        {
            t.Number("pin", t.House.RelayPins[index]);
        }

        t.Json.Close('}');
    }

    public static void Login(HouseText t, int index)
    {
        LoginTable logins = t.House.Logins;
        byte[] password = new byte[LoginTable.MaxBytes];
        logins.CopyPassword(index, password);
        t.Json.Open('{');
        if (logins.IsRemoved(index))
        {
            t.Json.Close('}'); // only in a store: those behind it keep their places
            return;
        }

        t.Named("user", logins.Users, index);
        t.Secret("password", HouseSeal.OwnerOfLogin(logins.Users, index), password, logins.PasswordLength(index));
        t.Word("role", HouseLogins.Roles[logins.Role(index)]);
        if (logins.Role(index) == LoginRole.Lock && logins.LockOf(index) >= 0)
        {
            t.Reference("lock", t.House.Locks.Names, logins.LockOf(index));
            if (!logins.IsConfirmed(index))
            {
                t.Flag("confirmed", false);
            }
        }

        if (logins.CommandLocks(index) != 0)
        {
            CommandLocks(t, logins.CommandLocks(index));
        }

        t.Json.Close('}');
    }

    public static void Target(HouseText t, int index)
    {
        byte[] records = t.House.Targets.Records;
        int at = index * TargetTable.RecordBytes;
        uint address = Image.U32(records, at);
        int port = Image.U16(records, at + TargetTable.PortAt);
        t.Json.Open('{');
        t.Json.Field("address");
        t.Json.Raw((byte)'"');
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            t.Json.Number((address >> shift) & 255);
            if (shift > 0)
            {
                t.Json.Raw((byte)'.');
            }
        }

        t.Json.Raw((byte)'"');
        if (port != HouseTargets.HttpPort)
        {
            t.Number("port", (uint)port);
        }

        t.Json.Field("user");
        t.Json.Text(records, at + TargetTable.UserAt + 1, records[at + TargetTable.UserAt]);
        byte[] password = new byte[TargetTable.MaxBytes];
        System.Array.Copy(records, at + TargetTable.PasswordAt + 1, password, 0, records[at + TargetTable.PasswordAt]);
        t.Secret("password", HouseSeal.OwnerOfTarget(records, at), password, records[at + TargetTable.PasswordAt]);
        if (records[at + TargetTable.BasicAt] != 0)
        {
            t.Flag("basic", true);
        }

        t.Json.Close('}');
    }

    /// <summary>What the owner set up for Nuki Web.</summary>
    public static void NukiWeb(HouseText t)
    {
        NukiWebSettings web = t.House.NukiWeb;
        t.Json.Open('{');
        t.Secret("token", HouseSeal.OwnerOfToken(), web.Token, web.Token.Length);
        t.Number("everyMin", (uint)web.EveryMin);
        t.Flag("joinByName", web.JoinsByName);
        t.Flag("fillGaps", web.FillsGaps);
        t.Secret("webhookSecret", HouseSeal.OwnerOfWebhook(), web.WebhookSecret, web.WebhookSecret.Length);
        if (web.Patterns.Count > 0)
        {
            t.Json.Field("names");
            t.Json.Open('[');
            for (int i = 0; i < web.Patterns.Count; i++)
            {
                t.Json.Next();
                t.Json.Open('{');
                t.Named("like", web.Patterns, i);
                t.Reference("person", t.House.Persons, web.PatternPerson(i));
                t.Json.Close('}');
            }

            t.Json.Close(']');
        }

        t.Json.Close('}');
    }

    /// <summary>The owner's own broker.</summary>
    public static void Broker(HouseText t)
    {
        BrokerChoice broker = t.House.Broker;
        t.Json.Open('{');
        t.Word("host", Ascii.Of(broker.Host()));
        if (broker.Port != BrokerChoice.UsualPort)
        {
            t.Number("port", (uint)broker.Port);
        }

        if (broker.User.Length > 0)
        {
            t.Word("user", broker.User);
        }

        t.Secret("password", HouseSeal.OwnerOfBroker(broker.Address, broker.Port, broker.User), broker.Password, broker.Password.Length);
        if (broker.Trusts)
        {
            t.Flag("trusts", true);
        }

        t.Json.Close('}');
    }

    /// <summary>True where nothing of it differs from what holds without it.</summary>
    public static bool IsUsual(NukiWebSettings web)
    {
        return web.Token.Length == 0 && web.WebhookSecret.Length == 0 && web.EveryMin == NukiWebSettings.UsualEveryMin
            && web.JoinsByName && web.FillsGaps && web.Patterns.Count == 0;
    }

    private static void CommandLocks(HouseText t, int locks)
    {
        t.Json.Field("locks");
        t.Json.Open('[');
        for (int i = 0; i < t.House.Locks.Count; i++)
        {
            if ((locks & (1 << i)) == 0)
            {
                continue;
            }

            t.Json.Next();
            if (t.ByPosition)
            {
                t.Json.Number((uint)i);
            }
            else
            {
                NameTable names = t.House.Locks.Names;
                t.Json.Text(names.Bytes, names.Offset(i), names.Length(i));
            }
        }

        t.Json.Close(']');
    }
}
