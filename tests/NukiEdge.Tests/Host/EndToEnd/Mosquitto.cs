using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace NukiEdge.Tests.EndToEnd;

/// <summary>A real Mosquitto on a port of its own, with one login, that can be killed and started again.</summary>
internal sealed class Mosquitto : IDisposable
{
    public const string User = "edge";
    public const string Password = "p@ss:w/rd%";

    /// <summary>The password as it stands in a URL.</summary>
    public const string PercentPassword = "p%40ss%3Aw%2Frd%25";

    private const int StartMs = 10000;

    private readonly string _folder = Directory.CreateTempSubdirectory("mosquitto-").FullName;
    private Process _process;

    public Mosquitto()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        string passwords = Path.Combine(_folder, "passwords");
        using (Process p = Process.Start("mosquitto_passwd", ["-c", "-b", passwords, User, Password]))
        {
            p.WaitForExit();
        }

        // started by root it would become a user that cannot read these files
        File.WriteAllText(Path.Combine(_folder, "conf"), $"user root\nlistener {Port} 127.0.0.1\nallow_anonymous false\npassword_file {passwords}\n"
            + "set_tcp_nodelay true\n");
    }

    public int Port { get; }

    public string Url => $"mqtt://{User}:{PercentPassword}@127.0.0.1:{Port}";

    /// <summary>Starts it and waits until it accepts.</summary>
    public void Start()
    {
        var start = new ProcessStartInfo("mosquitto", ["-c", Path.Combine(_folder, "conf")]) { RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        while (!Accepts())
        {
            Assert.IsFalse(_process.HasExited, "mosquitto ended at once");
            Assert.IsTrue(clock.ElapsedMilliseconds < StartMs, "mosquitto does not start");
            Thread.Yield();
        }
    }

    /// <summary>Ends it: kindly with SIGTERM, or as if its plug was pulled.</summary>
    public void Stop(bool kindly)
    {
        if (_process is null)
        {
            return;
        }

        if (kindly)
        {
            using Process kill = Process.Start("kill", [_process.Id.ToString()]);
            kill.WaitForExit();
        }
        else
        {
            _process.Kill();
        }

        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Stop(kindly: false);
        Directory.Delete(_folder, recursive: true);
    }

    private bool Accepts()
    {
        try
        {
            using var probe = new TcpClient();
            probe.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
