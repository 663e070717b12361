using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Scenes;
using NukiEdge.Web.Seals;

namespace NukiEdge.Web.Houses;

/// <summary>
/// Seals secrets of an export with a passphrase, each by itself: encrypted with HMAC-SHA256 in counter mode, then a MAC over
/// its owner, nonce and cipher text. The keys come from passphrase and the file's random salt; the nonce is a MAC of owner and
/// secret, so that a file that is written twice is the same, and no nonce comes back with another secret (the idea of RFC 5297).
/// Lengths are hidden: a secret is filled up to 32, 64 … bytes.
/// </summary>
public sealed class HouseSeal
{
    /// <summary>
    /// Rounds of PBKDF2 that are written: a round is one native HMAC and some 400 instructions of the interpreter, 0.5 to 2 ms
    /// on an ESP32 by the costs in nanoframework/language.md, so 1 to 4 s.
    /// </summary>
    public const int UsualRounds = 2000;

    /// <summary>Rounds that are read.</summary>
    public const int LeastRounds = 1000, MostRounds = 1000000;

    /// <summary>Bytes of the salt.</summary>
    public const int SaltBytes = 18;

    /// <summary>Shortest passphrase in bytes: few rounds need a long one.</summary>
    public const int LeastPassphraseBytes = 12;

    private const int KeyBytes = 32, NonceBytes = 16, MacBytes = 17, CheckBytes = 12, FillBytes = 32;

    private static readonly byte[] EncryptLabel = Ascii.Of("NukiEdge encrypt");
    private static readonly byte[] MacLabel = Ascii.Of("NukiEdge mac");
    private static readonly byte[] NonceLabel = Ascii.Of("NukiEdge nonce");
    private static readonly byte[] CheckLabel = Ascii.Of("NukiEdge check");
    private static readonly byte[] LoginLabel = Ascii.Of("login ");
    private static readonly byte[] TargetLabel = Ascii.Of("target");
    private static readonly byte[] BrokerLabel = Ascii.Of("broker");

    private readonly IHmac _hmac;
    private readonly byte[] _passphrase;
    private byte[] _salt;
    private int _rounds;
    private byte[] _check;
    private byte[] _encryptKey;
    private byte[] _macKey;
    private byte[] _nonceKey;

    /// <summary>A seal; its keys are made by <see cref="Begin"/>.</summary>
    public HouseSeal(IHmac hmac, byte[] passphrase)
    {
        _hmac = hmac;
        _passphrase = passphrase;
    }

    /// <summary>Makes the keys: takes its time.</summary>
    /// <param name="salt">Random for a new file, else the file's.</param>
    public void Begin(byte[] salt, int rounds)
    {
        byte[] key = new byte[KeyBytes];
        Pbkdf2.Derive(_hmac, _passphrase, salt, rounds, key);
        _salt = salt;
        _rounds = rounds;
        _encryptKey = _hmac.Of(key, EncryptLabel);
        _macKey = _hmac.Of(key, MacLabel);
        _nonceKey = _hmac.Of(key, NonceLabel);
        _check = ByteRow.Front(_hmac.Of(key, CheckLabel), CheckBytes);
    }

    /// <summary>The keys are made.</summary>
    public bool IsReady => _check != null;

    /// <summary>True when a file's check is this passphrase's.</summary>
    public bool Fits(byte[] check)
    {
        return ByteRow.AreSame(_check, 0, check, 0, CheckBytes) && check.Length == CheckBytes;
    }

    /// <summary>Who owns the token and the webhook's secret of Nuki Web.</summary>
    public static byte[] OwnerOfToken()
    {
        return Ascii.Of("nukiWeb token");
    }

    /// <summary>The same for the webhook's.</summary>
    public static byte[] OwnerOfWebhook()
    {
        return Ascii.Of("nukiWeb webhook");
    }

    /// <summary>Who owns the password of a login: a sealed one opens for no other.</summary>
    public static byte[] OwnerOfLogin(NameTable users, int login)
    {
        return ByteRow.Join(LoginLabel, users.Bytes, users.Offset(login), users.Length(login));
    }

    /// <summary>The same for a login of the broker that is being read.</summary>
    public static byte[] OwnerOfLogin(byte[] user, int length)
    {
        return ByteRow.Join(LoginLabel, user, 0, length);
    }

    /// <summary>The same for a target: address, port and user of its record.</summary>
    public static byte[] OwnerOfTarget(byte[] records, int at)
    {
        byte[] place = ByteRow.Join(TargetLabel, records, at, TargetTable.BasicAt);
        return ByteRow.Join(place, records, at + TargetTable.UserAt + 1, records[at + TargetTable.UserAt]);
    }

    /// <summary>The same for the owner's own broker: address, port and user.</summary>
    public static byte[] OwnerOfBroker(uint address, int port, byte[] user)
    {
        byte[] place = new byte[6];
        Image.PutU32(place, 0, address);
        Image.PutU16(place, 4, port);
        return ByteRow.Join(ByteRow.Join(BrokerLabel, place), user);
    }

    /// <summary>Seals a secret of up to 255 bytes for its owner; the answer is base64.</summary>
    public byte[] Close(byte[] owner, byte[] secret, int length)
    {
        byte[] plain = new byte[1 + (length + FillBytes - 1) / FillBytes * FillBytes];
        plain[0] = (byte)length;
        Array.Copy(secret, 0, plain, 1, length);
        byte[] nonce = ByteRow.Front(_hmac.Of(_nonceKey, ByteRow.Join(Sized(owner), plain, 0, plain.Length)), NonceBytes);
        HmacStream.Xor(_hmac, _encryptKey, nonce, plain);
        byte[] box = ByteRow.Join(nonce, plain, 0, plain.Length);
        return Base64.Of(ByteRow.Join(box, Mac(owner, box), 0, MacBytes));
    }

    /// <summary>Opens what was sealed for this owner.</summary>
    /// <returns>Bytes of the secret, or -1 where it was changed, or is another's, or does not fit.</returns>
    public int Open(byte[] owner, byte[] text, int textLength, byte[] into)
    {
        byte[] bytes = Base64.Read(text, textLength);
        int cipherBytes = bytes == null ? 0 : bytes.Length - NonceBytes - MacBytes;
        if (cipherBytes <= FillBytes || cipherBytes % FillBytes != 1)
        {
            return -1;
        }

        byte[] box = ByteRow.Front(bytes, NonceBytes + cipherBytes);
        if (!ByteRow.AreSame(Mac(owner, box), 0, bytes, box.Length, MacBytes))
        {
            return -1;
        }

        byte[] plain = new byte[cipherBytes];
        Array.Copy(box, NonceBytes, plain, 0, cipherBytes);
        HmacStream.Xor(_hmac, _encryptKey, ByteRow.Front(box, NonceBytes), plain);
        if (plain[0] == 0 || plain[0] >= plain.Length || plain[0] > into.Length)
        {
            return -1;
        }

        Array.Copy(plain, 1, into, 0, plain[0]);
        return plain[0];
    }

    /// <summary>What a reader needs to make the same keys, and to know a wrong passphrase.</summary>
    internal void WriteHead(HouseText text)
    {
        text.Json.Open('{');
        text.Number("rounds", (uint)_rounds);
        text.Word("salt", Base64.Of(_salt));
        text.Word("check", Base64.Of(_check));
        text.Json.Close('}');
    }

    private byte[] Mac(byte[] owner, byte[] box)
    {
        return ByteRow.Front(_hmac.Of(_macKey, ByteRow.Join(Sized(owner), box, 0, box.Length)), MacBytes);
    }

    /// <summary>With its length in front, so that what follows cannot be taken for a part of it.</summary>
    private static byte[] Sized(byte[] owner)
    {
        return ByteRow.Join(new byte[] { (byte)owner.Length }, owner, 0, owner.Length);
    }
}
