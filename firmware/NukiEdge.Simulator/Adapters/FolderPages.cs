using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>
/// The page's files from a folder, read once. A file "app.js.gz" is served as /app.js with gzip; "index.html" also as /. Subfolders
/// are left out.
/// </summary>
public sealed class FolderPages : IPageSource
{
    private const string Packed = ".gz";
    private const string Resources = "Page/";
    private const string Front = "/index.html";

    private readonly List<string> _names = new();
    private readonly List<byte[]> _files = new();
    private readonly List<byte[]> _types = new();
    private readonly List<byte[]> _tags = new();
    private readonly List<bool> _packed = new();

    /// <summary>Reads the folder. Throws what the file system throws.</summary>
    public FolderPages(string folder)
    {
        foreach (string file in Directory.GetFiles(folder))
        {
            Add(Path.GetFileName(file), File.ReadAllBytes(file));
        }
    }

    private FolderPages()
    {
    }

    /// <summary>The page that was built into this program (NukiEdge.Web/Page/dist).</summary>
    public static FolderPages BuiltIn()
    {
        var pages = new FolderPages();
        Assembly assembly = typeof(FolderPages).Assembly;
        foreach (string name in assembly.GetManifestResourceNames())
        {
            if (name.StartsWith(Resources, StringComparison.Ordinal))
            {
                using Stream stream = assembly.GetManifestResourceStream(name)!;
                byte[] bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                pages.Add(name[Resources.Length..], bytes);
            }
        }

        return pages;
    }

    private void Add(string file, byte[] bytes)
    {
        bool isPacked = file.EndsWith(Packed, StringComparison.Ordinal);
        string name = isPacked ? file[..^Packed.Length] : file;
        _names.Add("/" + name);
        _files.Add(bytes);
        _types.Add(Encoding.ASCII.GetBytes(TypeOf(Path.GetExtension(name))));
        _tags.Add(Encoding.ASCII.GetBytes(Convert.ToHexString(SHA256.HashData(bytes), 0, 8)));
        _packed.Add(isPacked);
    }

    /// <inheritdoc/>
    public int Find(byte[] path, int offset, int length)
    {
        string name = Encoding.ASCII.GetString(path, offset, length);
        return _names.IndexOf(name == "/" ? Front : name);
    }

    /// <inheritdoc/>
    public int Length(int file)
    {
        return _files[file].Length;
    }

    /// <inheritdoc/>
    public byte[] ContentType(int file)
    {
        return _types[file];
    }

    /// <inheritdoc/>
    public byte[] Tag(int file)
    {
        return _tags[file];
    }

    /// <inheritdoc/>
    public bool IsGzip(int file)
    {
        return _packed[file];
    }

    /// <inheritdoc/>
    public bool IsForever(int file)
    {
        return false; // names stay the same when a developer saves a file
    }

    /// <inheritdoc/>
    public int Read(int file, int at, byte[] buffer, int offset, int count)
    {
        int got = Math.Min(count, _files[file].Length - at);
        Array.Copy(_files[file], at, buffer, offset, got);
        return got;
    }

    private static string TypeOf(string extension)
    {
        return extension switch
        {
            ".html" => "text/html; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".json" => "application/json",
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            ".txt" => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        };
    }
}
