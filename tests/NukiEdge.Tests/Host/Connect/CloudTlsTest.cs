using System;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using NukiEdge.Core.Log;
using NukiEdge.Simulator.Adapters;

namespace NukiEdge.Tests.Connect;

/// <summary>Whoever is not Nuki Web, by the roots that we trust, never sees the token (targets.md S-7).</summary>
[TestClass]
public class CloudTlsTest
{
    private static readonly X509Certificate2 Root = TestCertificates.Root();

    [TestMethod]
    public void A_server_that_our_root_vouches_for_gets_the_token_once_and_nothing_that_gives_us_away()
    {
        using X509Certificate2 certificate = TestCertificates.Server(Root);
        using ScriptedServer server = new(certificate, ScriptedServer.Send(ScriptedServer.Ok("[]")));
        CloudProbe probe = new();
        Assert.AreEqual(SyncFault.None, probe.Ask(server.Origin, Root));
        Assert.AreEqual("GET /smartlock/auth HTTP/1.1\r\nHost: localhost:" + server.Port + "\r\nConnection: close\r\nAccept: application/json\r\n"
            + "User-Agent: NukiEdge\r\nAuthorization: Bearer " + CloudProbe.Token + "\r\n\r\n", Sorted(server.Received));
        Assert.AreEqual(2, probe.Reader.Bytes);
        Assert.AreEqual(1, server.Connections);
        Assert.AreEqual(Utc(certificate.NotAfter), probe.Request.CertificateEndsUtc);
        Assert.AreEqual(Utc(Root.NotAfter), probe.Request.RootEndsUtc);
    }

    [TestMethod]
    public void Wrong_name()
    {
        AssertNoToken(SyncFault.TlsWrongName, TestCertificates.Server(Root, "elsewhere.example"));
    }

    [TestMethod]
    public void Expired()
    {
        AssertNoToken(SyncFault.TlsExpired, TestCertificates.Server(Root, fromDays: -60, toDays: -1));
    }

    [TestMethod]
    public void Not_yet_valid()
    {
        AssertNoToken(SyncFault.TlsNotYetValid, TestCertificates.Server(Root, fromDays: 1));
    }

    [TestMethod]
    public void Self_signed()
    {
        AssertNoToken(SyncFault.TlsUnknownIssuer, TestCertificates.Server(null));
    }

    [TestMethod]
    public void Unknown_root()
    {
        using X509Certificate2 other = TestCertificates.Root("Other Root");
        AssertNoToken(SyncFault.TlsUnknownIssuer, TestCertificates.Server(other));
    }

    [TestMethod]
    public void Unknown_root_of_the_same_name()
    {
        using X509Certificate2 other = TestCertificates.Root();
        AssertNoToken(SyncFault.TlsUnknownIssuer, TestCertificates.Server(other));
    }

    [TestMethod]
    public void Wrong_key_usage()
    {
        AssertNoToken(SyncFault.TlsWrongUse, TestCertificates.Server(Root, isForServers: false));
    }

    [TestMethod]
    public void A_root_that_has_ended_vouches_for_nobody()
    {
        using X509Certificate2 old = TestCertificates.Root("Old Root", -1);
        using X509Certificate2 certificate = TestCertificates.Server(old, fromDays: -20, toDays: -2);
        using ScriptedServer server = new(certificate, ScriptedServer.Send(ScriptedServer.Ok("[]")));
        Assert.AreEqual(SyncFault.TlsExpired, new CloudProbe().Ask(server.Origin, old));
        Assert.AreEqual("", server.Received);
    }

    [TestMethod]
    public void The_machines_own_roots_and_the_bundled_ones_do_not_vouch_for_a_test_server()
    {
        using X509Certificate2 certificate = TestCertificates.Server(Root);
        using ScriptedServer server = new(certificate, ScriptedServer.Send(ScriptedServer.Ok("[]")));
        Assert.AreEqual(SyncFault.TlsUnknownIssuer, new CloudProbe().Ask(server.Origin, null));
        Assert.AreEqual("", server.Received);
    }

    [TestMethod]
    public void Stalled_handshake()
    {
        AssertNoToken(SyncFault.TlsStalled, (_, end) => Task.Delay(-1, end));
    }

    [TestMethod]
    public void Handshake_that_ends_after_one_byte()
    {
        AssertNoToken(SyncFault.TlsFailed, async (stream, end) =>
        {
            await stream.WriteAsync(new byte[] { 22 }, end);
        });
    }

    [TestMethod]
    public void Handshake_that_is_answered_with_one_byte_and_silence()
    {
        AssertNoToken(SyncFault.TlsStalled, async (stream, end) =>
        {
            await stream.WriteAsync(new byte[] { 22 }, end);
            await Task.Delay(-1, end);
        });
    }

    [TestMethod]
    public void Plain_HTTP_on_the_port()
    {
        AssertNoToken(SyncFault.TlsFailed, ScriptedServer.SendAndHold("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
    }

    [TestMethod]
    public void Without_a_readable_set_of_roots_nobody_is_even_called()
    {
        using X509Certificate2 certificate = TestCertificates.Server(Root);
        using ScriptedServer server = new(certificate, ScriptedServer.Send(ScriptedServer.Ok("[]")));
        Assert.IsNull(CloudRoots.FromPem("nothing"));
        Assert.IsNull(CloudRoots.FromPem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
        Assert.IsNull(CloudRoots.FromFile("/no/such/file.pem"));
        CloudProbe probe = new();
        using PcCloud cloud = new(probe, server.Origin, null, new CloudPatience());
        probe.Request.Begin("/", Encoding.ASCII.GetBytes(CloudProbe.Token), probe.Reader);
        cloud.Start(probe.Request);
        Assert.IsTrue(SpinWait.SpinUntil(() => probe.Request.IsFinished, 10000));
        Assert.AreEqual(SyncFault.NoRoots, probe.Request.Fault);
        Assert.AreEqual(0, server.Connections);
    }

    [TestMethod]
    public void The_bundled_set_holds_22_roots_that_last_and_are_those_of_the_document()
    {
        string document = File.ReadAllText(Path.Combine(Repository.Checkout.Root, "firmware/docs/cloud-sync.md"));
        X509Certificate2Collection roots = CloudRoots.Bundled().Certificates;
        Assert.AreEqual(22, roots.Count);
        foreach (X509Certificate2 root in roots)
        {
            Assert.AreEqual(root.Subject, root.Issuer);
            string fingerprint = root.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
            Assert.IsTrue(document.Contains(fingerprint, StringComparison.OrdinalIgnoreCase), root.Subject + " " + fingerprint);
        }
    }

    [TestMethod]
    public void The_address_is_https_or_this_very_machine()
    {
        Assert.AreEqual("https://api.nuki.io/", CloudOrigin.Parse("https://api.nuki.io")!.ToString());
        Assert.AreEqual("https://10.0.0.7:8443/", CloudOrigin.Parse("https://10.0.0.7:8443/")!.ToString());
        Assert.IsNotNull(CloudOrigin.Parse("http://127.0.0.1:8080"));
        Assert.IsNotNull(CloudOrigin.Parse("http://localhost:8080"));
        Assert.IsNotNull(CloudOrigin.Parse("http://[::1]:8080"));
        foreach (string bad in new[] { "http://10.0.0.7", "http://localhost.example", "http://api.nuki.io", "ftp://localhost", "api.nuki.io", "",
            "https://user:pw@api.nuki.io", "https://api.nuki.io/v2", "https://api.nuki.io/?a=b", "https://api.nuki.io/#a", "file:///etc" })
        {
            Assert.IsNull(CloudOrigin.Parse(bad), bad);
        }
    }

    private static void AssertNoToken(byte fault, X509Certificate2 certificate)
    {
        using (certificate)
        {
            using ScriptedServer server = new(certificate, ScriptedServer.Send(ScriptedServer.Ok("[]")));
            CloudProbe probe = new();
            Assert.AreEqual(fault, probe.Ask(server.Origin, Root));
            Assert.AreEqual("", server.Received, "not a byte after the handshake");
            Assert.AreEqual(0, probe.Reader.Bytes);
            Assert.AreEqual(1, server.Connections);
        }
    }

    /// <summary>A server that never finishes a handshake: all bytes that it gets are looked through.</summary>
    private static void AssertNoToken(byte fault, Func<Stream, CancellationToken, Task> script)
    {
        using X509Certificate2 certificate = TestCertificates.Server(Root);
        using ScriptedServer server = new(certificate, script, isRaw: true);
        CloudProbe probe = new();
        Assert.AreEqual(fault, probe.Ask(server.Origin, Root));
        Assert.IsFalse(server.Received.Contains("planted", StringComparison.Ordinal));
        Assert.IsFalse(server.Received.Contains("GET", StringComparison.Ordinal));
        Assert.AreEqual(0, probe.Reader.Bytes);
        Assert.AreEqual(1, server.Connections);
    }

    /// <summary>The head with Host first, as this test has it.</summary>
    private static string Sorted(string head)
    {
        string[] order = { "GET", "Host", "Connection", "Accept", "User-Agent", "Authorization" };
        string[] lines = head.TrimEnd().Split("\r\n");
        Array.Sort(lines, (a, b) => Array.FindIndex(order, a.StartsWith).CompareTo(Array.FindIndex(order, b.StartsWith)));
        return string.Join("\r\n", lines) + "\r\n\r\n";
    }

    private static long Utc(DateTime time)
    {
        return new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeSeconds();
    }
}
