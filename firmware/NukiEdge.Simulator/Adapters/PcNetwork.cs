using System;
using System.Linq;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using NukiEdge.Web.Api;

namespace NukiEdge.Simulator.Adapters;

/// <summary>This computer's network, as far as its system tells. Nothing of it is changed from here.</summary>
public sealed class PcNetwork : INetwork
{
    private readonly IPAddress _address;

    /// <summary>For a page that listens at an address; 0.0.0.0 is the first one of a card that is up.</summary>
    public PcNetwork(IPAddress address)
    {
        _address = address;
    }

    /// <inheritdoc/>
    public bool CanChange => false;

    /// <inheritdoc/>
    public NetworkFacts Read()
    {
        var facts = new NetworkFacts
        {
            Kind = "pc",
            Name = Environment.MachineName.ToLowerInvariant(),
            Address = _address.Equals(IPAddress.Any) ? null : _address.ToString(),
        };
        try
        {
            foreach (NetworkInterface card in NetworkInterface.GetAllNetworkInterfaces().Where(c => c.OperationalStatus == OperationalStatus.Up))
            {
                IPInterfaceProperties properties = card.GetIPProperties();
                UnicastIPAddressInformation? own = properties.UnicastAddresses.FirstOrDefault(a => IsIt(a.Address));
                if (own is not null)
                {
                    facts.Address = own.Address.ToString();
                    facts.Mask = own.IPv4Mask.ToString();
                    facts.Gateway = First(properties.GatewayAddresses.Select(g => g.Address));
                    facts.Dns = First(properties.DnsAddresses);
                    break;
                }
            }
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException)
        {
            // What the system does not tell stays unknown.
        }

        return facts;
    }

    /// <inheritdoc/>
    public bool Change(byte[] ssid, byte[] password)
    {
        return false;
    }

    private bool IsIt(IPAddress address)
    {
        return address.AddressFamily == AddressFamily.InterNetwork
            && (address.Equals(_address) || (_address.Equals(IPAddress.Any) && !IPAddress.IsLoopback(address)));
    }

    private static string? First(System.Collections.Generic.IEnumerable<IPAddress> addresses)
    {
        return addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork)?.ToString();
    }
}
