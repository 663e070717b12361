using NukiEdge.Connect.Cloud;
using NukiEdge.Core.Log;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>What an answer must look like before anybody believes it.</summary>
[TestClass]
public class CloudRequestTest
{
    [TestMethod]
    public void Only_JSON_by_its_own_word_is_read()
    {
        Assert.AreEqual(SyncFault.None, Head("application/json", null, 10));
        Assert.AreEqual(SyncFault.None, Head("Application/JSON; charset=utf-8", null, -1));
        Assert.AreEqual(SyncFault.None, Head("application/json", "identity", 10));
        Assert.AreEqual(SyncFault.NotJsonType, Head("text/html; charset=utf-8", null, 10));
        Assert.AreEqual(SyncFault.NotJsonType, Head("application/jsonp", null, 10));
        Assert.AreEqual(SyncFault.NotJsonType, Head("", null, 10));
        Assert.AreEqual(SyncFault.NotJsonType, Head(null, null, 10));
        Assert.AreEqual(SyncFault.NotJsonType, Head("application/json", "gzip", 10), "nobody asked for that");
        Assert.AreEqual(SyncFault.TooLarge, Head("application/json", null, CloudRequest.MaxBodyBytes + 1L));
    }

    [TestMethod]
    public void A_body_that_broke_off_is_never_taken_for_its_end()
    {
        Assert.AreEqual(SyncFault.None, Take("[1]", SyncFault.None, new FakeReader()));
        Assert.AreEqual(SyncFault.BrokeOff, Take("[1]", SyncFault.BrokeOff, new FakeReader()), "whatever the reader says");
        Assert.AreEqual(SyncFault.Stalled, Take("[1]", SyncFault.Stalled, new FakeReader { Fault = SyncFault.NotJson }));
        Assert.AreEqual(SyncFault.BrokeOff, Take("[1] ", SyncFault.BrokeOff, new FakeReader { StopAfter = 4 }), "though the reader did not look");
        Assert.AreEqual(SyncFault.NotJson, Take("[1]", SyncFault.None, new FakeReader { Fault = SyncFault.NotJson }));
    }

    [TestMethod]
    public void A_reader_that_leaves_something_unread_is_not_believed()
    {
        Assert.AreEqual(SyncFault.NotJson, Take("[1][2]", SyncFault.None, new FakeReader { StopAfter = 3 }));
    }

    [TestMethod]
    public void The_token_is_a_copy()
    {
        byte[] token = Raw.Of("abc");
        CloudRequest request = new CloudRequest();
        request.Begin("/", token, new FakeReader());
        token[0] = 0;
        Assert.AreEqual("abc", Raw.Text(request.Token, 0, request.TokenLength));
    }

    private static byte Head(string contentType, string contentEncoding, long contentLength)
    {
        CloudRequest request = new CloudRequest();
        return request.TakeHead(200, contentType, contentEncoding, null, contentLength);
    }

    private static byte Take(string body, byte end, FakeReader reader)
    {
        CloudRequest request = new CloudRequest();
        request.Begin("/", new byte[0], reader);
        return request.Take(new FakeBody(body, end));
    }
}
