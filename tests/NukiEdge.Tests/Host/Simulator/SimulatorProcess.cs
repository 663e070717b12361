using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;

namespace NukiEdge.Tests.Simulator;

/// <summary>The simulator as a person starts it: a process with arguments, lines and an exit code.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    private const int DeadlineMs = 30000;

    private readonly Process _process;
    private readonly StringBuilder _text = new();
    private readonly object _gate = new();

    public SimulatorProcess(params string[] arguments)
        : this(null, null, arguments)
    {
    }

    /// <param name="variable">An environment variable that only this process has, or null.</param>
    public SimulatorProcess(string variable, string value, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "NukiEdge.Simulator.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (variable is not null)
        {
            start.Environment[variable] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += OnLine;
        _process.ErrorDataReceived += OnLine;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything that it printed so far, errors too.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>Runs it to its end.</summary>
    public static (int Code, string Text) Run(params string[] arguments)
    {
        using var process = new SimulatorProcess(arguments);
        return (process.WaitForEnd(), process.Text);
    }

    /// <summary>Waits until it has printed something, and answers the whole text so far.</summary>
    public string WaitFor(string expected)
    {
        long deadline = Environment.TickCount64 + DeadlineMs;
        lock (_gate)
        {
            while (!_text.ToString().Contains(expected, StringComparison.Ordinal))
            {
                long left = deadline - Environment.TickCount64;
                Assert.IsTrue(left > 0 && Monitor.Wait(_gate, (int)left), $"never printed: {expected}\n{_text}");
            }

            return _text.ToString();
        }
    }

    /// <summary>Process id, also after it started itself again.</summary>
    public int Id => _process.Id;

    /// <summary>Asks it to end, as Ctrl+C does.</summary>
    /// <returns>Exit code.</returns>
    public int Stop()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        kill.WaitForExit();
        return WaitForEnd();
    }

    /// <summary>Ends it as kill -9 does: no code of its own runs any more.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private int WaitForEnd()
    {
        Assert.IsTrue(_process.WaitForExit(DeadlineMs), "does not end\n" + Text);
        _process.WaitForExit(); // until the last line was read
        return _process.ExitCode;
    }

    private void OnLine(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is null)
        {
            return;
        }

        lock (_gate)
        {
            _text.AppendLine(e.Data);
            Monitor.PulseAll(_gate);
        }
    }
}
