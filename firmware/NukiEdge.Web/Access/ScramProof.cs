using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Seals;

namespace NukiEdge.Web.Access;

/// <summary>
/// The arithmetic of SCRAM-SHA-256 (RFC 5802 section 3, RFC 7677). Its one plain SHA-256 is a block in managed code, 6 to 36 ms
/// on an ESP32, and only for an answer whose challenge is right and that need not wait.
/// </summary>
public static class ScramProof
{
    private const int HashBytes = 32;

    // RFC 5802 section 8.2 makes the key of a GSS-API context so; it takes 128 bits of it, we all 256.
    private static readonly byte[] SessionLabel = Ascii.Of("GSS-API session key");

    /// <summary>Checks a client's proof.</summary>
    /// <returns>The ClientKey, or null for a wrong one.</returns>
    public static byte[] ClientKey(IHmac hmac, byte[] storedKey, byte[] authMessage, byte[] proof)
    {
        if (proof == null || proof.Length != HashBytes)
        {
            return null;
        }

        byte[] key = hmac.Of(storedKey, authMessage);
        for (int i = 0; i < HashBytes; i++)
        {
            key[i] ^= proof[i];
        }

        return ByteRow.AreSame(Hash(key), 0, storedKey, 0, HashBytes) ? key : null;
    }

    /// <summary>What proves to the client that the server has the verifier.</summary>
    public static byte[] ServerSignature(IHmac hmac, byte[] serverKey, byte[] authMessage)
    {
        return hmac.Of(serverKey, authMessage);
    }

    /// <summary>The key of a session: both sides have it, it never crosses the wire, and flash alone does not give it.</summary>
    public static byte[] SessionKey(IHmac hmac, byte[] storedKey, byte[] clientKey, byte[] authMessage)
    {
        return hmac.Of(storedKey, ByteRow.Join(ByteRow.Join(SessionLabel, clientKey), authMessage));
    }

    private static byte[] Hash(byte[] bytes)
    {
        Sha256 sha = new Sha256();
        byte[] hash = new byte[HashBytes];
        sha.Add(bytes, 0, bytes.Length);
        sha.Finish(hash);
        return hash;
    }
}
