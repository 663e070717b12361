using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Seals;

namespace NukiEdge.Web.Access;

/// <summary>
/// The 12 characters that are the box's own: 60 random bits in Crockford's base 32 (crockford.com/base32.html: no I, L, O, U, and
/// who types I, L or O is understood). Only who saw the box, its label or its terminal, can set the first password.
/// </summary>
public static class DeviceCode
{
    /// <summary>Characters of a code.</summary>
    public const int Characters = 12;

    /// <summary>
    /// Rounds of PBKDF2: 0.5 to 2 s each start where the code is new, before the loop runs; never again. 60 random bits need no more.
    /// </summary>
    public const int Rounds = 1000;

    private static readonly byte[] Digits = Ascii.Of("0123456789ABCDEFGHJKMNPQRSTVWXYZ");

    /// <summary>Gives the box a code and the key made of it, where it has none. Takes its time: before the loop.</summary>
    public static void Make(AccessImage image, IHmac hmac, IRandom random)
    {
        if (image.HasCode)
        {
            return;
        }

        byte[] code = new byte[Characters];
        byte[] salt = new byte[AccessImage.SaltBytes];
        random.Fill(code);
        random.Fill(salt);
        for (int i = 0; i < Characters; i++)
        {
            code[i] = Digits[code[i] & 31];
        }

        Set(image, hmac, code, salt);
    }

    /// <summary>Gives the box this code.</summary>
    internal static void Set(AccessImage image, IHmac hmac, byte[] code, byte[] salt)
    {
        byte[] key = new byte[AccessImage.HashBytes];
        Pbkdf2.Derive(hmac, code, salt, Rounds, key);
        Array.Copy(code, 0, image.Bytes, AccessImage.CodeAt, Characters);
        Array.Copy(salt, 0, image.Bytes, AccessImage.CodeSaltAt, salt.Length);
        Image.PutU32(image.Bytes, AccessImage.CodeRoundsAt, Rounds);
        Array.Copy(key, 0, image.Bytes, AccessImage.CodeKeyAt, key.Length);
        image.Changes++;
    }

    /// <summary>The code as it is printed, XXXX-XXXX-XXXX: on the box's own terminal and nowhere else.</summary>
    public static string Text(AccessImage image)
    {
        string text = "";
        for (int i = 0; i < Characters; i++)
        {
            text += (i > 0 && i % 4 == 0 ? "-" : "") + ((char)image.Bytes[AccessImage.CodeAt + i]).ToString();
        }

        return text;
    }
}
