using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>
/// One call's part in a login: what it has sent, what came back, and room to hash in. A caller thread has one and uses it
/// for one call after another; nobody else touches it.
/// </summary>
public sealed class LoginTry
{
    /// <summary>Longest nonce of ours, as text, bytes.</summary>
    public const int MaxCnonce = 64;

    /// <summary>Challenges of the answer that came: cleared by <see cref="BeginAnswer"/>, filled by the caller.</summary>
    public readonly ChallengeReader Challenges;

    internal readonly Md5 Md5 = new Md5();
    internal readonly Sha256 Sha256 = new Sha256();

    /// <summary>Hash of method and URI, then the response. The longer of the two algorithms has 32 bytes.</summary>
    internal readonly byte[] Digest = new byte[32];

    internal readonly byte[] Cnonce = new byte[MaxCnonce];
    internal int CnonceLength;

    /// <summary>Seconds that the target asked to wait, or -1.</summary>
    internal int RetryAfterSeconds = -1;

    /// <summary>Requests sent in this call, with and without Authorization.</summary>
    internal int Requests;

    /// <summary>Scheme of the last request's Authorization, None where it had none.</summary>
    internal byte SentScheme;

    /// <summary>A challenge that came in this call is the one in use.</summary>
    internal bool HasLearned;

    /// <summary>The last Authorization was the first one with a nonce that came in this call.</summary>
    internal bool WasFirstUse;

    /// <summary>Reads challenges of at most so many bytes: the same number as its <see cref="DigestLogin"/>s.</summary>
    public LoginTry(int challengeBytes)
    {
        Challenges = new ChallengeReader(challengeBytes);
    }

    /// <summary>
    /// Randomness for our nonces, before each call: a nonce that others can foresee lets a false target look the answer up.
    /// </summary>
    /// <param name="random">From the platform's random number generator; 8 to 32 bytes.</param>
    public void SetEntropy(byte[] random)
    {
        CnonceLength = 0;
        for (int i = 0; i < random.Length && CnonceLength < MaxCnonce; i++)
        {
            Cnonce[CnonceLength++] = (byte)(Ascii.HexDigit(random[i] >> 4) | 0x20);
            Cnonce[CnonceLength++] = (byte)(Ascii.HexDigit(random[i] & 15) | 0x20);
        }
    }

    /// <summary>Sets our nonce as text: letters and digits, at most <see cref="MaxCnonce"/>. For known answers.</summary>
    public void SetCnonce(byte[] text)
    {
        Array.Copy(text, 0, Cnonce, 0, text.Length);
        CnonceLength = text.Length;
    }

    /// <summary>An answer's head has come. Its headers follow, then <see cref="DigestLogin.Answer"/>.</summary>
    public void BeginAnswer()
    {
        Challenges.Begin();
        RetryAfterSeconds = -1;
    }

    /// <summary>Takes a Retry-After header's seconds; a date is ignored, for the appliance's clock may not be set.</summary>
    public void SetRetryAfter(string value)
    {
        int seconds = -1;
        int length = value == null ? 0 : value.Length;
        for (int i = 0; i < length; i++)
        {
            char c = value[i];
            if (c < '0' || c > '9')
            {
                return;
            }

            seconds = (seconds < 0 ? 0 : seconds * 10) + c - '0';
            seconds = seconds > 99999 ? 99999 : seconds;
        }

        RetryAfterSeconds = seconds;
    }

    /// <summary>A new call.</summary>
    internal void Begin()
    {
        Requests = 0;
        SentScheme = DigestChallenge.None;
        HasLearned = false;
        WasFirstUse = false;
    }
}
