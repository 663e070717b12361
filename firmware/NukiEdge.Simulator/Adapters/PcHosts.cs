using System;
using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using NukiEdge.Net.Http;

namespace NukiEdge.Simulator.Adapters;

/// <summary>The names and addresses under which a page on this computer may be called.</summary>
public static class PcHosts
{
    private const int Bytes = 1024;

    /// <summary>For a page that listens at an address: that one; all of this computer's for 0.0.0.0.</summary>
    public static HostList At(IPAddress address)
    {
        var hosts = new HostList(Bytes);
        Add(hosts, IPAddress.Loopback);
        hosts.Add("localhost"u8.ToArray());
        if (IPAddress.IsLoopback(address))
        {
            return hosts;
        }

        string name = Environment.MachineName.ToLowerInvariant();
        hosts.Add(Encoding.ASCII.GetBytes(name));
        hosts.Add(Encoding.ASCII.GetBytes(name + ".local"));
        if (!address.Equals(IPAddress.Any))
        {
            Add(hosts, address);
            return hosts;
        }

        foreach (NetworkInterface card in NetworkInterface.GetAllNetworkInterfaces())
        {
            foreach (UnicastIPAddressInformation own in card.GetIPProperties().UnicastAddresses)
            {
                Add(hosts, own.Address);
            }
        }

        return hosts;
    }

    private static void Add(HostList hosts, IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            hosts.AddAddress(BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes()));
        }
    }
}
