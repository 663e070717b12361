using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Access;

/// <summary>HMAC-SHA256 in managed code, so that the tests run where the native one is not; counts its calls.</summary>
public sealed class SoftHmac : IHmac
{
    private readonly HmacSha256 _hmac = new HmacSha256();

    public int Calls { get; set; }

    public byte[] Of(byte[] key, byte[] data)
    {
        Calls++;
        return _hmac.Of(key, data);
    }
}
