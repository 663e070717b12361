namespace NukiEdge.Simulator.NukiWeb;

/// <summary>What is wrong with a server that claims to be the API. A right client sends none of them its token.</summary>
public enum TlsFault
{
    /// <summary>Nothing: to see that a test's client would send its request.</summary>
    None,

    /// <summary>A good certificate for another name and address.</summary>
    WrongName,

    /// <summary>It ended yesterday.</summary>
    Expired,

    /// <summary>It begins tomorrow.</summary>
    NotYetValid,

    /// <summary>Signed by itself.</summary>
    SelfSigned,

    /// <summary>Signed by a root that is not in the set.</summary>
    UnknownRoot,

    /// <summary>Signed by a root that is not in the set but has the same name as the right one.</summary>
    NamesakeRoot,

    /// <summary>For client authentication only.</summary>
    NotForServers,

    /// <summary>Signed by another server's certificate, which is no authority; that one is signed by the right root.</summary>
    SignedByServer,

    /// <summary>The connection is open, the ClientHello is read, nothing is answered.</summary>
    StalledInHandshake,

    /// <summary>The ClientHello is answered with HTTP in clear text.</summary>
    PlainHttp,

    /// <summary>The ClientHello is answered with a reset.</summary>
    ResetInHandshake,

    /// <summary>
    /// The ServerHello chooses TLS 1.0 (RFC 2246). Bytes made by hand: OpenSSL 3 with its usual settings speaks 1.2 and 1.3
    /// only.
    /// </summary>
    OldProtocol,
}
