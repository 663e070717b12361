using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>
/// A bare TLS server on 127.0.0.1 with one fault, which counts every byte of a request that a client lets out: in clear
/// text, or inside TLS. It answers a request with an empty list, so that a client that is fooled goes on.
/// </summary>
public sealed class TlsFaultServer : IDisposable
{
    private const byte HandshakeRecord = 22; // RFC 8446 section 5.1
    private const byte AlertRecord = 21;
    private const int TrickleBytes = 8192;

    private static readonly byte[] Answer =
        Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]");

    private readonly TlsFault _fault;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SslStreamCertificateContext? _certificate;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly Task _accepting;
    private int _connections;
    private int _requestBytes;
    private int _finished;

    /// <summary>Starts it.</summary>
    /// <param name="root">The root that the client trusts.</param>
    public TlsFaultServer(TlsFault fault, NukiRoot root)
    {
        _fault = fault;
        _certificate = Certificate(fault, root);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Its base address, with the name that the good certificate has.</summary>
    public Uri Address => new("https://localhost:" + Port);

    /// <summary>Connections that came.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Connections that are over.</summary>
    public int Finished => Volatile.Read(ref _finished);

    /// <summary>Bytes of a request that arrived, whatever carried them; with a request comes the token.</summary>
    public int RequestBytes => Volatile.Read(ref _requestBytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        foreach (TcpClient client in _open.Keys)
        {
            client.Dispose();
        }

        _accepting.GetAwaiter().GetResult();
        _end.Dispose();
    }

    private static SslStreamCertificateContext? Certificate(TlsFault fault, NukiRoot root)
    {
        NukiLeaf good = NukiLeaf.Good();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        switch (fault)
        {
            case TlsFault.None:
                return Context(root.Issue(good));
            case TlsFault.WrongName:
                return Context(root.Issue(good with { Name = "api.example.org", Address = IPAddress.Parse("192.0.2.1") }));
            case TlsFault.Expired:
                // Inside the root's own life, so that nothing else is wrong.
                return Context(root.Issue(good with { NotBefore = root.Certificate.NotBefore, NotAfter = now.AddHours(-1) }));
            case TlsFault.NotYetValid:
                return Context(root.Issue(good with { NotBefore = now.AddDays(1) }));
            case TlsFault.SelfSigned:
                return Context(NukiRoot.SelfSigned(good));
            case TlsFault.UnknownRoot:
                return Context(new NukiRoot("Another root").Issue(good));
            case TlsFault.NamesakeRoot:
                return Context(new NukiRoot(root.Certificate.GetNameInfo(X509NameType.SimpleName, false)).Issue(good));
            case TlsFault.NotForServers:
                return Context(root.Issue(good with { IsForServers = false }));
            case TlsFault.SignedByServer:
                X509Certificate2 other = root.Issue(good with { Name = "other.example.org", Address = null });
                return SslStreamCertificateContext.Create(NukiRoot.Sign(good, other), [other], offline: true);
            default:
                return null;
        }
    }

    private static SslStreamCertificateContext Context(X509Certificate2 certificate)
    {
        return SslStreamCertificateContext.Create(certificate, null, offline: true);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_end.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return; // invalid: it was stopped between two accepts
            }

            Interlocked.Increment(ref _connections);
            _open.TryAdd(client, true);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            if (_certificate is not null)
            {
                await ServeTlsAsync(client);
            }
            else
            {
                await ServeBareAsync(client);
            }
        }
        catch (Exception e) when (e is IOException or AuthenticationException or SocketException or OperationCanceledException
            or ObjectDisposedException)
        {
            // The client refused: that is what it is for.
        }
        finally
        {
            _open.TryRemove(client, out _);
            client.Dispose();
            Interlocked.Increment(ref _finished);
        }
    }

    private async Task ServeTlsAsync(TcpClient client)
    {
        using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = _certificate }, _end.Token);
        var buffer = new byte[TrickleBytes];
        int read = await tls.ReadAsync(buffer, _end.Token);
        if (read > 0)
        {
            Interlocked.Add(ref _requestBytes, read);
            await tls.WriteAsync(Answer, _end.Token);
        }
    }

    private async Task ServeBareAsync(TcpClient client)
    {
        NetworkStream stream = client.GetStream();
        var buffer = new byte[TrickleBytes];
        bool isAnswered = false;
        while (true)
        {
            int read = await stream.ReadAsync(buffer, _end.Token);
            if (read == 0)
            {
                return;
            }

            // A client that goes on in clear text, or that sends data without a handshake, sends no such record.
            if (buffer[0] is not (HandshakeRecord or AlertRecord))
            {
                Interlocked.Add(ref _requestBytes, read);
            }

            if (_fault == TlsFault.ResetInHandshake)
            {
                client.LingerState = new LingerOption(true, 0); // close sends RST
                return;
            }

            if (!isAnswered && _fault == TlsFault.PlainHttp)
            {
                await stream.WriteAsync(Answer, _end.Token);
            }
            else if (!isAnswered && _fault == TlsFault.OldProtocol)
            {
                await stream.WriteAsync(OldServerHello(), _end.Token);
            }

            isAnswered = true;
        }
    }

    /// <summary>RFC 2246 section 7.4.1.3: version 3.1, random, no session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression.</summary>
    private static byte[] OldServerHello()
    {
        const int HelloBytes = 2 + 32 + 1 + 2 + 1;
        var record = new byte[5 + 4 + HelloBytes];
        record[0] = HandshakeRecord;
        record[1] = 3;
        record[2] = 1;
        record[4] = 4 + HelloBytes;
        record[5] = 2; // ServerHello
        record[8] = HelloBytes;
        record[9] = 3;
        record[10] = 1;
        Random.Shared.NextBytes(record.AsSpan(11, 32));
        record[^2] = 0x2F;
        return record;
    }
}
