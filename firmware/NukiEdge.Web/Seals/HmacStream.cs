using System;
using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Seals;

/// <summary>
/// HMAC-SHA256 in counter mode (NIST SP 800-38A section 6.5, with HMAC as the keyed function): block i of the key stream is
/// HMAC(key, nonce, i). The board has no AES in a mode that fits.
/// </summary>
public static class HmacStream
{
    /// <summary>Bytes of a nonce. A nonce must not come back under the same key.</summary>
    public const int NonceBytes = 16;

    private const int BlockBytes = 32;

    /// <summary>Encrypts in place, or decrypts: twice is back.</summary>
    /// <param name="text">At most 256 blocks of 32 bytes.</param>
    public static void Xor(IHmac hmac, byte[] key, byte[] nonce, byte[] text)
    {
        byte[] block = new byte[NonceBytes + 1];
        Array.Copy(nonce, 0, block, 0, NonceBytes);
        byte[] stream = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (i % BlockBytes == 0)
            {
                block[NonceBytes] = (byte)(i / BlockBytes);
                stream = hmac.Of(key, block);
            }

            text[i] ^= stream[i % BlockBytes];
        }
    }
}
