using System;
using System.Net;

namespace NukiEdge.Simulator.Adapters;

/// <summary>Where the Nuki Web API is: the real one, or a double for trying things out.</summary>
public static class CloudOrigin
{
    /// <summary>The real one (facts.md B1).</summary>
    public static readonly Uri Nuki = new("https://api.nuki.io/");

    /// <summary>Reads https://HOST[:PORT], or http:// to this very machine: no token ever crosses a wire in clear.</summary>
    /// <returns>null when it is neither.</returns>
    public static Uri? Parse(string text)
    {
        bool isPlain = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            && uri.UserInfo.Length == 0 && uri.PathAndQuery == "/" && uri.Fragment.Length == 0;
        if (!isPlain || uri is null)
        {
            return null;
        }

        bool isHere = uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
        return uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && isHere) ? uri : null;
    }
}
