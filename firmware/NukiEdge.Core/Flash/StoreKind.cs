namespace NukiEdge.Core.Flash;

/// <summary>
/// The stores. The number is part of the flash format: it is never used again for something else. A new store takes the next.
/// </summary>
public static class StoreKind
{
    /// <summary>What the owner set: names, logins, network, time zone.</summary>
    public const byte Settings = 1;

    /// <summary>Who is who.</summary>
    public const byte Roster = 2;

    /// <summary>Which event runs which scene.</summary>
    public const byte Rules = 3;

    /// <summary>What scenes do.</summary>
    public const byte Scenes = 4;

    /// <summary>What was learned while running: which login is which lock's, and the locks' keypads.</summary>
    public const byte Memory = 5;

    /// <summary>How the last runs of the program ended.</summary>
    public const byte Life = 6;

    /// <summary>The device code, the owner's password as a verifier, and the keys of other programs.</summary>
    public const byte Access = 7;

    /// <summary>Highest number in use.</summary>
    public const byte Last = Access;

    /// <summary>The name that both rims give the store's files: this, a dot, and the slot's number.</summary>
    public static string Name(byte kind)
    {
        switch (kind)
        {
            case Settings:
                return "settings";
            case Roster:
                return "roster";
            case Rules:
                return "rules";
            case Scenes:
                return "scenes";
            case Memory:
                return "memory";
            case Life:
                return "life";
            case Access:
                return "access";
            default:
                return "store" + kind.ToString();
        }
    }
}
