using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using NukiEdge.Core.Log;

namespace NukiEdge.Simulator.Adapters;

/// <summary>
/// One connection to Nuki Web: name, TCP, TLS with our roots only. It knows how far it came, so that a failure has a name.
/// </summary>
internal sealed class CloudConnection
{
    private readonly Uri _origin;
    private readonly CloudRoots _roots;
    private readonly CloudPatience _patience;
    private byte _reached = SyncFault.Dns;
    private byte _verdict;
    private bool _isUsed;

    public CloudConnection(Uri origin, CloudRoots roots, CloudPatience patience)
    {
        _origin = origin;
        _roots = roots;
        _patience = patience;
    }

    /// <summary>Ends of the server's certificate and of its root, seconds since 1970 UTC; -1 before a handshake.</summary>
    public long CertificateEndsUtc { get; private set; } = -1;

    /// <summary>See <see cref="CertificateEndsUtc"/>.</summary>
    public long RootEndsUtc { get; private set; } = -1;

    /// <summary>Connects; what this returns is safe to send a token over.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        if (_isUsed)
        {
            throw new IOException("one connection a request"); // .NET's client would repeat it three times when the first one ends early
        }

        _isUsed = true;
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using (CancellationTokenSource limit = Limit(cancel, _patience.ConnectMs))
            {
                IPAddress[] addresses = await Dns.GetHostAddressesAsync(_origin.IdnHost, limit.Token).ConfigureAwait(false);
                _reached = SyncFault.NoConnection;
                await socket.ConnectAsync(addresses, _origin.Port, limit.Token).ConfigureAwait(false);
            }

            NetworkStream plain = new(socket, ownsSocket: true);
            if (_origin.Scheme != Uri.UriSchemeHttps)
            {
                _reached = SyncFault.TimedOut;
                return plain;
            }

            _reached = SyncFault.TlsFailed;
            SslStream safe = new(plain);
            using (CancellationTokenSource limit = Limit(cancel, _patience.HandshakeMs))
            {
                await safe.AuthenticateAsClientAsync(Options(), limit.Token).ConfigureAwait(false);
            }

            _reached = SyncFault.TimedOut;
            return safe;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>What went wrong, as a <see cref="SyncFault"/>.</summary>
    public byte FaultOf(Exception e)
    {
        if (_verdict != SyncFault.None)
        {
            return _verdict;
        }

        if (_reached != SyncFault.TimedOut)
        {
            return _reached == SyncFault.TlsFailed && IsCancelled(e) ? SyncFault.TlsStalled : _reached;
        }

        return IsCancelled(e) ? SyncFault.TimedOut
            : e is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }
                ? SyncFault.NotHttp
            : e is HttpRequestException or IOException ? SyncFault.BrokeOff
            : SyncFault.Unexpected;
    }

    private static bool IsCancelled(Exception? e)
    {
        while (e is not null and not OperationCanceledException)
        {
            e = e.InnerException;
        }

        return e is not null;
    }

    private static CancellationTokenSource Limit(CancellationToken cancel, int ms)
    {
        CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(ms);
        return limit;
    }

    private SslClientAuthenticationOptions Options()
    {
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck, // the board cannot either, and each check would be another request
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_roots.Certificates);
        policy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1")); // id-kp-serverAuth, RFC 5280 section 4.2.1.12
        return new SslClientAuthenticationOptions
        {
            TargetHost = _origin.IdnHost,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = Judge,
        };
    }

    private bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is X509Certificate2 leaf)
        {
            CertificateEndsUtc = Utc(leaf.NotAfter);
        }

        _verdict = errors == SslPolicyErrors.None && certificate is not null ? SyncFault.None : CloudVerdict.Of(errors, chain);
        if (_verdict == SyncFault.None && chain is not null)
        {
            RootEndsUtc = Utc(chain.ChainElements[^1].Certificate.NotAfter);
        }

        return _verdict == SyncFault.None;
    }

    private static long Utc(DateTime time)
    {
        return new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeSeconds();
    }
}
