namespace NukiEdge.Web.Api;

/// <summary>What there is to know of the network. A text that is not known is null.</summary>
public sealed class NetworkFacts
{
    /// <summary>"ethernet", "wifi" or "pc".</summary>
    public string Kind { get; set; }

    /// <summary>What the box calls itself to the router.</summary>
    public string Name { get; set; }

    /// <summary>IPv4 addresses.</summary>
    public string Address { get; set; }

    /// <summary>As above.</summary>
    public string Mask { get; set; }

    /// <summary>As above.</summary>
    public string Gateway { get; set; }

    /// <summary>The first server for names.</summary>
    public string Dns { get; set; }

    /// <summary>The Wi-Fi that is set.</summary>
    public string Ssid { get; set; }

    /// <summary>1: the router gives the address; 0: it is set here; -1: not known.</summary>
    public int Dhcp { get; set; } = -1;
}
