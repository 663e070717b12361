namespace NukiEdge.Core.People;

/// <summary>Number spaces of an announcement's numbers: the same number in two of them is two credentials.</summary>
public static class CredentialKind
{
    /// <summary>Authorization: app user, fob, bridge, keypad. The event's authId.</summary>
    public const int Auth = 0;

    /// <summary>Keypad code. The event's codeId.</summary>
    public const int Code = 1;

    /// <summary>Fingerprint, an entry of a code record's fingerprints in the Web API. The event's codeId as well.</summary>
    public const int Fingerprint = 2;

    /// <summary>No credential.</summary>
    public const int None = 255;
}
