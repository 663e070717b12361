using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace NukiEdge.Tests.WebPage;

/// <summary>A listener on the wire: passes every byte between a browser and the box on, and keeps them all.</summary>
internal sealed class Tap : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _to;
    private readonly List<Line> _lines = [];
    private readonly Thread _thread;

    /// <param name="to">The box's port.</param>
    public Tap(int to)
    {
        _to = to;
        _listener.Start();
        _thread = new Thread(Accept) { IsBackground = true };
        _thread.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Everything that crossed, both ways.</summary>
    public byte[] All()
    {
        var all = new MemoryStream();
        foreach (Line line in Lines())
        {
            all.Write(line.Up.Copy());
            all.Write(line.Down.Copy());
        }

        return all.ToArray();
    }

    /// <summary>Each request by itself, with its body, as it was sent.</summary>
    public List<byte[]> Requests()
    {
        var requests = new List<byte[]>();
        foreach (Line line in Lines())
        {
            byte[] bytes = line.Up.Copy();
            for (int at = 0; at < bytes.Length;)
            {
                int head = bytes.AsSpan(at).IndexOf("\r\n\r\n"u8);
                Assert.IsGreaterThanOrEqualTo(0, head, "a request whose head never ended");
                int length = head + 4 + BodyLength(Encoding.ASCII.GetString(bytes, at, head));
                requests.Add(bytes.AsSpan(at, Math.Min(length, bytes.Length - at)).ToArray());
                at += length;
            }
        }

        return requests;
    }

    public void Dispose()
    {
        _listener.Stop();
        _thread.Join();
        foreach (Line line in Lines())
        {
            line.Dispose();
        }
    }

    private static int BodyLength(string head)
    {
        foreach (string line in head.Split("\r\n"))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                return int.Parse(line[15..], CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }

    private Line[] Lines()
    {
        lock (_lines)
        {
            return [.. _lines];
        }
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                var line = new Line(_listener.AcceptSocket(), _to);
                lock (_lines)
                {
                    _lines.Add(line);
                }
            }
        }
        catch (SocketException)
        {
            // stopped
        }
    }

    /// <summary>One connection: up is what the browser said.</summary>
    private sealed class Line : IDisposable
    {
        private readonly Socket _browser;
        private readonly Socket _box = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

        public Line(Socket browser, int to)
        {
            _browser = browser;
            _browser.NoDelay = true;
            _box.Connect(IPAddress.Loopback, to);
            Up = new Direction(_browser, _box);
            Down = new Direction(_box, _browser);
        }

        public Direction Up { get; }

        public Direction Down { get; }

        public void Dispose()
        {
            _browser.Dispose();
            _box.Dispose();
        }
    }

    private sealed class Direction
    {
        private readonly MemoryStream _kept = new();
        private readonly Socket _from;
        private readonly Socket _to;

        public Direction(Socket from, Socket to)
        {
            _from = from;
            _to = to;
            new Thread(Pass) { IsBackground = true }.Start();
        }

        public byte[] Copy()
        {
            lock (_kept)
            {
                return _kept.ToArray();
            }
        }

        private void Pass()
        {
            byte[] buffer = new byte[8192];
            try
            {
                for (int count = _from.Receive(buffer); count > 0; count = _from.Receive(buffer))
                {
                    lock (_kept)
                    {
                        _kept.Write(buffer, 0, count);
                    }

                    _to.Send(buffer, count, SocketFlags.None);
                }

                _to.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // one side went away; the other sees it too
            }
        }
    }
}
