using System;
using System.IO;
using System.Text;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Houses;

namespace NukiEdge.Simulator.Verbs;

/// <summary>A seal with the passphrase in a file: on a command line everybody on the computer could read it.</summary>
internal static class Passphrase
{
    /// <returns>null when it was refused; the reason was printed to the error output.</returns>
    public static HouseSeal? Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8);
            byte[] passphrase = Encoding.UTF8.GetBytes(reader.ReadLine() ?? "");
            if (passphrase.Length >= HouseSeal.LeastPassphraseBytes)
            {
                return new HouseSeal(new PcHmac(), passphrase);
            }

            Console.Error.WriteLine($"{path}: the passphrase is its first line, and has at least {HouseSeal.LeastPassphraseBytes} bytes.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{path}: cannot be read: {e.Message}");
        }

        return null;
    }
}
