using NukiEdge.Core.Ports;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Tests.Access;

/// <summary>HMAC-SHA256 in managed code, so that the tests run where the native one is not; counts its calls.</summary>
public sealed class SoftHmac : IHmac
{
    private const int BlockBytes = 64, HashBytes = 32;

    private readonly Sha256 _sha = new Sha256();

    public int Calls { get; set; }

    /// <summary>Bytes that were hashed: what the native one works through.</summary>
    public int Bytes { get; set; }

    public byte[] Of(byte[] key, byte[] data)
    {
        Calls++;
        Bytes += data.Length;
        byte[] inner = new byte[HashBytes];
        byte[] hash = new byte[HashBytes];
        byte[] small = key;
        if (key.Length > BlockBytes)
        {
            small = new byte[HashBytes];
            _sha.Add(key, 0, key.Length);
            _sha.Finish(small);
        }

        AddPad(small, 0x36);
        _sha.Add(data, 0, data.Length);
        _sha.Finish(inner);
        AddPad(small, 0x5C);
        _sha.Add(inner, 0, HashBytes);
        _sha.Finish(hash);
        return hash;
    }

    private void AddPad(byte[] key, int pad)
    {
        for (int i = 0; i < BlockBytes; i++)
        {
            _sha.Add((byte)((i < key.Length ? key[i] : 0) ^ pad));
        }
    }
}
