using System;

namespace NukiEdge.Core.Houses;

/// <summary>Which broker the locks are at: the built-in one, or the owner's own. It counts from a start on.</summary>
public sealed class BrokerChoice
{
    /// <summary>MQTT's port in clear text (IANA).</summary>
    public const int UsualPort = 1883;

    /// <summary>Longest user and password, bytes; ours.</summary>
    public const int MaxUserBytes = 64, MaxPasswordBytes = 128;

    /// <summary>IPv4 address of the owner's own, most significant byte first; 0 for the built-in one. Private: it is spoken to in clear text.</summary>
    public uint Address { get; private set; }

    /// <summary>True for the owner's own.</summary>
    public bool IsExternal => Address != 0;

    /// <summary>Its port.</summary>
    public int Port { get; private set; } = UsualPort;

    /// <summary>User in UTF-8; empty for none.</summary>
    public byte[] User { get; private set; } = new byte[0];

    /// <summary>Password; empty for none.</summary>
    public byte[] Password { get; private set; } = new byte[0];

    /// <summary>The owner's word that events from there may run sensitive scenes.</summary>
    public bool Trusts { get; private set; }

    /// <summary>The owner's own broker.</summary>
    public void Use(uint address, int port, byte[] user, byte[] password, bool trusts)
    {
        Address = address;
        Port = port;
        User = user;
        Password = password;
        Trusts = trusts;
    }

    /// <summary>The built-in one; what was known of another is forgotten.</summary>
    public void UseBuiltIn()
    {
        Use(0, UsualPort, new byte[0], new byte[0], false);
    }

    /// <summary>The password that another choice keeps for the same place and user; empty where it is another's. It goes nowhere else.</summary>
    public byte[] PasswordFor(uint address, byte[] user)
    {
        bool isSame = IsExternal && address == Address && user.Length == User.Length;
        for (int i = 0; isSame && i < user.Length; i++)
        {
            isSame = user[i] == User[i];
        }

        byte[] copy = new byte[isSame ? Password.Length : 0];
        Array.Copy(Password, copy, copy.Length);
        return copy;
    }

    /// <summary>The address as text.</summary>
    public string Host()
    {
        return (Address >> 24).ToString() + "." + ((Address >> 16) & 255).ToString() + "." + ((Address >> 8) & 255).ToString() + "."
            + (Address & 255).ToString();
    }
}
