using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using NukiEdge.Tests.Repository;

namespace NukiEdge.Tests.Access;

/// <summary>The page's TypeScript, made into JavaScript in a temporary folder into which npm has installed esbuild, and run by node.</summary>
internal sealed class PageScripts : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("nukiedge-page-").FullName;

    /// <summary>Installs the compilers, checks the types, and bundles.</summary>
    public PageScripts()
    {
        string from = Path.Combine(Checkout.Root, "tests", "page-access");
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        Directory.CreateDirectory(Path.Combine(_folder, "access"));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Checkout.Root, "firmware/NukiEdge.Web/Page/src/access"), "*.ts"))
        {
            File.Copy(file, Path.Combine(_folder, "access", Path.GetFileName(file)));
        }

        Run("npm", "install --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error --fetch-timeout=20000 --fetch-retries=1");
        Run("node", "node_modules/typescript/bin/tsc -p .");
        Run("node", "node_modules/esbuild/bin/esbuild conversation.ts vectors.ts --bundle --platform=node --format=esm --outdir=. "
            + "--out-extension:.js=.mjs --log-level=error");
        Run("node", "node_modules/esbuild/bin/esbuild access/owner.ts --bundle --minify --format=esm --outfile=owner.min.js --log-level=error");
    }

    /// <summary>The bundle as the page would carry it.</summary>
    public string Minified => Path.Combine(_folder, "owner.min.js");

    /// <summary>What a script prints.</summary>
    public string Run(string program, string arguments)
    {
        using Process process = Start(program, arguments);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        bool inTime = process.WaitForExit(Limit);
        if (!inTime)
        {
            process.Kill(true);
        }

        Assert.IsTrue(inTime, program + " " + arguments + " took over " + Limit);
        Assert.AreEqual(0, process.ExitCode, program + " " + arguments + ": " + output.Result + errors.Result);
        return output.Result;
    }

    /// <summary>Starts a script to talk with.</summary>
    public Process Start(string program, string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = _folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Win32Exception e)
        {
            Assert.Fail("this test needs " + program + " (Node.js 20 or newer): " + e.Message);
            return null;
        }
    }

    public void Dispose()
    {
        Directory.Delete(_folder, true);
    }
}
