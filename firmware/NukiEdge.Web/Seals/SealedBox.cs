using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Seals;

/// <summary>
/// A secret on its way between page and box: encrypted, then a MAC over it (Bellare and Namprempre 2000; RFC 7366). Both keys are
/// made from a session key and a label that says direction, request and purpose, so that a box opens nowhere else.
/// <code>
/// 0-15 nonce   16- cipher text of: length of the secret, the secret, zeros up to 1 + 32 n   then 16 bytes of MAC
/// </code>
/// </summary>
public static class SealedBox
{
    /// <summary>Longest secret.</summary>
    public const int MostBytes = 255;

    private const int MacBytes = 16, FillBytes = 32;

    private static readonly byte[] EncryptLabel = Ascii.Of("NukiEdge encrypt\n");
    private static readonly byte[] MacLabel = Ascii.Of("NukiEdge mac\n");

    /// <summary>Seals a secret of up to <see cref="MostBytes"/>.</summary>
    /// <param name="nonce">Random, <see cref="HmacStream.NonceBytes"/>.</param>
    public static byte[] Close(IHmac hmac, byte[] key, byte[] label, byte[] nonce, byte[] secret, int length)
    {
        byte[] text = new byte[1 + (length + FillBytes - 1) / FillBytes * FillBytes];
        text[0] = (byte)length;
        Array.Copy(secret, 0, text, 1, length);
        HmacStream.Xor(hmac, hmac.Of(key, ByteRow.Join(EncryptLabel, label)), nonce, text);
        byte[] box = ByteRow.Join(nonce, text);
        return ByteRow.Join(box, Mac(hmac, key, label, box), 0, MacBytes);
    }

    /// <summary>Opens a box.</summary>
    /// <returns>The secret, or null where box, key or label is another one.</returns>
    public static byte[] Open(IHmac hmac, byte[] key, byte[] label, byte[] box)
    {
        int textBytes = box == null ? 0 : box.Length - HmacStream.NonceBytes - MacBytes;
        if (textBytes <= 0 || textBytes % FillBytes != 1 || textBytes > 1 + MostBytes + FillBytes)
        {
            return null;
        }

        byte[] sealedPart = ByteRow.Front(box, box.Length - MacBytes);
        if (!ByteRow.AreSame(Mac(hmac, key, label, sealedPart), 0, box, sealedPart.Length, MacBytes))
        {
            return null;
        }

        byte[] text = ByteRow.Part(box, HmacStream.NonceBytes, textBytes);
        HmacStream.Xor(hmac, hmac.Of(key, ByteRow.Join(EncryptLabel, label)), ByteRow.Front(box, HmacStream.NonceBytes), text);
        return text[0] >= textBytes ? null : ByteRow.Part(text, 1, text[0]);
    }

    private static byte[] Mac(IHmac hmac, byte[] key, byte[] label, byte[] box)
    {
        return hmac.Of(hmac.Of(key, ByteRow.Join(MacLabel, label)), box);
    }
}
