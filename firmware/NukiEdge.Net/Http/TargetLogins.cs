using System;
using NukiEdge.Core;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Net.Http;

/// <summary>
/// A <see cref="DigestLogin"/> for each target that the owner gave a login for. Made once, shared by all callers: they use
/// the same nonce, and one refused login makes all of them wait.
/// </summary>
public sealed class TargetLogins
{
    /// <summary>
    /// Longest realm, nonce and opaque together, bytes. Shelly's have 40, http-auth's 60, Apache's 90; a challenge that is
    /// longer is not answered.
    /// </summary>
    public const int ChallengeBytes = 320;

    // Around the request target: names, quotes and hashes (300), a user in percent encoding (96), the challenge.
    private const int AroundTarget = 400 + ChallengeBytes;

    private readonly TargetTable _targets;
    private readonly DigestLogin[] _logins;

    /// <summary>Takes the logins from the house file; the table is not changed from here on.</summary>
    public TargetLogins(TargetTable targets, Limits limits)
    {
        _targets = targets;
        HeaderBytes = limits.CallBytes + AroundTarget;
        _logins = new DigestLogin[targets.Count];
        for (int i = 0; i < _logins.Length; i++)
        {
            int at = i * TargetTable.RecordBytes;
            byte[] user = Text(targets.Records, at + TargetTable.UserAt);
            byte[] password = Text(targets.Records, at + TargetTable.PasswordAt);
            if (password.Length == 0)
            {
                continue; // it was never given, or left out of an import: nothing is tried
            }

            bool basic = targets.Records[at + TargetTable.BasicAt] != 0;
            _logins[i] = new DigestLogin(user.Length + password.Length + 1, ChallengeBytes);
            _logins[i].Set(user, password, basic ? DigestChallenge.Basic : DigestChallenge.Md5);
        }
    }

    /// <summary>No target has a login: callers need no room for any.</summary>
    public bool IsEmpty => _logins.Length == 0;

    /// <summary>Longest Authorization header's value, bytes.</summary>
    public int HeaderBytes { get; }

    /// <summary>The login at a call's target, or null.</summary>
    public DigestLogin Of(HttpCall call)
    {
        int index = _targets.IndexOf(call.Address, call.Port);
        return index < 0 ? null : _logins[index];
    }

    private static byte[] Text(byte[] records, int at)
    {
        byte[] text = new byte[records[at]];
        Array.Copy(records, at + 1, text, 0, text.Length);
        return text;
    }
}
