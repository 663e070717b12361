using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>
/// User and password for one HTTP target, and what it last asked for: the first call learns the target's challenge, later
/// ones log in at once with the same nonce and a growing count. Refused logins lead to a back-off. It does no I/O and
/// knows no time but what is handed in; several caller threads may share it, each with its own <see cref="LoginTry"/>.
/// </summary>
/// <remarks>
/// A call: <see cref="Begin"/>; while it says send, send (with <see cref="Write"/> where it says authorized), hand the
/// answer's headers to the try, and ask <see cref="Answer"/>. Left out on purpose, as RFC 7616 allows: auth-int, userhash,
/// nextnonce, domain (a login belongs to one target, all of it).
/// </remarks>
public sealed class DigestLogin
{
    /// <summary>Requests of one call at most: a kept nonce, a new one, and one more if that is stale already.</summary>
    public const int MaxRequests = 3;

    // A lock, on a caller's thread and never on the loop's: callers of one target share nonce and count.
    private readonly object _gate = new object();

    /// <summary>Held by a caller's thread for a whole call, see <see cref="LoginCalls.Make"/>.</summary>
    internal readonly object Turn = new object();

    private readonly LoginBackOff _backOff = new LoginBackOff();
    private readonly DigestChallenge _challenge;

    /// <summary>User, colon, password: the form that Basic sends and that Digest hashes with the realm between.</summary>
    private readonly byte[] _login;

    private readonly byte[] _ha1 = new byte[32];
    private readonly byte[] _sessionHa1 = new byte[32];
    private readonly byte[] _cnonce = new byte[LoginTry.MaxCnonce];
    private int _userLength;
    private int _loginLength;
    private byte _weakest;
    private byte _ha1Scheme;
    private int _cnonceLength;
    private uint _uses;

    /// <summary>Room for user and password together, and for the target's realm, nonce and opaque, bytes.</summary>
    public DigestLogin(int loginBytes, int challengeBytes)
    {
        _login = new byte[loginBytes];
        _challenge = new DigestChallenge(challengeBytes);
    }

    /// <summary>When the back-off is over, microseconds of the loop's clock.</summary>
    public long WaitUntilUs
    {
        get
        {
            lock (_gate)
            {
                return _backOff.UntilUs;
            }
        }
    }

    /// <summary>Takes user and password, UTF-8, and forgets what the target said before.</summary>
    /// <param name="user">Without a colon (RFC 7617 section 2) and without control characters.</param>
    /// <param name="password">Without control characters.</param>
    /// <param name="weakest">The weakest scheme the owner allows: a false target could ask for the password in clear with
    /// <see cref="DigestChallenge.Basic"/>.</param>
    /// <returns>False when they cannot be used; then calls go out without a login until they are set again.</returns>
    public bool Set(byte[] user, byte[] password, byte weakest)
    {
        lock (_gate)
        {
            _challenge.Clear();
            _backOff.Clear();
            Array.Clear(_login, 0, _login.Length);
            _ha1Scheme = DigestChallenge.None;
            _userLength = 0;
            _loginLength = 0;
            bool fits = user.Length + password.Length < _login.Length && weakest != DigestChallenge.None;
            if (!fits || !AuthorizationText.MayBeLogin(user, ':') || !AuthorizationText.MayBeLogin(password, '\0'))
            {
                return false;
            }

            Array.Copy(user, 0, _login, 0, user.Length);
            _login[user.Length] = (byte)':';
            Array.Copy(password, 0, _login, user.Length + 1, password.Length);
            _userLength = user.Length;
            _loginLength = user.Length + 1 + password.Length;
            _weakest = weakest;
            return true;
        }
    }

    /// <summary>A call wants to go out.</summary>
    /// <returns>Send, SendAuthorized or Wait.</returns>
    public LoginStep Begin(LoginTry call, long nowUs)
    {
        lock (_gate)
        {
            call.Begin();
            if (_backOff.IsOn(nowUs))
            {
                return LoginStep.Wait;
            }

            if (_challenge.Scheme != DigestChallenge.None && _uses < uint.MaxValue)
            {
                return LoginStep.SendAuthorized;
            }

            call.Requests = 1;
            return LoginStep.Send;
        }
    }

    /// <summary>Writes the Authorization header's value behind what the writer holds.</summary>
    /// <param name="call">The call it is for.</param>
    /// <param name="method">See <see cref="HttpMethodName"/>.</param>
    /// <param name="uri">The request target exactly as the request line has it: path and query.</param>
    /// <param name="into">Where to.</param>
    /// <returns>False when it did not fit, or another call's answer has meanwhile begun a back-off: send nothing.</returns>
    public bool Write(LoginTry call, byte[] method, byte[] uri, ByteWriter into)
    {
        lock (_gate)
        {
            if (_challenge.Scheme == DigestChallenge.None)
            {
                return false;
            }

            call.Requests++;
            call.SentScheme = _challenge.Scheme;
            call.WasFirstUse = _uses == 0 && call.HasLearned;
            _uses++;
            if (_challenge.Scheme == DigestChallenge.Basic)
            {
                into.Add(DigestText.Basic);
                AuthorizationText.InBase64(_login, _loginLength, into);
            }
            else
            {
                Respond(call, method, uri);
                DigestText.Write(_challenge, _login, _userLength, uri, _uses, _cnonce, _cnonceLength, call.Digest, into);
            }

            return !into.Overflow;
        }
    }

    /// <summary>The answer's head has come and its headers stand in the call.</summary>
    /// <returns>SendAuthorized (send again at once), Done or Refused.</returns>
    public LoginStep Answer(LoginTry call, int status, long nowUs)
    {
        lock (_gate)
        {
            if (status == 429)
            {
                _backOff.Busy(call.RetryAfterSeconds, nowUs);
                return LoginStep.Done;
            }

            if (status != 401)
            {
                if (status >= 200 && status < 400)
                {
                    _backOff.Answered(call.SentScheme != DigestChallenge.None);
                }

                return LoginStep.Done;
            }

            return Unauthorized(call, nowUs);
        }
    }

    private LoginStep Unauthorized(LoginTry call, long nowUs)
    {
        DigestChallenge asked = call.Challenges.Best;
        bool sent = call.SentScheme != DigestChallenge.None;
        if (sent && (call.Requests >= MaxRequests || ProvesWrong(call, asked)))
        {
            // The next call asks without a login first, so that each back-off costs one wrong login at most.
            _challenge.Scheme = DigestChallenge.None;
            _backOff.Refused(nowUs);
            return LoginStep.Refused;
        }

        if (_loginLength == 0 || asked.Scheme == DigestChallenge.None || asked.Scheme < _weakest)
        {
            _challenge.Scheme = DigestChallenge.None;
            return LoginStep.Done;
        }

        Learn(call, asked);
        return LoginStep.SendAuthorized;
    }

    /// <summary>
    /// A 401 says that the password is wrong only where nothing else can be: not with a nonce from an earlier call
    /// (Shelly and others let it expire without saying stale), not when the target now asks for something else.
    /// </summary>
    private bool ProvesWrong(LoginTry call, DigestChallenge asked)
    {
        if (asked.Scheme == DigestChallenge.None || asked.Scheme < _weakest)
        {
            return call.WasFirstUse || call.SentScheme == DigestChallenge.Basic;
        }

        if (call.SentScheme == DigestChallenge.Basic || asked.Scheme != call.SentScheme)
        {
            return asked.Scheme == call.SentScheme;
        }

        return call.WasFirstUse && !asked.IsStale && asked.SameRealm(_challenge);
    }

    private void Learn(LoginTry call, DigestChallenge asked)
    {
        bool known = asked.Scheme == _ha1Scheme && asked.SameRealm(_challenge);
        _challenge.CopyFrom(asked);
        _uses = 0;
        call.HasLearned = true;
        if (asked.Scheme == DigestChallenge.Basic)
        {
            _ha1Scheme = DigestChallenge.None;
            return;
        }

        BlockHash hash = HashOf(call);
        if (!known)
        {
            hash.Begin();
            hash.Add(_login, 0, _userLength);
            hash.Add((byte)':');
            hash.Add(asked.Text, asked.RealmAt, asked.RealmLength);
            hash.Add(_login, _userLength, _loginLength - _userLength);
            hash.Finish(_ha1);
            _ha1Scheme = asked.Scheme;
        }

        // Ours stays the same as long as the target's: the count makes each answer different, and -sess asks for it.
        Array.Copy(call.Cnonce, 0, _cnonce, 0, call.CnonceLength);
        _cnonceLength = call.CnonceLength;
        if (asked.IsSession)
        {
            hash.Begin();
            hash.AddHex(_ha1, hash.Bytes);
            AddNonce(hash);
            hash.Add((byte)':');
            hash.Add(_cnonce, 0, _cnonceLength);
            hash.Finish(_sessionHa1);
        }
    }

    /// <summary>RFC 7616 section 3.4.1: H(HA1:nonce:nc:cnonce:auth:HA2), without qop H(HA1:nonce:HA2).</summary>
    private void Respond(LoginTry call, byte[] method, byte[] uri)
    {
        BlockHash hash = HashOf(call);
        hash.Begin();
        hash.Add(method, 0, method.Length);
        hash.Add((byte)':');
        hash.Add(uri, 0, uri.Length);
        hash.Finish(call.Digest);

        hash.AddHex(_challenge.IsSession ? _sessionHa1 : _ha1, hash.Bytes);
        AddNonce(hash);
        if (_challenge.HasQop)
        {
            DigestText.AddCount(hash, _uses);
            hash.Add((byte)':');
            hash.Add(_cnonce, 0, _cnonceLength);
            hash.Add(DigestText.AuthBetween, 0, DigestText.AuthBetween.Length);
        }
        else
        {
            hash.Add((byte)':');
        }

        hash.AddHex(call.Digest, hash.Bytes);
        hash.Finish(call.Digest);
    }

    private void AddNonce(BlockHash hash)
    {
        hash.Add((byte)':');
        hash.Add(_challenge.Text, _challenge.NonceAt, _challenge.NonceLength);
    }

    private BlockHash HashOf(LoginTry call)
    {
        return _challenge.Scheme == DigestChallenge.Sha256 ? call.Sha256 : call.Md5;
    }
}
