using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace NukiEdge.Tests.Connect;

/// <summary>
/// A server that does exactly what a test wants: with TLS or without, then some bytes, then silence or the end. It writes down
/// every byte that it gets (under TLS: what came out of the encryption).
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly MemoryStream _received = new();
    private readonly X509Certificate2 _certificate;
    private readonly Func<Stream, CancellationToken, Task> _script;
    private readonly bool _isRaw;

    /// <summary>Starts it.</summary>
    /// <param name="certificate">null: no TLS.</param>
    /// <param name="script">What to do with each connection, once a whole head has come; it is closed after that.</param>
    /// <param name="isRaw">Nothing is waited for: the script has the connection from its first byte on.</param>
    public ScriptedServer(X509Certificate2 certificate, Func<Stream, CancellationToken, Task> script, bool isRaw = false)
    {
        _certificate = certificate;
        _script = script;
        _isRaw = isRaw;
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Origin => new((_certificate is null ? "http" : "https") + "://localhost:" + Port + "/");

    public int Connections { get; private set; }

    /// <summary>Everything that came, as text.</summary>
    public string Received
    {
        get
        {
            lock (_received)
            {
                return Encoding.Latin1.GetString(_received.ToArray());
            }
        }
    }

    /// <summary>A script that sends a text and closes.</summary>
    public static Func<Stream, CancellationToken, Task> Send(string text)
    {
        return async (stream, end) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text), end);
    }

    /// <summary>A script that sends a text and falls silent.</summary>
    public static Func<Stream, CancellationToken, Task> SendAndHold(string text)
    {
        return async (stream, end) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), end);
            await stream.FlushAsync(end);
            await Task.Delay(-1, end);
        };
    }

    /// <summary>A good answer.</summary>
    public static string Ok(string body)
    {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.Length + "\r\n\r\n" + body;
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                Connections++;
                _ = Task.Run(() => ServeAsync(client));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return; // invalid: it was stopped between two accepts
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                Stream stream = client.GetStream();
                if (_certificate is not null && !_isRaw)
                {
                    SslStream safe = new(stream);
                    await safe.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
                    stream = safe;
                }

                if (!_isRaw)
                {
                    await ReadHeadAsync(stream);
                }
                else
                {
                    _ = RecordAsync(stream);
                }

                await _script(stream, _end.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or AuthenticationException or SocketException or ObjectDisposedException)
        {
            // the client went away: what it sent is written down
        }
    }

    private async Task ReadHeadAsync(Stream stream)
    {
        while (!Received.Contains("\r\n\r\n", StringComparison.Ordinal) && await RecordOnceAsync(stream))
        {
        }
    }

    private async Task RecordAsync(Stream stream)
    {
        try
        {
            while (await RecordOnceAsync(stream))
            {
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // as above
        }
    }

    private async Task<bool> RecordOnceAsync(Stream stream)
    {
        byte[] buffer = new byte[4096];
        int got = await stream.ReadAsync(buffer, _end.Token);
        lock (_received)
        {
            _received.Write(buffer, 0, got);
        }

        return got > 0;
    }
}
