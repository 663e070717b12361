using System;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NukiEdge.Simulator.Adapters;

/// <summary>The root certificates that may vouch for Nuki Web, and nobody else: the machine's own store is not asked.</summary>
public sealed class CloudRoots
{
    private CloudRoots(X509Certificate2Collection certificates)
    {
        Certificates = certificates;
    }

    /// <summary>The roots.</summary>
    public X509Certificate2Collection Certificates { get; }

    /// <summary>The bundled set (firmware/docs/cloud-sync.md lists it).</summary>
    public static CloudRoots Bundled()
    {
        using Stream stream = typeof(CloudRoots).Assembly.GetManifestResourceStream("Adapters/nuki-roots.pem")!;
        using StreamReader reader = new(stream);
        return FromPem(reader.ReadToEnd())!;
    }

    /// <summary>A set in PEM.</summary>
    /// <returns>null when no certificate is in it, or one cannot be read: a set is right or is not used.</returns>
    public static CloudRoots? FromPem(string pem)
    {
        X509Certificate2Collection certificates = [];
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            return null;
        }

        return certificates.Count == 0 ? null : new CloudRoots(certificates);
    }

    /// <summary>A set from a PEM file; null as above, and where the file cannot be read.</summary>
    public static CloudRoots? FromFile(string path)
    {
        try
        {
            return FromPem(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
