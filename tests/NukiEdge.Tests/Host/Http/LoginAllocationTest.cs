using System;
using System.Text;
using NukiEdge.Core.Bytes;
using NukiEdge.Net.Http;
using NukiEdge.Tests.Memory;

namespace NukiEdge.Tests.Http;

/// <summary>A login in use makes no garbage: neither its hashes nor its headers nor a new challenge.</summary>
[TestClass]
public class LoginAllocationTest
{
    [TestMethod]
    public void A_thousand_calls_with_renewed_nonces_allocate_nothing()
    {
        DigestLogin login = new(96, 320);
        LoginTry call = new(320);
        ByteWriter writer = new();
        byte[] buffer = new byte[800], uri = Encoding.ASCII.GetBytes("/rpc/Switch.Set?id=0&on=true"), random = new byte[8];
        string[] challenges =
        {
            "Digest qop=\"auth\", realm=\"shelly\", nonce=\"60dc59c6\", algorithm=SHA-256, stale=true",
            "Digest qop=\"auth\", realm=\"camera\", nonce=\"60dc59c6\", algorithm=MD5-sess, stale=true",
            "Basic realm=\"r\"",
        };
        Assert.IsTrue(login.Set(Encoding.ASCII.GetBytes("admin"), Encoding.ASCII.GetBytes("secret"), DigestChallenge.Basic));
        Assert.AreEqual(0L, LeastAllocated.By(() => Round(4), () => Round(1000)));

        void Round(int count)
        {
            for (int i = 0; i < count; i++)
            {
                call.SetEntropy(random);
                LoginStep step = login.Begin(call, 0);
                for (bool asks = true; step is LoginStep.Send or LoginStep.SendAuthorized; asks = false)
                {
                    writer.Reset(buffer);
                    bool written = step == LoginStep.Send || login.Write(call, HttpMethodName.Of(1), uri, writer);
                    call.BeginAnswer();
                    call.Challenges.Add(challenges[i % challenges.Length]);
                    step = written ? login.Answer(call, asks ? 401 : 200, 0) : LoginStep.Wait;
                }

                if (step == LoginStep.Wait)
                {
                    throw new InvalidOperationException("call " + i + " was not sent");
                }
            }
        }
    }
}
