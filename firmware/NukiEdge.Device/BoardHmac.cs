using System.Security.Cryptography;
using NukiEdge.Core.Ports;

namespace NukiEdge.Device;

/// <summary>The firmware's own HMAC-SHA256 (mbedTLS).</summary>
public sealed class BoardHmac : IHmac
{
    /// <inheritdoc/>
    public byte[] Of(byte[] key, byte[] data)
    {
        return HMACSHA256.HashData(key, data);
    }
}
