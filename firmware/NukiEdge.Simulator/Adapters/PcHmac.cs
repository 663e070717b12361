using System.Security.Cryptography;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>.NET's HMAC-SHA256.</summary>
public sealed class PcHmac : IHmac
{
    /// <inheritdoc/>
    public byte[] Of(byte[] key, byte[] data)
    {
        return HMACSHA256.HashData(key, data);
    }
}
