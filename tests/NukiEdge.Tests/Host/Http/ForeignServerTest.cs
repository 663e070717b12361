using System;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using NukiEdge.Core.Bytes;
using NukiEdge.Net.Http;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Tests.Http;

/// <summary>Logins against servers that are not ours: npm's http-auth (MD5, Basic) and passport-digest (SHA-256).</summary>
[TestClass]
public class ForeignServerTest
{
    private const int ChallengeBytes = 320;

    private static DigestServer _server;

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly LoginTry _call = new(ChallengeBytes);
    private readonly DigestLogin _login = new(96, ChallengeBytes);
    private long _nowUs;
    private int _requests;
    private string _lastSent;

    [Microsoft.VisualStudio.TestTools.UnitTesting.ClassInitialize]
    public static void StartServer(Microsoft.VisualStudio.TestTools.UnitTesting.TestContext context)
    {
        _server = new DigestServer();
    }

    [Microsoft.VisualStudio.TestTools.UnitTesting.ClassCleanup]
    public static void StopServer()
    {
        _server.Dispose();
    }

    [TestMethod]
    [Microsoft.VisualStudio.TestTools.UnitTesting.DataRow("/md5", "algorithm=MD5,")]
    [Microsoft.VisualStudio.TestTools.UnitTesting.DataRow("/md5-sess", "algorithm=MD5-sess,")]
    [Microsoft.VisualStudio.TestTools.UnitTesting.DataRow("/rfc2069", "algorithm=MD5,")]
    [Microsoft.VisualStudio.TestTools.UnitTesting.DataRow("/sha256", "algorithm=SHA-256,")]
    [Microsoft.VisualStudio.TestTools.UnitTesting.DataRow("/sha256-sess", "algorithm=SHA-256-sess,")]
    [Microsoft.VisualStudio.TestTools.UnitTesting.DataRow("/both", "algorithm=SHA-256,")]
    public void Digest_is_taken_kept_and_renewed_and_a_wrong_password_is_refused_once(string path, string algorithm)
    {
        SetPassword("pass:wörd", DigestChallenge.Md5);
        Assert.AreEqual("200 in 2", Make(path + "?a=b&c=%20d", HttpCall.Get), "the right password");
        Assert.IsTrue(_lastSent.Contains(algorithm, StringComparison.Ordinal), _lastSent);
        for (int i = 0; i < 20; i++)
        {
            Assert.AreEqual("200 in 1", Make(path + "?n=" + i, i % 2 == 0 ? HttpCall.Post : HttpCall.Get), "the same nonce");
        }

        Make("/forget", HttpCall.Get);
        Assert.AreEqual("200 in 2", Make(path, HttpCall.Put), "a stale nonce");
        Assert.AreEqual("200 in 1", Make(path, HttpCall.Put));

        SetPassword("pass:word", DigestChallenge.Md5);
        Assert.AreEqual("Refused in 2", Make(path, HttpCall.Get));
        Assert.AreEqual("Wait in 0", Make(path, HttpCall.Get));
        _nowUs = _login.WaitUntilUs;
        Assert.AreEqual("Refused in 2", Make(path, HttpCall.Get));
        Assert.AreEqual(60, (_login.WaitUntilUs - _nowUs) / 1000000);
    }

    [TestMethod]
    public void Basic_is_taken_only_where_the_owner_allows_it()
    {
        SetPassword("pass:wörd", DigestChallenge.Md5);
        Assert.AreEqual("401 in 1", Make("/basic", HttpCall.Get));
        SetPassword("pass:wörd", DigestChallenge.Basic);
        Assert.AreEqual("200 in 2", Make("/basic", HttpCall.Get));
        Assert.AreEqual("200 in 1", Make("/basic", HttpCall.Delete));
        SetPassword("wrong", DigestChallenge.Basic);
        Assert.AreEqual("Refused in 2", Make("/basic", HttpCall.Get));
    }

    [TestMethod]
    public void A_replayed_header_is_refused_by_both_servers()
    {
        foreach (string path in new[] { "/md5", "/sha256" })
        {
            SetPassword("pass:wörd", DigestChallenge.Md5);
            Assert.AreEqual("200 in 2", Make(path, HttpCall.Get));
            using HttpResponseMessage again = Send(path, HttpCall.Get, _lastSent);
            Assert.AreEqual(401, (int)again.StatusCode, "the servers do check counts: " + path);
        }
    }

    private void SetPassword(string password, byte weakest)
    {
        Assert.IsTrue(_login.Set(Encoding.UTF8.GetBytes("admin"), Encoding.UTF8.GetBytes(password), weakest));
    }

    /// <summary>One call as a caller thread makes it.</summary>
    /// <returns>Status, or the step that ended it, and how many requests it took.</returns>
    private string Make(string target, byte method)
    {
        _requests = 0;
        _call.SetEntropy(RandomNumberGenerator.GetBytes(8));
        LoginStep step = _login.Begin(_call, _nowUs);
        int status = 0;
        while (step is LoginStep.Send or LoginStep.SendAuthorized)
        {
            string header = step == LoginStep.SendAuthorized ? Authorization(target, method) : null;
            using HttpResponseMessage answer = Send(target, method, header);
            status = (int)answer.StatusCode;
            _call.BeginAnswer();
            if (answer.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var lines))
            {
                foreach (string line in lines)
                {
                    _call.Challenges.Add(line);
                }
            }

            step = _login.Answer(_call, status, _nowUs);
        }

        return (step == LoginStep.Done ? status.ToString() : step.ToString()) + " in " + _requests;
    }

    private string Authorization(string target, byte method)
    {
        ByteWriter writer = new();
        writer.Reset(new byte[800]);
        Assert.IsTrue(_login.Write(_call, HttpMethodName.Of(method), Encoding.UTF8.GetBytes(target), writer));
        return Encoding.Latin1.GetString(writer.Buffer, 0, writer.Length);
    }

    private HttpResponseMessage Send(string target, byte method, string authorization)
    {
        string word = Encoding.ASCII.GetString(HttpMethodName.Of(method));
        using HttpRequestMessage request = new(new HttpMethod(word), "http://127.0.0.1:" + _server.Port + target);
        if (authorization is not null)
        {
            Assert.IsTrue(request.Headers.TryAddWithoutValidation("Authorization", authorization));
            _lastSent = authorization;
        }

        _requests++;
        using System.Threading.CancellationTokenSource limit = new(TimeSpan.FromSeconds(10));
        return _client.Send(request, limit.Token);
    }
}
