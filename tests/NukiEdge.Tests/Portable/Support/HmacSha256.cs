using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Tests.Support;

/// <summary>HMAC-SHA256 (RFC 2104) in managed code, so that tests run where the native one is not. HmacTest holds it to RFC 4231.</summary>
public sealed class HmacSha256 : IHmac
{
    private const int BlockBytes = 64, HashBytes = 32;
    private const byte Inner = 0x36, Outer = 0x5C;

    private readonly Sha256 _sha = new Sha256();
    private readonly byte[] _key = new byte[BlockBytes];

    /// <inheritdoc/>
    public byte[] Of(byte[] key, byte[] data)
    {
        byte[] mac = new byte[HashBytes];
        System.Array.Clear(_key, 0, BlockBytes);
        _sha.Begin();
        if (key.Length > BlockBytes)
        {
            _sha.Add(key, 0, key.Length);
            _sha.Finish(mac);
            System.Array.Copy(mac, _key, HashBytes);
        }
        else
        {
            System.Array.Copy(key, _key, key.Length);
        }

        AddKey(Inner);
        _sha.Add(data, 0, data.Length);
        _sha.Finish(mac);
        AddKey(Outer);
        _sha.Add(mac, 0, HashBytes);
        _sha.Finish(mac);
        System.Array.Clear(_key, 0, BlockBytes);
        return mac;
    }

    private void AddKey(byte pad)
    {
        for (int i = 0; i < BlockBytes; i++)
        {
            _sha.Add((byte)(_key[i] ^ pad));
        }
    }
}
