using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>
/// One challenge of a WWW-Authenticate header (RFC 9110 section 11.6.1) as far as we speak it: Basic (RFC 7617) or Digest
/// (RFC 7616, with RFC 2069 as its form without qop). Its texts lie unescaped in one fixed buffer; a challenge that does
/// not fit is not used at all.
/// </summary>
public sealed class DigestChallenge
{
    /// <summary>Schemes and algorithms, the better the larger.</summary>
    public const byte None = 0, Basic = 1, Md5 = 2, Sha256 = 3;

    /// <summary>Realm, nonce and opaque, in the order in which they stood.</summary>
    public readonly byte[] Text;

    /// <summary><see cref="None"/> to <see cref="Sha256"/>.</summary>
    public byte Scheme;

    /// <summary>The algorithm's name ends in -sess: its HA1 also covers the nonce and ours.</summary>
    public bool IsSession;

    /// <summary>The algorithm was named, so the answer names it too.</summary>
    public bool HasAlgorithm;

    /// <summary>qop "auth" is offered. Without it the answer has the form of RFC 2069.</summary>
    public bool HasQop;

    /// <summary>The target knows user and password and only wants a new nonce.</summary>
    public bool IsStale;

    /// <summary>User names beyond ASCII are sent as username* (RFC 7616 section 3.4).</summary>
    public bool IsUtf8;

    /// <summary>An opaque value stood there and goes back unchanged.</summary>
    public bool HasOpaque;

    /// <summary>Where the three texts stand in <see cref="Text"/>, bytes.</summary>
    public int RealmAt, RealmLength, NonceAt, NonceLength, OpaqueAt, OpaqueLength;

    /// <summary>A challenge with room for so many bytes of realm, nonce and opaque together.</summary>
    public DigestChallenge(int bytes)
    {
        Text = new byte[bytes];
    }

    /// <summary>The larger the better.</summary>
    public int Rank => Scheme * 2 + (HasQop ? 1 : 0);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Scheme = None;
        IsSession = HasAlgorithm = HasQop = IsStale = IsUtf8 = HasOpaque = false;
        RealmAt = RealmLength = NonceAt = NonceLength = OpaqueAt = OpaqueLength = 0;
    }

    /// <summary>Becomes the same as another one with a buffer of the same size.</summary>
    public void CopyFrom(DigestChallenge other)
    {
        Array.Copy(other.Text, 0, Text, 0, Text.Length);
        Scheme = other.Scheme;
        IsSession = other.IsSession;
        HasAlgorithm = other.HasAlgorithm;
        HasQop = other.HasQop;
        IsStale = other.IsStale;
        IsUtf8 = other.IsUtf8;
        HasOpaque = other.HasOpaque;
        RealmAt = other.RealmAt;
        RealmLength = other.RealmLength;
        NonceAt = other.NonceAt;
        NonceLength = other.NonceLength;
        OpaqueAt = other.OpaqueAt;
        OpaqueLength = other.OpaqueLength;
    }

    /// <summary>True when both name the same realm.</summary>
    public bool SameRealm(DigestChallenge other)
    {
        return RealmLength == other.RealmLength && Image.Same(Text, RealmAt, other.Text, other.RealmAt, RealmLength);
    }
}
