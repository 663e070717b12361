using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Web.Houses;

/// <summary>Passwords that an imported file leaves out stay as they were: at the login of the same user, the target of the same
/// address, the broker of the same address and user.</summary>
public static class KeptSecrets
{
    /// <summary>Takes over what is missing.</summary>
    /// <returns>Who still has none, in words; empty where all have one.</returns>
    public static string Take(House from, House into)
    {
        if (!into.NukiWeb.HasToken)
        {
            into.NukiWeb.SetToken(from.NukiWeb.Token, from.NukiWeb.Token.Length);
        }

        if (into.NukiWeb.WebhookSecret.Length == 0)
        {
            into.NukiWeb.SetWebhookSecret(from.NukiWeb.WebhookSecret, from.NukiWeb.WebhookSecret.Length);
        }

        BrokerChoice broker = into.Broker;
        if (broker.IsExternal && broker.Password.Length == 0)
        {
            broker.Use(broker.Address, broker.Port, broker.User, from.Broker.PasswordFor(broker.Address, broker.User), broker.Trusts);
        }

        return TakeLogins(from.Logins, into.Logins, TakeTargets(from.Targets, into.Targets, ""));
    }

    private static string TakeLogins(LoginTable from, LoginTable into, string missing)
    {
        byte[] password = new byte[LoginTable.MaxBytes];
        for (int login = 0; login < into.Count; login++)
        {
            NameTable users = into.Users;
            int old = from.Users.IndexOf(users.Bytes, users.Offset(login), users.Length(login));
            if (into.PasswordLength(login) == 0 && old >= 0)
            {
                from.CopyPassword(old, password);
                into.SetPassword(login, password, from.PasswordLength(old));
            }

            missing += into.PasswordLength(login) == 0 ? (missing.Length > 0 ? ", " : "") + "login " + users.Text(login) : "";
        }

        return missing;
    }

    private static string TakeTargets(TargetTable from, TargetTable into, string missing)
    {
        for (int target = 0; target < into.Count; target++)
        {
            int at = target * TargetTable.RecordBytes;
            int old = from.IndexOf(Image.U32(into.Records, at), Image.U16(into.Records, at + TargetTable.PortAt));
            int oldAt = old * TargetTable.RecordBytes;
            bool isSame = old >= 0 && Image.Same(from.Records, oldAt + TargetTable.UserAt, into.Records, at + TargetTable.UserAt, 1 + TargetTable.MaxBytes);
            if (into.Records[at + TargetTable.PasswordAt] == 0 && isSame)
            {
                System.Array.Copy(from.Records, oldAt + TargetTable.PasswordAt, into.Records, at + TargetTable.PasswordAt, 1 + TargetTable.MaxBytes);
            }

            missing += into.Records[at + TargetTable.PasswordAt] == 0 ? (missing.Length > 0 ? ", " : "") + "target " + (target + 1).ToString() : "";
        }

        return missing;
    }
}
