using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace NukiEdge.Simulator.VirtualDoor;

/// <summary>A request that came in.</summary>
/// <param name="Method">GET, POST ...</param>
/// <param name="Target">Path and query as they stood in the request.</param>
/// <param name="Body">The body as text.</param>
public sealed record HttpRequestSeen(string Method, string Target, string Body);

/// <summary>
/// A small web server on loopback, for what scenes call: it answers 200 to everything and hands each request on. Or the
/// opposite, a dead one: it lets clients connect and never says a word.
/// </summary>
public sealed class HttpSink : IDisposable
{
    private const int MaxRequestBytes = 64 * 1024;
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Action<HttpRequestSeen>? _received;

    private HttpSink(Action<HttpRequestSeen>? received)
    {
        _received = received;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(16);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>A server that answers.</summary>
    /// <param name="received">Called for each request, before it is answered, on the server's threads.</param>
    public static HttpSink Start(Action<HttpRequestSeen> received)
    {
        var sink = new HttpSink(received);
        new Thread(sink.Accept) { IsBackground = true, Name = "http sink" }.Start();
        return sink;
    }

    /// <summary>A server that is dead: the system completes the connections, nobody ever reads them.</summary>
    public static HttpSink StartDead()
    {
        return new HttpSink(null);
    }

    /// <summary>Stops listening. Open connections end with their clients.</summary>
    public void Dispose()
    {
        _listener.Dispose();
    }

    private void Accept()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = _listener.Accept();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            socket.NoDelay = true;
            new Thread(() => Serve(socket)) { IsBackground = true, Name = "http sink" }.Start();
        }
    }

    /// <summary>Requests of one connection, one after the other (RFC 9112).</summary>
    private void Serve(Socket socket)
    {
        byte[] buffer = new byte[MaxRequestBytes];
        int count = 0;
        try
        {
            while (true)
            {
                int size = Handle(buffer, count);
                if (size > 0)
                {
                    socket.Send(Answer);
                    Array.Copy(buffer, size, buffer, 0, count - size);
                    count -= size;
                    continue;
                }

                int got = count < buffer.Length ? socket.Receive(buffer, count, buffer.Length - count, SocketFlags.None) : 0;
                if (got == 0)
                {
                    break;
                }

                count += got;
            }
        }
        catch (SocketException)
        {
            // The client went away.
        }

        socket.Dispose();
    }

    /// <summary>Takes one whole request. Returns its size, 0 while bytes are missing.</summary>
    private int Handle(byte[] buffer, int count)
    {
        int headEnd = buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return 0;
        }

        string[] lines = Encoding.Latin1.GetString(buffer, 0, headEnd).Split("\r\n");
        int length = 0;
        foreach (string line in lines)
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                _ = int.TryParse(line.AsSpan(15), out length);
            }
        }

        int size = headEnd + 4 + length;
        if (count < size)
        {
            return 0;
        }

        string[] words = lines[0].Split(' ');
        string body = Encoding.UTF8.GetString(buffer, headEnd + 4, length);
        _received?.Invoke(new HttpRequestSeen(words[0], words.Length > 1 ? words[1] : "", body));
        return size;
    }
}
