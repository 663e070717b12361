using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Net.Http;

/// <summary>
/// One caller thread's calls, with a login where the target has one: asks again with the answer to the target's challenge,
/// and sends nothing while the target's back-off lasts. Everything but the sending, which is the platform's.
/// </summary>
public sealed class LoginCalls
{
    private readonly TargetLogins _logins;
    private readonly IClock _clock;
    private readonly IHttpExchange _exchange;
    private readonly ByteWriter _writer = new ByteWriter();
    private LoginTry _try;
    private byte[] _header;

    /// <summary>For one thread. Without any logins it takes no room, until one comes and is used.</summary>
    public LoginCalls(TargetLogins logins, IClock clock, IHttpExchange exchange)
    {
        _logins = logins;
        _clock = clock;
        _exchange = exchange;
        if (!logins.IsEmpty)
        {
            TakeRoom();
        }
    }

    /// <summary>The call's target has a login, so <see cref="Make"/> needs randomness.</summary>
    public bool HasLogin(HttpCall call)
    {
        return _logins.Of(call) != null;
    }

    /// <summary>Makes a call, with as many requests as the login takes.</summary>
    /// <param name="call">What to send.</param>
    /// <param name="random">For our nonce where <see cref="HasLogin"/>, 8 to 32 bytes from the platform's generator.</param>
    /// <returns>The last status; 401 also where the login was refused; <see cref="HttpCall.Waiting"/> in a back-off.</returns>
    public int Make(HttpCall call, byte[] random)
    {
        DigestLogin login = _logins.Of(call);
        if (login == null)
        {
            return _exchange.Send(call, null, null);
        }

        if (_try == null)
        {
            TakeRoom(); // on the caller's own thread
        }

        // One after the other: a target that checks counts (RFC 7616 section 3.4, nc) takes those that overtook each other on
        // the way for replays. Who waited beyond its deadline here does not send any more: the exchange counts it.
        lock (login.Turn)
        {
            return Make(call, login, random);
        }
    }

    private void TakeRoom()
    {
        _header = new byte[_logins.HeaderBytes];
        _try = new LoginTry(TargetLogins.ChallengeBytes);
    }

    private int Make(HttpCall call, DigestLogin login, byte[] random)
    {
        int result = HttpCall.Waiting;
        _try.SetEntropy(random);
        LoginStep step = login.Begin(_try, _clock.NowUs);
        while (step == LoginStep.Send || step == LoginStep.SendAuthorized)
        {
            ByteWriter authorization = null;
            if (step == LoginStep.SendAuthorized)
            {
                authorization = _writer;
                authorization.Reset(_header);
                if (!login.Write(_try, HttpMethodName.Of(call.Method), Ascii.Of(_exchange.TargetOf(call)), authorization))
                {
                    break;
                }
            }

            _try.BeginAnswer();
            result = _exchange.Send(call, authorization, _try);
            if (result < 100)
            {
                break;
            }

            step = login.Answer(_try, result, _clock.NowUs);
        }

        return result;
    }
}
