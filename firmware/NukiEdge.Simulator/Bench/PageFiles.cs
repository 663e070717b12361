using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace NukiEdge.Simulator.Bench;

/// <summary>The files of the page, which are resources of this assembly. Only what is in the list can be asked for.</summary>
internal sealed class PageFiles
{
    private const string Prefix = "Bench/";
    private const string Front = "index.html";

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Reads them all; together they are smaller than one picture.</summary>
    public PageFiles()
    {
        Assembly assembly = typeof(PageFiles).Assembly;
        foreach (string name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                continue;
            }

            using Stream stream = assembly.GetManifestResourceStream(name)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            _files[name[Prefix.Length..]] = copy.ToArray();
        }
    }

    /// <summary>Answers with the file that the path names, or with 404.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        string name = context.Request.Path.Value is null or "" or "/" ? Front : context.Request.Path.Value[1..];
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, "nothing takes a POST here");
            return;
        }

        if (!_files.TryGetValue(name, out byte[]? bytes))
        {
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, "no such page");
            return;
        }

        context.Response.ContentType = TypeOf(name);
        context.Response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    private static string TypeOf(string name)
    {
        return Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
    }
}
