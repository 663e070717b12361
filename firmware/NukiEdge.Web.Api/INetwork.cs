namespace NukiEdge.Web.Api;

/// <summary>The network that the box is in. No call throws.</summary>
public interface INetwork
{
    /// <summary>Another Wi-Fi can be chosen here.</summary>
    bool CanChange { get; }

    /// <summary>How it is now.</summary>
    NetworkFacts Read();

    /// <summary>Keeps another Wi-Fi for the next start.</summary>
    /// <param name="ssid">1 to 32 bytes of UTF-8.</param>
    /// <param name="password">8 to 64 printable ASCII characters; empty for an open network.</param>
    /// <returns>false when it could not be kept.</returns>
    bool Change(byte[] ssid, byte[] password);
}
