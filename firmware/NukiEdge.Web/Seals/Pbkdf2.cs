using System;
using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Seals;

/// <summary>PBKDF2 with HMAC-SHA256 (RFC 8018 section 5.2): makes keys of a passphrase, slowly on purpose.</summary>
public static class Pbkdf2
{
    private const int BlockBytes = 32;

    /// <summary>Fills <paramref name="into"/>.</summary>
    public static void Derive(IHmac hmac, byte[] passphrase, byte[] salt, int rounds, byte[] into)
    {
        byte[] first = new byte[salt.Length + 4];
        Array.Copy(salt, 0, first, 0, salt.Length);
        for (int at = 0; at < into.Length; at += BlockBytes)
        {
            first[salt.Length + 3] = (byte)(at / BlockBytes + 1);
            byte[] last = hmac.Of(passphrase, first);
            byte[] sum = new byte[BlockBytes];
            Array.Copy(last, 0, sum, 0, BlockBytes);
            for (int round = 1; round < rounds; round++)
            {
                last = hmac.Of(passphrase, last);
                for (int i = 0; i < BlockBytes; i++)
                {
                    sum[i] ^= last[i];
                }
            }

            int left = into.Length - at;
            Array.Copy(sum, 0, into, at, left < BlockBytes ? left : BlockBytes);
        }
    }
}
