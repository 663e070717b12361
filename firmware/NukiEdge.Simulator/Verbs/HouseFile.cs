using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Houses;

namespace NukiEdge.Simulator.Verbs;

/// <summary>A login as it stands in the house file.</summary>
/// <param name="User">User name.</param>
/// <param name="Password">Password; the virtual lock and the printed examples need it.</param>
/// <param name="Role">lock, reader or controller; Removed.</param>
/// <param name="Lock">Name of the lock that it belongs to; null for a fresh one.</param>
internal sealed record LoginEntry(string User, string Password, string Role, string? Lock)
{
    /// <summary>Role of an empty place.</summary>
    public const string Removed = "";
}

/// <summary>A house with the file it came from.</summary>
internal sealed class HouseFile
{
    private readonly bool _isSample;

    private HouseFile(string name, House house, IReadOnlyList<LoginEntry> logins, bool isSample)
    {
        _isSample = isSample;
        Name = name;
        House = house;
        Logins = logins;
    }

    /// <summary>The file's name, or "sample house".</summary>
    public string Name { get; }

    /// <summary>A login's password as it may be shown: only the sample house's, which everybody knows.</summary>
    public string Shown(LoginEntry login)
    {
        return _isSample ? login.Password : "PASSWORD";
    }

    /// <summary>What it says.</summary>
    public House House { get; }

    /// <summary>The logins, in the file's order: index by index those of the house.</summary>
    public IReadOnlyList<LoginEntry> Logins { get; }

    /// <summary>Reads a house file, or the sample house where <paramref name="path"/> is null.</summary>
    /// <returns>null when it was refused; the reason was printed to the error output.</returns>
    public static HouseFile? Load(string? path)
    {
        string name = path is null ? "sample house" : Path.GetFileName(path);
        try
        {
            return Read(name, path is null ? Resource("Sample/house.json") : File.ReadAllBytes(path), isSample: path is null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{path}: cannot be read: {e.Message}");
            return null;
        }
    }

    /// <summary>Reads a house from memory.</summary>
    /// <returns>null when it was refused; the reason was printed to the error output.</returns>
    public static HouseFile? Read(string name, byte[] bytes, bool isSample = false)
    {
        var house = new House(Limits.LargeBoard());
        HouseError? error = HouseReader.Read(new ByteSource(bytes), house);
        if (error is not null)
        {
            Console.Error.WriteLine($"{name}: {error.Text()}");
            Console.Error.WriteLine("Nothing of this file was used.");
            return null;
        }

        return new HouseFile(name, house, ReadLogins(bytes), isSample);
    }

    /// <summary>A house that was read already, from a folder's stores.</summary>
    public static HouseFile Of(string name, House house)
    {
        return new HouseFile(name, house, LoginsOf(house), isSample: false);
    }

    /// <summary>A file that is part of the program.</summary>
    public static byte[] Resource(string name)
    {
        using Stream stream = typeof(HouseFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException("not built in: " + name);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>
    /// The login that a lock can use: the one that names it, else the only lock login that names none; null otherwise.
    /// </summary>
    public LoginEntry? LoginFor(string lockName)
    {
        LoginEntry? free = null;
        int freeCount = 0;
        foreach (LoginEntry login in Logins)
        {
            if (login.Role != "lock")
            {
                continue;
            }

            if (login.Lock == lockName)
            {
                return login;
            }

            if (login.Lock is null)
            {
                free = login;
                freeCount++;
            }
        }

        return freeCount == 1 ? free : null;
    }

    /// <summary>The first login with a role, or null.</summary>
    public LoginEntry? FirstOf(string role)
    {
        foreach (LoginEntry login in Logins)
        {
            if (login.Role == role)
            {
                return login;
            }
        }

        return null;
    }

    /// <summary>Index by index those of the house; of a removed one only its place.</summary>
    private static List<LoginEntry> LoginsOf(House house)
    {
        LoginTable table = house.Logins;
        var logins = new List<LoginEntry>();
        byte[] password = new byte[LoginTable.MaxBytes];
        for (int i = 0; i < table.Count; i++)
        {
            table.CopyPassword(i, password);
            string role = table.IsRemoved(i) ? LoginEntry.Removed : table.Role(i) switch
            {
                LoginRole.Lock => "lock",
                LoginRole.Reader => "reader",
                _ => "controller",
            };
            int door = table.LockOf(i);
            logins.Add(new LoginEntry(table.Users.Text(i), Encoding.UTF8.GetString(password, 0, table.PasswordLength(i)), role,
                door < 0 ? null : house.Locks.Names.Text(door)));
        }

        return logins;
    }

    /// <summary>The house keeps passwords to itself, so they are read from the text once more; it is known to be right.</summary>
    private static List<LoginEntry> ReadLogins(byte[] bytes)
    {
        var logins = new List<LoginEntry>();
        using JsonDocument document = JsonDocument.Parse(bytes);
        if (!document.RootElement.TryGetProperty("logins", out JsonElement list))
        {
            return logins;
        }

        foreach (JsonElement login in list.EnumerateArray())
        {
            logins.Add(new LoginEntry(login.GetProperty("user").GetString()!, login.TryGetProperty("password", out JsonElement password) ? password.GetString()! : "",
                login.GetProperty("role").GetString()!,
                login.TryGetProperty("lock", out JsonElement door) ? door.GetString() : null));
        }

        return logins;
    }
}
