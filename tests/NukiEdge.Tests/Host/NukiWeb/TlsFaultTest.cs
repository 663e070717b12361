using System;
using System.Net.Http;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using NukiEdge.Simulator.NukiWeb;
using DataRow = Microsoft.VisualStudio.TestTools.UnitTesting.DataRowAttribute;

namespace NukiEdge.Tests.NukiWeb;

/// <summary>A client that is right sends its token to none of them, and the double would have seen it.</summary>
[TestClass]
public sealed class TlsFaultTest
{
    private const int DeadlineMs = 5000;
    private const int StalledMs = 400;

    [TestMethod]
    [DataRow(TlsFault.WrongName, "RemoteCertificateNameMismatch")]
    [DataRow(TlsFault.Expired, "NotTimeValid")]
    [DataRow(TlsFault.NotYetValid, "NotTimeValid")]
    [DataRow(TlsFault.SelfSigned, "UntrustedRoot")]
    [DataRow(TlsFault.UnknownRoot, "PartialChain")]
    [DataRow(TlsFault.NamesakeRoot, "PartialChain")]
    [DataRow(TlsFault.NotForServers, "NotValidForUsage")]
    [DataRow(TlsFault.SignedByServer, "InvalidBasicConstraints")]
    public void Certificate_is_refused_for_the_one_thing_that_is_wrong_and_no_token_arrives(TlsFault fault, string why)
    {
        using var root = new NukiRoot();
        using var server = new TlsFaultServer(fault, root);
        using HttpClient client = NukiRig.NewClient(root.Pem, server.Address);
        var refused = Assert.ThrowsExactly<HttpRequestException>(() => client.GetAsync("/smartlock/auth").GetAwaiter().GetResult());
        Assert.IsInstanceOfType<AuthenticationException>(refused.InnerException);
        Assert.EndsWith(why, refused.InnerException!.Message.TrimEnd('.')); // nothing else is wrong with it
        AssertNothingCame(server);
    }

    [TestMethod]
    [DataRow(TlsFault.PlainHttp)]
    [DataRow(TlsFault.ResetInHandshake)]
    [DataRow(TlsFault.OldProtocol)]
    public void Handshake_that_is_none_is_refused_and_no_token_arrives(TlsFault fault)
    {
        using var root = new NukiRoot();
        using var server = new TlsFaultServer(fault, root);
        using HttpClient client = NukiRig.NewClient(root.Pem, server.Address);
        Assert.ThrowsExactly<HttpRequestException>(() => client.GetAsync("/smartlock/auth").GetAwaiter().GetResult());
        AssertNothingCame(server);
    }

    [TestMethod]
    public void Stalled_handshake_ends_with_the_clients_patience_and_no_token_arrives()
    {
        using var root = new NukiRoot();
        using var server = new TlsFaultServer(TlsFault.StalledInHandshake, root);
        using HttpClient client = NukiRig.NewClient(root.Pem, server.Address, StalledMs);
        Assert.ThrowsExactly<TaskCanceledException>(() => client.GetAsync("/smartlock/auth").GetAwaiter().GetResult());
        AssertNothingCame(server);
    }

    /// <summary>Without this, the tests above would pass with a server that can hear nothing.</summary>
    [TestMethod]
    public void Client_that_is_fooled_is_seen()
    {
        using var root = new NukiRoot();
        foreach (TlsFault fault in new[] { TlsFault.None, TlsFault.WrongName, TlsFault.Expired, TlsFault.SelfSigned, TlsFault.SignedByServer })
        {
            using var server = new TlsFaultServer(fault, root);
            using var handler = new SocketsHttpHandler { UseProxy = false };
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true; // the careless client
            using var client = new HttpClient(handler) { BaseAddress = server.Address };
            Assert.AreEqual("[]", client.GetStringAsync("/smartlock/auth").Result);
            Assert.IsGreaterThan(0, server.RequestBytes, fault.ToString());
        }

        foreach (TlsFault fault in new[] { TlsFault.PlainHttp, TlsFault.StalledInHandshake, TlsFault.ResetInHandshake, TlsFault.OldProtocol })
        {
            using var server = new TlsFaultServer(fault, root);
            using var client = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:" + server.Port), Timeout = TimeSpan.FromSeconds(2) };
            Task<string> call = client.GetStringAsync("/smartlock/auth");
            Assert.IsTrue(SpinWait.SpinUntil(() => server.RequestBytes > 0, DeadlineMs), fault.ToString());
            client.CancelPendingRequests();
            _ = call.ContinueWith(done => done.Exception, TaskScheduler.Default);
        }
    }

    [TestMethod]
    public void Good_server_serves_both_names_of_its_certificate()
    {
        using var rig = new NukiRig();
        rig.Get("/smartlock");
        using HttpClient byAddress = NukiRig.NewClient(rig.RootPem, new Uri("https://127.0.0.1:" + rig.Server.Port));
        Assert.AreEqual("[]", byAddress.GetStringAsync("/smartlock/auth").Result);
        using var another = new NukiRoot();
        using HttpClient stranger = NukiRig.NewClient(another.Pem, rig.Server.Address);
        Assert.ThrowsExactly<HttpRequestException>(() => stranger.GetAsync("/smartlock/auth").GetAwaiter().GetResult());
        Assert.AreEqual(2, rig.Server.Received);
    }

    private static void AssertNothingCame(TlsFaultServer server)
    {
        Assert.IsTrue(SpinWait.SpinUntil(() => server.Connections > 0 && server.Finished == server.Connections, DeadlineMs), "the connection ends");
        Assert.AreEqual(0, server.RequestBytes);
    }
}
