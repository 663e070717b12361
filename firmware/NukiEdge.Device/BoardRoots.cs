using System;
using System.IO;
using System.Security.Cryptography.X509Certificates;

namespace NukiEdge.Device;

/// <summary>
/// The root certificates that may vouch for Nuki Web: a file in PEM that the owner can replace. It is read for each request and
/// then left to the collector: 2 KB a root on the heap for some seconds, and as much again in the firmware while it connects.
/// </summary>
internal sealed class BoardRoots
{
    private const string Path = BoardFile.Drive + "roots.pem";

    // Four roots. All 22 of the PC's set would be 30 KB: put in those that Nuki Web uses (docs/cloud-sync.md says how to find out).
    private const int MaxBytes = 8192;

    private BoardRoots(X509Certificate certificate)
    {
        Certificate = certificate;
        EndsUtc = certificate.GetExpirationDate().ToUnixTimeSeconds();
    }

    /// <summary>All of them, as the client wants them.</summary>
    public X509Certificate Certificate { get; }

    /// <summary>End of the first one in the file, seconds since 1970 UTC: the firmware tells no other.</summary>
    public long EndsUtc { get; }

    /// <summary>Reads the file; null where there is none, or it is empty, too long or no certificate.</summary>
    public static BoardRoots Load()
    {
        try
        {
            using (FileStream stream = new FileStream(Path, FileMode.Open, FileAccess.Read))
            {
                int length = (int)stream.Length;
                if (length <= 0 || length > MaxBytes)
                {
                    return null;
                }

                byte[] pem = new byte[length + 1]; // the firmware wants a zero behind it
                int at = 0;
                int got = 1;
                while (at < length && got > 0)
                {
                    got = stream.Read(pem, at, length - at);
                    at += got;
                }

                return at < length ? null : new BoardRoots(new X509Certificate(pem));
            }
        }
        catch (Exception)
        {
            return null;
        }
    }
}
