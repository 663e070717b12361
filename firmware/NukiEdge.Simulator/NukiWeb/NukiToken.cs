using System;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>What a token may do (facts B1, "scopes"; only those of the calls that the double has).</summary>
[Flags]
public enum NukiScopes
{
    None = 0,

    /// <summary>smartlock.readOnly.</summary>
    ReadOnly = 1,

    /// <summary>smartlock.auth.</summary>
    Auth = 2,

    /// <summary>smartlock.log.</summary>
    Log = 4,

    /// <summary>smartlock: needed to wake a lock.</summary>
    Smartlock = 8,

    All = ReadOnly | Auth | Log | Smartlock,
}

/// <summary>The account's one API token. It lives until the account's password changes (facts B1). Thread-safe.</summary>
public sealed class NukiToken
{
    private const string Scheme = "Bearer ";

    private volatile byte[] _hash;
    private volatile bool _isRevoked;

    internal NukiToken(string text)
    {
        _hash = Hash(text);
    }

    /// <summary>What it may do.</summary>
    public NukiScopes Scopes { get; set; } = NukiScopes.All;

    /// <summary>True after it was revoked.</summary>
    public bool IsRevoked => _isRevoked;

    /// <summary>From now on it is good for nothing.</summary>
    public void Revoke()
    {
        _isRevoked = true;
    }

    /// <summary>A new one; the old one is good for nothing.</summary>
    public void Renew(string text)
    {
        _hash = Hash(text);
        _isRevoked = false;
    }

    /// <summary>0 when the request may, else 401 or 403.</summary>
    internal int Check(HttpRequest request, NukiScopes needed)
    {
        string header = request.Headers.Authorization.ToString();
        bool isRight = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..]), _hash);
        if (!isRight || _isRevoked)
        {
            return StatusCodes.Status401Unauthorized;
        }

        return (Scopes & needed) == needed ? 0 : StatusCodes.Status403Forbidden;
    }

    private static byte[] Hash(string text)
    {
        return SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }
}
