using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using NukiEdge.Tests.Repository;

namespace NukiEdge.Tests.Http;

/// <summary>
/// tests/digest-server, run by node in a temporary folder into which npm has installed its packages. Every step has a time
/// limit, and what goes wrong says what it was.
/// </summary>
internal sealed class DigestServer : IDisposable
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(2), StartLimit = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("nukiedge-digest-").FullName;
    private readonly Process _node;

    /// <summary>Installs and starts it.</summary>
    public DigestServer()
    {
        try
        {
            foreach (string file in new[] { "package.json", "server.js" })
            {
                File.Copy(Path.Combine(Checkout.Root, "tests", "digest-server", file), Path.Combine(_folder, file));
            }

            Install();
            _node = Start("node", "server.js");
            Task<string> line = _node.StandardOutput.ReadLineAsync();
            string first = line.Wait(StartLimit) ? line.Result : null;
            bool isUp = first is not null && first.StartsWith("port ", StringComparison.Ordinal);
            Assert.IsTrue(isUp, "node server.js did not start: " + first);
            Port = int.Parse(first.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The port on loopback.</summary>
    public int Port { get; }

    public void Dispose()
    {
        _node?.Kill();
        _node?.WaitForExit();
        _node?.Dispose();
        Directory.Delete(_folder, true);
    }

    private void Install()
    {
        using Process npm = Start("npm", "install --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error "
            + "--fetch-timeout=20000 --fetch-retries=1");
        npm.StandardInput.Close();
        Task<string> output = npm.StandardOutput.ReadToEndAsync();
        Task<string> errors = npm.StandardError.ReadToEndAsync();
        bool inTime = npm.WaitForExit(InstallLimit);
        if (!inTime)
        {
            npm.Kill(true);
        }

        Assert.IsTrue(inTime, "npm install of tests/digest-server took over " + InstallLimit + ": is the registry reachable?");
        Assert.AreEqual(0, npm.ExitCode, "npm install of tests/digest-server failed: " + output.Result + errors.Result);
    }

    private Process Start(string program, string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = _folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = program == "npm",
            });
        }
        catch (Win32Exception e)
        {
            Assert.Fail("this test needs " + program + " (Node.js 18 or newer): " + e.Message);
            return null;
        }
    }
}
