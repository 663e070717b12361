namespace NukiEdge.Web.Access;

/// <summary>What a request may do. A higher role may do all that a lower one may.</summary>
public static class AccessRole
{
    /// <summary>Nobody proved anything.</summary>
    public const byte None = 0;

    /// <summary>A program that reads states and log.</summary>
    public const byte Reader = 1;

    /// <summary>A program that also runs scenes, switches relays, and acts at the locks that its key names. Never settings.</summary>
    public const byte Controller = 2;

    /// <summary>The owner's session at the page: everything.</summary>
    public const byte Owner = 3;
}
