using NukiEdge.Core.Log;
using NukiEdge.Web.Log;

namespace NukiEdge.Tests.Connect;

/// <summary>The owner reads one sentence that says what to do.</summary>
[TestClass]
public class SyncTextTest
{
    [TestMethod]
    public void Every_fault_has_a_sentence_of_its_own()
    {
        string all = "\n";
        int count = 0;
        for (int fault = 0; fault <= SyncFault.NotTaken; fault++)
        {
            bool isUsed = fault <= SyncFault.Unexpected || (fault >= SyncFault.Unauthorized && fault <= SyncFault.OtherStatus) || fault >= SyncFault.NotJson;
            if (isUsed)
            {
                string sentence = SyncText.Sentence((byte)fault, 418);
                Assert.IsTrue(all.IndexOf("\n" + sentence + "\n") < 0, "said twice: " + sentence);
                Assert.IsTrue(fault == SyncFault.None || sentence.IndexOf(": ") > 0, "says what to do: " + sentence);
                all += sentence + "\n";
                count++;
            }
        }

        Assert.AreEqual(36, count);
    }

    [TestMethod]
    public void Where_the_server_was_not_trusted_the_owner_learns_that_the_token_stayed_here()
    {
        for (byte fault = SyncFault.TlsWrongName; fault <= SyncFault.TlsStalled; fault++)
        {
            Assert.IsTrue(SyncText.Sentence(fault, 0).IndexOf("so the token was not sent") > 0, SyncText.Sentence(fault, 0));
        }
    }

    [TestMethod]
    public void The_status_is_one_line()
    {
        SyncStatus status = new SyncStatus();
        Assert.AreEqual("no good sync since start", SyncText.Line(status, 1000000));
        status.LastGoodUtc = 1000000;
        Assert.AreEqual("last good sync a moment ago", SyncText.Line(status, 1000010));
        Assert.AreEqual("last good sync 2 hours ago", SyncText.Line(status, 1007300));
        status.WaitsForQuiet = true;
        status.Fault = SyncFault.Dns;
        Assert.AreEqual("last good sync 3 days ago, waiting until nothing happens at the door; no address was found for Nuki Web: "
            + "check the internet connection and the DNS server of your router", SyncText.Line(status, 1000000 + 3 * 86400));
        status = new SyncStatus { LastGoodUtc = 1000000, LocksMissing = 1 };
        Assert.AreEqual("last good sync a moment ago; it had nothing of one lock, whose numbers stay as they were: look into Nuki Web",
            SyncText.Line(status, 1000010));
        status = new SyncStatus { LastGoodUtc = 1795307946, RootEndsUtc = 1795307946 + 86400 };
        Assert.AreEqual("last good sync a moment ago; the root certificate ends on 2026-11-23", SyncText.Line(status, 1795307946));
    }
}
