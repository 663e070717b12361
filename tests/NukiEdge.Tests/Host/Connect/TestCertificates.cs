using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NukiEdge.Tests.Connect;

/// <summary>A root of our own and server certificates below it, right and wrong ones, all made for this run.</summary>
internal static class TestCertificates
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1", ClientAuth = "1.3.6.1.5.5.7.3.2";

    /// <summary>A root, valid from ten years ago to <paramref name="daysLeft"/> days from now.</summary>
    public static X509Certificate2 Root(string name = "Test Root", int daysLeft = 3650)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-3650), DateTimeOffset.UtcNow.AddDays(daysLeft));
    }

    /// <summary>A server's certificate with its key.</summary>
    /// <param name="root">Who signs; null: itself.</param>
    /// <param name="dnsName">Whose it is.</param>
    /// <param name="fromDays">Days from now on which it begins.</param>
    /// <param name="toDays">Days from now on which it ends.</param>
    /// <param name="isForServers">false: for clients.</param>
    public static X509Certificate2 Server(X509Certificate2 root, string dnsName = "localhost", int fromDays = -10, int toDays = 60,
        bool isForServers = true)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=" + dnsName, key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(dnsName);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(isForServers ? ServerAuth : ClientAuth)], false));
        DateTimeOffset from = DateTimeOffset.UtcNow.AddDays(fromDays);
        DateTimeOffset to = DateTimeOffset.UtcNow.AddDays(toDays);
        if (root is null)
        {
            return request.CreateSelfSigned(from, to);
        }

        using X509Certificate2 signed = request.Create(root, from, to, RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
