namespace NukiEdge.Web.Houses;

/// <summary>The parts of a house, as bits: what a writer writes.</summary>
public static class HouseParts
{
    /// <summary>Time zone, locks, relays, logins, targets, publicTargets.</summary>
    public const int Settings = 1;

    /// <summary>Persons and credentials.</summary>
    public const int Roster = 2;

    /// <summary>The rules.</summary>
    public const int Rules = 4;

    /// <summary>The scenes.</summary>
    public const int Scenes = 8;

    /// <summary>The whole house.</summary>
    public const int Everything = Settings | Roster | Rules | Scenes;
}

/// <summary>What becomes of passwords when a house is written.</summary>
public static class HouseSecrets
{
    /// <summary>They are left out.</summary>
    public const int LeftOut = 0;

    /// <summary>They are written as they are.</summary>
    public const int Written = 1;

    /// <summary>Each is sealed (<see cref="HouseSeal"/>).</summary>
    public const int Sealed = 2;
}
