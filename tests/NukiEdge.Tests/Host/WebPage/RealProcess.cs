using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using NukiEdge.Tests.Data;
using NukiEdge.Tests.Simulator;

namespace NukiEdge.Tests.WebPage;

/// <summary>The program as a person starts it, with a page on a port that stays the same over its restarts.</summary>
internal sealed class RealProcess : IDisposable
{
    private readonly TempFolder _folder = TempFolder.Made();
    private readonly SimulatorProcess _process;

    /// <param name="house">The house file that its folder begins with, or null for an empty one.</param>
    public RealProcess(string house = null)
    {
        if (house is not null)
        {
            File.WriteAllText(_folder.FileOf("import.json"), house);
        }

        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        _process = new SimulatorProcess("run", "--mqtt", "127.0.0.1:0", "--web", "127.0.0.1:" + Port, "--data", _folder.Path);
        _process.WaitFor("Ctrl+C ends");
    }

    public int Port { get; }

    public string Address => $"http://127.0.0.1:{Port}/";

    /// <summary>Everything that it printed.</summary>
    public string Text => _process.Text;

    /// <summary>Where its broker listens.</summary>
    public IPEndPoint Broker => new(IPAddress.Loopback, int.Parse(Regex.Matches(Text, "127\\.0\\.0\\.1:([0-9]+)").Select(m => m.Groups[1].Value).First(p => p != Port.ToString())));

    /// <summary>How often it began.</summary>
    public int Starts => Regex.Count(Text, "Ctrl\\+C ends");

    /// <summary>The device codes that it printed, the newest last.</summary>
    public string[] Codes => [.. Regex.Matches(Text, "device code ([0-9A-Z-]{14})").Select(m => m.Groups[1].Value)];

    /// <summary>Names of the files in its folder that hold this text.</summary>
    public string FilesWith(string text)
    {
        return string.Join(", ", Directory.GetFiles(_folder.Path).Where(f => Path.GetFileName(f) != "in-use" && File.ReadAllBytes(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0).Select(Path.GetFileName));
    }

    /// <summary>Ends it as Ctrl+C does.</summary>
    public void Stop()
    {
        Assert.AreEqual(0, _process.Stop(), Text);
    }

    public void Dispose()
    {
        _process.Dispose();
        _folder.Dispose();
    }
}
