using System;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using NukiEdge.Core.Log;

namespace NukiEdge.Simulator.Adapters;

/// <summary>Names what is wrong with a certificate. Of several faults the one that tells the owner most: who vouches, for whom, what for, when.</summary>
internal static class CloudVerdict
{
    public static byte Of(SslPolicyErrors errors, X509Chain? chain)
    {
        X509ChainStatusFlags flags = X509ChainStatusFlags.NoError;
        foreach (X509ChainStatus status in chain?.ChainStatus ?? [])
        {
            flags |= status.Status;
        }

        return (flags & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid)) != 0
                ? SyncFault.TlsUnknownIssuer
            : (errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0 ? SyncFault.TlsWrongName
            : (flags & X509ChainStatusFlags.NotValidForUsage) != 0 ? SyncFault.TlsWrongUse
            : (flags & X509ChainStatusFlags.NotTimeValid) != 0 ? OfTimes(chain!)
            : SyncFault.TlsFailed;
    }

    private static byte OfTimes(X509Chain chain)
    {
        bool isEarly = chain.ChainElements.Any(e => e.Certificate.NotBefore > DateTime.Now);
        return isEarly ? SyncFault.TlsNotYetValid : SyncFault.TlsExpired;
    }
}
