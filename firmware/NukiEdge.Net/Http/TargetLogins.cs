using System;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
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
    private readonly object _gate = new object(); // between the loop, which changes targets by the owner's hand, and the callers' threads
    private uint[] _addresses;
    private int[] _ports;
    private DigestLogin[] _logins;

    /// <summary>Takes the logins from the house. Callers never read the table: what changes in it has to be told here.</summary>
    public TargetLogins(TargetTable targets, Limits limits)
    {
        _targets = targets;
        HeaderBytes = limits.CallBytes + AroundTarget;
        _addresses = new uint[targets.Count];
        _ports = new int[targets.Count];
        _logins = new DigestLogin[targets.Count];
        for (int i = 0; i < _logins.Length; i++)
        {
            Take(i, _addresses, _ports, _logins);
        }
    }

    /// <summary>No target has a login: callers need no room for any.</summary>
    public bool IsEmpty => _logins.Length == 0;

    /// <summary>Longest Authorization header's value, bytes.</summary>
    public int HeaderBytes { get; }

    /// <summary>
    /// A target of the table is new, or has another user or password. What its old login had learned is forgotten, a back-off too; a call under
    /// way ends with the old one. Loop only.
    /// </summary>
    public void Changed(int index)
    {
        int count = _targets.Count;
        uint[] addresses = new uint[count];
        int[] ports = new int[count];
        DigestLogin[] logins = new DigestLogin[count];
        int kept = _logins.Length < count ? _logins.Length : count;
        Move(0, addresses, ports, logins, 0, kept);
        Take(index, addresses, ports, logins);
        Use(addresses, ports, logins);
    }

    /// <summary>A target was taken out of the table. Loop only.</summary>
    public void Removed(int index)
    {
        int count = _targets.Count;
        uint[] addresses = new uint[count];
        int[] ports = new int[count];
        DigestLogin[] logins = new DigestLogin[count];
        Move(0, addresses, ports, logins, 0, index);
        Move(index + 1, addresses, ports, logins, index, count - index);
        Use(addresses, ports, logins);
    }

    /// <summary>The login at a call's target, or null. From a caller's thread.</summary>
    public DigestLogin Of(HttpCall call)
    {
        lock (_gate)
        {
            int i = _addresses.Length - 1;
            while (i >= 0 && (_addresses[i] != call.Address || _ports[i] != call.Port))
            {
                i--;
            }

            return i < 0 ? null : _logins[i];
        }
    }

    private void Use(uint[] addresses, int[] ports, DigestLogin[] logins)
    {
        lock (_gate)
        {
            _addresses = addresses;
            _ports = ports;
            _logins = logins;
        }
    }

    private void Move(int from, uint[] addresses, int[] ports, DigestLogin[] logins, int to, int count)
    {
        Array.Copy(_addresses, from, addresses, to, count);
        Array.Copy(_ports, from, ports, to, count);
        Array.Copy(_logins, from, logins, to, count);
    }

    private void Take(int index, uint[] addresses, int[] ports, DigestLogin[] logins)
    {
        int at = index * TargetTable.RecordBytes;
        byte[] user = Text(_targets.Records, at + TargetTable.UserAt);
        byte[] password = Text(_targets.Records, at + TargetTable.PasswordAt);
        addresses[index] = Image.U32(_targets.Records, at);
        ports[index] = Image.U16(_targets.Records, at + TargetTable.PortAt);
        logins[index] = null;
        if (password.Length == 0)
        {
            return; // it was never given, or left out of an import: nothing is tried
        }

        bool basic = _targets.Records[at + TargetTable.BasicAt] != 0;
        logins[index] = new DigestLogin(user.Length + password.Length + 1, ChallengeBytes);
        logins[index].Set(user, password, basic ? DigestChallenge.Basic : DigestChallenge.Md5);
    }

    private static byte[] Text(byte[] records, int at)
    {
        byte[] text = new byte[records[at]];
        Array.Copy(records, at + 1, text, 0, text.Length);
        return text;
    }
}
