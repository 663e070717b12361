using System;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>What a server's certificate says.</summary>
/// <param name="Name">DNS name in its subject alternative name.</param>
/// <param name="Address">IP address there, or null.</param>
/// <param name="NotBefore">First valid moment.</param>
/// <param name="NotAfter">Last valid moment.</param>
/// <param name="IsForServers">False: its extended key usage is client authentication only.</param>
public sealed record NukiLeaf(string Name, IPAddress? Address, DateTimeOffset NotBefore, DateTimeOffset NotAfter, bool IsForServers)
{
    /// <summary>For localhost and 127.0.0.1, valid now. The wall clock is the PC's: that is what TLS clients look at.</summary>
    public static NukiLeaf Good()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return new NukiLeaf("localhost", IPAddress.Loopback, now.AddDays(-1), now.AddDays(90), true);
    }
}

/// <summary>
/// A certificate authority of the double's own, made when it starts and never written to a disk. A client gets it as PEM.
/// </summary>
public sealed class NukiRoot : IDisposable
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1"; // RFC 5280 section 4.2.1.12
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>A root that is valid for ten years from yesterday.</summary>
    public NukiRoot(string name = "NukiEdge simulator root")
        : this(name, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(10))
    {
    }

    /// <summary>A root with a life of its own, as for a client that warns before it ends.</summary>
    public NukiRoot(string name, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var request = new CertificateRequest("CN=" + name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 1, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = request.CreateSelfSigned(notBefore, notAfter);
    }

    /// <summary>The root with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The root without its private key: what a client trusts.</summary>
    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>A server's certificate with its private key, signed by this root.</summary>
    public X509Certificate2 Issue(NukiLeaf leaf)
    {
        return Sign(leaf, Certificate);
    }

    /// <summary>A server's certificate that is signed by itself.</summary>
    internal static X509Certificate2 SelfSigned(NukiLeaf leaf)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Request(leaf, key).CreateSelfSigned(leaf.NotBefore, leaf.NotAfter);
    }

    /// <summary>A certificate that is signed by another server's, which is no authority.</summary>
    internal static X509Certificate2 Sign(NukiLeaf leaf, X509Certificate2 issuer)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa issuerKey = issuer.GetECDsaPrivateKey()!;
        CertificateRequest request = Request(leaf, key);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        using X509Certificate2 signed = request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey),
            leaf.NotBefore, leaf.NotAfter, serial);
        return signed.CopyWithPrivateKey(key);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private static CertificateRequest Request(NukiLeaf leaf, ECDsa key)
    {
        var request = new CertificateRequest("CN=" + leaf.Name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(leaf.Name);
        if (leaf.Address is not null)
        {
            names.AddIpAddress(leaf.Address);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid(leaf.IsForServers ? ServerAuth : ClientAuth)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }
}
