using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Api;

/// <summary>Makes outgoing connections on the loop's sockets.</summary>
public interface IDialers
{
    /// <summary>One to an IPv4 address. Nothing is opened yet.</summary>
    IDialer To(string address, int port);
}
