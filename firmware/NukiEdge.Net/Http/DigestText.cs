using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>Writes an Authorization header for Digest: order and quotes of the parameters as in RFC 7616's examples.</summary>
internal static class DigestText
{
    /// <summary>What stands before Basic's base64.</summary>
    internal static readonly byte[] Basic = Ascii.Of("Basic ");

    /// <summary>The quality of protection as it is hashed, with the colons around it.</summary>
    internal static readonly byte[] AuthBetween = Ascii.Of(":auth:");

    private static readonly byte[] User = Ascii.Of("Digest username="), UserExtended = Ascii.Of("Digest username*=");
    private static readonly byte[] Realm = Ascii.Of(", realm="), Uri = Ascii.Of(", uri="), Nonce = Ascii.Of(", nonce=");
    private static readonly byte[] Algorithm = Ascii.Of(", algorithm="), Session = Ascii.Of("-sess");
    private static readonly byte[] Md5Name = Ascii.Of("MD5"), Sha256Name = Ascii.Of("SHA-256");
    private static readonly byte[] Count = Ascii.Of(", nc="), Cnonce = Ascii.Of(", cnonce="), Auth = Ascii.Of(", qop=auth");
    private static readonly byte[] Response = Ascii.Of(", response="), Opaque = Ascii.Of(", opaque=");

    /// <summary>Writes the whole value.</summary>
    internal static void Write(DigestChallenge asked, byte[] user, int userLength, byte[] uri, uint count, byte[] cnonce,
        int cnonceLength, byte[] response, ByteWriter into)
    {
        if (asked.IsUtf8 && !IsAscii(user, userLength))
        {
            into.Add(UserExtended);
            AuthorizationText.Extended(user, 0, userLength, into);
        }
        else
        {
            into.Add(User);
            AuthorizationText.Quoted(user, 0, userLength, into);
        }

        Text(Realm, asked.Text, asked.RealmAt, asked.RealmLength, into);
        Text(Uri, uri, 0, uri.Length, into);
        bool isSha256 = asked.Scheme == DigestChallenge.Sha256;
        if (asked.HasAlgorithm)
        {
            into.Add(Algorithm);
            into.Add(isSha256 ? Sha256Name : Md5Name);
            if (asked.IsSession)
            {
                into.Add(Session);
            }
        }

        Text(Nonce, asked.Text, asked.NonceAt, asked.NonceLength, into);
        if (asked.HasQop)
        {
            into.Add(Count);
            for (int shift = 28; shift >= 0; shift -= 4)
            {
                into.Add(CountDigit(count, shift));
            }

            Text(Cnonce, cnonce, 0, cnonceLength, into);
            into.Add(Auth);
        }

        into.Add(Response);
        AuthorizationText.QuotedHex(response, isSha256 ? 32 : 16, into);
        if (asked.HasOpaque)
        {
            Text(Opaque, asked.Text, asked.OpaqueAt, asked.OpaqueLength, into);
        }
    }

    /// <summary>Hashes a colon and the count of a nonce's uses, eight digits.</summary>
    internal static void AddCount(BlockHash hash, uint count)
    {
        hash.Add((byte)':');
        for (int shift = 28; shift >= 0; shift -= 4)
        {
            hash.Add(CountDigit(count, shift));
        }
    }

    private static byte CountDigit(uint count, int shift)
    {
        return (byte)(Ascii.HexDigit((int)(count >> shift) & 15) | 0x20);
    }

    private static void Text(byte[] name, byte[] text, int at, int length, ByteWriter into)
    {
        into.Add(name);
        AuthorizationText.Quoted(text, at, length, into);
    }

    private static bool IsAscii(byte[] text, int length)
    {
        for (int i = 0; i < length; i++)
        {
            if (text[i] >= 0x80)
            {
                return false;
            }
        }

        return true;
    }
}
