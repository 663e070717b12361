using NukiEdge.Core.Bytes;
using NukiEdge.Net.Http;

namespace NukiEdge.Tests.Http;

/// <summary>A login, one call of it, and a clock that stands still until it is moved.</summary>
internal sealed class LoginBench
{
    public readonly DigestLogin Login = new DigestLogin(96, 200);
    public LoginTry Call = new LoginTry(200);
    public long NowUs = 1000000;

    public LoginBench(string user, string password, byte weakest)
    {
        Assert.IsTrue(Login.Set(Of(user), Of(password), weakest));
        Call.SetCnonce(Of("0a4f113b"));
    }

    /// <summary>What a new call does first.</summary>
    public string Begin()
    {
        return Name(Login.Begin(Call, NowUs));
    }

    /// <summary>What follows an answer with this status and WWW-Authenticate header.</summary>
    public string Answer(int status, string challenge)
    {
        Call.BeginAnswer();
        Call.Challenges.Add(challenge);
        return Name(Login.Answer(Call, status, NowUs));
    }

    /// <summary>What follows a 429 with this Retry-After header.</summary>
    public string AnswerBusy(string retryAfter)
    {
        Call.BeginAnswer();
        Call.SetRetryAfter(retryAfter);
        return Name(Login.Answer(Call, 429, NowUs));
    }

    /// <summary>The Authorization header's value, or null when there is none to send.</summary>
    public string Write(string method, string uri)
    {
        ByteWriter writer = new ByteWriter();
        writer.Reset(new byte[600]);
        return Login.Write(Call, Of(method), Of(uri), writer) ? System.Text.Encoding.UTF8.GetString(writer.Buffer, 0, writer.Length) : null;
    }

    /// <summary>Seconds left to wait.</summary>
    public int WaitSeconds()
    {
        long left = Login.WaitUntilUs - NowUs;
        return left < 0 ? 0 : (int)(left / 1000000);
    }

    /// <summary>A whole call that the target refuses: asked without a login first, then with a wrong one.</summary>
    public void BeRefused()
    {
        Assert.AreEqual("send", Begin());
        Assert.AreEqual("authorized", Answer(401, "Digest realm=r, nonce=n, qop=auth"));
        Write("GET", "/");
        Assert.AreEqual("refused", Answer(401, "Digest realm=r, nonce=o, qop=auth"));
    }

    private static byte[] Of(string text)
    {
        return System.Text.Encoding.UTF8.GetBytes(text);
    }

    private static string Name(LoginStep step)
    {
        return step == LoginStep.Send ? "send" : step == LoginStep.SendAuthorized ? "authorized"
            : step == LoginStep.Wait ? "wait" : step == LoginStep.Done ? "done" : "refused";
    }
}
