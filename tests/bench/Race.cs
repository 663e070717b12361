using System;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Simulator;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Houses;

namespace NukiEdge.Bench;

/// <summary>What one run measured, in ticks of the Stopwatch.</summary>
internal sealed class Result
{
    private readonly long[] _http;
    private readonly long[] _relay;

    public Result(long[] http, long[] relay)
    {
        _http = http.Order().ToArray();
        _relay = relay.Order().ToArray();
    }

    public double HttpMs(double quantile) => At(_http, quantile);

    public double RelayMs(double quantile) => At(_relay, quantile);

    private static double At(long[] sorted, double quantile)
    {
        int index = Math.Min(sorted.Length - 1, (int)(quantile * sorted.Length));
        return sorted[index] * 1000.0 / Stopwatch.Frequency;
    }
}

/// <summary>A real appliance, a real MQTT connection that publishes, a real HTTP sink; all in this process, over loopback.</summary>
internal sealed class Race
{
    private const int WarmUp = 200;
    private const int FirstCode = 1000;

    private readonly int _credentials;
    private long _relayAt;

    public Race(int credentials)
    {
        _credentials = credentials;
    }

    public Result Run(int events)
    {
        using var sink = new Sink();
        var house = new House(Limits.LargeBoard());
        HouseError? error = HouseReader.Read(new ByteSource(Encoding.UTF8.GetBytes(Json(sink.Port))), house);
        if (error is not null)
        {
            throw new InvalidOperationException(error.Text());
        }

        var relays = new BenchRelays(1) { Changed = (_, _) => Volatile.Write(ref _relayAt, Stopwatch.GetTimestamp()) };
        using var appliance = new Appliance(house, relays, IPAddress.Loopback);
        if (!appliance.Start(0))
        {
            throw new InvalidOperationException("no free port");
        }

        using var door = new Door(appliance.Ask(() => appliance.Broker.Port));
        long[] http = new long[events];
        long[] relay = new long[events];
        for (int i = -WarmUp; i < events; i++)
        {
            int code = FirstCode + (int)((uint)(i + WarmUp) * 2654435761u % (uint)_credentials);
            byte[] packet = door.Packet(code);
            long start = Stopwatch.GetTimestamp();
            door.Publish(packet);
            long arrived = sink.Next();
            if (i >= 0)
            {
                http[i] = arrived - start;
                relay[i] = Volatile.Read(ref _relayAt) - start;
            }

            door.TakeAck();
        }

        return new Result(http, relay);
    }

    private string Json(int sinkPort)
    {
        var persons = Enumerable.Range(0, 200).Select(p =>
        {
            var codes = Enumerable.Range(0, _credentials).Where(c => c % 200 == p)
                .Select(c => $"{{ \"lock\": \"Front door\", \"code\": {FirstCode + c} }}");
            return $"{{ \"name\": \"Person {p}\", \"credentials\": [{string.Join(",", codes)}] }}";
        });
        return $$"""
            { "house": 1, "locks": [{ "name": "Front door", "id": "3807B7EC" }],
              "relays": [{ "name": "Light", "longestOnMs": 600000 }],
              "persons": [{{string.Join(",\n", persons)}}],
              "scenes": [{ "name": "Welcome", "steps": [{ "relay": "Light", "do": "toggle" },
                { "http": "GET", "url": "http://127.0.0.1:{{sinkPort}}/in?who={person}" }] }],
              "rules": [{ "name": "Known", "who": "known", "scene": "Welcome" }],
              "logins": [{ "user": "front", "password": "front-secret", "role": "lock", "lock": "Front door" }] }
            """;
    }

    /// <summary>The lock's side: one connection, QoS 1.</summary>
    private sealed class Door : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly byte[] _ack = new byte[16];

        public Door(int port)
        {
            _socket.Connect(IPAddress.Loopback, port);
            byte[] rest = Join(Text("MQTT"), new byte[] { 4, 0xC6, 1, 44 }, Text("Nuki_3807B7EC"), Text("nuki/3807B7EC/connected"),
                Text("false"), Text("front"), Text("front-secret"));
            _socket.Send(Join(new byte[] { 0x10, (byte)rest.Length }, rest));
            _socket.Receive(_ack, 4, SocketFlags.None);
            if (_ack[3] != 0)
            {
                throw new InvalidOperationException("refused with " + _ack[3]);
            }
        }

        public byte[] Packet(int code)
        {
            byte[] rest = Join(Text("nuki/3807B7EC/lockActionEvent"), new byte[] { 0, 1 }, Encoding.ASCII.GetBytes($"3,0,54321,{code},1"));
            return Join(new byte[] { 0x32, (byte)rest.Length }, rest);
        }

        public void Publish(byte[] packet)
        {
            _socket.Send(packet);
        }

        public void TakeAck()
        {
            _socket.Receive(_ack, 4, SocketFlags.None);
        }

        public void Dispose()
        {
            _socket.Dispose();
        }

        private static byte[] Text(string text) => Join(new byte[] { 0, (byte)text.Length }, Encoding.ASCII.GetBytes(text));

        private static byte[] Join(params byte[][] parts) => parts.SelectMany(p => p).ToArray();
    }

    /// <summary>Stamps the moment when a request's first bytes are there, answers 204 and keeps the connection.</summary>
    private sealed class Sink : IDisposable
    {
        private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 204 No Content\r\n\r\n");

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly AutoResetEvent _arrived = new(false);
        private long _at;

        public Sink()
        {
            _listener.Start();
            new Thread(Accept) { IsBackground = true }.Start();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public long Next()
        {
            if (!_arrived.WaitOne(10000))
            {
                throw new InvalidOperationException("a request never arrived");
            }

            return Volatile.Read(ref _at);
        }

        public void Dispose()
        {
            _listener.Dispose();
        }

        private void Accept()
        {
            try
            {
                while (true)
                {
                    Socket socket = _listener.AcceptSocket();
                    socket.NoDelay = true;
                    new Thread(() => Serve(socket)) { IsBackground = true }.Start();
                }
            }
            catch (SocketException)
            {
                // disposed
            }
        }

        private void Serve(Socket socket)
        {
            byte[] buffer = new byte[4096];
            try
            {
                while (socket.Receive(buffer) > 0)
                {
                    Volatile.Write(ref _at, Stopwatch.GetTimestamp());
                    _arrived.Set();
                    socket.Send(Answer);
                }
            }
            catch (SocketException)
            {
                // the appliance is gone
            }

            socket.Dispose();
        }
    }
}
