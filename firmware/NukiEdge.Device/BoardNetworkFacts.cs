using System;
using System.Net.NetworkInformation;
using System.Text;
using NukiEdge.Web.Api;
using NukiEdge.Web.Api.Pins;

namespace NukiEdge.Device;

/// <summary>
/// What the firmware keeps of the network, and another Wi-Fi for it. A wrong one leaves the board without an address, and restarting: then
/// <c>nanoff --networkdeployment</c> puts the right one in over USB.
/// </summary>
public sealed class BoardNetworkFacts : INetwork
{
    /// <summary>What the firmware calls itself to the router (nf-interpreter, CONFIG_LWIP_LOCAL_HOSTNAME).</summary>
    public const string Name = "nanodevice";

    private readonly Board _board;

    /// <summary>Reads nothing yet.</summary>
    public BoardNetworkFacts(Board board)
    {
        _board = board;
    }

    /// <summary>The address that the factory gave the network card; empty where it does not say.</summary>
    public byte[] PhysicalAddress()
    {
        try
        {
            NetworkInterface card = Card();
            return card == null ? new byte[0] : card.PhysicalAddress;
        }
        catch (Exception)
        {
            return new byte[0];
        }
    }

    /// <inheritdoc />
    public bool CanChange => !_board.HasEthernet;

    /// <inheritdoc />
    public NetworkFacts Read()
    {
        NetworkFacts facts = new NetworkFacts { Kind = _board.HasEthernet ? "ethernet" : "wifi", Name = Name };
        try
        {
            NetworkInterface card = Card();
            if (card == null)
                return facts;
            facts.Address = Known(card.IPv4Address);
            facts.Mask = Known(card.IPv4SubnetMask);
            facts.Gateway = Known(card.IPv4GatewayAddress);
            string[] servers = card.IPv4DnsAddresses;
            facts.Dns = servers == null || servers.Length == 0 ? null : Known(servers[0]);
            facts.Dhcp = card.IsDhcpEnabled ? 1 : 0;
            facts.Ssid = _board.HasEthernet ? null : Known(Wifi(card).Ssid);
        }
        catch (Exception)
        {
            // What the firmware does not tell stays unknown.
        }
        return facts;
    }

    /// <inheritdoc />
    public bool Change(byte[] ssid, byte[] password)
    {
        try
        {
            bool isOpen = password.Length == 0;
            Wireless80211Configuration wifi = Wifi(Card());
            wifi.Ssid = Encoding.UTF8.GetString(ssid, 0, ssid.Length);
            wifi.Password = Encoding.UTF8.GetString(password, 0, password.Length);
            wifi.Authentication = isOpen ? AuthenticationType.Open : AuthenticationType.WPA2;
            wifi.Encryption = isOpen ? EncryptionType.None : EncryptionType.WPA2_PSK;
            wifi.Options = Wireless80211Configuration.ConfigurationOptions.AutoConnect;
            wifi.SaveConfiguration();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private NetworkInterface Card()
    {
        NetworkInterfaceType wanted = _board.HasEthernet ? NetworkInterfaceType.Ethernet : NetworkInterfaceType.Wireless80211;
        NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].NetworkInterfaceType == wanted)
                return all[i];
        }
        return null;
    }

    private static Wireless80211Configuration Wifi(NetworkInterface card)
    {
        return Wireless80211Configuration.GetAllWireless80211Configurations()[card.SpecificConfigId];
    }

    private static string Known(string text)
    {
        return string.IsNullOrEmpty(text) || text == "0.0.0.0" ? null : text;
    }
}
