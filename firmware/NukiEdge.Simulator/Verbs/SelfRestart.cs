using System;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using NukiEdge.Core.Life;
using NukiEdge.Web.Log;

namespace NukiEdge.Simulator.Verbs;

/// <summary>
/// Starts this program again in its own place: execv keeps process id, terminal and output, and ends every thread, also one
/// that hangs. So there is no parent to be killed beside, and Ctrl+C, kill and service managers see one process. Where there
/// is no execv (Windows) the program ends with <see cref="Exit.Restart"/>.
/// </summary>
internal static class SelfRestart
{
    /// <summary>Environment variable for tests: longest time of a turn of the loop, ms.</summary>
    public const string StallMsName = "NUKIEDGE_STALL_MS";

    private const int LastLineMs = 500;

    /// <summary>From here on the appliance's watcher may start the program again.</summary>
    public static void Allow(Appliance appliance)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable(StallMsName), out int ms) && ms > 0)
        {
            appliance.Life.StallLimitUs = ms * 1000L;
        }

        appliance.Life.Stalled = part =>
        {
            // A terminal that stands still (Ctrl+S) must not hinder it.
            Task.Run(() => Console.Error.WriteLine($"All relays are off: {LifeText.End(RunEnd.Stalled, part, 0)}. Starting again.")).Wait(LastLineMs);
            Environment.Exit(Now());
        };
    }

    /// <summary>Does not return where it can.</summary>
    /// <returns>The exit code for a service manager.</returns>
    public static int Now()
    {
        if (!OperatingSystem.IsWindows() && Environment.ProcessPath is { } path)
        {
            string[] arguments = Environment.GetCommandLineArgs();
            bool isHost = System.IO.Path.GetFileNameWithoutExtension(path) == "dotnet";
            string?[] all = isHost ? [path, .. arguments, null] : [path, .. arguments.AsSpan(1), null];
            Execute(path, all);
        }

        return Exit.Restart;
    }

    [DllImport("libc", EntryPoint = "execv")]
    private static extern int Execute(string path, string?[] arguments);
}
