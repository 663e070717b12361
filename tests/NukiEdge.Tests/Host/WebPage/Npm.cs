using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NukiEdge.Tests.Repository;

namespace NukiEdge.Tests.WebPage;

/// <summary>A copy of a folder of the checkout in a temporary place, with what its package.json names installed by npm.</summary>
internal sealed class Npm : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Copies and installs.</summary>
    /// <param name="folder">Below the checkout's root.</param>
    public Npm(string folder)
    {
        string from = Path.Combine(Checkout.Root, folder);
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/node_modules/", StringComparison.Ordinal)))
        {
            string to = Path.Combine(Root, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        Run("npm", "install --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error --fetch-timeout=20000 --fetch-retries=1");
    }

    /// <summary>The copy.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("nukiedge-npm-").FullName;

    /// <summary>Runs a program in the copy; it must succeed.</summary>
    public void Run(string program, string arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            bool isInTime = process.WaitForExit(Limit);
            if (!isInTime)
            {
                process.Kill(true);
            }

            Assert.IsTrue(isInTime, program + " " + arguments + " took over " + Limit);
            Assert.AreEqual(0, process.ExitCode, program + " " + arguments + ": " + output.Result + errors.Result);
        }
        catch (Win32Exception e)
        {
            Assert.Fail("this test needs " + program + " (Node.js 20 or newer): " + e.Message);
        }
    }

    public void Dispose()
    {
        Directory.Delete(Root, true);
    }
}
