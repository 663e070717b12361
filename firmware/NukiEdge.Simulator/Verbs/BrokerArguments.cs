using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using NukiEdge.Core.Houses;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Simulator.Verbs;

/// <summary>What the command line says about an external broker. Its password is never printed, wherever it came from.</summary>
internal static class BrokerArguments
{
    private const int IdHexDigits = 12;

    /// <summary>Reads the URL, and the password where it stands in a file of its own.</summary>
    /// <param name="config">The house file or the data folder: two houses of one computer are two clients.</param>
    /// <returns>null when something is wrong; that was printed.</returns>
    public static BrokerSettings? Read(string url, string? passwordFile, string config)
    {
        var settings = new BrokerSettings { ClientId = ClientId(config), Seed = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)) };
        string? wrong = settings.Url.Read(url);
        if (wrong is not null)
        {
            Console.Error.WriteLine("--broker: " + wrong);
            return null;
        }

        if (passwordFile is null)
        {
            return settings;
        }

        try
        {
            wrong = settings.Url.UsePassword(Encoding.UTF8.GetBytes(FirstLine(passwordFile)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            wrong = "cannot be read: " + e.Message;
        }

        if (wrong is not null)
        {
            Console.Error.WriteLine("--broker-password-file: " + wrong);
        }

        return wrong is null ? settings : null;
    }

    /// <summary>What the house says; null where it says the built-in one.</summary>
    /// <param name="config">As in <see cref="Read"/>.</param>
    public static BrokerSettings? Of(BrokerChoice choice, string config)
    {
        if (!choice.IsExternal)
        {
            return null;
        }

        var settings = new BrokerSettings { ClientId = ClientId(config), Seed = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)) };
        settings.Url.Use(choice.Host(), choice.Port, choice.User, choice.Password);
        return settings;
    }

    /// <summary>The place and the user, as they may be shown.</summary>
    public static string Shown(BrokerUrl url)
    {
        return $"{url.Host}:{url.Port}" + (url.User is null ? ", without a login" : $", user {Encoding.UTF8.GetString(url.User)}");
    }

    private static string FirstLine(string path)
    {
        using var reader = new StreamReader(path);
        return reader.ReadLine() ?? "";
    }

    /// <summary>The same at each start; at most the 23 letters and digits that every server takes (MQTT 3.1.1 section 3.1.3.1).</summary>
    private static byte[] ClientId(string config)
    {
        string who = Environment.MachineName + "\n" + (config.Length > 0 ? Path.GetFullPath(config) : "");
        return Encoding.ASCII.GetBytes("nukiedge" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(who)))[..IdHexDigits]);
    }
}
